"""When something is due again, as the trainee counts days: the ladder, or the scheduler of `fsrs`.

The ladder: 1, 3, 7, 21 days after it went well, and tomorrow when it did not. Spaced practice beats massed practice
(g = 0.74); longer gaps serve to keep sessions short.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple, TypeAlias

from trainer.errors import UsageError
from trainer.records.tries import History
from trainer.settings import Settings

STEPS = (1, 3, 7, 21)
"""Days."""
SCHEDULES = ("ladder", "fsrs")
_LONGEST = 180
"""Days: nobody is left alone with a principle for longer than half a year."""
_NOON = time(12)


class Review(NamedTuple):
    """One time that something was practised, and whether it went well."""

    day: date
    passed: bool


@dataclass(frozen=True, slots=True)
class ScheduleStage:
    """Where something stands: when it was last practised, and after how many days it is due again."""

    last: date
    days: int

    @property
    def due(self) -> date:
        return self.last + timedelta(days=self.days)


Schedule: TypeAlias = Callable[[Sequence[Review]], ScheduleStage]
"""From every review of one thing, at least one, in order and with days that never decrease, to where it stands."""


def ladder(reviews: Sequence[Review]) -> ScheduleStage:
    """One step up for each time that it went well when it was due; back to the first step when it did not."""
    step, stage = 0, ScheduleStage(reviews[0].day, STEPS[0])
    for review in reviews[1:]:
        if not review.passed:
            step, stage = 0, ScheduleStage(review.day, STEPS[0])
        elif review.day >= stage.due:
            # Practised again before it was due, it stays where it is: cramming is not climbing.
            step = min(step + 1, len(STEPS) - 1)
            stage = ScheduleStage(review.day, STEPS[step])
    return stage


def in_time(reviews: Sequence[Review], today: date) -> tuple[Review, ...]:
    """The same reviews with days that never decrease and never lie ahead, whatever was done to the clock."""
    ordered: list[Review] = []
    latest = date.min
    for review in reviews:
        latest = max(latest, min(review.day, today))
        ordered.append(review if review.day == latest else Review(latest, review.passed))
    return tuple(ordered)


def schedule(name: str) -> Schedule:
    """The schedule that the settings name. UsageError when there is none of this name, or it is not installed."""
    if name not in SCHEDULES:
        raise UsageError(f"schedule can be {', '.join(SCHEDULES)}", where=name)
    return ladder if name == "ladder" else by_fsrs()


def by_fsrs() -> Schedule:
    """Its schedule, in whole days and without its random fuzz. UsageError where it is not installed."""
    try:
        from fsrs import Card, Rating, Scheduler
    except ImportError as error:
        what = "the schedule fsrs is not installed"
        raise UsageError(what, do="pip install 'service-trainer[fsrs]', or set schedule to ladder.") from error
    # Steps of minutes make no sense for a daily session.
    planner = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=_LONGEST)

    def stage(reviews: Sequence[Review]) -> ScheduleStage:
        card = Card(card_id=1)
        for review in reviews:
            rating = Rating.Good if review.passed else Rating.Again
            card, _ = planner.review_card(card, rating, datetime.combine(review.day, _NOON, UTC))
        last = reviews[-1].day
        return ScheduleStage(last, max(1, (card.due.date() - last).days))

    return stage


def day_of(wall: str, zone: tzinfo | None = None) -> date:
    """The day of a moment, ISO 8601 with its offset: in a zone, or without one in that of the moment itself.

    Whoever travels so keeps the days as they were lived. ValueError when it is no moment.
    """
    moment = datetime.fromisoformat(wall)
    return (moment.astimezone(zone) if zone else moment).date()


def days_between(earlier: date, later: date) -> int:
    """Days from one day to another, never fewer than none: a clock can be set back."""
    return max(0, (later - earlier).days)


def clamp_future_tries(history: History, today: date, zone: tzinfo | None = None) -> History:
    """The same where no try lies ahead of today: else it would count as today's practice for as long as it does.

    A day ahead is today in another zone. What is farther ahead was begun under a wrong clock: it was before today, and
    not after the oldest try whose day can be.
    """
    latest = today + timedelta(days=1)
    days = [day_of(one.started, zone) for one in history.tries]
    if all(day <= latest for day in days):
        return history
    day = min([d for d in days if d <= latest] + [today - timedelta(days=1)])
    started = datetime.combine(day, _NOON, zone or UTC).isoformat()
    tries = (one if d <= latest else replace(one, started=started) for one, d in zip(history.tries, days, strict=True))
    return replace(history, tries=tuple(tries))


@dataclass(frozen=True, slots=True)
class PracticeSettings:
    """Without a `zone`, days are those of the zone in which each attempt was played."""

    schedule: Schedule
    zone: tzinfo | None


def practice_settings(settings: Settings) -> PracticeSettings:
    """Which schedule, and whose days. UsageError where one of them cannot be used."""
    chosen, zone = schedule(settings.schedule), None
    if settings.zone is not None:
        from zoneinfo import ZoneInfo

        try:
            zone = ZoneInfo(settings.zone)
        except (OSError, ValueError, KeyError) as error:
            raise UsageError("zone must be a name like Europe/Berlin", where=settings.zone) from error
    return PracticeSettings(chosen, zone)
