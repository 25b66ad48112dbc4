"""How consistent a trainee is, principle by principle. Never the best try, and never a place among others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean, median

from trainer.practice.chances import all_pass, proved
from trainer.records.header import Mode, Part
from trainer.records.tries import History, Rated

LAST = 5
"""The tries that the floor is taken from."""
RECENT = 20
"""The tries that everything else is taken from: what somebody was like long ago says little about the next customer."""
IN_A_ROW = 3
"""The k of pass^k."""


@dataclass(frozen=True, slots=True)
class PrincipleProgress:
    """One principle over the tries that count, oldest first. Levels are 0 to 4: of each try its lowest."""

    principle: str
    levels: tuple[int, ...]
    """Every try."""
    passes: tuple[bool, ...]
    """Whether each was at standard: no level below good, and nothing critical happened to it."""
    critical: int
    """Attempts in which something critical happened to it, those left unfinished included."""

    @property
    def tries(self) -> int:
        return len(self.levels)

    @property
    def recent(self) -> tuple[int, ...]:
        """The levels of the tries that the numbers below look at."""
        return self.levels[-RECENT:]

    @property
    def floor(self) -> int:
        """The lowest of the last five."""
        return min(self.levels[-LAST:])

    @property
    def median(self) -> float:
        return median(self.recent)

    @property
    def spread(self) -> float:
        """How far a try lies from the median, on average, in levels; 0 for one who is always the same."""
        return fmean(abs(level - self.median) for level in self.recent)

    @property
    def passed(self) -> int:
        """How many of the recent tries were at standard."""
        return sum(self.passes[-RECENT:])

    @property
    def share(self) -> float:
        """The share of the recent tries at standard, 0 to 1."""
        return self.passed / len(self.recent)

    @property
    def longest_run(self) -> int:
        """The most tries in a row at standard, ever."""
        return max((len(list(run)) for passed, run in groupby(self.passes) if passed), default=0)

    @property
    def run(self) -> int:
        """How many tries in a row have been at standard up to now."""
        ended, run = next(((p, len(list(r))) for p, r in groupby(reversed(self.passes))), (False, 0))
        return run if ended else 0

    @property
    def all_pass(self) -> float | None:
        """pass^3: the chance that the next three all pass, None with fewer than three recent tries."""
        return all_pass(self.passed, len(self.recent), IN_A_ROW)

    @property
    def proved(self) -> float:
        """What the recent tries prove: the least chance that a try is at standard, 80 % sure, one-sided."""
        return proved(self.passed, len(self.recent))


@dataclass(frozen=True, slots=True)
class Progress:
    """A trainee's progress. What is not counted is told apart, never averaged in."""

    principles: tuple[PrincipleProgress, ...]
    """In the order of their ids."""
    counted: int
    taken_back: int
    """Attempts played to an end in which replies were taken back."""
    interrupted: int
    """Attempts in check mode that were left and gone on with, or cut: they count, but not as checks."""
    unfinished: int
    drills: int
    what_ifs: int


def progress(history: History) -> Progress:
    """Progress from everything a trainee has played."""
    counted = [t for t in history.tries if t.counts]
    earnest = [t for t in history.tries if t.part is None]
    rated: dict[str, list[Rated]] = {}
    for one in counted:
        for name, found in one.principles.items():
            rated.setdefault(name, []).append(found)
    critical = Counter(name for one in earnest for name, found in one.principles.items() if found.critical)
    return Progress(
        principles=tuple(of_levels(name, rated[name], critical[name]) for name in sorted(rated)),
        counted=len(counted),
        taken_back=sum(t.ended and bool(t.taken_back) for t in earnest),
        interrupted=sum(t.ended and t.interrupted and t.mode is Mode.CHECK for t in earnest),
        unfinished=sum(not t.ended for t in earnest),
        drills=sum(t.part is Part.DRILL for t in history.tries),
        what_ifs=sum(t.part is Part.WHAT_IF for t in history.tries),
    )


def of_levels(principle: str, rated: Sequence[Rated], critical: int = 0) -> PrincipleProgress:
    """The same from a principle's results alone, oldest first."""
    return PrincipleProgress(principle, tuple(r.lowest for r in rated), tuple(r.at_standard for r in rated), critical)
