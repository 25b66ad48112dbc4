"""One `if` with its `else if`s and `else`: under which condition each part is told."""

from __future__ import annotations

from trainer.exchange.scanned import both
from trainer.scenario.conditions import Condition, Not


class Branches:
    """Follows a chain of branches. A condition that cannot be carried makes it and all after it unknown."""

    def __init__(self) -> None:
        self._before: Condition | None = None
        self._known = True
        self._open = False

    @property
    def is_open(self) -> bool:
        """Whether an `else` can follow."""
        return self._open

    def begin(self, condition: Condition | None) -> tuple[bool, Condition | None]:
        """An `if`: whether its condition is known, and the condition."""
        self._before, self._known, self._open = None, True, True
        return self._branch(condition)

    def otherwise(self, condition: Condition | None) -> tuple[bool, Condition | None]:
        """An `else if`."""
        return self._branch(condition)

    def rest(self) -> tuple[bool, Condition | None]:
        """An `else`."""
        return self._known, self._before

    def close(self) -> None:
        """Nothing belongs to it any more."""
        self._open = False

    def _branch(self, condition: Condition | None) -> tuple[bool, Condition | None]:
        self._known = self._known and condition is not None
        if condition is None or not self._known:
            return False, None
        found = both(self._before, condition)
        self._before = both(self._before, Not(condition))
        return True, found
