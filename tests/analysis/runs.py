"""Every move and every run of a scenario, played one by one: the slow way that the exact numbers are held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from trainer.analysis.graph import Graph
from trainer.analysis.playable import Playable
from trainer.play.machine import Machine, State
from trainer.play.run import Reply, Run, begin
from trainer.scenario.model import FALLBACK, TIMEOUT, Response

MOST = 1500


@dataclass(frozen=True, slots=True)
class Weighed:
    """A run with the chance that a random player makes it; 0 when it takes a reply that is not listed."""

    run: Run
    chance: float


def every_run(found: Playable) -> list[Weighed]:
    """All complete runs over every way out; none when there are too many to play."""
    variant = next(iter(found.scenario.variants.values()))
    done: list[Weighed] = []
    open_runs = [Weighed(begin(found.machine, variant, 0), 1.0)]
    while open_runs:
        if len(done) + len(open_runs) > MOST:
            return []
        here = open_runs.pop()
        if here.run.ending:
            done.append(here)
        else:
            open_runs += _followers(here)
    return done


def _followers(here: Weighed) -> list[Weighed]:
    decision = here.run.scene.decision
    assert decision is not None
    options = here.run.options()
    listed = [Weighed(here.run.answer(Reply(r.id)), here.chance / len(options)) for r in options]
    unlisted = [key for key, r in ((TIMEOUT, decision.timeout), (FALLBACK, decision.fallback)) if r]
    return listed + [Weighed(here.run.answer(Reply(key)), 0.0) for key in unlisted]


class Edge(NamedTuple):
    """A move: the reply (None where a scene just goes on), whether it is listed, its loss, where it leads."""

    response: Response | None
    listed: bool
    loss: int
    target: State


def graph_edges(graph: Graph, number: int) -> tuple[Edge, ...]:
    """The moves out of a state of a graph, by its number."""
    menu = graph.menus[number]
    moves = enumerate(zip(menu.responses, menu.losses, graph.targets[number], strict=False))
    return tuple(Edge(r, i < menu.listed, loss, graph.state(to)) for i, (r, loss, to) in moves)


def edges(machine: Machine, state: State) -> tuple[Edge, ...]:
    """The moves out of a state, asked of the machine; none at an ending."""
    if machine.scene(state).next:
        return (Edge(None, True, 0, machine.settle(state)[1]),)
    offered = machine.offered(state)
    decision = machine.scene(state).decision
    if decision is None or not offered:
        return ()
    losses = machine.stakes(state).losses
    unlisted = [r for r in (decision.timeout, decision.fallback) if r]
    moves = [(r, True) for r in offered] + [(r, False) for r in unlisted]
    return tuple(Edge(r, listed, losses[r.id], machine.leave(machine.affect(state, r), r)) for r, listed in moves)
