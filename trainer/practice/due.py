"""What is due: (principle, situation family) pairs, never one exact scenario, spread so that no day is too full."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from trainer.practice.schedule import Review, Schedule, ScheduleStage, clamp_future_tries, day_of, in_time, ladder
from trainer.records.header import Part
from trainer.records.tries import Decided, History

A_SESSION = 6
"""Pairs that a daily session can take on."""


class DueItem(NamedTuple):
    """What is scheduled. `principle` is a full id."""

    principle: str
    family: str


@dataclass(frozen=True, slots=True)
class Due:
    """An item in the queue. `due` is what the schedule says; `planned`, the day it falls on, is never before that."""

    item: DueItem
    due: date
    planned: date
    stage: ScheduleStage
    last: date
    """The day on which it was last practised."""
    passed: bool
    """Whether it went well the last time."""
    confident_error: bool
    """Whether a reply was wrong here that the trainee was sure of, and has not been mended since."""


def queue(
    history: History,
    today: date,
    *,
    schedule: Schedule = ladder,
    zone: tzinfo | None = None,
    a_session: int = A_SESSION,
    only: Container[DueItem] | None = None,
) -> tuple[Due, ...]:
    """Everything that was ever practised, by the day it is planned for, the most urgent of each day first.

    After a pause, what is overdue is spread over the coming days, a session a day. Nothing is lost by the pause.
    What was practised today has taken its place in today's session. With `only`, the rest takes up no place at all.
    """
    # Of what went wrong in a reply, its principles at their lowest level.
    errors = [(e.family, e.levels, min(e.levels.values(), default=None)) for e in confident_errors(history)]
    wrong = {DueItem(name, family) for family, levels, low in errors for name, n in levels.items() if n == low}
    dues = []
    done = 0
    for item, reviews in reviews_of(clamp_future_tries(history, today, zone), zone).items():
        if only is not None and item not in only:
            continue
        counted = in_time(reviews, today)
        stage = schedule(counted)
        done += counted[-1].day == today
        # A clock that was set back must not put anything off for years.
        due = min(stage.due, today + timedelta(days=stage.days))
        dues.append(Due(item, due, due, stage, counted[-1].day, counted[-1].passed, item in wrong))
    return spread(dues, today, a_session, done)


def spread(dues: Iterable[Due], today: date, a_session: int = A_SESSION, done: int = 0) -> tuple[Due, ...]:
    """The same planned anew: each as soon after it is due as a session has room for it; `done` are today's so far."""
    room = max(0, a_session - done)
    waiting = sorted(dues, key=lambda one: (max(one.due, today), one.item))
    planned: list[Due] = []
    day, at = today, 0
    pending: list[Due] = []
    while at < len(waiting) or pending:
        if not pending:
            later = max(day, waiting[at].due)
            day, room = later, room if later == day else a_session
        while at < len(waiting) and waiting[at].due <= day:
            pending.append(waiting[at])
            at += 1
        pending.sort(key=lambda one: (not one.confident_error, one.passed, one.due, one.item))
        planned += [replace(one, planned=day) for one in pending[:room]]
        del pending[:room]
        day, room = day + timedelta(days=1), a_session
    return tuple(planned)


def reviews_of(history: History, zone: tzinfo | None = None) -> Mapping[DueItem, Sequence[Review]]:
    """Each time that an item was practised, in the order begun. What was taken back has not gone well."""
    by_item: defaultdict[tuple[str, str], list[Review]] = defaultdict(list)
    for one in history.tries:
        # What one tries out beside an attempt is no proof of anything; a drill is over with its decision.
        if (one.ended and one.part is None) or one.part is Part.DRILL:
            day, family = day_of(one.started, zone), one.family
            good, bad = Review(day, not one.taken_back), Review(day, False)
            for name, rated in one.principles.items():
                # Whole runs are judged by it: it is practised by whatever else is.
                if not rated.over_run:
                    by_item[name, family].append(good if rated.at_standard else bad)
    return {DueItem(*item): reviews for item, reviews in by_item.items()}


def confident_errors(history: History) -> tuple[Decided, ...]:
    """Replies that were wrong and the trainee sure of, the latest first, until that decision is answered well."""
    still: dict[tuple[str, str], Decided] = {}
    for one in history.decided:
        place = one.scenario, one.scene
        if one.is_confident_error:
            still.pop(place, None)
            still[place] = one
        elif one.cost == 0:
            still.pop(place, None)
    return tuple(reversed(still.values()))
