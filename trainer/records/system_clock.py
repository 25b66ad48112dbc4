"""The clock of this computer: the one place where playing and records get the time from."""

import time
from datetime import UTC, date, datetime


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
