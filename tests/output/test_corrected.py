"""What a transcript, the JSON and `trainer examples` tell of words that were not meant as they were taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.journals import HandClock
from tests.scenarios import playable
from trainer.cli.examples import typed_replies
from trainer.grading.model import Graded, Match
from trainer.output.phrases import score_line
from trainer.output.result_json import result_json
from trainer.output.transcript import render_html, render_markdown, render_text
from trainer.records.attempt import Setup
from trainer.records.decisions import Became, Correction
from trainer.records.folder import start_attempt
from trainer.records.header import Mode
from trainer.records.record import Record, read_record

WORDS = "Dulles, then"


def played(folder: Path, became: Became, *, stands: bool = False, response: str = "") -> Record:
    graded = Graded(WORDS, "g/1", match=Match("chat", "chat", 0.9))
    mode = Mode.CHECK if stands else Mode.COACH
    setup = Setup("one", 3, mode, "t-0123456789ab", "plain")
    with start_attempt(folder, playable(), setup, HandClock()) as attempt:
        attempt.answer("chat", WORDS, graded)
        attempt.correct(Correction(WORDS, "chat", 0.9, became, response, after=True, stands=stands))
        if became is Became.RESPONSE and not stands:
            attempt.answer(response, WORDS, graded)
        elif not stands:
            attempt.answer("check")
        attempt.answer("help")
        return read_record(attempt.path)


def means(record: Record) -> list[tuple[str, str | None]]:
    return [(one.words, one.means) for one in typed_replies(record)]


@pytest.mark.parametrize("render", [render_markdown, render_html, render_text])
def test_a_transcript_tells_what_it_was_taken_as_and_what_it_became(render: object, tmp_path: Path) -> None:
    told = " ".join(render(played(tmp_path, Became.RESPONSE, response="check")).split())  # type: ignore[operator]
    assert "Taken as “Lovely weather!” (90% sure), corrected to “Dulles, did I get that right?”, after it was" in told
    assert "Not rated" not in told
    told = " ".join(render(played(tmp_path, Became.NONE, stands=True)).split())  # type: ignore[operator]
    assert "corrected to none of the options, after it was known" in told
    assert "the reply is not rated" in told
    assert "Not rated: decision 1, where words were not meant as they were taken." in told


def test_what_is_not_rated_counts_nowhere(tmp_path: Path) -> None:
    record = played(tmp_path, Became.RESPONSE, stands=True, response="check")
    result = record.result()
    assert [d.step.number for d in result.decisions] == [1]
    assert result.loss == record.run.steps[1].loss + (
        record.playable.worth.ending_loss(record.run.machine, record.run.state) if record.playable.worth else 0
    )
    assert score_line(result).endswith("Not rated: decision 1, where words were not meant as they were taken.")
    first, second = result_json(record.header, result, {})["decisions"]
    assert (first["rated"], first["marks"], first["loss"], first["cost"]) == (False, {}, 0, None)
    assert "rated" not in second
    assert record.disagreement() == ""


def test_examples_say_what_was_meant(tmp_path: Path) -> None:
    assert means(played(tmp_path, Became.RESPONSE, response="check")) == [(WORDS, "check")]
    assert means(played(tmp_path, Became.RESPONSE, stands=True, response="check")) == [(WORDS, "check")]
    assert means(played(tmp_path, Became.NONE)) == [(WORDS, "none")]
    assert means(played(tmp_path, Became.NONE, stands=True)) == [(WORDS, "none")]
    assert means(played(tmp_path, Became.AGAIN)) == [(WORDS, None)]
