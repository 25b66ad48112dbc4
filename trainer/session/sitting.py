"""An attempt as it is played: what is asked, what can be answered, what an answer leads to, how much time is left.

Each answer is on disk before what it leads to is known here. Nothing runs by itself: time is asked of the clock that is
handed in, and grading typed words, which may take a while, is a request that the front end runs in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from trainer.analysis.worth import Worth
from trainer.cleaning import clean
from trainer.grading.matching import SURE_MATCH
from trainer.grading.model import Abstained, Graded
from trainer.limits import REPLY_CHARACTERS
from trainer.play import narration
from trainer.play.narration import Utterance
from trainer.play.run import Reply, Run, Step, asks_confidence
from trainer.practice.feedback import CoachNote, CoachNotes, HeardReply, heard_as_recorded
from trainer.principles.acts import ActWording
from trainer.records.attempt import Attempt
from trainer.records.decisions import Became, Correction
from trainer.records.event import Clock
from trainer.records.header import Mode
from trainer.records.record import Record, is_over
from trainer.scenario.model import FALLBACK, TIMEOUT
from trainer.session.typed_words import WordGrading


class Question(StrEnum):
    """What is asked of the trainee now."""

    DECISION = "decision"
    TAKEN_AS = "taken as"
    """Whether typed words were meant as they were taken, before it is known what that leads to."""
    CLOSEST = "closest"
    """Which option typed words came closest to."""
    CONFIDENCE = "confidence"
    """How sure one is of the reply that was chosen."""
    NOTHING = "nothing"
    """It has come to its end."""


@dataclass(frozen=True, slots=True)
class OfferedResponse:
    """A response on offer, as it is told."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class GradingRequest:
    """Typed words to be graded at the decision where a run stands. Running it changes nothing."""

    words: str
    run: Run
    grading: WordGrading

    def grade(self) -> Graded | None:
        """The grade; None where nothing can grade words in this language."""
        return self.grading.grade(self.run, self.words)


@dataclass(frozen=True, slots=True)
class ReplyOutcome:
    """What a reply led to, in the order it is told."""

    run: Run
    """As it stands after the reply."""
    step: Step
    said: Sequence[Utterance]
    consequence: Sequence[Utterance]
    onward: Sequence[Utterance]
    note: CoachNote | None
    """What coach mode explains of it; None in the other modes."""
    heard: HeardReply | None
    """What was heard in typed words; None where nothing was typed or graded, and where it is not told yet."""
    titles: Mapping[str, ActWording]
    """How each act is told of, where something was heard."""

    @property
    def is_late(self) -> bool:
        """Whether it came of nothing said in time."""
        return self.step.reply.response == TIMEOUT


@dataclass
class Countdown:
    """How long an attempt has lasted, and how long the present decision has been standing there. In seconds.

    `before` are those of earlier sittings.
    """

    clock: Clock
    before: float = 0.0
    _began: float = field(init=False)
    _asked: float = field(init=False)
    _stopped: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._began = self._asked = self.clock.monotonic()

    def ask(self) -> None:
        """A decision stands there from now on."""
        self._asked, self._stopped = self.clock.monotonic(), None

    def stop(self) -> None:
        """The decision's time stands still until `go_on`: something is asked that is no part of it."""
        self._stopped = self.clock.monotonic() if self._stopped is None else self._stopped

    def go_on(self) -> None:
        """The decision's time runs on from where it stood."""
        if self._stopped is not None:
            self._asked += self.clock.monotonic() - self._stopped
            self._stopped = None

    def hold(self, seconds: float) -> None:
        """Some seconds in which nothing could be read do not count."""
        if self._stopped is None:
            self._asked += seconds

    @property
    def deciding(self) -> float:
        """How long the decision has been standing there."""
        now = self.clock.monotonic() if self._stopped is None else self._stopped
        return now - self._asked

    @property
    def lasted(self) -> float:
        """How long the whole attempt has lasted."""
        return self.before + self.clock.monotonic() - self._began


