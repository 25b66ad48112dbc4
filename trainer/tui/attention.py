"""Keys that were not meant for what now stands on the screen: pressed before it could be read, or words being typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import ClassVar


@dataclass
class Attention:
    """Knows since when the decision can be read, and whether somebody is typing words at it."""

    now: Callable[[], float]
    since: float = inf
    typed: float = -inf

    SETTLE: ClassVar[float] = 0.35
    """Seconds a decision has to stand on the screen before a reply to it counts."""
    BURST: ClassVar[float] = 0.06
    """Seconds within which a second letter makes a command key the first letter of a sentence."""
    PAUSE: ClassVar[float] = 1.0
    """Seconds without a key after which somebody has stopped typing."""

    def asked(self) -> None:
        """Something new is asked, and cannot be read yet."""
        self.since = inf

    def shown(self) -> None:
        """What is asked stands on the screen."""
        self.since = min(self.since, self.now())

    @property
    def settled(self) -> bool:
        """Whether what is asked has stood there long enough to be answered."""
        return self.now() - self.since >= self.SETTLE

    @property
    def typing(self) -> bool:
        """Whether words are being typed where there is no place for them."""
        return self.now() - self.typed < self.PAUSE

    def stray(self) -> None:
        """A key that can only be part of a word."""
        self.typed = self.now()
