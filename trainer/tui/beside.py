"""Play beside an attempt: another way on from a decision of it, or one of them again. Never scored as an attempt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from trainer.analysis.judgement import CostLabel
from trainer.play.narration import fill
from trainer.practice.slips import GOOD, course, drill, label_of_last, learned_line, what_if
from trainer.records.attempt import Attempt, Setup
from trainer.records.header import Mode, Parent, TimeLimits
from trainer.records.record import Record
from trainer.tui.hearing import Hearing
from trainer.tui.looking_back import LookingBack
from trainer.tui.playing import Playing
from trainer.tui.standing import TO_THE_DEBRIEF

AGAIN, ONWARD = "=again", "=onward"
"""Choices that are no responses."""


@dataclass
class WhatIf(Playing):
    """Another way on."""

    number: int = 0
    """The decision it branches off at, from 0."""

    @property
    def where(self) -> str:
        return f"what if, from decision {self.number + 1}"

    def question(self) -> str:
        return "The end of this other way." if self.attempt.ended else super().question()

    def choices(self) -> list[tuple[str, str, str]]:
        if self.attempt.ended:
            return [(TO_THE_DEBRIEF, "1", "Back to the debrief.")]
        return super().choices()

    @property
    def outcome(self) -> str:
        """What came of it, in a sentence."""
        run = self.attempt.run
        if run.ending is None:
            return f"What if, from decision {self.number + 1}: left before its end. Your attempt stands as it was."
        title = fill(run, run.ending.title) or f"a {run.ending.outcome} ending"
        return f"What if, from decision {self.number + 1}: it ended with “{title}”. Your attempt stands as it was."


@dataclass
class Drilling(Playing):
    """One decision in its place in the story."""

    where: str = ""
    onward: str = ""
    """What follows a good reply, as it is offered."""
    label: CostLabel | None = field(default=None, init=False)

    @property
    def answered(self) -> bool:
        return len(self.attempt.run.steps) > self.attempt.begins_at

    @property
    def learned(self) -> bool:
        """Whether the reply was a good one."""
        return self.label in GOOD

    def judge(self, record: Record) -> None:
        """How good the reply was."""
        self.label = label_of_last(self.attempt.run, record)

    @property
    def typed_welcome(self) -> bool:
        return not self.answered and super().typed_welcome

    def question(self) -> str:
        if not self.answered:
            return super().question()
        assert self.label is not None
        if self.learned:
            return (
                "That is a good reply here: it costs nothing."
                if self.label is CostLabel.BEST
                else "That is a fine one."
            )
        return f"Not yet: {'a critical error' if self.label is CostLabel.CRITICAL else f'a {self.label.value}'}."

    def choices(self) -> list[tuple[str, str, str]]:
        if not self.answered:
            return super().choices()
        leave = (TO_THE_DEBRIEF, "2", "Back to the debrief.")
        if not self.learned:
            return [(AGAIN, "1", "Again, at the same place."), leave]
        return [(ONWARD, "1", self.onward), leave] if self.onward else [(TO_THE_DEBRIEF, "1", "Back to the debrief.")]


class Course:
    """The slips of a run, one after the other; when all are learned, one of them on a variant not seen before."""

    def __init__(self, past: LookingBack, seen: Collection[str]) -> None:
        self._past = past
        self.record = past.record
        self._places = course(past.record, past.lines, seen)
        self._at = 0
        self.learned = 0

    def begin(self) -> Drilling:
        """The decision that is practised now, for another try. NotWritable."""
        past, place = self._past, self._places[self._at]
        attempt = start(past, drill(past.record, place.line.number, place.variant), place.variant, Mode.COACH)
        hearing, onward = _hearing(past, attempt), self._onward()
        return Drilling(attempt, past.desk.clock, hearing=hearing, where=place.name, onward=onward)

    def go_on(self) -> None:
        """This one is learned."""
        self._at += 1

    def _onward(self) -> str:
        following = self._places[self._at + 1 : self._at + 2]
        return f"On: {following[0].name}." if following else ""

    def outcome(self) -> str:
        """What came of it, in a sentence."""
        return learned_line(self.learned, len(self._past.slips))


def begin_what_if(past: LookingBack, number: int) -> WhatIf:
    """Play on from decision `number`, from 0, in another way. NotWritable."""
    record = past.record
    mode = Mode.COACH if record.header.mode is Mode.COACH else Mode.PRACTICE
    attempt = start(past, what_if(record, number), record.header.variant, mode)
    playing = WhatIf(attempt, past.desk.clock, hearing=_hearing(past, attempt), number=number)
    graded = {n: past.graded(n) for n in range(number)}
    playing.heard = {n: found for n, found in graded.items() if found}
    return playing


def start(past: LookingBack, parent: Parent, variant: str, mode: Mode) -> Attempt:
    """A journal of its own that begins in the middle, played without limits of time. NotWritable."""
    record, desk = past.record, past.desk
    trainee = desk.trainee.pseudonym if desk.trainee else record.header.trainee
    seed = record.header.seed if variant == record.header.variant else desk.chance.randrange(2**31)
    setup = Setup(variant, seed, mode, trainee, "app", TimeLimits.OFF, parent)
    return Attempt.start(desk.transcripts, record.playable, setup, desk.clock)


def _hearing(past: LookingBack, attempt: Attempt) -> Hearing:
    from trainer.tui.listening import hearing

    return hearing(past.desk, attempt)