@dataclass
class Sitting:
    """An open attempt, and whoever plays it."""

    attempt: Attempt
    clock: Clock
    before: float = 0.0
    """Seconds of earlier sittings."""
    announcement: str = ""
    """What is said beforehand."""
    draft: str = ""
    """Words that were begun and not said."""
    grading: WordGrading = field(default_factory=WordGrading)
    read_notes: Callable[[], CoachNotes] = CoachNotes
    """Finds out what is explained in coach mode, for which the trainee's records are read."""
    graded: dict[int, Graded] = field(default_factory=dict)
    """The grades of typed words, by the number of the decision."""
    words: str = ""
    """Typed words of which it is being asked what they come closest to."""
    grade: Graded | None = None
    """Their grade, where there is one."""
    chosen: str = ""
    """The response that was chosen, while it is asked how sure one is of it."""
    taken: str = ""
    """The response that the words were taken for, while it is asked whether it was meant."""
    reopened: int | None = None
    """The decision, from 0, of which it is asked what words meant that were not meant as they were taken."""
    _is_told: bool = field(init=False, default=False)
    """Whether what the words led to as they were taken has been told."""
    countdown: Countdown = field(init=False)
    expected: int = field(init=False, default=0)
    """Decisions on the best line; 0 where that is not known, or not worked out yet."""

    def __post_init__(self) -> None:
        self.countdown = Countdown(self.clock, self.before)

    @cached_property
    def notes(self) -> CoachNotes:
        """What is explained in coach mode, found out when it is first asked for."""
        return self.read_notes()

    def work_out(self) -> None:
        """What takes a while and no first question waits for. It changes no state of play: a thread may run it."""
        _ = self.notes
        self.expected = decisions_on_best_line(self.attempt.run, self.attempt.playable.worth)

    @classmethod
    def resumed(
        cls, attempt: Attempt, record: Record, clock: Clock, grading: WordGrading, read_notes: Callable[[], CoachNotes]
    ) -> Sitting:
        """An attempt that is gone on with, with what its journal says."""
        before, draft = record.events[-1].mono, record.log.open.draft
        sitting = cls(attempt, clock, before, draft=draft, grading=grading, read_notes=read_notes)
        sitting.graded = {n: g.graded for n, g in enumerate(record.given, attempt.begins_at) if g.graded}
        return sitting

    @property
    def mode(self) -> Mode:
        return self.attempt.header.mode

    @property
    def is_coached(self) -> bool:
        return self.mode is Mode.COACH

    @property
    def question(self) -> Question:
        """What is asked now."""
        if self.attempt.ended:
            return Question.NOTHING
        if self.chosen:
            return Question.CONFIDENCE
        if self.taken and self.reopened is None:
            return Question.TAKEN_AS
        return Question.CLOSEST if self.words else Question.DECISION

    @property
    def run(self) -> Run:
        """The run up to the decision that is asked about: the present one, or the last where that is reopened."""
        return self.attempt.run if self.reopened is None else self.attempt.run.back_to(self.reopened)

    @property
    def options(self) -> list[OfferedResponse]:
        """The responses on offer, in the order shown."""
        run = self.run
        return [OfferedResponse(r.id, narration.option_text(run, r)) for r in run.options()]

    @property
    def welcomes_words(self) -> bool:
        """Whether own words may be said now."""
        decision = self.attempt.run.scene.decision
        return bool(decision and decision.typed and not self.attempt.must_choose)

    @property
    def is_between(self) -> bool:
        """Whether something has been said or chosen that is no reply yet: it is asked what was meant, or how sure."""
        return bool(self.words or self.chosen)

    def offers(self, response: str) -> bool:
        """Whether a response can be given now."""
        decision = self.run.scene.decision
        unlisted = decision.fallback if decision else None
        return response in [r.id for r in self.run.options()] or bool(unlisted and response == FALLBACK)

    @property
    def said_words(self) -> bool:
        """Whether the last reply was said in own words, and graded."""
        steps = self.attempt.run.steps
        return bool(steps) and steps[-1].number in self.graded

    @property
    def asks_confidence(self) -> bool:
        """Whether it is asked, before the present decision is answered, how sure one is."""
        run = self.attempt.run
        return not self.is_coached and asks_confidence(run.seed, len(run.steps))

    def model_replies(self) -> list[str]:
        """What would have lost nothing at the last decision; none before the first and where it would give away."""
        run = self.attempt.run
        if not self.is_coached or not run.steps:
            return []
        step = run.steps[-1]
        best = run.machine.stakes(step.before).best
        return [narration.option_text(run, r, step.before) for r in step.offered if r.id in best]

    def show(self) -> None:
        """The decision stands before the trainee from now on."""
        self.attempt.show()
        self.countdown.ask()

    def type_words(self, words: str) -> GradingRequest:
        """Say something in own words: what is to be graded. The decision's time stands still meanwhile."""
        self.countdown.stop()
        self.words = clean(words)[:REPLY_CHARACTERS]
        return GradingRequest(self.words, self.attempt.run, self.grading)

    def take_grade(self, grade: Graded | None) -> str | None:
        """The grade of what was typed: the response that it means, None where it has to be asked what was meant.

        It is asked too where that is not sure, or where nothing could be corrected afterwards since the end comes.
        """
        self.grade = grade
        meant = grade.match.response if grade else None
        if grade is None or meant is None or grade.abstained is Abstained.COPIED:
            return meant
        attempt, sure = self.attempt, grade.match.likeness >= SURE_MATCH
        if len(attempt.run.steps) in attempt.corrected:
            # It cannot be corrected once more: it is given, or asked for at once.
            return meant if sure else None
        if sure and not is_over(attempt.header, attempt.run.answer(Reply(meant))):
            return meant
        self.taken = meant
        return None

    def accept(self) -> str:
        """The words were meant as they were taken: the response to be given."""
        taken, self.taken = self.taken, ""
        return taken

    @property
    def can_correct(self) -> bool:
        """Whether it can be said now that typed words were not meant as they were taken. Once a decision."""
        return self.reopened is None and bool(self.taken or self.taken_last)

    @property
    def taken_last(self) -> str:
        """The response that the words of the last reply were taken for, where that can still be corrected; else ""."""
        attempt = self.attempt
        step = attempt.run.steps[-1] if attempt.run.steps else None
        if step is None or self.is_between or attempt.ended or step.number < attempt.begins_at:
            return ""
        grade = self.graded.get(step.number)
        if grade is None or grade.abstained is Abstained.COPIED or step.number in attempt.corrected:
            return ""
        return step.response.id if grade.match.response == step.response.id else ""

    def reopen(self) -> None:
        """The words were not meant so: it is asked what they meant. Time stands still, and nothing is changed yet."""
        steps = self.attempt.run.steps
        if self.taken:
            self.reopened = len(steps)
        else:
            step = steps[-1]
            self.reopened, self.words, self.grade = step.number, step.reply.words, self.graded[step.number]
            self.countdown.stop()

    def keep_match(self) -> None:
        """They were meant so after all."""
        if not self.taken:
            self._forget_words()
            self.countdown.go_on()
        self.reopened = None

    @property
    def correction_stands(self) -> bool:
        """Whether a correction is kept and no more: in a check, once the customer's reaction is known."""
        return self.mode is Mode.CHECK and self.reopened is not None and self.reopened < len(self.attempt.run.steps)

    def mean(self, response: str) -> bool:
        """This is what the words meant: whether it is now to be given as the reply. NotOffered.

        It is not where they had been taken for it, nor where the correction stands beside the reply.
        """
        stands = self.correction_stands
        if self.grade and response == self.grade.match.response:
            self.keep_match()
            return False
        self._correct(Became.RESPONSE, response)
        if stands:
            self._forget_words()
        return not stands

    def say_again(self) -> None:
        """The words were not meant so: they are a draft of others."""
        words = self.words
        self._correct(Became.AGAIN)
        self._forget_words()
        self.countdown.go_on()
        self.draft = words

    def _correct(self, became: Became, response: str = "") -> None:
        assert self.reopened is not None
        assert self.grade is not None
        after, stands = self.reopened < len(self.attempt.run.steps), self.correction_stands
        match = self.grade.match
        correction = Correction(
            self.words, match.response or "", match.likeness, became, response, after=after, stands=stands
        )
        self.attempt.correct(correction)
        if stands:
            self.countdown.go_on()
        elif after:
            del self.graded[self.reopened]
            # The decision has its whole time again, which stands still while it is not answered anew.
            self.countdown.ask()
            self.countdown.stop()
        self._is_told, self.reopened, self.taken = after, None, ""

    def reword(self) -> None:
        """The words are not said yet: they are a draft."""
        self.draft = self.words or self.draft
        self.unchoose()
        self._forget_words()

    def none_of_these(self) -> None:
        """The words meant none of the options: kept. They can be said once more in other words; then one must do."""
        if self.reopened is None:
            self.attempt.none_of_these(self.words)
            self.draft = ""
        else:
            stands = self.correction_stands
            self._correct(Became.NONE)
            self.draft = self.draft if stands else ""
        self._forget_words()

    def _forget_words(self) -> None:
        self.words, self.grade, self.chosen = "", None, ""
        self.taken, self.reopened, self._is_told = "", None, False

    @property
    def _unsaid(self) -> str:
        """Words of the present decision that no reply has been given by."""
        is_open = self.reopened is None or self.reopened == len(self.attempt.run.steps)
        return (self.words if is_open else "") or self.draft

    def choose(self, response: str) -> bool:
        """Choose a reply, and whether it is asked first how sure one is of it, outside the time for the decision."""
        if self._is_told or not self.asks_confidence or self.time_is_up or not self.offers(response):
            return False
        self.chosen = response
        self.countdown.stop()
        return True

    def unchoose(self) -> None:
        """It is not to be the reply after all."""
        self.chosen = ""
        self.countdown.go_on()

    def answer_with_confidence(self, level: int | None) -> ReplyOutcome:
        """Give the reply that was chosen, so sure of it, 1 to 4; None where that is not said."""
        if level is not None:
            self.attempt.record_confidence(level)
        return self.answer(self.chosen)

    def answer(self, response: str) -> ReplyOutcome:
        """Give a reply. It is on disk before what it leads to is known here. One that comes too late is none."""
        if response != TIMEOUT and self.time_is_up:
            return self.time_out()
        attempt, grade = self.attempt, self.grade
        # Found out before this reply is among the records that it is read from.
        notes = self.notes if self.is_coached else None
        step = attempt.answer(response, self.words, grade)
        heard = heard_as_recorded(attempt.run, step, grade) if self.is_coached else None
        self.graded.pop(step.number, None)
        if grade:
            self.graded[step.number] = grade
        self._forget_words()
        self.draft = ""
        run = attempt.run
        return ReplyOutcome(
            run=run,
            step=step,
            said=narration.reply_lines(run, step),
            consequence=narration.consequence(run, step),
            onward=narration.onward(run, step),
            note=notes.note(step) if notes else None,
            heard=heard,
            titles=self.grading.titles if heard else {},
        )

    def time_out(self, begun: str = "") -> ReplyOutcome:
        """Nothing was said in time; words that had been begun are kept."""
        self.attempt.keep_draft(begun or self._unsaid)
        self._forget_words()
        return self.answer(TIMEOUT)

    def undo(self) -> None:
        """Take the last reply back."""
        self.attempt.undo()
        self._forget_words()
        self.draft = ""

    def pause(self, begun: str = "") -> None:
        """Leave for now; words that had been begun are kept."""
        self.attempt.pause(begun or self._unsaid)

    @property
    def limit(self) -> int | None:
        """The seconds there are for the present decision, None for as long as one likes."""
        decision = self.attempt.run.scene.decision
        return self.attempt.header.time_limits.seconds(decision.time_limit) if decision else None

    def left(self) -> float | None:
        """The seconds that are left of them."""
        return None if self.limit is None else self.limit - self.countdown.deciding

    @property
    def time_is_up(self) -> bool:
        left = self.left()
        return left is not None and left <= 0


def decisions_on_best_line(run: Run, worth: Worth | None) -> int:
    """How many decisions the best line from the start has; 0 where it is not known."""
    if worth is None:
        return 0
    machine, state, count = run.machine, run.opening[-1], 0
    while offered := machine.offered(state):
        losses = machine.stakes(state).losses
        moves = [(losses[r.id], machine.settle(machine.leave(machine.affect(state, r), r))) for r in offered]
        state = min(moves, key=lambda move: move[0] + worth.to_come[move[1][-1]])[1][-1]
        count += 1
    return count
