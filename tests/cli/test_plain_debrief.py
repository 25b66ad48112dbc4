"""`--plain`: the debrief by letters; whatever is left out, or where nobody answers, is no error."""

from pathlib import Path

import pytest

from tests.cli.helpers import Done, team_folder, trainer
from trainer.practice.debrief import goal, self_rating
from trainer.practice.debrief_events import disputes, second_receipt
from trainer.records.header import Part
from trainer.records.record import Record, read_record


@pytest.fixture(autouse=True)
def folder() -> None:
    team_folder()


def play(*lines: str, at: str = "") -> Done:
    """Check mode asks no more than practice, and the options stand in a known order."""
    arguments = ("play", "small", "--plain", "--variant", "one", "--seed", "1", "--trainee", "Ann", "--mode", "coach")
    day = ("--at", at) if at else ()
    done = trainer(*arguments, *day, stdin="\n".join(lines) + "\n")
    assert done.code == 0, done.err
    assert "Traceback" not in done.err
    return done


def records() -> list[Record]:
    return [read_record(p) for p in sorted(Path("transcripts").glob("*.jsonl"))]


def whole() -> Record:
    return next(r for r in records() if r.header.parent is None)


@pytest.fixture
def ill() -> tuple[str, str]:
    """The numbers of two bad replies."""
    first = place("chat", "p")
    second = place("shrug", first, "p")
    for path in Path("transcripts").glob("*.jsonl"):
        path.unlink()
    return first, second


def place(response: str, *lines: str) -> str:
    play(*lines)
    record = read_record(max(Path("transcripts").glob("*.jsonl"), key=lambda p: p.stat().st_mtime_ns))
    return str([r.id for r in record.run.options()].index(response) + 1)


def test_ones_own_view_comes_before_any_grade(ill: tuple[str, str]) -> None:
    done = play(*ill, "being quick", "3", "")
    grades = done.out.partition("THE END")[2]
    assert grades.index("How did it go") < grades.index("Not yet.")
    assert "you said that it went well (3 of 4). You were after: being quick" in done.out
    found = self_rating(whole().events)
    assert found
    assert (found.level, found.aim) == (3, "being quick")


@pytest.mark.parametrize("lines", [(), ("",), ("", ""), ("", "", ""), ("x", "9", "", "")])
def test_every_question_can_be_left_out_and_the_end_of_input_is_no_error(
    ill: tuple[str, str], lines: tuple[str, ...]
) -> None:
    done = play(*ill, *lines)
    for words in ("A critical error stood in the way", "One fix", "The score still possible", "Receipt: "):
        assert words in done.out
    assert "Second receipt" not in done.out
    assert self_rating(whole().events) is None


def test_a_goal_an_objection_and_the_second_receipt(ill: tuple[str, str]) -> None:
    done = play(*ill, "", "", "1", "d 1", "1", "I did", "d 9", "g Say it back.", "zzz", "?", "")
    assert "Recorded: whoever reviews" in done.out
    assert "d and a number from 1 to 2" in done.out
    record = whole()
    assert goal(record.events) == "Say it back."
    assert [(d.number, d.about, d.reason) for d in disputes(record.events, 2)] == [(0, "demo.care", "I did")]
    assert f"Second receipt, with what you said in it: {second_receipt(record.events)}" in done.out
    assert "Say it back." in next(Path("transcripts").glob("*.md")).read_text(encoding="utf-8")


def test_on_another_day_the_debrief_is_on_that_day_too(ill: tuple[str, str]) -> None:
    play(*ill, "", "", "g Say it back.", "", at="2026-03-02")
    events = whole().events
    assert goal(events) == "Say it back."
    assert {e.wall[:10] for e in events} == {"2026-03-02"}


def test_what_if_and_slips_stay_beside_the_attempt(ill: tuple[str, str]) -> None:
    first, second = ill
    good = "1" if second == "2" else "2"
    done = play(first, second, "", "", "w 2", good, "s", first, "p", "")
    for words in ("WHAT IF, from decision 2", "THE END of this other way", "slip 1 of 2", "Slip 1 of 2", "0 of 2 with"):
        assert words.lower() in done.out.lower()
    parts = [r.header.parent.part for r in records() if r.header.parent]
    assert sorted(parts) == [Part.DRILL, Part.DRILL, Part.WHAT_IF]
    assert len(whole().given) == 2


def test_without_slips_there_is_nothing_to_learn_or_to_write_again() -> None:
    first = place("check", "p")
    second = place("help", first, "p")
    for path in Path("transcripts").glob("*.jsonl"):
        path.unlink()
    done = play(first, second, "", "", "s", "r", "r x", "w", "")
    assert "Nothing went wrong here." in done.out
    assert "no reply to write again" in done.out


def test_a_number_of_thousands_of_digits_is_only_one_that_is_not_there(ill: tuple[str, str]) -> None:
    endless = "1" * 5000
    done = play(endless, *ill, "", "", endless, f"w {endless}", "")
    assert "type a number from 1 to" in done.out
    assert done.out.count("Which decision?") == 1
