"""The level scale: one place for its numbers and words."""

from enum import IntEnum


class Level(IntEnum):
    """How far a reply honours a principle."""

    VIOLATED = 0
    POOR = 1
    AVERAGE = 2
    GOOD = 3
    """A notch above average: the level that consistency asks for."""
    OUTSTANDING = 4

    @property
    def word(self) -> str:
        """As it is shown beside every colour."""
        return self.name.lower()


UNMARKED = Level.AVERAGE
"""What a response is worth on a principle at stake that its author did not mark it on."""
STANDARD = Level.GOOD
"""From here on a touchpoint or a principle is at standard."""
