"""Every state that play can reach, found breadth first, so that the way to each is a shortest one.

States are numbered in the order met and kept in lists: a million of them fit in memory. The rest of the
program knows states by value (`State`), and asks `number`, `state` and `witness`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, overload

from trainer.analysis.cycles import find_cycle, topological_order
from trainer.analysis.moves import NOTHING, ONWARD, Menu, MoveTables, next_scene
from trainer.limits import STATES
from trainer.play.machine import Machine, State
from trainer.scenario.model import Response

_MOVES_A_STATE = 4
_LEAST_MOVES = 100_000
"""Moves are bounded too, at four for each state of the bound: wide decisions use up the time before states do."""
_MENU = 50
"""As many moves as making a new menu takes: where every state has an offer of its own, that is most of the work."""


class Edge(NamedTuple):
    """A move: the reply (None where a scene just goes on), whether it is listed, its loss, where it leads."""

    response: Response | None
    listed: bool
    loss: int
    target: State


@dataclass(frozen=True, eq=False)
class Graph:
    """What one walk found. The lists have an entry for each state, by its number; the start is number 0.

    Not `complete`: the bound was reached, or a loop found, and nothing may be concluded from what is missing.
    """

    machine: Machine
    tables: MoveTables
    scene: list[int]
    """The number of the scene."""
    facts: list[int]
    """The number of the facts, by `tables.facts`."""
    used: list[int]
    """A bit for each `once` response that was used."""
    menus: list[Menu]
    targets: list[tuple[int, ...]]
    """Where each move of the menu leads; fewer than the menu has only at a state of `cut`."""
    came_from: list[int]
    """The state before on a shortest way, -1 for the start."""
    came_by: list[int]
    """The place in that state's menu."""
    numbers: dict[int, int]
    """The number of a state by its key, see `state_key`."""
    walked: list[int]
    """Every state, those first to which the shortest lists of replies lead."""
    cut: frozenset[int]
    """Seen when the bound was reached, and not looked into."""
    order: list[int]
    """Every state before all that can follow it; what comes back, and what only stands behind that, is missing."""
    loop: tuple[list[str], list[str]] | None
    """A way to come back to a state: the replies from the start to it, and those back."""

    @property
    def complete(self) -> bool:
        return not self.cut and self.loop is None

    @property
    def start(self) -> State:
        return self.state(0)

    def __len__(self) -> int:
        return len(self.scene)

    def state(self, number: int) -> State:
        """The state with this number."""
        return State(self.scene[number], self.tables.facts.all[self.facts[number]], self.used[number])

    def number(self, state: State) -> int:
        """The number of a state. KeyError when the walk did not meet it."""
        return self.numbers[state_key(state.scene, self.tables.facts.numbers[state.facts], state.used)]

    @cached_property
    def states(self) -> Mapping[State, tuple[Edge, ...]]:
        """Each state with its moves, in an order in which it stands after all that can follow it. Made when asked."""
        whole = self.order if len(self.order) == len(self) else range(len(self))
        return {self.state(i): self.edges(i) for i in reversed(whole)}

    def edges(self, number: int) -> tuple[Edge, ...]:
        """The moves out of a state by its number."""
        menu = self.menus[number]
        moves = enumerate(zip(menu.responses, menu.losses, self.targets[number], strict=False))
        return tuple(Edge(r, i < menu.listed, loss, self.state(to)) for i, (r, loss, to) in moves)

    @cached_property
    def dead(self) -> tuple[int, ...]:
        """The numbers of decisions at which every option is off, those nearest to the start first."""
        decides = [scene.decision is not None for scene in self.machine.scenes]
        still = (i for i in self.walked if not self.targets[i] and decides[self.scene[i]])
        return tuple(i for i in still if i not in self.cut)

    @property
    def dead_ends(self) -> tuple[State, ...]:
        """Decisions at which every option is off."""
        return tuple(self.state(i) for i in self.dead)

    def witness(self, number: int, *last: str) -> Witness:
        """A shortest list of replies that leads from the start to a state, and perhaps one more after it."""
        return Witness(self, number, *last)


def edges(machine: Machine, state: State) -> tuple[Edge, ...]:
    """The moves out of a state, asked of the machine; none at an ending. `explore` gives the same, faster."""
    onward = machine.follow(state)
    if onward is not None:
        return (Edge(None, True, 0, onward),)
    offered = machine.offered(state)
    decision = machine.scene(state).decision
    if decision is None or not offered:
        return ()
    losses = machine.stakes(state).losses
    unlisted = [r for r in (decision.timeout, decision.fallback) if r]
    moves = [(r, True) for r in offered] + [(r, False) for r in unlisted]
    return tuple(Edge(r, listed, losses[r.id], machine.leave(machine.affect(state, r), r)) for r, listed in moves)


def explore(machine: Machine, bound: int = STATES) -> Graph:
    """Every state within the bound, in an order that later passes can use, or the loop that forbids one."""
    walk = Walk(machine, bound)
    cut = walk.run()
    order = topological_order(walk.targets)
    graph = Graph(
        machine=machine,
        tables=walk.tables,
        scene=walk.scene,
        facts=walk.facts,
        used=walk.used,
        menus=walk.menus,
        targets=walk.targets,
        came_from=walk.before,
        came_by=walk.place,
        numbers=walk.numbers,
        walked=walk.walked,
        cut=frozenset(cut),
        order=order,
        loop=None,
    )
    return graph if len(order) == len(graph) else replace(graph, loop=_loop(graph))


def _loop(graph: Graph) -> tuple[list[str], list[str]]:
    """The replies that lead to a state, and those that lead from it back to itself."""
    way = find_cycle(graph.targets, graph.order)
    around = [graph.menus[state].responses[place] for state, place in way]
    return list(graph.witness(way[0][0])), [r.id for r in around if r]


class Witness(Sequence[str]):
    """Ids of responses, `timeout` and `fallback`, as `replay` takes them; equal to a tuple of the same.

    A large scenario has thousands of witnesses with thousands of replies each, and few are ever looked at.
    """

    __slots__ = ("_graph", "_last", "_state")

    def __init__(self, graph: Graph, state: int, *last: str) -> None:
        self._graph, self._state, self._last = graph, state, last

    @property
    def replies(self) -> tuple[str, ...]:
        """The whole list."""
        replies: list[str] = []
        state, graph = self._state, self._graph
        while state:
            response = graph.menus[graph.came_from[state]].responses[graph.came_by[state]]
            if response:
                replies.append(response.id)
            state = graph.came_from[state]
        return (*reversed(replies), *self._last)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return self.replies[place]

    def __len__(self) -> int:
        return len(self.replies)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Witness, tuple)) and self.replies == tuple(other)

    def __hash__(self) -> int:
        return hash(self.replies)

    def __repr__(self) -> str:
        return f"Witness{self.replies}"


def state_key(scene: int, facts: int, used: int) -> int:
    """A state as one whole number."""
    return (used << 32 | facts) << 24 | scene


class Walk:
    """The lists that a walk fills, an entry for each state.

    Where the bound was reached in the middle of a decision, `targets` has fewer entries than its menu.
    """

    def __init__(self, machine: Machine, bound: int) -> None:
        self.tables = MoveTables(machine)
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
        self._add(state_key(machine.first().scene, self.tables.start, 0), -1, 0)

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
                    self._go_on(number, next_scene(ways, self.facts[number]), level)
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
        target_key = state_key(scene, self.facts[number], self.used[number])
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
