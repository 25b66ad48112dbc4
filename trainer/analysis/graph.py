"""Every state that play can reach, found breadth first, so that the way to each is a shortest one.

States are numbered in the order met and kept in lists: a million of them fit in memory. The rest of the
program knows states by value (`State`), and asks `number`, `state` and `witness`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import overload

from trainer.analysis.moves import NOTHING, ONWARD, MoveTables, OfferedReplies, next_scene
from trainer.limits import STATES
from trainer.play.machine import Machine, State
from trainer.scenario.model import Scenario, links

_MOVES_A_STATE = 4
_LEAST_MOVES = 100_000
"""Moves are bounded too, at four for each state of the bound: wide decisions use up the time before states do."""
_MENU = 50
"""As many moves as making a new menu takes: where every state has an offer of its own, that is most of the work."""


@dataclass(frozen=True, eq=False)
class Graph:
    """What one walk found. The lists have an entry for each state, by its number; the start is number 0.

    Not `complete`: the bound was reached, or a loop found, and nothing may be concluded from what is missing.
    """

    machine: Machine
    tables: MoveTables
    scene: list[int] = field(default_factory=list)
    """The number of the scene."""
    facts: list[int] = field(default_factory=list)
    """The number of the facts, by `tables.facts`."""
    used: list[int] = field(default_factory=list)
    """A bit for each `once` response that was used."""
    menus: list[OfferedReplies] = field(default_factory=list)
    targets: list[tuple[int, ...]] = field(default_factory=list)
    """Where each move of the menu leads; fewer than the menu has only at a state of `cut`."""
    came_from: list[int] = field(default_factory=list)
    """The state before on a shortest way, -1 for the start."""
    came_by: list[int] = field(default_factory=list)
    """The place in that state's menu."""
    numbers: dict[int, int] = field(default_factory=dict)
    """The number of a state by its key, see `state_key`."""
    walked: list[int] = field(default_factory=list)
    """Every state, those first to which the shortest lists of replies lead."""
    cut: frozenset[int] = frozenset()
    """Seen when the bound was reached, and not looked into."""
    order: list[int] = field(default_factory=list)
    """Every state before all that can follow it; what comes back, and what only stands behind that, is missing."""
    loop: tuple[list[str], list[str]] | None = None
    """A way to come back to a state: the replies from the start to it, and those back."""

    @property
    def complete(self) -> bool:
        return not self.cut and self.loop is None

    def __len__(self) -> int:
        return len(self.scene)

    def state(self, number: int) -> State:
        """The state with this number."""
        return State(self.scene[number], self.tables.facts.all[self.facts[number]], self.used[number])

    def number(self, state: State) -> int:
        """The number of a state. KeyError when the walk did not meet it."""
        return self.numbers[state_key(state.scene, self.tables.facts.numbers[state.facts], state.used)]

    @cached_property
    def dead(self) -> tuple[int, ...]:
        """The numbers of decisions at which every option is off, those nearest to the start first."""
        decides = [scene.decision is not None for scene in self.machine.scenes]
        still = (i for i in self.walked if not self.targets[i] and decides[self.scene[i]])
        return tuple(i for i in still if i not in self.cut)

    def witness(self, number: int, *last: str) -> Witness:
        """A shortest list of replies that leads from the start to a state, and perhaps one more after it."""
        return Witness(self, number, *last)


