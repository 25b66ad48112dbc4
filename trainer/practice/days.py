"""The day on which something was played, as the trainee counts days."""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def day_of(wall: str, zone: tzinfo | None = None) -> date:
    """The day of a moment, ISO 8601 with its offset: in a zone, or without one in that of the moment itself.

    Whoever travels so keeps the days as they were lived. ValueError when it is no moment.
    """
    moment = datetime.fromisoformat(wall)
    return (moment.astimezone(zone) if zone else moment).date()


def between(earlier: date, later: date) -> int:
    """Days from one day to another, never fewer than none: a clock can be set back."""
    return max(0, (later - earlier).days)
