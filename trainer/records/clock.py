"""The time, handed to the journal as a value."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Two clocks in one: what the wall says, and seconds that only ever pass."""

    def now(self) -> datetime:
        """The time on the wall, with its offset."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment, never decreasing while the program runs."""
        ...
