"""What a player who picks at random meets: the whole distribution of the loss, its mean and spread, the endings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from math import fsum, sqrt
from typing import NamedTuple

from trainer.analysis.graph import Graph
from trainer.analysis.worth import Worth

VALUES = 10_000
"""Losses told apart; more are put together in equal steps, and `step` says so."""


@dataclass(frozen=True)
class Distribution:
    """The losses of a random player's whole runs in order, with their chances, which add up to 1.

    `step` is None where every loss stands by itself; otherwise each stands for those from it up to the next step.
    """

    losses: tuple[float, ...]
    chances: tuple[float, ...]
    step: float | None = None

    def place(self, loss: float) -> float:
        """The share of random runs that lose more than this, 0 to 1."""
        return self._above[bisect_right(self.losses, loss)]

    @cached_property
    def _above(self) -> list[float]:
        """The chance of a loss at or behind each place; nothing behind the last."""
        return list(accumulate(reversed(self.chances), initial=0.0))[::-1]


@dataclass(frozen=True, slots=True)
class RandomPlay:
    """`mean` and `sd` are exact but for the rounding of floats; `endings` has the chance of each, by scene."""

    mean: float
    sd: float
    distribution: Distribution
    endings: Mapping[str, float]


def random_play(graph: Graph, worth: Worth) -> RandomPlay:
    """What somebody meets who picks among the listed replies with equal chances."""
    # Backward, for the standard deviation: the spread of the followers' means and the mean of their spreads.
    means, squares = worth.random_to_come, [0.0] * len(graph)
    for i in reversed(graph.order):
        if targets := graph.targets[i]:
            menu, mean = graph.menus[i], means[i]
            listed = zip(menu.losses, targets[: menu.listed], strict=False)
            squares[i] = fsum([squares[t] + (loss + means[t] - mean) ** 2 for loss, t in listed]) / menu.listed
    # Forward: the chance of each state, and that of each loss over decisions up to it. The latter are given up as soon
    # as they are handed on: only the front of the pass is in memory.
    scenes = graph.machine.scenes
    packing = Packing.for_size(len(graph), len(scenes))
    waiting: dict[int, PackedChances] = {0: packing.certain()}
    ended: dict[float, PackedChances] = {}
    chance = [1.0, *[0.0] * (len(graph) - 1)]
    endings = {scene.id: 0.0 for scene in scenes if scene.ending}
    for i in graph.order:
        losses = waiting.pop(i, None)
        if losses is None:
            continue
        if targets := graph.targets[i]:
            menu = graph.menus[i]
            share = packing.share(losses, menu.listed)
            for loss, target in zip(menu.losses, targets[: menu.listed], strict=False):
                chance[target] += chance[i] / menu.listed
                waiting[target] = packing.add(waiting.get(target), share, loss)
        else:
            scene = graph.scene[i]
            endings[scenes[scene].id] += chance[i]
            # At an ending the loss to come is what the ending adds.
            more = worth.to_come.numbers[i]
            ended[more] = packing.add(ended.get(more), losses, 0)
    whole: dict[float, float] = {}
    for more, packed in ended.items():
        for lost, share_of_runs in packing.unpacked(packed):
            whole[lost + more] = whole.get(lost + more, 0.0) + share_of_runs
    return RandomPlay(worth.random_mean, sqrt(squares[0]), distribution(whole), endings)


def distribution(chances: Mapping[float, float]) -> Distribution:
    """Losses with their chances as a distribution; too many are put together in steps of whole numbers."""
    step = None
    if len(chances) > VALUES:
        least = min(chances)
        step = float((max(chances) - least) // VALUES + 1)
        grouped: dict[float, float] = {}
        for loss, chance in chances.items():
            at = least + (loss - least) // step * step
            grouped[at] = grouped.get(at, 0.0) + chance
        chances = grouped
    whole = fsum(chances.values())
    losses = sorted(chances)
    return Distribution(tuple(losses), tuple(chances[loss] / whole for loss in losses), step)


class PackedChances(NamedTuple):
    """Chances of losses that follow each other, packed into one whole number; the first is that of the loss `least`."""

    least: int
    slots: int


_ORDINARY = 2_000_000
"""States × scenes, which is how the work grows. Up to so many there is time to keep chances down to 1e-57."""
_TRIMMED = 16
"""Empty slots below are given up in blocks of this many."""


@dataclass(slots=True)
class Packing:
    """Chances of whole-number losses in one long integer, so that arithmetic on all of them is one operation.

    Each loss has a slot of `bits` binary digits, the least loss lowest; a chance is a fraction of 2**`fraction`. Taking
    a share multiplies by a reciprocal of `reciprocal` digits and cuts off what slid into the slot below. Python's long
    integers do this at the speed of memory, without a dependency; lists of floats take ten times as long.
    """

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

    def certain(self) -> PackedChances:
        """A loss of nothing, for sure."""
        return PackedChances(0, 1 << self.fraction)

    def share(self, chances: PackedChances, parts: int) -> PackedChances:
        """One of so many equal parts; what is below the last binary digit is lost."""
        least, slots = chances
        low = (1 << _TRIMMED * self.bits) - 1
        while slots and not slots & low:
            least, slots = least + _TRIMMED, slots >> _TRIMMED * self.bits
        if parts == 1:
            return PackedChances(least, slots)
        # The mask has the digits that hold chances, in at least as many slots: it is doubled where it is too short.
        while self._mask_slots * self.bits < slots.bit_length():
            if not self._mask:
                self._mask, self._mask_slots = (1 << self.fraction + 1) - 1, 1
            self._mask |= self._mask << self._mask_slots * self.bits
            self._mask_slots *= 2
        factor = self._shares.setdefault(parts, (1 << self.reciprocal) // parts)
        return PackedChances(least, slots * factor >> self.reciprocal & self._mask)

    def add(self, chances: PackedChances | None, more: PackedChances, loss: int) -> PackedChances:
        """Both together, the second moved up by a loss."""
        least, slots = more.least + loss, more.slots
        if chances is None:
            return PackedChances(least, slots)
        apart = least - chances.least
        if apart >= 0:
            return PackedChances(chances.least, chances.slots + (slots << apart * self.bits))
        return PackedChances(least, (chances.slots << -apart * self.bits) + slots)

    def unpacked(self, chances: PackedChances) -> Iterator[tuple[int, float]]:
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
