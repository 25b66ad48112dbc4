"""Where marks and costs disagree: silence that costs nothing, and the best-marked reply that costs something later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from trainer.analysis.graph import Graph, Witness
from trainer.analysis.worth import Worth
from trainer.scenario.model import Response


@dataclass(frozen=True, slots=True)
class SilencePays:
    """A time-out or a fallback that costs nothing in some state. The witness leads to that state."""

    scene: str
    response: str
    beats_every_option: bool
    """Whether every listed reply costs something there."""
    witness: Witness


@dataclass(frozen=True, slots=True)
class Trap:
    """A reply that nothing on offer is marked better than, and that still costs something later.

    `better` would have cost nothing; where one of them is marked as well as the trap, it is `tied`. `lost_at` is the
    scene, a decision or an ending, in which the best line from there first loses something.
    """

    scene: str
    response: str
    cost: float
    better: tuple[str, ...]
    tied: bool
    lost_at: str
    witness: Witness


class _Offer(NamedTuple):
    """A decision in a state: its replies with their losses and costs, listed ones first."""

    state: int
    replies: list[tuple[Response, int, float, int]]
    """Reply, loss, cost, where it leads."""
    listed: int


def _offers(graph: Graph, worth: Worth) -> Iterator[_Offer]:
    """Every decision in every state, nearest first."""
    for i in graph.walked:
        menu = graph.menus[i]
        if menu.stakes:
            moves = zip(menu.responses, menu.losses, worth.move_costs(i), graph.targets[i], strict=True)
            yield _Offer(i, [(r, loss, cost, t) for r, loss, cost, t in moves if r], menu.listed)


def silence_pays(graph: Graph, worth: Worth) -> tuple[SilencePays, ...]:
    """Each time-out and fallback that costs nothing somewhere; where it beats every option, that state is shown."""
    found: dict[tuple[int, str], tuple[bool, int]] = {}
    for state, replies, listed in _offers(graph, worth):
        for response, _, cost, _ in replies[listed:]:
            if not cost:
                beats = all(other for _, _, other, _ in replies[:listed])
                key = graph.scene[state], response.id
                if key not in found or (beats and not found[key][0]):
                    found[key] = beats, state
    names = [scene.id for scene in graph.machine.scenes]
    return tuple(SilencePays(names[s], r, beats, graph.witness(at)) for (s, r), (beats, at) in sorted(found.items()))


def traps(graph: Graph, worth: Worth) -> tuple[Trap, ...]:
    """Each listed reply that loses nothing by its marks and costs something, where it costs most."""
    found: dict[tuple[int, str], tuple[float, _Offer, int]] = {}
    for offer in _offers(graph, worth):
        for response, loss, cost, target in offer.replies[: offer.listed]:
            if not loss and cost:
                key = graph.scene[offer.state], response.id
                if key not in found or cost > found[key][0]:
                    found[key] = cost, offer, target
    return tuple(_trap(graph, worth, reply, *found[scene, reply]) for scene, reply in sorted(found))


def _trap(graph: Graph, worth: Worth, reply: str, cost: float, offer: _Offer, target: int) -> Trap:
    better = [(r.id, loss) for r, loss, other, _ in offer.replies[: offer.listed] if not other]
    return Trap(
        scene=graph.machine.scenes[graph.scene[offer.state]].id,
        response=reply,
        cost=cost,
        better=tuple(identifier for identifier, _ in better),
        tied=any(not loss for _, loss in better),
        lost_at=_lost_at(graph, worth, target),
        witness=graph.witness(offer.state),
    )


def _lost_at(graph: Graph, worth: Worth, state: int) -> str:
    """The scene in which the best line from a state first loses something; the last one when it never does."""
    while targets := graph.targets[state]:
        moves = zip(graph.menus[state].losses, worth.move_costs(state), targets, strict=True)
        loss, following = next((loss, t) for loss, cost, t in moves if not cost)
        if loss:
            break
        state = following
    return graph.machine.scenes[graph.scene[state]].id
