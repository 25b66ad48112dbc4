"""How consistent a trainee is, principle by principle, what has been mastered, and what needs no explanation any more.

Never the best try, and never a place among others.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import groupby
from math import comb
from statistics import fmean, median

from trainer.practice.schedule import day_of
from trainer.records.header import Mode, Part
from trainer.records.tries import History, Rated, Try

SURE = 0.8
"""How sure "proves" is, on one side."""
_HALVINGS = 60
LAST = 5
"""The tries that the floor is taken from."""
RECENT = 20
"""The tries that everything else is taken from: what somebody was like long ago says little about the next customer."""
IN_A_ROW = 3
"""The k of pass^k."""
TRIES = 5
"""First tries in a row that mastery asks for: they prove that at least 72 of 100 tries pass."""
DAYS = 3
"""Different days on which they were made: what was crammed in one evening is gone in a week."""


def proved(passed: int, tries: int, sure: float = SURE) -> float:
    """The least chance of passing, 0 to 1, that `passed` of `tries` prove, one-sided: 5 of 5 prove 72 %.

    The exact lower bound of Clopper and Pearson (1934): a smaller chance would give so many passes less often than
    one time in five. ValueError when more were passed than tried.
    """
    if not 0 <= passed <= tries:
        raise ValueError(f"{passed} of {tries} cannot have been passed")
    if not passed:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if at_least(passed, tries, middle) < 1 - sure:
            low = middle
        else:
            high = middle
    return low


def at_least(passed: int, tries: int, chance: float) -> float:
    """How likely it is to pass at least so often when each try passes with this chance."""
    return sum(comb(tries, n) * chance**n * (1 - chance) ** (tries - n) for n in range(passed, tries + 1))


def all_pass(passed: int, tries: int, k: int) -> float | None:
    """The chance that `k` tries in a row all pass, estimated without bias; None with fewer than `k` tries.

    It is the share, of all ways to draw `k` of the tries, in which each was passed: 7 of 10 is .70, and .29 for three.
    """
    if k < 1 or not 0 <= passed <= tries:
        raise ValueError(f"{passed} of {tries} cannot be asked about {k} in a row")
    return comb(passed, k) / comb(tries, k) if tries >= k else None


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
        for name, rating in one.principles.items():
            rated.setdefault(name, []).append(rating)
    critical = Counter(name for one in earnest for name, rating in one.principles.items() if rating.critical)
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


@dataclass(frozen=True, slots=True)
class Mastery:
    """A principle's last first tries in check mode, at most `TRIES` of them."""

    principle: str
    looked_at: int
    at_standard: int
    days: int
    """Different days among them."""
    since: date | None
    """The day from which it has been mastered, None while it is not."""

    @property
    def mastered(self) -> bool:
        return self.since is not None

    @property
    def proves(self) -> float:
        """The least chance that a first try is at standard, 80 % sure, one-sided."""
        return proved(self.at_standard, self.looked_at)


def mastery(history: History, principle: str, zone: tzinfo | None = None) -> Mastery:
    """Whether a trainee has mastered a principle. It can be lost again."""
    tries = [t for t in history.tries if counts_for_mastery(t) and principle in t.principles]
    days = [day_of(t.started, zone) for t in tries]
    # At standard, in an attempt without any critical error.
    passes = [t.principles[principle].at_standard and not t.critical for t in tries]
    since: date | None = None
    for end in range(TRIES, len(tries) + 1):
        window = slice(end - TRIES, end)
        enough = all(passes[window]) and len(set(days[window])) >= DAYS
        # The day on which the last tries were first enough, if they have been ever since.
        since = (since or days[end - 1]) if enough else None
    return Mastery(
        principle=principle,
        looked_at=len(tries[-TRIES:]),
        at_standard=sum(passes[-TRIES:]),
        days=len(set(days[-TRIES:])),
        since=since,
    )


def counts_for_mastery(one: Try) -> bool:
    """A first try on a variant not seen before, in one go, without hints or a way back."""
    return one.first and one.mode is Mode.CHECK and not one.interrupted


def reliable(progress: Progress) -> frozenset[str]:
    """The principles that need no explanation any more, by full id: the last five tries were all at standard."""
    return frozenset(p.principle for p in progress.principles if p.run >= LAST)
