"""Typed words that were not meant as they were taken: what is asked, what becomes of it, and what is recorded."""

from __future__ import annotations

import pytest

from tests.session.test_inline import Played
from trainer.errors import UsageError
from trainer.grading.model import Abstained, Graded, Match
from trainer.practice.feedback import CoachNotes
from trainer.records.attempt import Attempt
from trainer.records.decisions import Became, Correction
from trainer.records.event import Kind
from trainer.records.header import Mode, TimeLimits
from trainer.records.record import Record, replayed
from trainer.session.sitting import Question, Sitting
from trainer.session.typed_words import WordGrading

WORDS = "Dulles, then"
SURE, UNSURE, UNCLEAR = 0.9, 0.6, 0.3
HELPING = (Mode.COACH, Mode.PRACTICE)


class Corrected(Played):
    """A session whose grader says what a test wants."""

    def __init__(self, mode: Mode = Mode.COACH, limits: TimeLimits = TimeLimits.OFF) -> None:
        super().__init__(mode, limits)
        self.sitting.grading = WordGrading()
        self.sitting.show()

    def hear(self, likeness: float, response: str = "chat", words: str = WORDS) -> str | None:
        """Words that are taken for a response, so surely."""
        self.sitting.type_words(words)
        meant = response if likeness >= 0.55 else None
        return self.sitting.take_grade(Graded(words, "g/1", match=Match(meant, response, likeness)))

    def answer_as_heard(self, likeness: float = SURE, response: str = "chat") -> None:
        meant = self.hear(likeness, response)
        assert meant
        self.sitting.answer(meant)
        self.sitting.show()

    def asks(self, question: Question) -> bool:
        return self.sitting.question is question

    def steps(self) -> int:
        return len(self.attempt.run.steps)

    @property
    def record(self) -> Record:
        return replayed(self.storage.reopen(self.attempt.path).read())

    @property
    def replies(self) -> list[tuple[str, str]]:
        return [(g.reply.response, g.reply.words) for g in self.record.given]

    @property
    def corrections(self) -> list[tuple[int, Became, str, bool, bool]]:
        found = self.record.log.corrections()
        return [(n, c.became, c.response, c.after, c.stands) for n, c in found]

    def resumed(self) -> Sitting:
        """As it is gone on with after the program was killed."""
        attempt = Attempt.resume(self.storage.reopen(self.attempt.path))
        return Sitting.resumed(attempt, attempt.record(), self.clock, WordGrading(), CoachNotes)


@pytest.fixture(autouse=True)
def never_asked_how_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.session.sitting.asks_confidence", lambda _seed, _number: False)


# -- before what it leads to is known ------------------------------------------------------------


@pytest.mark.parametrize("mode", list(Mode))
def test_where_it_is_not_sure_it_is_asked_before_anything_is_given(mode: Mode) -> None:
    played = Corrected(mode)
    sitting = played.sitting
    assert played.hear(UNSURE) is None
    assert (sitting.question, sitting.taken, sitting.can_correct) == (Question.TAKEN_AS, "chat", True)
    assert played.replies == []
    assert sitting.accept() == "chat"
    sitting.answer("chat")
    assert played.replies == [("chat", WORDS)]
    assert played.corrections == []


@pytest.mark.parametrize("mode", list(Mode))
def test_another_option_can_be_meant_in_every_mode(mode: Mode) -> None:
    played = Corrected(mode)
    sitting = played.sitting
    played.hear(UNSURE)
    sitting.reopen()
    assert played.asks(Question.CLOSEST)
    assert not sitting.correction_stands
    assert sitting.mean("check")
    sitting.answer("check")
    assert played.replies == [("check", WORDS)]
    assert played.corrections == [(0, Became.RESPONSE, "check", False, False)]
    given = played.record.given[0]
    assert (given.asked, given.reply.rated) == (True, True)
    assert not sitting.can_correct


