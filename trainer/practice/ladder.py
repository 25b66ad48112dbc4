"""When something is due again: 1, 3, 7, 21 days after it went well, and tomorrow when it did not.

Spaced practice beats massed practice (g = 0.74); longer gaps serve to keep sessions short. `fsrs` can take its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from trainer.errors import UsageError

STEPS = (1, 3, 7, 21)
"""Days."""
SCHEDULES = ("ladder", "fsrs")


class Review(NamedTuple):
    """One time that something was practised, and whether it went well."""

    day: date
    passed: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """Where something stands: when it was last practised, and after how many days it is due again."""

    last: date
    days: int

    @property
    def due(self) -> date:
        return self.last + timedelta(days=self.days)


Schedule: TypeAlias = Callable[[Sequence[Review]], Stage]
"""From every review of one thing, at least one, in order and with days that never decrease, to where it stands."""


def ladder(reviews: Sequence[Review]) -> Stage:
    """One step up for each time that it went well when it was due; back to the first step when it did not."""
    step, stage = 0, Stage(reviews[0].day, STEPS[0])
    for review in reviews[1:]:
        if not review.passed:
            step, stage = 0, Stage(review.day, STEPS[0])
        elif review.day >= stage.due:
            # Practised again before it was due, it stays where it is: cramming is not climbing.
            step = min(step + 1, len(STEPS) - 1)
            stage = Stage(review.day, STEPS[step])
    return stage


def in_time(reviews: Sequence[Review], today: date) -> tuple[Review, ...]:
    """The same reviews with days that never decrease and never lie ahead, whatever was done to the clock."""
    found: list[Review] = []
    latest = date.min
    for review in reviews:
        latest = max(latest, min(review.day, today))
        found.append(review if review.day == latest else Review(latest, review.passed))
    return tuple(found)


def schedule(name: str) -> Schedule:
    """The schedule that the settings name. UsageError when there is none of this name, or it is not installed."""
    if name not in SCHEDULES:
        raise UsageError(f"schedule can be {', '.join(SCHEDULES)}", where=name)
    if name == "ladder":
        return ladder
    from trainer.practice.by_fsrs import by_fsrs

    return by_fsrs()
