"""Which principles a scenario exercises, and how much each can take away over a whole run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.analysis.graph import Graph
from trainer.analysis.moves import Menu


@dataclass(frozen=True, slots=True)
class PrincipleNumbers:
    """`decisions`: the scenes in which the principle is at stake in some state.

    `worst_loss`: the most that falling short on this principle alone can add up to over a whole run; at each decision
    that is its weight × (the highest level of it on offer − the reply's own). None where it is not known.
    """

    decisions: int
    worst_loss: float | None


def principle_numbers(graph: Graph) -> dict[str, PrincipleNumbers]:
    """The numbers of every principle of the scenario's frameworks, by full id."""
    menus = {id(menu): menu for menu in graph.menus if menu.stakes}.values()
    scene_of = {id(menu): scene for menu, scene in zip(graph.menus, graph.scene, strict=True)}
    found: dict[str, PrincipleNumbers] = {}
    for name in graph.machine.scenario.principles:
        at_stake = [menu for menu in menus if menu.stakes and name in menu.stakes.principles]
        decisions = len({scene_of[id(menu)] for menu in at_stake})
        weight = graph.machine.scenario.weights.get(name, 1)
        worst = _worst(graph, {id(m): _short(m, name, weight) for m in at_stake}) if graph.complete else None
        found[name] = PrincipleNumbers(decisions, worst)
    return found


def _short(menu: Menu, principle: str, weight: int) -> list[int]:
    """By how much each reply falls short of the highest level on offer; silence may be above it, and gains nothing."""
    assert menu.stakes is not None
    place = menu.stakes.principles.index(principle)
    levels = [menu.stakes.levels[r.id][place] for r in menu.responses if r]
    most = max(levels[: menu.listed])
    return [max(0, weight * (most - level)) for level in levels]


def _worst(graph: Graph, short: Mapping[int, list[int]]) -> float:
    """The largest sum over any run, every way out counted."""
    if not short:
        return 0.0
    worst = [0] * len(graph)
    for i in reversed(graph.order):
        if targets := graph.targets[i]:
            own = short.get(id(graph.menus[i]))
            if own:
                worst[i] = max([more + worst[t] for more, t in zip(own, targets, strict=True)])
            else:
                worst[i] = max([worst[t] for t in targets])
    return float(worst[0])