def test_what_was_matched_and_how_surely_is_recorded_with_the_words() -> None:
    played = Corrected()
    played.hear(0.61234)
    played.sitting.reopen()
    played.sitting.mean("check")
    (event,) = [e for e in played.record.events if e.kind is Kind.CORRECTION]
    assert event.data == {
        "number": 0,
        "scene": "counter",
        "words": WORDS,
        "matched": "chat",
        "similarity": 0.6123,
        "became": "response",
        "after": False,
        "response": "check",
    }


def test_that_it_was_meant_so_after_all_is_no_correction() -> None:
    played = Corrected()
    sitting = played.sitting
    played.hear(UNSURE)
    sitting.reopen()
    assert not sitting.mean("chat")
    assert played.asks(Question.TAKEN_AS)
    sitting.reopen()
    sitting.keep_match()
    assert played.asks(Question.TAKEN_AS)
    sitting.answer(sitting.accept())
    assert played.corrections == []


def test_it_can_be_said_again_and_then_what_is_not_sure_is_asked_for() -> None:
    played = Corrected()
    sitting = played.sitting
    played.hear(UNSURE)
    sitting.reopen()
    sitting.say_again()
    assert (sitting.question, sitting.draft) == (Question.DECISION, WORDS)
    assert sitting.welcomes_words
    assert played.corrections == [(0, Became.AGAIN, "", False, False)]
    assert played.hear(UNSURE, words="To Dulles") is None
    assert played.asks(Question.CLOSEST)
    sitting.answer("check")
    assert played.replies == [("check", "To Dulles")]


def test_what_is_said_again_and_sure_is_given_and_cannot_be_corrected_once_more() -> None:
    played = Corrected()
    sitting = played.sitting
    played.hear(UNSURE)
    sitting.reopen()
    sitting.say_again()
    assert played.hear(SURE, "grunt", "To Dulles") == "grunt"
    sitting.answer("grunt")
    sitting.show()
    assert not sitting.can_correct
    with pytest.raises(UsageError):
        played.attempt.correct(Correction("x", "grunt", 0.9, Became.NONE, after=True))


def test_none_of_these_leaves_one_more_try_and_then_the_options() -> None:
    played = Corrected()
    sitting = played.sitting
    played.hear(UNSURE)
    sitting.reopen()
    sitting.none_of_these()
    assert played.asks(Question.DECISION)
    assert sitting.welcomes_words
    assert played.hear(UNCLEAR, words="well") is None
    assert played.asks(Question.CLOSEST)
    sitting.none_of_these()
    assert (sitting.welcomes_words, list(played.record.log.unmatched())) == (False, [(0, "well")])
    assert played.corrections == [(0, Became.NONE, "", False, False)]
    assert played.record.log.open.refused == 2


def test_words_that_are_an_option_word_for_word_are_a_choice() -> None:
    played = Corrected()
    sitting = played.sitting
    sitting.type_words("Lovely weather!")
    copied = Graded("Lovely weather!", "g/1", abstained=Abstained.COPIED, match=Match("chat", "chat", 1.0))
    assert sitting.take_grade(copied) == "chat"
    sitting.answer("chat")
    sitting.show()
    assert not sitting.can_correct


def test_a_reply_with_which_the_story_ends_is_asked_about_however_sure_it_is() -> None:
    played = Corrected()
    sitting = played.sitting
    sitting.answer("check")
    sitting.show()
    assert played.hear(SURE, "help") is None
    assert played.asks(Question.TAKEN_AS)
    sitting.reopen()
    assert sitting.mean("shrug")
    sitting.answer("shrug")
    assert played.asks(Question.NOTHING)
    assert not sitting.can_correct
    assert played.replies == [("check", ""), ("shrug", WORDS)]


# -- after it, in coach and practice -------------------------------------------------------------


@pytest.mark.parametrize("mode", HELPING)
def test_another_option_takes_the_place_of_the_reply_and_costs_no_first_try(mode: Mode) -> None:
    played = Corrected(mode)
    sitting = played.sitting
    played.answer_as_heard()
    assert sitting.can_correct
    sitting.reopen()
    assert played.asks(Question.CLOSEST)
    assert {o.id for o in sitting.options} == {"check", "chat", "grunt"}
    assert sitting.mean("check")
    outcome = sitting.answer("check")
    assert outcome.step.number == 0
    assert played.replies == [("check", WORDS)]
    assert played.corrections == [(0, Became.RESPONSE, "check", True, False)]
    assert played.record.log.taken_back == 0
    sitting.show()
    assert not sitting.can_correct


