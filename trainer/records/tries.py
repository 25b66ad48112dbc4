"""What one trainee has played, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from trainer.analysis.judgement import CostLabel
from trainer.principles.levels import STANDARD
from trainer.records.decisions import CONFIDENT
from trainer.records.header import Mode, Part

ERRORS = (CostLabel.SLIP, CostLabel.MISTAKE, CostLabel.CRITICAL)
"""Labels of replies that were wrong."""


@dataclass(frozen=True)
class Rated:
    """A principle's levels in one attempt, 0 to 4, in order of play."""

    levels: tuple[int, ...]
    critical: bool = False
    over_run: bool = False
    """Its levels are those of the touchpoints, as for consistency."""

    @cached_property
    def lowest(self) -> int:
        return min(self.levels)

    @cached_property
    def at_standard(self) -> bool:
        """Every level good or better, and nothing critical happened to it."""
        return self.lowest >= STANDARD and not self.critical


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt that could be replayed. `started` is ISO 8601 with the zone it was played in."""

    attempt: str
    scenario: str
    title: str
    family: str
    variant: str
    mode: Mode
    started: str
    ended: bool
    part: Part | None
    """Why it begins in the middle of a story; None for an attempt from the beginning."""
    taken_back: int
    interrupted: bool
    """Whether it was left and gone on with, or its journal was cut, recovered or rewritten: then it is no check."""
    first: bool
    """Ended, nothing taken back, from the beginning, and nothing of this scenario and variant begun before."""
    verdict: str
    score: float | None
    critical: bool
    receipt: str
    goal: str
    """For the counter, in the trainee's own words; "" where none was set."""
    principles: Mapping[str, Rated]
    """Those that were at stake, by full id; in a what-if or a drill from its place on."""

    @property
    def counts(self) -> bool:
        """Whether it tells how this trainee serves: played from the beginning to an end, with nothing taken back."""
        return self.ended and self.part is None and not self.taken_back


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that was answered. `cost` and `label` are None where the scenario is too large to be scored."""

    attempt: str
    scenario: str
    family: str
    variant: str
    scene: str
    response: str
    levels: Mapping[str, int]
    """By full id of each principle at stake."""
    cost: float | None
    label: CostLabel | None
    confidence: int | None
    typed: bool

    @property
    def is_confident_error(self) -> bool:
        """Wrong, and sure of it."""
        return self.confidence is not None and self.confidence >= CONFIDENT and self.label in ERRORS


@dataclass(frozen=True, slots=True)
class ExcludedAttempt:
    """An attempt that is left out of every number, and why."""

    attempt: str
    why: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything in the order it was begun; `decided` has only the decisions at which a confident error was made."""

    trainee: str
    tries: tuple[Try, ...] = ()
    decided: tuple[Decided, ...] = ()
    troubles: tuple[ExcludedAttempt, ...] = ()

    @property
    def goal(self) -> str:
        """The goal set last."""
        return next((t.goal for t in reversed(self.tries) if t.goal), "")
