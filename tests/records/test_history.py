"""What one trainee has played: first tries, what counts, what is left out."""

import os
import shutil
from contextlib import nullcontext
from datetime import UTC, timedelta, timezone

import pytest

from tests.clocks import SetClock
from tests.records.test_index import FOLDER, play, rewritten
from trainer.analysis.judgement import CostLabel
from trainer.play.run import Reply
from trainer.records import folder
from trainer.records.event import JSON, Event, Kind
from trainer.records.folder import resume_attempt
from trainer.records.header import Mode, Parent, Part
from trainer.records.history import read_history
from trainer.records.record import read_record
from trainer.records.tries import History
from trainer.records.writer import JournalWriter


def history(trainee: str = "t-1") -> History:
    return read_history(FOLDER, trainee)


def firsts() -> list[bool]:
    return [t.first for t in history().tries]


def event(kind: Kind, **data: JSON) -> Event:
    return Event(1, kind, "", 0.0, data, "", "")


def test_the_first_try_is_the_first_that_was_begun_on_a_variant() -> None:
    clock = SetClock()
    for variant in ("one", "one", "two"):
        play(clock, variant, "check", "help")
    play(clock, "two", "check", "help", trainee="t-2")
    assert firsts() == [True, False, True]
    assert [t.first for t in history("t-2").tries] == [True]


def test_an_attempt_left_unfinished_does_not_give_the_first_try_back() -> None:
    clock = SetClock()
    play(clock, "one", mode=Mode.CHECK)
    play(clock, "one", "check", "help", mode=Mode.CHECK)
    assert firsts() == [False, False]


def test_one_left_and_gone_on_with_later_is_still_the_first_try() -> None:
    clock = SetClock()
    path = play(clock, "one", "check", mode=Mode.CHECK)
    play(clock, "one", "check", "help")
    with resume_attempt(path, clock) as attempt:
        attempt.answer("help")
    assert firsts() == [True, False]


def test_what_was_taken_back_is_no_first_try_and_does_not_count() -> None:
    clock = SetClock()
    play(clock, "one", "chat", "back", "check", "help")
    play(clock, "one", "check", "help")
    assert firsts() == [False, False]
    assert [(t.taken_back, t.counts) for t in history().tries] == [(1, False), (0, True)]


def test_a_what_if_or_a_drill_never_counts_and_is_judged_from_its_place_on() -> None:
    clock = SetClock()
    play(clock, "one", "grunt", parent=Parent(Part.WHAT_IF, "x", ()))
    play(clock, "two", "help", parent=Parent(Part.DRILL, "", (Reply("chat"),)))
    play(clock, "two", "check", "help")
    found = history().tries
    assert [t.part for t in found] == [Part.WHAT_IF, Part.DRILL, None]
    assert [(t.first, t.counts) for t in found] == [(False, False), (False, False), (False, True)]
    assert list(found[1].principles) == ["demo.speed"]
    assert found[0].principles["demo.warmth"].levels == (0,)


def test_damage_never_gives_the_first_try_back_and_is_named() -> None:
    clock = SetClock()
    path = play(clock, "one", "check", "help")
    play(clock, "one", "check", "help")
    path.write_bytes(path.read_bytes().replace(b'"response":"check"', b'"response":"chess"'))
    found = history()
    assert [t.first for t in found.tries] == [False]
    assert [t.attempt for t in found.troubles] == [path.stem]
    assert "damaged" in found.troubles[0].why
    assert history("t-2").troubles == ()


def test_numbers_that_cannot_be_take_nothing_away() -> None:
    """A hash keeps nobody from writing a journal anew."""
    clock = SetClock()
    play(clock, "one", "check", "help")
    for number in (2**63 + 5, -5):
        path = play(clock, "two", "check")
        with JournalWriter.reopen(path, clock) as writer:
            writer.append(Kind.REWIND, {"to": number})
            writer.append(Kind.REPLY, {"response": "check", "words": "x", "caps": {"demo.care": -3}})
    found = history()
    assert [(len(t.principles) > 0, t.taken_back) for t in found.tries] == [(True, 0), (True, 1), (True, 1)]
    assert found.tries[2].principles["demo.care"].lowest == 0