@pytest.mark.parametrize("mode", HELPING)
def test_it_can_be_said_again_afterwards(mode: Mode) -> None:
    played = Corrected(mode)
    sitting = played.sitting
    played.answer_as_heard()
    sitting.draft = "begun at the next decision"
    sitting.reopen()
    sitting.say_again()
    sitting.show()
    assert (sitting.question, sitting.draft, played.steps()) == (Question.DECISION, WORDS, 0)
    assert played.hear(SURE, "check", "To Dulles") == "check"
    sitting.answer("check")
    assert played.replies == [("check", "To Dulles")]


@pytest.mark.parametrize("mode", HELPING)
def test_none_of_these_afterwards_opens_the_decision_again(mode: Mode) -> None:
    played = Corrected(mode)
    sitting = played.sitting
    played.answer_as_heard()
    sitting.reopen()
    sitting.none_of_these()
    sitting.show()
    assert played.replies == []
    assert (sitting.welcomes_words, sitting.draft) == (True, "")
    sitting.answer("grunt")
    assert played.replies == [("grunt", "")]


def test_that_it_was_meant_so_after_all_leaves_everything_as_it_was() -> None:
    played = Corrected(limits=TimeLimits.ON)
    sitting = played.sitting
    played.answer_as_heard()
    sitting.draft = "begun"
    before = len(played.record.events)
    sitting.reopen()
    played.clock.move(3600)
    sitting.keep_match()
    sitting.reopen()
    assert not sitting.mean("chat")
    assert (sitting.question, sitting.draft, sitting.can_correct) == (Question.DECISION, "begun", True)
    assert len(played.record.events) == before


def test_the_key_is_gone_once_the_next_decision_is_answered() -> None:
    played = Corrected()
    sitting = played.sitting
    played.answer_as_heard()
    sitting.undo()
    sitting.show()
    can = [sitting.can_correct]
    played.answer_as_heard()
    can.append(sitting.can_correct)
    sitting.answer("help")
    assert [*can, sitting.can_correct] == [False, True, False]


def test_after_taking_back_the_decision_is_a_new_one() -> None:
    played = Corrected()
    sitting = played.sitting
    played.hear(UNSURE)
    sitting.reopen()
    sitting.mean("check")
    sitting.answer("check")
    sitting.show()
    sitting.undo()
    sitting.show()
    played.answer_as_heard()
    assert sitting.can_correct
    sitting.reopen()
    sitting.mean("grunt")
    sitting.answer("grunt")
    assert played.replies == [("grunt", WORDS)]
    assert played.corrections == [(0, Became.RESPONSE, "grunt", True, False)]
    assert played.record.log.taken_back == 1


def test_words_that_nothing_was_matched_to_are_not_corrected() -> None:
    played = Corrected()
    assert played.hear(UNCLEAR) is None
    played.sitting.answer("chat")
    played.sitting.show()
    assert not played.sitting.can_correct


def test_how_long_it_took_and_how_sure_one_was_stay_with_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.session.sitting.asks_confidence", lambda _seed, _number: True)
    played = Corrected(Mode.PRACTICE)
    sitting = played.sitting
    played.clock.move(7)
    meant = played.hear(SURE)
    assert meant
    assert sitting.choose(meant)
    sitting.answer_with_confidence(4)
    sitting.show()
    played.clock.move(60)
    sitting.reopen()
    assert sitting.mean("check")
    assert not sitting.choose("check")
    sitting.answer("check")
    (given,) = played.record.given
    assert (given.seconds, given.confidence, given.reply.response) == (7.0, 4, "check")


# -- after it, in a check ------------------------------------------------------------------------


