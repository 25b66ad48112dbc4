"""A clock that tests set."""

from datetime import UTC, datetime, timedelta


class SetClock:
    """Stands still until it is moved."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)) -> None:
        self.wall = start
        self.passed = 100.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.passed

    def move(self, seconds: float) -> None:
        """Let time pass, on the wall too."""
        self.passed += seconds
        self.wall += timedelta(seconds=seconds)
