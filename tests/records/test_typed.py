"""Typed replies on record: the words, their grade, what was resolved; read back and replayed as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clocks import SetClock
from tests.scenarios import SMALL, playable
from trainer.errors import UnusableInput, UsageError
from trainer.grading.model import ActMark, Evidence, Graded, Match, Sure
from trainer.play.run import Reply, Run
from trainer.records.attempt import Afterwards, Attempt, Setup
from trainer.records.decisions import Became, Correction
from trainer.records.event import JSON, Kind
from trainer.records.folder import FolderStorage, acts_path, kept_acts, resume_attempt, start_attempt
from trainer.records.header import Mode, Parent, Part
from trainer.records.record import read_record
from trainer.records.writer import JournalWriter

FOLDER = Path("kept")
HEARD = (ActMark("rude", True, Sure.SURE, 0.95, (Evidence(0, 4, "Oi, ", "cue: oi"),)),)
DEMO = "honours: [Greets], breaks: [Grunts]"


def start(**changes: object) -> Attempt:
    setup = Setup("one", 5, Mode.COACH, "t-1", "test", **changes)  # type: ignore[arg-type]
    return start_attempt(FOLDER, playable(SMALL), setup, SetClock())


def told(run: Run) -> list[tuple[Reply, dict[str, int], str]]:
    """A run as far as records keep it."""
    return [(step.reply, step.levels, step.scene.id) for step in run.steps]


def to_the_end(attempt: Attempt) -> None:
    while not attempt.ended:
        attempt.answer(attempt.run.options()[0].id)


def test_words_and_their_grade_come_back_as_they_were() -> None:
    graded = Graded("Oi, you", "g/1", HEARD, match=Match("check", "check", 0.9), acts_sha256="ab" * 32)
    with start() as attempt:
        attempt.answer("check", "Oi, you", graded)
        given = read_record(attempt.path).given[0]
    assert given.graded == graded
    assert not given.asked
    assert given.reply.words == "Oi, you"


def test_it_is_told_whether_the_trainee_said_what_was_meant() -> None:
    unmatched = Graded("Oi, you", "g/1", HEARD, match=Match(None, "check", 0.3))
    with start() as attempt:
        attempt.answer("check", "Oi, you", unmatched)
        assert read_record(attempt.path).given[0].asked


def test_a_replay_uses_what_was_resolved_then() -> None:
    with start() as attempt:
        attempt.show()
        reply = Reply("check", "Oi", (("demo.warmth", 0),), ())
        attempt.run = attempt.run.answer(reply)
        attempt._write(Kind.REPLY, {"scene": "counter", "response": "check", "words": "Oi", "resolved": "matched",
                                    "caps": {"demo.warmth": 0}})  # fmt: skip
        record = read_record(attempt.path)
    assert record.run.steps[0].levels["demo.warmth"] == 0
    assert told(record.run) == told(attempt.run)


@pytest.mark.parametrize("broken", [{}, {"similarity": "much", "acts": []}, {"acts": [{"act": "rude"}]}])
def test_a_grade_that_cannot_be_read_is_left_out_and_the_replay_and_its_caps_stand(broken: dict[str, JSON]) -> None:
    with start() as attempt:
        bad = {"act": "rude", "verdict": "violated", "sure": "sure", "confidence": 0.9,
               "evidence": [{"start": 0, "end": 99, "text": "x", "rule": "r"}]}  # fmt: skip
        grade = {"grader": "g", "acts": [bad], "abstained": None, "matched": None, "nearest": None, "similarity": 0}
        data = {"scene": "counter", "response": "check", "words": "Oi", "caps": {"demo.warmth": 0}}
        attempt._write(Kind.REPLY, {**data, "grade": {**grade, **broken}})
        record = read_record(attempt.path)
    given = record.given[0]
    assert (given.graded, given.reply.words, given.reply.caps) == (None, "Oi", (("demo.warmth", 0),))
    assert record.run.steps[0].levels["demo.warmth"] == 0


def test_a_what_if_begins_in_the_middle_and_says_where() -> None:
    with start(parent=Parent(Part.WHAT_IF, "a-1", (Reply("check", "Hello", (("demo.care", 1),)),))) as attempt:
        assert len(attempt.run.steps) == attempt.begins_at == 1
        assert not attempt.can_undo
        to_the_end(attempt)
        record = read_record(attempt.path)
    assert told(record.run) == told(attempt.run)
    assert len(record.given) == len(record.run.steps) - 1
    assert record.header.parent is not None
    assert record.header.parent.attempt == "a-1"


def test_going_back_in_a_what_if_stops_where_it_began() -> None:
    with start(parent=Parent(Part.WHAT_IF, "a-1", (Reply("check"),))) as attempt:
        first = attempt.run.options()[0].id
        attempt.answer(first)
        if attempt.can_undo:
            attempt.undo()
            assert len(attempt.run.steps) == 1
            assert told(read_record(attempt.path).run) == told(attempt.run)


@pytest.mark.parametrize("mode", [Mode.COACH, Mode.CHECK])
def test_a_correction_cut_off_at_any_byte_leaves_the_reply_as_it_was(mode: Mode) -> None:
    graded = Graded("Oi, you", "g/1", HEARD, match=Match("chat", "chat", 0.9))
    setup = Setup("one", 5, mode, "t-1", "test")
    with start_attempt(FOLDER, playable(SMALL), setup, SetClock()) as attempt:
        attempt.answer("chat", "Oi, you", graded)
        kept = attempt.path.stat().st_size
        stands = mode is Mode.CHECK
        attempt.correct(Correction("Oi, you", "chat", 0.9, Became.RESPONSE, "check", after=True, stands=stands))
        if not stands:
            attempt.answer("check", "Oi, you", graded)
        assert told(read_record(attempt.path).run) == told(attempt.run)
        raw = attempt.path.read_bytes()
    line = raw[kept:].split(b"\n")[0] + b"\n"
    for cut in range(0, len(line), 7):
        path = attempt.path
        path.write_bytes(raw[: kept + cut])
        with resume_attempt(path, SetClock()) as again:
            assert [(s.reply.response, s.reply.rated) for s in again.run.steps] == [("chat", True)]
            assert again.corrected == set()
            again.correct(Correction("Oi, you", "chat", 0.9, Became.NONE, after=True, stands=stands))
    path.write_bytes(raw[: kept + len(line)])
    with resume_attempt(path, SetClock()) as again:
        assert len(again.run.steps) == stands
        assert again.corrected == {0}


def test_what_is_said_after_the_end_is_kept_and_changes_nothing() -> None:
    with start() as attempt:
        to_the_end(attempt)
        before = read_record(attempt.path)
        after = attempt.afterwards
        after.rate_self(3, "to be kind")
        after.rewrite(0, "counter", "Good morning!", Graded("Good morning!", "g/1"))
        after.dispute(0, "counter", "rude", "I was joking")
        after.set_goal("Say the place back.")
        second = after.close_debrief()
        record = read_record(attempt.path)
    assert (told(record.run), record.receipt) == (told(before.run), before.receipt)
    assert second != record.receipt
    assert [e.kind for e in record.events[-5:]] == [
        Kind.SELF_RATING, Kind.REWRITE, Kind.DISPUTE, Kind.GOAL, Kind.CLOSE,
    ]  # fmt: skip


def test_a_debrief_is_taken_up_again_only_after_an_end() -> None:
    with start() as attempt:
        attempt.pause()
        path = attempt.path
    with pytest.raises(UsageError, match="not ended"):
        Afterwards.open(JournalWriter.reopen(path, SetClock()))
    with resume_attempt(path, SetClock()) as attempt:
        to_the_end(attempt)
    with Afterwards.open(JournalWriter.reopen(path, SetClock())) as after:
        after.set_goal("Look up.")
    assert read_record(path).events[-1].kind is Kind.GOAL


def test_a_self_rating_is_one_of_the_levels() -> None:
    with start() as attempt:
        to_the_end(attempt)
        with pytest.raises(UsageError):
            attempt.afterwards.rate_self(7)


def test_acts_are_kept_once_and_found_out_when_changed() -> None:
    from tests.grading.shipped import shipped

    acts = shipped().acts
    storage, path = FolderStorage(FOLDER, SetClock()), acts_path(FOLDER, acts.sha256)
    storage.keep_acts(acts)
    stamp = path.stat().st_mtime_ns
    storage.keep_acts(acts)
    assert path.stat().st_mtime_ns == stamp
    assert kept_acts(FOLDER, acts.sha256) == acts.text
    path.write_text("format: acts/1\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match="not the acts"):
        kept_acts(FOLDER, acts.sha256)
