"""What each reply costs, over every state in which it can be given, and the most that a run can lose."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.analysis.graph import Graph
from trainer.analysis.witness import Witness
from trainer.analysis.worth import Worth


@dataclass(frozen=True, slots=True)
class ReplyCost:
    """A reply of a scene: its cost where it costs least and where it costs most, and shortest ways to such states."""

    scene: str
    response: str
    least: float
    most: float
    least_at: Witness
    """The replies that lead to where it costs least; the reply itself is not among them."""
    most_at: Witness
    states: int
    """In how many states it can be given."""


@dataclass(slots=True)
class _Range:
    least: float
    most: float
    least_at: int
    most_at: int
    states: int = 1


def reply_costs(graph: Graph, worth: Worth) -> tuple[ReplyCost, ...]:
    """The costs of every reply that can be given, time-outs and fallbacks too, in the order of the text."""
    value = worth.to_come.numbers
    found: dict[tuple[int, str], _Range] = {}
    for i in graph.walked:
        menu = graph.menus[i]
        for response, loss, target in zip(menu.responses, menu.losses, graph.targets[i], strict=True):
            if response is not None:
                _widen(found, (graph.scene[i], response.id), loss + value[target] - value[i], i)
    names = [scene.id for scene in graph.machine.scenes]
    return tuple(
        ReplyCost(names[scene], reply, r.least, r.most, graph.witness(r.least_at), graph.witness(r.most_at), r.states)
        for (scene, reply), r in sorted(found.items(), key=lambda item: _place(graph, *item[0]))
    )


def _widen(found: dict[tuple[int, str], _Range], key: tuple[int, str], cost: float, state: int) -> None:
    known = found.get(key)
    if known is None:
        found[key] = _Range(cost, cost, state, state)
        return
    known.states += 1
    if cost < known.least:
        known.least, known.least_at = cost, state
    elif cost > known.most:
        known.most, known.most_at = cost, state


def _place(graph: Graph, scene: int, reply: str) -> tuple[int, int]:
    decision = graph.machine.scenes[scene].decision
    assert decision is not None
    return scene, [r.id for r in decision.ways_out()].index(reply)


def worst_loss(graph: Graph, worth: Worth) -> float:
    """The most that any run loses, every way out counted, its ending's loss with it."""
    endings = [worth.ending_loss(s.ending) if s.ending else 0.0 for s in graph.machine.scenes]
    worst = [endings[scene] for scene in graph.scene]
    for i in reversed(graph.order):
        if targets := graph.targets[i]:
            losses = graph.menus[i].losses
            worst[i] = max([loss + worst[t] for loss, t in zip(losses, targets, strict=True)])
    return worst[0]
