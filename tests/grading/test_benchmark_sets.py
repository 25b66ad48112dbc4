"""What grading is measured on: a kept-back part that is looked at once a release, public turns that one was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.grading import HELD_OUT, RELEASE, write_look
from tests.benchmarks.public_turns import figures, main, read_turns
from tests.grading.shipped import shipped
from trainer.grading.training.corpus import HARMLESS, read_corpus


def test_a_second_look_in_a_release_needs_a_reason(tmp_path: Path) -> None:
    looks = tmp_path / "looks.tsv"
    write_look(looks, "1.0", None, "2026-01-01")
    with pytest.raises(SystemExit, match="2026-01-01"):
        write_look(looks, "1.0", None, "2026-01-02")
    assert looks.read_text().count("\n") == 1
    write_look(looks, "1.0", "the first\tfigures\nwere lost", "2026-01-02")
    write_look(looks, "1.1", None, "2026-02-01")
    assert [line.split("\t") for line in looks.read_text().splitlines()] == [
        ["1.0", "2026-01-01", "the first look"],
        ["1.0", "2026-01-02", "the first figures were lost"],
        ["1.1", "2026-02-01", "the first look"],
    ]


def test_what_is_kept_back_shares_no_situation_and_no_voice_with_the_rest() -> None:
    kept, held_out, learned = read_corpus(RELEASE), read_corpus(HELD_OUT), read_corpus()
    situations = {r.situation.id for r in kept}
    assert not situations & {r.situation.id for r in (*held_out, *learned)}
    voices = {r.file for r in kept if r.kind == HARMLESS}
    assert voices
    assert not voices & {r.file for r in learned}


def test_public_turns_say_which_figures_could_not_be_had(tmp_path: Path) -> None:
    file = tmp_path / "turns.jsonl"
    file.write_text('{"text": "I am so sorry about that.", "labels": ["apologize"]}\n{"text": "Platform two."}\n')
    told = list(figures(read_turns(file, {"apologize": "apology"}), shipped()))
    assert told[0] == "apology: agreement 1.000, F1 1.000 (n 1, labelled 1)"
    assert [line.partition(":")[0] for line in told if "could not be had" in line] == [
        "thanks", "greeting", "asks-detail", "harm in harmless turns",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["[]", "{", '{"text": 1, "labels": []}', '{"labels": []}', '{"text": "a", "labels": 1}']
)
def test_a_line_that_is_no_turn_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "turns.jsonl"
    file.write_text(f'{{"text": "Hello.", "labels": []}}\n{line}\n')
    with pytest.raises(SystemExit, match="line 2"):
        read_turns(file, {})


def test_without_a_file_every_figure_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    assert "none of these figures could be had" in capsys.readouterr().out
