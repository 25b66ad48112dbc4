"""The walk through every state: breadth first over replies, so that each state is met by a shortest list of them."""

from __future__ import annotations

from trainer.analysis.moves import NOTHING, ONWARD, Menu, Tables, chosen
from trainer.play.machine import Machine

_MOVES_A_STATE = 4
_LEAST_MOVES = 100_000
"""Moves are bounded too, at four for each state of the bound: wide decisions use up the time before states do."""
_MENU = 50
"""As many moves as making a new menu takes: where every state has an offer of its own, that is most of the work."""


def key(scene: int, facts: int, used: int) -> int:
    """A state as one whole number."""
    return (used << 32 | facts) << 24 | scene


class Walk:
    """The lists that a walk fills, an entry for each state.

    Where the bound was reached in the middle of a decision, `targets` has fewer entries than its menu.
    """

    def __init__(self, machine: Machine, bound: int) -> None:
        self.tables = Tables(machine)
        self.scene: list[int] = []
        self.facts: list[int] = []
        self.used: list[int] = []
        self.menus: list[Menu] = []
        self.targets: list[tuple[int, ...]] = []
        self.before: list[int] = []
        self.place: list[int] = []
        self.numbers: dict[int, int] = {}
        self.walked: list[int] = []
        self._bound, self._moves_left = bound, max(bound * _MOVES_A_STATE, _LEAST_MOVES)
        self._menus_made = 0
        self._done = bytearray()
        self._add(key(machine.first().scene, self.tables.start, 0), -1, 0)

    def run(self) -> list[int]:
        """Meet every state within the bound; the numbers of those that were seen and not looked into."""
        level = [0]
        while level:
            following: list[int] = []
            # Narration costs no reply: what it leads to joins the level that is being walked.
            for number in level:
                if self._done[number]:
                    continue
                if self._moves_left <= 0:
                    return self._left()
                self._done[number] = 1
                self.walked.append(number)
                if ways := self.tables.ways[self.scene[number]]:
                    self._go_on(number, chosen(ways, self.facts[number]), level)
                else:
                    self._decide(number, following)
            level = following
        return self._left()

    def _left(self) -> list[int]:
        """What was not looked into, or not to the end; in `walked` it comes last."""
        left = [i for i, done in enumerate(self._done) if not done]
        partly = set(left)
        self.walked[:] = [*(i for i in self.walked if i not in partly), *left]
        return left

    def _go_on(self, number: int, scene: int, level: list[int]) -> None:
        target_key = key(scene, self.facts[number], self.used[number])
        target = self.numbers.get(target_key, -1)
        if target < 0:
            target = self._add(target_key, number, 0)
        elif not self._done[target]:
            self.before[target], self.place[target] = number, 0
        if target >= 0:
            level.append(target)
            self.menus[number], self.targets[number] = ONWARD, (target,)
        else:
            self._done[number] = 0

    def _decide(self, number: int, following: list[int]) -> None:
        """Look into a decision; what is met for the first time joins the level that follows."""
        facts, used = self.facts[number], self.used[number]
        menu, moves = self.tables.offer(self.scene[number], facts, used)
        met = self.numbers
        targets = []
        for place, move in enumerate(moves):
            after = facts if move.effects is None else move.effects[facts]
            for when, scene in move.ways:
                if when is None or when[after]:
                    target_key = ((used | move.bit) << 32 | after) << 24 | scene
                    break
            target = met.get(target_key)
            if target is None:
                target = self._add(target_key, number, place)
                if target < 0:
                    self._done[number] = 0
                    break
                following.append(target)
            targets.append(target)
        self._moves_left -= len(moves)
        if self.tables.menus_made != self._menus_made:
            self._menus_made = self.tables.menus_made
            self._moves_left -= _MENU
        self.menus[number], self.targets[number] = menu, tuple(targets)

    def _add(self, target_key: int, before: int, place: int) -> int:
        """The number of a state met for the first time; -1 when the bound is reached."""
        number = len(self.scene)
        if number >= self._bound:
            self._moves_left = 0
            return -1
        self.numbers[target_key] = number
        self.scene.append(target_key & 0xFFFFFF)
        self.facts.append(target_key >> 24 & 0xFFFFFFFF)
        self.used.append(target_key >> 56)
        self.menus.append(NOTHING)
        self.targets.append(())
        self.before.append(before)
        self.place.append(place)
        self._done.append(0)
        return number
