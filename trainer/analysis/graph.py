"""Every state that play can reach, found breadth first, so that the way to each is a shortest one.

States are numbered in the order met and kept in lists: a million of them fit in memory. The rest of the
program knows states by value (`State`), and asks `number`, `state` and `witness`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from trainer.analysis.moves import Menu, Tables
from trainer.analysis.order import find_loop, in_order
from trainer.analysis.walk import Walk, key
from trainer.analysis.witness import Witness
from trainer.limits import STATES
from trainer.play.machine import Machine, State
from trainer.scenario.model import Response


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
    tables: Tables
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
    """The number of a state by its key, see `walk.key`."""
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
        return self.numbers[key(state.scene, self.tables.facts.numbers[state.facts], state.used)]

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
    order = in_order(walk.targets)
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
    way = find_loop(graph.targets, graph.order)
    around = [graph.menus[state].responses[place] for state, place in way]
    return list(graph.witness(way[0][0])), [r.id for r in around if r]
