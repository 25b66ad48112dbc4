"""The time, handed to the journal as a value."""

import time
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Two clocks in one: what the wall says, and seconds that only ever pass."""

    def now(self) -> datetime:
        """The time on the wall, with its offset."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment, never decreasing while the program runs."""
        ...


class SystemClock:
    """The clock of this computer, in its own time zone."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()

    def monotonic(self) -> float:
        return time.monotonic()


class MovedClock(SystemClock):
    """The same time of day on another day, for those who try out what comes next week."""

    def __init__(self, day: date) -> None:
        self._by = day - datetime.now(UTC).astimezone().date()

    def now(self) -> datetime:
        return super().now() + self._by