def explore(machine: Machine, bound: int = STATES) -> Graph:
    """Every state within the bound, in an order that later passes can use, or the loop that forbids one."""
    graph = Graph(machine, MoveTables(machine))
    cut = Walk(graph, bound).run()
    graph = replace(graph, cut=frozenset(cut), order=topological_order(graph.targets))
    if len(graph.order) == len(graph):
        return graph
    way = find_cycle(graph.targets, graph.order)
    around = [graph.menus[state].responses[place] for state, place in way]
    return replace(graph, loop=(list(graph.witness(way[0][0])), [r.id for r in around if r]))


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
    """Fills the lists of a graph, breadth first.

    Where the bound was reached in the middle of a decision, `targets` has fewer entries than its menu.
    """

    def __init__(self, graph: Graph, bound: int) -> None:
        self._graph = graph
        self._bound, self._moves_left = bound, max(bound * _MOVES_A_STATE, _LEAST_MOVES)
        self._menus_made = 0
        self._done = bytearray()
        self._add(state_key(graph.machine.first().scene, graph.tables.start, 0), -1, 0)

    def run(self) -> list[int]:
        """Meet every state within the bound; the numbers of those that were not looked into, or not to the end."""
        graph, done = self._graph, self._done
        level = [0]
        while level and self._moves_left > 0:
            following: list[int] = []
            # Narration costs no reply: what it leads to joins the level that is being walked.
            for number in level:
                if done[number]:
                    continue
                if self._moves_left <= 0:
                    break
                done[number] = 1
                graph.walked.append(number)
                ways = graph.tables.ways[graph.scene[number]]
                if not ways:
                    self._decide(number, following)
                    continue
                scene = next_scene(ways, graph.facts[number])
                target_key = state_key(scene, graph.facts[number], graph.used[number])
                target = graph.numbers.get(target_key, -1)
                if target < 0:
                    target = self._add(target_key, number, 0)
                elif not done[target]:
                    graph.came_from[target], graph.came_by[target] = number, 0
                if target < 0:
                    done[number] = 0
                else:
                    level.append(target)
                    graph.menus[number], graph.targets[number] = ONWARD, (target,)
            level = following
        left = [i for i, is_done in enumerate(done) if not is_done]
        partly = set(left)
        graph.walked[:] = [*(i for i in graph.walked if i not in partly), *left]
        return left

    def _decide(self, number: int, following: list[int]) -> None:
        """Look into a decision; what is met for the first time joins the level that follows."""
        graph = self._graph
        facts, used = graph.facts[number], graph.used[number]
        menu, moves = graph.tables.offer(graph.scene[number], facts, used)
        met = graph.numbers
        targets = []
        for place, move in enumerate(moves):
            after = facts if move.effects is None else move.effects[facts]
            for when, scene in move.ways:
                if when is None or when[after]:
                    # This is `state_key`, without a call for each move.
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
        if graph.tables.menus_made != self._menus_made:
            self._menus_made = graph.tables.menus_made
            self._moves_left -= _MENU
        graph.menus[number], graph.targets[number] = menu, tuple(targets)

    def _add(self, target_key: int, before: int, place: int) -> int:
        """The number of a state met for the first time; -1 when the bound is reached."""
        graph = self._graph
        number = len(graph.scene)
        if number >= self._bound:
            self._moves_left = 0
            return -1
        graph.numbers[target_key] = number
        graph.scene.append(target_key & 0xFFFFFF)
        graph.facts.append(target_key >> 24 & 0xFFFFFFFF)
        graph.used.append(target_key >> 56)
        graph.menus.append(NOTHING)
        graph.targets.append(())
        graph.came_from.append(before)
        graph.came_by.append(place)
        self._done.append(0)
        return number


Targets = Sequence[Sequence[int]]
"""Where each state (or scene) leads, by their numbers."""


def topological_order(targets: Targets) -> list[int]:
    """Every state before all that can follow it (Kahn). What is in a circle, or only behind one, is missing."""
    waiting = [0] * len(targets)
    for following in targets:
        for target in following:
            waiting[target] += 1
    order = [i for i, count in enumerate(waiting) if not count]
    for state in order:
        for target in targets[state]:
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    return order


def find_cycle(targets: Targets, ordered: Sequence[int]) -> list[tuple[int, int]]:
    """A way round, as (state, place of the move in its menu), where possible from the first state that comes back.

    `ordered` is what `topological_order` gave.
    """
    left = _in_circles(targets, ordered)
    state = min(left)
    way = _shortest_cycle(state, targets, left)
    if way:
        return way
    # It only lies between two circles: walking on from it, one comes into the second.
    seen: set[int] = set()
    while state not in seen:
        seen.add(state)
        state = next(t for t in targets[state] if t in left)
    return _shortest_cycle(state, targets, left)


def scenes_in_cycles(scenario: Scenario) -> list[str]:
    """The scenes from which the text leads back to themselves; where there are none, no state can come back."""
    names = list(scenario.scenes)
    number = {name: i for i, name in enumerate(names)}
    targets = [[number[way.scene] for way in links(s) if way.scene in number] for s in scenario.scenes.values()]
    return [names[i] for i in sorted(_in_circles(targets, topological_order(targets)))]


def _in_circles(targets: Targets, ordered: Sequence[int]) -> set[int]:
    """What lies in circles and between them: what an order left out, but for what no circle comes after."""
    left = set(range(len(targets))) - set(ordered)
    came: defaultdict[int, list[int]] = defaultdict(list)
    for state in left:
        for target in targets[state]:
            if target in left:
                came[target].append(state)
    return left - set(topological_order([came.get(i, ()) for i in range(len(targets))]))


def _shortest_cycle(state: int, targets: Targets, left: set[int]) -> list[tuple[int, int]]:
    """A shortest way from a state to itself, empty where there is none."""
    came: dict[int, tuple[int, int]] = {}
    waiting = [state]
    for here in waiting:
        for place, target in enumerate(targets[here]):
            if target in left and target not in came:
                came[target] = here, place
                waiting.append(target)
        if state in came:
            break
    else:
        return []
    way = [came[state]]
    while way[-1][0] != state:
        way.append(came[way[-1][0]])
    return way[::-1]
