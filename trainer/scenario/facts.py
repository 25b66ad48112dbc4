"""Facts: declared variables with small, finite domains."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from trainer.document.finding import START, Span

Value: TypeAlias = bool | int | str
"""A flag's, a number's or a choice's value."""

YES = frozenset({"yes", "true", "on"})
NO = frozenset({"no", "false", "off"})
_NUMBER = re.compile(r"-?\d{1,6}")


class ShownAs(StrEnum):
    """How a fact stands on the trainee's screen."""

    BAR = "bar"
    DOTS = "dots"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class FactDisplay:
    """What the trainee sees of a fact. For a number each word holds from its value upwards."""

    kind: ShownAs
    title: str
    words: tuple[tuple[Value, str], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact. `values` is its whole domain, numbers in order."""

    id: str
    values: tuple[Value, ...]
    start: Value
    shown: FactDisplay | None = None
    at: Span = field(default=START, compare=False)

    @property
    def is_flag(self) -> bool:
        return isinstance(self.start, bool)

    @property
    def is_number(self) -> bool:
        return isinstance(self.start, int) and not isinstance(self.start, bool)

    def read(self, word: str) -> Value | None:
        """The value of this fact that a word names, or None."""
        value: Value | None = word
        if self.is_flag:
            value = read_flag(word)
        elif self.is_number:
            value = int(word) if _NUMBER.fullmatch(word) else None
            if value is not None and not self._low <= value <= self._high:
                value = None
        elif word not in self.values:
            value = None
        return value

    @property
    def _low(self) -> int:
        return int(self.values[0])

    @property
    def _high(self) -> int:
        return int(self.values[-1])

    def domain(self) -> str:
        """The domain in words."""
        if self.is_flag:
            return "yes or no"
        if self.is_number:
            return f"a whole number from {self._low} to {self._high}"
        return "one of " + ", ".join(str(v) for v in self.values)

    def example(self) -> str:
        """A comparison that could be written with it."""
        return self.id if self.is_flag else f"{self.id} {'<=' if self.is_number else '=='} {self.start}"

    def word(self, value: Value) -> str:
        """What a value is called on the screen and in texts."""
        found = ""
        for threshold, word in self.shown.words if self.shown else ():
            if threshold == value or (self.is_number and int(threshold) <= int(value)):
                found = word
        if not found:
            found = {True: "yes", False: "no"}[bool(value)] if self.is_flag else str(value)
        return found


def read_flag(word: str) -> bool | None:
    """Yes or no as YAML's users write it, or None."""
    lowered = word.lower()
    return True if lowered in YES else False if lowered in NO else None