@pytest.mark.parametrize("became", [Became.RESPONSE, Became.NONE])
def test_in_a_check_the_reply_stands_and_is_not_rated(became: Became) -> None:
    played = Corrected(Mode.CHECK)
    sitting = played.sitting
    played.answer_as_heard()
    assert sitting.can_correct
    sitting.draft = "begun"
    sitting.reopen()
    assert sitting.correction_stands
    if became is Became.RESPONSE:
        assert not sitting.mean("check")
    else:
        sitting.none_of_these()
    assert (sitting.question, sitting.draft, sitting.can_correct) == (Question.DECISION, "begun", False)
    assert played.replies == [("chat", WORDS)]
    response = "check" if became is Became.RESPONSE else ""
    assert played.corrections == [(0, became, response, True, True)]
    for run in (played.attempt.run, played.record.run):
        assert (run.steps[0].reply.rated, run.steps[0].levels, run.steps[0].loss) == (False, {}, 0)
    sitting.answer("help")
    assert played.replies == [("chat", WORDS), ("help", "")]
    assert played.record.disagreement() == ""


# -- time, and the program killed ----------------------------------------------------------------


def test_time_stands_still_while_it_is_asked() -> None:
    played = Corrected(limits=TimeLimits.ON)
    sitting = played.sitting
    played.clock.move(20)
    played.hear(UNSURE)
    played.clock.move(3600)
    assert not sitting.time_is_up
    sitting.reopen()
    played.clock.move(3600)
    sitting.mean("check")
    assert not sitting.answer("check").is_late


def test_afterwards_the_decision_has_its_whole_time_again() -> None:
    played = Corrected(limits=TimeLimits.ON)
    sitting = played.sitting
    played.clock.move(25)
    played.answer_as_heard()
    sitting.reopen()
    played.clock.move(3600)
    sitting.say_again()
    sitting.show()
    assert sitting.left() == 30


def test_nothing_said_in_time_while_it_is_asked_answers_the_decision_that_stands() -> None:
    played = Corrected()
    sitting = played.sitting
    played.hear(UNSURE)
    sitting.reopen()
    assert sitting.time_out().step.number == 0
    assert (sitting.question, sitting.can_correct, played.corrections) == (Question.DECISION, False, [])
    assert [e.data["words"] for e in played.record.events if e.kind is Kind.DRAFT] == [WORDS]


def test_who_leaves_while_it_is_asked_leaves_the_words_that_are_not_said() -> None:
    before = Corrected()
    before.hear(UNSURE)
    before.sitting.reopen()
    before.sitting.pause()
    assert before.record.log.open.draft == WORDS
    after = Corrected()
    after.answer_as_heard()
    after.sitting.reopen()
    after.sitting.pause()
    assert after.record.log.open.draft == ""
    assert after.replies == [("chat", WORDS)]


@pytest.mark.parametrize("mode", HELPING)
def test_after_a_kill_between_reply_and_correction_it_can_still_be_corrected(mode: Mode) -> None:
    played = Corrected(mode)
    played.answer_as_heard()
    sitting = played.resumed()
    sitting.show()
    assert sitting.can_correct
    sitting.reopen()
    assert sitting.mean("check")
    sitting.answer("check")
    assert played.replies == [("check", WORDS)]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("became", list(Became))
def test_after_a_kill_right_behind_the_correction_the_decision_is_open(became: Became, after: bool) -> None:
    played = Corrected()
    sitting = played.sitting
    if after:
        played.answer_as_heard()
    else:
        played.hear(UNSURE)
    sitting.reopen()
    if became is Became.RESPONSE:
        sitting.mean("check")
    elif became is Became.AGAIN:
        sitting.say_again()
    else:
        sitting.none_of_these()
    again = played.resumed()
    again.show()
    assert (again.question, len(again.attempt.run.steps)) == (Question.DECISION, 0)
    assert again.draft == ("" if became is Became.NONE else WORDS)
    assert again.attempt.corrected == {0}
    again.answer("grunt")
    assert played.replies == [("grunt", "")]
    assert [n for n, *_ in played.corrections] == [0]
