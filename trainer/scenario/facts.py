"""Facts: declared variables with small, finite domains."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from trainer.document.fields import read_flag
from trainer.document.finding import START, Span

Value: TypeAlias = bool | int | str
"""A flag's, a number's or a choice's value."""

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
        if self.is_flag:
            return read_flag(word)
        if not self.is_number:
            return word if word in self.values else None
        low, high = int(self.values[0]), int(self.values[-1])
        return int(word) if _NUMBER.fullmatch(word) and low <= int(word) <= high else None

    def domain(self) -> str:
        """The domain in words."""
        if self.is_flag:
            return "yes or no"
        if self.is_number:
            return f"a whole number from {self.values[0]} to {self.values[-1]}"
        return "one of " + ", ".join(str(v) for v in self.values)

    def example(self) -> str:
        """A comparison that could be written with it."""
        return self.id if self.is_flag else f"{self.id} {'<=' if self.is_number else '=='} {self.start}"

    def word(self, value: Value) -> str:
        """What a value is called on the screen and in texts."""
        name = ""
        for threshold, word in self.shown.words if self.shown else ():
            if threshold == value or (self.is_number and int(threshold) <= int(value)):
                name = word
        if not name:
            name = {True: "yes", False: "no"}[bool(value)] if self.is_flag else str(value)
        return name
