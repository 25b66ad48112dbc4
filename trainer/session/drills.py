"""Play beside an attempt, and single decisions to practise: never scored as attempts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from trainer.analysis.judgement import CostLabel
from trainer.play.narration import fill
from trainer.practice.daily_session import Pick
from trainer.practice.slips import GOOD, course, drill, label_of_last, learned_line, what_if
from trainer.records.attempt import Attempt, Setup
from trainer.records.header import Mode, Parent, TimeLimits
from trainer.records.record import Record
from trainer.session.debriefing import Debriefing
from trainer.session.sitting import ReplyOutcome, Sitting

if TYPE_CHECKING:
    from trainer.session.services import Services


@dataclass
class WhatIf(Sitting):
    """Another way on from a decision of an attempt."""

    number: int = 0
    """The decision it branches off at, from 0."""

    @property
    def where(self) -> str:
        return f"what if, from decision {self.number + 1}"

    @property
    def result(self) -> str:
        """What came of it, in a sentence."""
        run = self.attempt.run
        if run.ending is None:
            return f"What if, from decision {self.number + 1}: left before its end. Your attempt stands as it was."
        title = fill(run, run.ending.title) or f"a {run.ending.outcome} ending"
        return f"What if, from decision {self.number + 1}: it ended with “{title}”. Your attempt stands as it was."


@dataclass
class DrillSitting(Sitting):
    """One decision in its place in the story."""

    where: str = ""
    onward: str = ""
    """What follows a good reply, as it is offered; "" where nothing does."""
    label: CostLabel | None = field(default=None, init=False)

    @property
    def is_answered(self) -> bool:
        return len(self.attempt.run.steps) > self.attempt.begins_at

    @property
    def is_learned(self) -> bool:
        """Whether the reply was a good one."""
        return self.label in GOOD

    @property
    def welcomes_words(self) -> bool:
        return not self.is_answered and super().welcomes_words

    def judge(self, record: Record) -> None:
        """How good the reply was, by the costs of a record."""
        self.label = label_of_last(self.attempt.run, record)


@dataclass
class DailyDrill(DrillSitting):
    """One decision of today's practice, answered once."""

    why: str = ""
    """Why it was picked."""
    following: Pick | None = None
    """The piece that comes after it."""
    is_looked_at: bool = field(default=False, init=False)
    """Whether it has been looked what came of the reply."""

    def answer(self, response: str) -> ReplyOutcome:
        """Give the reply; how the story would go on is not told."""
        return replace(super().answer(response), onward=())

    def look(self) -> Record:
        """The record that tells what came of the reply, which is judged by it. TrainerError."""
        self.is_looked_at = True
        record = self.attempt.record()
        self.judge(record)
        return record


class SlipsCourse:
    """The slips of a run, one after the other; when all are learned, one of them on a variant not seen before."""

    def __init__(self, services: Services, debriefing: Debriefing, seen: Collection[str]) -> None:
        self._services = services
        self._debriefing = debriefing
        self.record = debriefing.record
        self._places = list(course(debriefing.record, debriefing.lines, seen))
        """What is practised now, and what comes after it."""
        self.learned = 0

    @property
    def is_over(self) -> bool:
        return not self._places

    def begin(self) -> DrillSitting:
        """The decision that is practised now, for another try. NotWritable."""
        place, *after = self._places
        parent = drill(self.record, place.line.number, place.variant)
        attempt = start_beside(self._services, self.record, parent, place.variant, Mode.COACH)
        grading, onward = self._services.grading(attempt), f"On: {after[0].name}." if after else ""
        return DrillSitting(attempt, self._services.clock, grading=grading, where=place.name, onward=onward)

    def judge(self, answered: DrillSitting) -> None:
        """How good a reply was; a good one is learned. Once for each try."""
        if answered.label is None:
            answered.judge(self.record)
            self.learned += answered.is_learned

    def go_on(self) -> None:
        """This one is learned."""
        del self._places[0]

    @property
    def result(self) -> str:
        """What came of it, in a sentence."""
        return learned_line(self.learned, len(self._debriefing.slips))


class TodaysPractice:
    """The pieces of a session of today's practice, in order."""

    def __init__(self, services: Services, picks: Sequence[Pick]) -> None:
        self._services = services
        self.rest = list(picks)
        """What comes now, and after it."""
        self.count = len(picks)
        """How many pieces there are."""

    @property
    def pick(self) -> Pick | None:
        """The piece that comes now, None after the last."""
        return self.rest[0] if self.rest else None

    @property
    def number(self) -> int:
        """Which piece comes now, from 1."""
        return self.count - len(self.rest) + 1

    @property
    def where(self) -> str:
        """`today: 2 of 5`."""
        return f"today: {self.number} of {self.count}"

    def begin(self) -> DailyDrill:
        """The decision that comes now. UnusableInput, NotWritable."""
        services, (pick, *after) = self._services, self.rest
        attempt = services.begin_pick(pick)
        return DailyDrill(
            attempt,
            services.clock,
            grading=services.grading(attempt),
            read_notes=partial(services.notes, attempt),
            where=self.where,
            following=after[0] if after else None,
            why=pick.why,
        )

    def go_on(self) -> None:
        """This piece is done."""
        del self.rest[0]


def begin_what_if(services: Services, debriefing: Debriefing, number: int) -> WhatIf:
    """Play on from decision `number`, from 0, in another way. NotWritable."""
    record = debriefing.record
    mode = Mode.COACH if record.header.mode is Mode.COACH else Mode.PRACTICE
    attempt = start_beside(services, record, what_if(record, number), record.header.variant, mode)
    sitting = WhatIf(attempt, services.clock, grading=services.grading(attempt), number=number)
    sitting.graded = {n: grade for n in range(number) if (grade := debriefing.graded(n))}
    return sitting


def start_beside(services: Services, record: Record, parent: Parent, variant: str, mode: Mode) -> Attempt:
    """A journal of its own that begins in the middle, played without limits of time. NotWritable."""
    trainee = services.trainee.pseudonym if services.trainee else record.header.trainee
    seed = record.header.seed if variant == record.header.variant else services.new_seed()
    setup = Setup(variant, seed, mode, trainee, services.front, TimeLimits.OFF, parent)
    return Attempt.begin(services.storage, record.playable, setup, services.clock)
