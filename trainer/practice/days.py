"""The day on which something was played, as the trainee counts days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from trainer.records.tries import History

_NOON = time(12)


def day_of(wall: str, zone: tzinfo | None = None) -> date:
    """The day of a moment, ISO 8601 with its offset: in a zone, or without one in that of the moment itself.

    Whoever travels so keeps the days as they were lived. ValueError when it is no moment.
    """
    moment = datetime.fromisoformat(wall)
    return (moment.astimezone(zone) if zone else moment).date()


def between(earlier: date, later: date) -> int:
    """Days from one day to another, never fewer than none: a clock can be set back."""
    return max(0, (later - earlier).days)


def lived(history: History, today: date, zone: tzinfo | None = None) -> History:
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
