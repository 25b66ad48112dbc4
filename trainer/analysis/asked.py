"""Every condition of a scenario, evaluated in every state in which play asks it: is it ever true, is it ever false?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from trainer.analysis.graph import Graph
from trainer.analysis.moves import Menu, Move
from trainer.analysis.witness import Witness
from trainer.document.finding import Span
from trainer.scenario.conditions import Condition
from trainer.scenario.model import Line, WayOn


class Guards(StrEnum):
    """What a condition decides on."""

    LINE = "line"
    RESPONSE = "response"
    WAY = "way"


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition, where it stands, and a shortest way to where it is true and to where it is false.

    None means that there is no such state; proved where `proved`, not observed otherwise. Both None: never asked. Of a
    list of ways on, each is asked only where those before it did not hold.
    """

    scene: str
    response: str | None
    """The response that it belongs to, its lines or its ways on; None for the scene's own."""
    guards: Guards
    number: int
    """The place among the lines, responses or ways, from 0."""
    condition: Condition
    at: Span
    """Of the line, response or way."""
    true: Witness | None
    false: Witness | None
    proved: bool

    @property
    def always(self) -> bool | None:
        """True or False where nothing else was met; None where both were, or it was never asked."""
        if (self.true is None) == (self.false is None):
            return None
        return self.true is not None


class _Moment(NamedTuple):
    """A state, the facts as they stand when a condition is asked, and the reply just given, if any."""

    state: int
    facts: int
    replies: tuple[str, ...] = ()


def asked(graph: Graph) -> tuple[Asked, ...]:
    """Every condition in the order of the text; those of scenes that were not met are never asked."""
    states: list[list[int]] = [[] for _ in graph.machine.scenes]
    for state in graph.walked:
        states[graph.scene[state]].append(state)
    return tuple(found for number, own in enumerate(states) for found in _in_scene(graph, number, own))


def _in_scene(graph: Graph, number: int, states: Sequence[int]) -> Iterator[Asked]:
    scene = graph.machine.scenes[number]
    conditional = _conditional(scene.lines) or _conditional(scene.next)
    here = [_Moment(i, graph.facts[i]) for i in states] if conditional else []
    yield from _lines(graph, (scene.id, None), scene.lines, here)
    yield from _ways(graph, (scene.id, None), scene.next, here)
    for place, move in enumerate(graph.tables.listed[number] + graph.tables.unlisted[number]):
        where = scene.id, move.response.id
        if move.response.when:
            open_still = [_Moment(i, graph.facts[i]) for i in states if not graph.used[i] & move.bit]
            yield _one(graph, where, (Guards.RESPONSE, place, move.response.when, move.response.at), open_still)
        if _conditional(move.response.then) or _conditional(move.response.next):
            after = list(_after(graph, move, states))
            yield from _lines(graph, where, move.response.then, after)
            yield from _ways(graph, where, move.response.next, after)


def _after(graph: Graph, move: Move, states: Iterable[int]) -> Iterator[_Moment]:
    """The moments after a reply's effects, in every state that offers it."""
    offers: dict[Menu, bool] = {}
    for state in states:
        menu = graph.menus[state]
        if menu not in offers:
            offers[menu] = any(r is move.response for r in menu.responses)
        if offers[menu]:
            facts = graph.facts[state]
            yield _Moment(state, facts if move.effects is None else move.effects[facts], (move.response.id,))


def _conditional(parts: Iterable[Line | WayOn]) -> bool:
    return any(part.when for part in parts)


_Where = tuple[str, str | None]
_What = tuple[Guards, int, Condition, Span]


def _lines(graph: Graph, where: _Where, lines: Iterable[Line], moments: Sequence[_Moment]) -> Iterator[Asked]:
    for number, line in enumerate(lines):
        if line.when:
            yield _one(graph, where, (Guards.LINE, number, line.when, line.at), moments)


def _ways(graph: Graph, where: _Where, ways: Iterable[WayOn], moments: Sequence[_Moment]) -> Iterator[Asked]:
    for number, way in enumerate(ways):
        if way.when:
            yield _one(graph, where, (Guards.WAY, number, way.when, way.at), moments)
            holding = graph.tables.condition(way.when)
            moments = [m for m in moments if not holding[m.facts]]


def _one(graph: Graph, where: _Where, what: _What, moments: Iterable[_Moment]) -> Asked:
    """One condition over the moments in which it is asked, nearest first."""
    found: dict[bool, Witness] = {}
    holding = graph.tables.condition(what[2])
    for moment in moments:
        outcome = holding[moment.facts]
        if outcome not in found:
            found[outcome] = graph.witness(moment.state, *moment.replies)
            if len(found) == 2:
                break
    guards, number, condition, at = what
    return Asked(*where, guards, number, condition, at, found.get(True), found.get(False), graph.complete)