def test_one_that_cannot_be_replayed_is_named_and_left_out() -> None:
    path = rewritten(play(SetClock(), "one", "check", "help"), variant="gone")
    found = history()
    assert found.tries == ()
    assert [t.attempt for t in found.troubles] == [path.stem]
    assert "no variant" in found.troubles[0].why


def test_a_journal_that_lies_there_twice_counts_once() -> None:
    clock = SetClock()
    path = play(clock, "one", "check")
    shutil.copy(path, FOLDER / "a-copy.jsonl")
    with resume_attempt(path, clock) as attempt:
        attempt.answer("help")
    found = history().tries
    assert [(t.ended, t.first) for t in found] == [(True, True)]


def test_the_number_in_the_journal_goes_before_the_clock() -> None:
    clock = SetClock()
    first = rewritten(play(clock, "one", "check", "help"), number=1)
    clock.wall -= timedelta(days=30)
    second = rewritten(play(clock, "one", "check", "help"), number=2)
    assert [t.attempt for t in history().tries] == [first.stem, second.stem]
    assert firsts() == [True, False]


def test_attempts_are_numbered_as_they_begin_so_that_a_clock_set_back_changes_no_first_try() -> None:
    clock = SetClock()
    first = play(clock, "one", "check", "help")
    play(clock, "one", "check", trainee="t-2")
    clock.wall -= timedelta(days=30)
    second = play(clock, "one", "check", "help")
    clock.wall -= timedelta(days=30)
    drill = play(clock, "one", "help", parent=Parent(Part.DRILL, "", (Reply("chat"),)))
    assert [read_record(p).header.number for p in (first, second, drill)] == [1, 2, 3]
    assert [t.attempt for t in history().tries] == [first.stem, second.stem, drill.stem]
    assert firsts() == [True, False, False]


def test_a_number_is_never_given_twice_and_old_records_without_one_come_first() -> None:
    clock = SetClock()
    old = [rewritten(play(clock, "one", "check", "help"), number=number) for number in (0, -3, "x")]
    assert [read_record(p).header.number for p in old] == [0, 0, 0]
    fourth, fifth = play(clock, "two", "check"), play(clock, "two", "check")
    fourth.unlink()
    sixth = play(clock, "two", "check")
    assert [read_record(p).header.number for p in (fifth, sixth)] == [5, 6]
    assert history().tries[-1].attempt == sixth.stem


def test_without_numbers_the_order_is_that_of_the_moments_whatever_the_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "numbered", lambda *_: nullcontext(0))
    clock = SetClock()
    clock.wall = clock.wall.astimezone(timezone(timedelta(hours=9)))
    first = play(clock, "one", "check", "help")
    clock.wall = clock.wall.astimezone(UTC)
    second = play(clock, "one", "check", "help")
    assert [t.attempt for t in history().tries] == [first.stem, second.stem]


def test_confident_errors_are_kept_with_what_was_answered_there_later() -> None:
    clock = SetClock()
    path = play(clock, "one")
    with JournalWriter.reopen(path, clock) as writer:
        writer.append(Kind.SHOWN, {"scene": "counter", "options": []})
        writer.append(Kind.CONFIDENCE, {"scene": "counter", "level": 4})
    with resume_attempt(path, clock) as attempt:
        attempt.answer("chat")
        attempt.answer("help")
    play(clock, "two", "check", "help")
    os.utime(path, (1, 1))
    found = history().decided
    assert [(d.response, d.confidence, d.label, d.is_confident_error) for d in found] == [
        ("chat", 4, CostLabel.SLIP, True),
        ("check", None, CostLabel.BEST, False),
    ]
    assert found[0].levels == {"demo.warmth": 4, "demo.care": 1}


def test_the_last_goal_is_kept() -> None:
    clock = SetClock()
    path = play(clock, "one", "check", "help")
    with JournalWriter.reopen(path, clock) as writer:
        writer.append(Kind.GOAL, {"text": "Say the place back."})
    play(clock, "two")
    assert history().goal == "Say the place back."
