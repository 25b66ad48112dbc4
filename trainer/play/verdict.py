"""What a run amounts to: its touchpoints, its principles, and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from statistics import fmean

from trainer.play.run import Run, Step
from trainer.principles.frameworks import Judged
from trainer.principles.levels import STANDARD, UNMARKED
from trainer.scenario.model import Outcome


class Verdict(StrEnum):
    """The one-word answer to "was it good service?"."""

    AMAZING = "amazing"
    """Every touchpoint a notch above average, and a good ending."""
    SOUND = "sound"
    """No touchpoint below average, and no bad ending."""
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """Consecutive decisions with one partner. `level` is the lowest in it, None where nothing was at stake."""

    id: str
    steps: tuple[Step, ...]
    level: int | None


@dataclass(frozen=True, slots=True)
class PrincipleResult:
    """A principle's levels where it was at stake."""

    levels: tuple[int, ...]
    critical: bool = False
    """A critical error happened to it: a critical reply was marked on it."""

    @property
    def lowest(self) -> int:
        return min(self.levels)

    @property
    def mean(self) -> float:
        return fmean(self.levels)

    @property
    def count(self) -> int:
        return len(self.levels)

    @property
    def at_standard(self) -> bool:
        return self.lowest >= STANDARD and not self.critical


def touchpoints(run: Run) -> tuple[Touchpoint, ...]:
    """The run's points of contact, in order."""
    touchpoints = []
    for _, group in groupby(run.steps, key=lambda step: step.scene.touchpoint or step.number):
        steps = tuple(group)
        level = min((level for step in steps for level in step.levels.values()), default=None)
        touchpoints.append(Touchpoint(steps[0].scene.touchpoint or steps[0].scene.id, steps, level))
    return tuple(touchpoints)


def principle_results(run: Run) -> Mapping[str, PrincipleResult | None]:
    """A result for each principle of the scenario, by full id; None means not rated, which is never full marks."""
    by_principle: dict[str, list[int]] = {}
    critical: set[str] = set()
    for step in run.steps:
        for name, level in step.levels.items():
            by_principle.setdefault(name, []).append(level)
        if step.response.critical:
            critical |= {m.principle for m in step.response.marks}
    whole_run = [t.level for t in touchpoints(run) if t.level is not None]
    results: dict[str, PrincipleResult | None] = {}
    for key, principle in run.machine.scenario.principles.items():
        levels = whole_run if principle.judged is Judged.RUN else by_principle.get(key, [])
        results[key] = PrincipleResult(tuple(levels), key in critical) if levels else None
    return results


def criticals(run: Run) -> tuple[Step, ...]:
    """The decisions in which something happened that no run is passed with."""
    return tuple(step for step in run.steps if step.response.critical)


def verdict(run: Run) -> Verdict | None:
    """The verdict on a run that has ended, None before. It does not look at the score."""
    if run.ending is None:
        return None
    levels = [t.level for t in touchpoints(run) if t.level is not None]
    floor = min(levels, default=int(UNMARKED))
    if criticals(run) or run.ending.outcome is Outcome.BAD or floor < UNMARKED:
        return Verdict.NOT_YET
    if run.ending.outcome is Outcome.GOOD and floor >= STANDARD:
        return Verdict.AMAZING
    return Verdict.SOUND
