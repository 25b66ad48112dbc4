"""Every state that play can reach, found by one walk through the machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from trainer.limits import STATES
from trainer.play.machine import Machine, State
from trainer.scenario.model import Response


class Edge(NamedTuple):
    """A move: the reply (None where a scene just goes on), whether it is listed, its loss, where it leads."""

    response: Response | None
    listed: bool
    loss: int
    target: State


@dataclass(frozen=True, slots=True)
class Graph:
    """`states` in an order in which every state stands after all that can follow it, with their moves.

    `loop` is the first way found to come back to a state: the moves from the start to it, and those back.
    Not `complete`: the bound was reached, or a loop found, and nothing may be concluded from what is missing.
    """

    machine: Machine
    start: State
    states: dict[State, tuple[Edge, ...]]
    complete: bool
    loop: tuple[list[str], list[str]] | None
    dead_ends: tuple[State, ...]
    """Decisions at which every option is off."""


def edges(machine: Machine, state: State) -> tuple[Edge, ...]:
    """The moves out of a state, none at an ending."""
    onward = machine.follow(state)
    if onward is not None:
        return (Edge(None, True, 0, onward),)
    decision = machine.scene(state).decision
    if decision is None:
        return ()
    offered = machine.offered(state)
    if not offered:
        return ()
    losses = machine.stakes(state).losses
    unlisted = [r for r in (decision.timeout, decision.fallback) if r]
    moves = [(r, True) for r in offered] + [(r, False) for r in unlisted]
    return tuple(Edge(r, listed, losses[r.id], machine.leave(machine.affect(state, r), r)) for r, listed in moves)


def explore(machine: Machine, bound: int = STATES) -> Graph:
    """Walk depth first, so that states come out after all their followers and a loop shows itself at once."""
    start = machine.first()
    done: dict[State, tuple[Edge, ...]] = {}
    moves = edges(machine, start)
    trail: list[tuple[State, tuple[Edge, ...], Iterator[Edge]]] = [(start, moves, iter(moves))]
    on_trail = {start}
    dead: list[State] = []
    while trail:
        state, moves, rest = trail[-1]
        edge = next((e for e in rest if e.target not in done), None)
        if edge is None:
            trail.pop()
            on_trail.discard(state)
            done[state] = moves
            if not moves and machine.scene(state).ending is None:
                dead.append(state)
        elif edge.target in on_trail:
            return Graph(machine, start, done, False, _loop(trail, edge.target), tuple(dead))
        elif len(done) + len(trail) >= bound:
            return Graph(machine, start, done, False, None, tuple(dead))
        else:
            moves = edges(machine, edge.target)
            trail.append((edge.target, moves, iter(moves)))
            on_trail.add(edge.target)
    return Graph(machine, start, done, True, None, tuple(dead))


def _loop(trail: list[tuple[State, tuple[Edge, ...], Iterator[Edge]]], back_to: State) -> tuple[list[str], list[str]]:
    """The replies that lead to a state, and those that lead from it back to itself."""
    replies: list[str] = []
    first = 0
    for number, (state, moves, _) in enumerate(trail):
        if state == back_to:
            first = len(replies)
        target = trail[number + 1][0] if number + 1 < len(trail) else back_to
        taken = next(e for e in moves if e.target == target)
        if taken.response:
            replies.append(taken.response.id)
    return replies[:first], replies[first:]
