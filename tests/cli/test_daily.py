"""`trainer play` without a scenario: today's practice, line by line."""

from pathlib import Path

import pytest

from tests.cli.helpers import Done, team_folder, trainer
from trainer.records.header import Mode, Part
from trainer.records.record import Record, read_record


@pytest.fixture(autouse=True)
def folder() -> None:
    team_folder()


def today(*lines: str, at: str = "2026-03-02", **environment: str) -> Done:
    stdin = "\n".join(lines) + "\n"
    return trainer("play", "--plain", "--trainee", "Ann", "--at", at, stdin=stdin, **environment)


def records() -> list[Record]:
    return [read_record(p) for p in sorted(Path("transcripts").glob("*.jsonl"))]


def test_somebody_new_begins_with_the_shortest_story_and_hears_why() -> None:
    done = today("", "p")
    assert done.code == 0, done.err
    assert "Today's practice: 2 pieces, about 3 minutes." in done.out
    assert "You have not played this one to its end yet" in done.out
    assert "Paused; nothing is lost" in done.err
    (record,) = records()
    assert record.header.mode is Mode.COACH
    assert record.started.startswith("2026-03-02")


def test_before_it_has_begun_it_can_be_left_without_a_trace() -> None:
    done = today("p")
    assert done.code == 0
    assert "the rest waits" in done.out
    assert records() == []


def test_the_next_day_brings_decisions_one_by_one_with_what_they_cost() -> None:
    today("", *["1", "", "1", ""] * 4)
    done = today("", "1", "1", "", "1", "1", at="2026-03-03")
    assert done.code == 0, done.err
    assert "one decision in “A small one”" in done.out
    assert "That cost" in done.out
    drills = [r for r in records() if r.header.parent and r.header.parent.part is Part.DRILL]
    assert drills
    assert all(r.closed and len(r.given) == 1 for r in drills if r.given)


def test_when_nothing_is_due_it_says_so_and_offers_a_story() -> None:
    today("", *["1", "", "1", ""] * 4)
    done = today("p")
    assert "Today's practice is done." in done.out
    assert "If you like:" in done.out
    assert "Something is due again tomorrow." in done.out


def test_an_empty_library_says_how_to_begin(tmp_path: Path) -> None:
    done = trainer("play", "--plain", "--trainee", "Ann", "--scenarios", str(tmp_path), stdin="p\n")
    assert done.code == 0


@pytest.mark.parametrize("option", [("--mode", "check"), ("--variant", "one"), ("--seed", "1")])
def test_what_the_session_decides_itself_is_refused(option: tuple[str, str]) -> None:
    done = trainer("play", "--plain", *option)
    assert done.code == 2
    assert "goes with a scenario" in done.err


def test_a_zone_and_a_schedule_that_are_none_are_refused_before_anything_is_asked() -> None:
    for setting in ('schedule = "never"', 'zone = "Mars/Base"'):
        Path("config.toml").write_text(setting + "\n", encoding="utf-8")
        assert today("p", TRAINER_CONFIG="config.toml").code == 2


def test_the_zone_of_the_settings_says_which_day_it_is() -> None:
    today("", *["1", "", "1", ""] * 4)
    Path("config.toml").write_text('zone = "Pacific/Kiritimati"\n', encoding="utf-8")
    assert today("p", TRAINER_CONFIG="config.toml").code == 0
