"""A whole attempt through the session with everything inline: no screen, no thread, no file."""

from __future__ import annotations

import builtins
import os
from pathlib import Path

import pytest

from tests.clocks import SetClock
from tests.grading.shipped import shipped
from tests.scenarios import playable
from trainer.grading.grader import ReplyGrader
from trainer.output.phrases import short_why
from trainer.practice.feedback import CoachNotes
from trainer.records.attempt import Attempt, Setup
from trainer.records.event import Kind
from trainer.records.header import Mode, TimeLimits
from trainer.records.record import replayed
from trainer.records.storage import MemoryStorage
from trainer.session.debriefing import Debriefing
from trainer.session.sitting import Question, Sitting
from trainer.session.typed_words import WordGrading

WORDS = "Dulles, did I get that right?"


class Played:
    """What a session needs, in memory."""

    def __init__(self, mode: Mode = Mode.COACH, limits: TimeLimits = TimeLimits.OFF) -> None:
        self.clock = SetClock()
        self.storage = MemoryStorage(self.clock)
        setup = Setup("one", 1, mode, "t-1", "test", limits)
        self.attempt = Attempt.begin(self.storage, playable(), setup, self.clock)
        self.sitting = Sitting(self.attempt, self.clock, grading=WordGrading(lambda: ReplyGrader(shipped())))
        self.sitting.notes = CoachNotes()

    def say(self, words: str) -> str | None:
        """Type words and have them graded here and now; the response that was meant."""
        request = self.sitting.type_words(words)
        return self.sitting.take_grade(request.grade())


@pytest.fixture
def nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads once, the grader's tables and the scenario, is read before; from then on no file is opened."""
    shipped(), playable()
    for words in (WORDS, "I am so sorry. Let me look it up for you."):
        Played().say(words)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    for module, name in ((builtins, "open"), (os, "open"), (os, "mkdir"), (os, "replace"), (Path, "open")):
        monkeypatch.setattr(module, name, refuse)


@pytest.mark.usefixtures("nothing_is_opened")
def test_an_attempt_from_its_first_decision_to_the_second_receipt() -> None:
    played = Played()
    sitting = played.sitting
    sitting.show()
    assert {option.id for option in sitting.options} == {"check", "chat", "grunt"}
    outcome = sitting.answer("chat")
    assert [u.text for u in outcome.said] == ["Lovely weather!"]
    assert short_why(outcome.run, outcome.step, outcome.note)
    sitting.undo()
    sitting.show()
    meant = played.say(WORDS)
    assert meant == "check"
    outcome = sitting.answer(meant)
    assert outcome.heard is not None
    assert outcome.heard.graded.words == WORDS
    sitting.show()
    sitting.answer("shrug")
    assert sitting.question is Question.NOTHING

    debriefing = Debriefing(played.attempt.record(), played.storage, sitting.grading)
    debriefing.rate(2, "quick")
    assert debriefing.rewrite(1, "I am so sorry. Let me look it up for you.") is not None
    debriefing.set_goal("Look it up")
    debriefing.dispute(0, debriefing.lines[0].earned[0].principle, "it was warm")
    assert debriefing.close()
    record = replayed(played.storage.reopen(played.attempt.path).read())
    assert [g.reply.response for g in record.given] == ["check", "shrug"]
    assert record.log.taken_back == 1
    assert [e.kind for e in record.events][-5:] == [
        Kind.SELF_RATING,
        Kind.REWRITE,
        Kind.GOAL,
        Kind.DISPUTE,
        Kind.CLOSE,
    ]
    assert list(played.storage.acts) == [shipped().acts.sha256]


@pytest.mark.usefixtures("nothing_is_opened")
def test_one_that_was_left_goes_on_with_its_draft_and_its_grades() -> None:
    played = Played()
    played.sitting.show()
    meant = played.say(WORDS)
    assert meant
    played.sitting.answer(meant)
    played.sitting.show()
    played.sitting.pause("I would")
    attempt = Attempt.resume(played.storage.reopen(played.attempt.path))
    record = attempt.record()
    again = Sitting.resumed(attempt, record, played.clock, played.sitting.grading, CoachNotes)
    assert (again.draft, list(again.graded)) == ("I would", [0])
    assert again.said_words


def test_time_stands_still_while_words_are_graded_and_while_it_is_asked_what_they_meant() -> None:
    played = Played(limits=TimeLimits.ON)
    played.sitting.show()
    played.clock.move(20)
    request = played.sitting.type_words("asdf qwer")
    played.clock.move(3600)
    assert played.sitting.take_grade(request.grade()) is None
    assert played.sitting.question is Question.CLOSEST
    played.clock.move(3600)
    assert played.sitting.answer("check").step.reply.response == "check"


def test_a_reply_that_comes_too_late_is_none_and_its_words_are_kept() -> None:
    played = Played(limits=TimeLimits.ON)
    played.sitting.show()
    played.clock.move(31)
    played.say(WORDS)
    outcome = played.sitting.answer("check")
    assert outcome.is_late
    kinds = [(e.kind, e.data.get("words", "")) for e in played.attempt.record().events]
    assert (Kind.DRAFT, WORDS) in kinds


def test_how_sure_one_is_can_be_left_unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.session.sitting.asks_confidence", lambda _seed, _number: True)
    played = Played(Mode.CHECK)
    played.sitting.show()
    assert played.sitting.choose("check")
    assert played.sitting.question is Question.CONFIDENCE
    played.sitting.unchoose()
    assert played.sitting.choose("chat")
    played.sitting.answer_with_confidence(None)
    assert played.sitting.choose("help")
    played.sitting.answer_with_confidence(3)
    record = played.attempt.record()
    assert [e.data["level"] for e in record.events if e.kind is Kind.CONFIDENCE] == [3]
    assert [g.reply.response for g in record.given] == ["chat", "help"]
