"""Chances of whole-number losses packed into one long integer, so that arithmetic on all of them is one operation.

Each loss has a slot of `bits` binary digits, the least loss lowest. A chance is a fraction of 2**`fraction`. Taking a
share multiplies by a rounded reciprocal and cuts off what slid into the slot below. Python's long integers do this at
the speed of memory, without a dependency; lists of floats take ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Chances(NamedTuple):
    """`slots` begins at the loss `least`."""

    least: int
    slots: int


_ORDINARY = 2_000_000
"""States × scenes, which is how the work grows. Up to so many there is time to keep chances down to 1e-57."""
_TRIMMED = 16
"""Empty slots below are given up in blocks of this many."""


@dataclass(slots=True)
class Packing:
    """How finely chances are kept: `fraction` binary digits, and `reciprocal` for those of one n-th."""

    fraction: int
    reciprocal: int
    _mask: int = 0
    _mask_slots: int = 0
    _shares: dict[int, int] = field(default_factory=dict)

    @classmethod
    def for_size(cls, states: int, scenes: int) -> Packing:
        """Fine enough for the rarest run of an ordinary scenario; in a large one chances below 2e-19 are lost."""
        ordinary = states * scenes <= _ORDINARY
        return cls(fraction=191, reciprocal=191) if ordinary else cls(fraction=62, reciprocal=48)

    @property
    def bits(self) -> int:
        """The width of a slot: whole bytes, and room for a chance times a reciprocal."""
        return self.fraction + self.reciprocal + 2

    def certain(self) -> Chances:
        """A loss of nothing, for sure."""
        return Chances(0, 1 << self.fraction)

    def share(self, chances: Chances, parts: int) -> Chances:
        """One of so many equal parts; what is below the last binary digit is lost."""
        least, slots = chances
        low = (1 << _TRIMMED * self.bits) - 1
        while slots and not slots & low:
            least, slots = least + _TRIMMED, slots >> _TRIMMED * self.bits
        if parts == 1:
            return Chances(least, slots)
        factor = self._shares.setdefault(parts, (1 << self.reciprocal) // parts)
        return Chances(least, slots * factor >> self.reciprocal & self._mask_for(slots))

    def add(self, chances: Chances | None, more: Chances, loss: int) -> Chances:
        """Both together, the second moved up by a loss."""
        least, slots = more.least + loss, more.slots
        if chances is None:
            return Chances(least, slots)
        apart = least - chances.least
        if apart >= 0:
            return Chances(chances.least, chances.slots + (slots << apart * self.bits))
        return Chances(least, (chances.slots << -apart * self.bits) + slots)

    def unpacked(self, chances: Chances) -> Iterator[tuple[int, float]]:
        """Each loss that has a chance, in order, with its chance."""
        width = self.bits
        text = chances.slots.to_bytes((chances.slots.bit_length() + width) // 8 + 1, "little")
        size = width // 8
        assert size * 8 == width
        for place in range(0, len(text), size):
            slot = int.from_bytes(text[place : place + size], "little")
            if slot:
                # True division of integers is correctly rounded, however long they are.
                yield chances.least + place // size, slot / (1 << self.fraction)

    def _mask_for(self, slots: int) -> int:
        """The digits that hold chances, in at least as many slots."""
        while self._mask_slots * self.bits < slots.bit_length():
            if not self._mask:
                self._mask, self._mask_slots = (1 << self.fraction + 1) - 1, 1
            self._mask |= self._mask << self._mask_slots * self.bits
            self._mask_slots *= 2
        return self._mask
