"""Where scores mislead: mistakes that nothing makes good, early exits and silence that pay, best-marked traps."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from trainer.analysis.graph import Graph, Witness
from trainer.analysis.judgement import MISTAKE
from trainer.analysis.worth import Worth
from trainer.scenario.model import Outcome, Response


@dataclass(frozen=True, slots=True)
class NoWayBack:
    """A mistake after which no listed reply leads to a good or mixed ending any more, and its author did not mean it.

    The witness is a short list of replies without a mistake, and then this one.
    """

    scene: str
    response: str
    cost: float
    witness: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EarlyExit:
    """A reply with which giving up scores more than seeing it through does on average.

    `loss` and `score` are those of the whole run that the witness begins: as little lost as possible up to the
    reply, the reply, as little lost as possible after it. `others_lose` is the mean loss of those who come to the same
    place in the same way, go on at random and reach a good or mixed ending.
    """

    scene: str
    response: str
    loss: float
    score: float
    others_lose: float
    decisions: int
    """From this one to the end of the run."""
    others_decide: float
    """How many decisions the others still have, on average."""
    witness: tuple[str, ...]


class RandomOutlook:
    """For each state, what random play from there meets on the runs that do not end badly."""

    def __init__(self, graph: Graph, worth: Worth) -> None:
        bad = [s.ending is None or s.ending.outcome is Outcome.BAD for s in graph.machine.scenes]
        self.chance = [0.0 if bad[scene] else 1.0 for scene in graph.scene]
        # At an ending the least loss to come is what the ending adds.
        self._loss = [0.0 if bad[graph.scene[i]] else worth.to_come.numbers[i] for i in range(len(graph))]
        self._decisions = [0.0] * len(graph)
        for i in reversed(graph.order):
            targets = graph.targets[i]
            if not targets:
                continue
            menu = graph.menus[i]
            chance = lost = decisions = 0.0
            for loss, target in zip(menu.losses, targets[: menu.listed], strict=False):
                chance += self.chance[target]
                lost += loss * self.chance[target] + self._loss[target]
                decisions += self._decisions[target]
            self.chance[i] = chance / menu.listed
            self._loss[i] = lost / menu.listed
            self._decisions[i] = decisions / menu.listed + (self.chance[i] if menu.stakes else 0.0)

    def loss(self, i: int) -> float:
        """Mean loss to come on runs that do not end badly."""
        return self._loss[i] / self.chance[i]

    def decisions(self, i: int) -> float:
        """Mean number of decisions to come on those runs."""
        return self._decisions[i] / self.chance[i]


def no_way_back(graph: Graph, worth: Worth, hope: RandomOutlook) -> tuple[NoWayBack, ...]:
    """Each mistake that is not critical and leaves only bad endings to somebody who has made none before.

    Replies are taken nearest first, narration counting like one, so a witness is short, if not always the shortest.
    """
    mistakes: dict[tuple[int, str], NoWayBack] = {}
    came: dict[int, tuple[int, Response | None]] = {0: (-1, None)}
    waiting = [0]
    for i in waiting:
        menu = graph.menus[i]
        for response, cost, target in zip(menu.responses, worth.move_costs(i), graph.targets[i], strict=True):
            if cost < MISTAKE:
                if target not in came:
                    came[target] = i, response
                    waiting.append(target)
            elif response and not response.critical and hope.chance[i] and not hope.chance[target]:
                key = graph.scene[i], response.id
                if key not in mistakes:
                    scene = graph.machine.scenes[graph.scene[i]].id
                    mistakes[key] = NoWayBack(scene, response.id, cost, (*_way(came, i), response.id))
    return tuple(mistakes[key] for key in sorted(mistakes))


def early_exits(graph: Graph, worth: Worth, hope: RandomOutlook) -> tuple[EarlyExit, ...]:
    """Each reply that makes a bad ending certain, early, and so cheaply that it outscores seeing it through.

    Early: from it to the end there are at most half as many decisions as the others have on average. It pays when it
    loses less than the others do on average, and the whole run scores more than 40, which picking at random scores on
    average; so none with a critical error does.
    """
    if not worth.scored:
        return ()
    value = worth.to_come.numbers
    # How many decisions the line has that loses least from each state; the shortest where several do.
    steps = [0] * len(graph)
    for i in reversed(graph.order):
        if targets := graph.targets[i]:
            best = (steps[t] for cost, t in zip(worth.move_costs(i), targets, strict=True) if not cost)
            steps[i] = min(best) + (graph.menus[i].stakes is not None)
    spent, came = _cheapest(graph)
    gains: dict[tuple[int, str], tuple[float, EarlyExit]] = {}
    for i in graph.order:
        menu = graph.menus[i]
        if not menu.stakes or not hope.chance[i]:
            continue
        for response, loss, target in zip(menu.responses, menu.losses, graph.targets[i], strict=True):
            gain = hope.loss(i) - loss - value[target] if not hope.chance[target] else 0.0
            whole = spent[i] + loss + value[target]
            decisions = 1 + steps[target]
            if gain <= 0 or whole >= worth.random_mean or 2 * decisions > hope.decisions(i):
                continue
            if response is None or response.critical:
                continue
            key = graph.scene[i], response.id
            if key not in gains or gain > gains[key][0]:
                score = worth.score(whole)
                assert score is not None
                witness = (*_way(came, i), response.id)
                others = spent[i] + hope.loss(i)
                scene = graph.machine.scenes[graph.scene[i]].id
                exit_ = EarlyExit(scene, response.id, whole, score.raw, others, decisions, hope.decisions(i), witness)
                gains[key] = gain, exit_
    return tuple(gains[key][1] for key in sorted(gains))


def _cheapest(graph: Graph) -> tuple[list[float], dict[int, tuple[int, Response | None]]]:
    """For each state the least loss without a critical error from the start to it, and how one comes there with it."""
    spent = [inf] * len(graph)
    spent[0] = 0.0
    came: dict[int, tuple[int, Response | None]] = {0: (-1, None)}
    for i in graph.order:
        menu = graph.menus[i]
        for response, loss, target in zip(menu.responses, menu.losses, graph.targets[i], strict=True):
            if spent[i] + loss < spent[target] and not (response and response.critical):
                spent[target] = spent[i] + loss
                came[target] = i, response
    return spent, came


def _way(came: dict[int, tuple[int, Response | None]], state: int) -> tuple[str, ...]:
    replies: list[str] = []
    while state >= 0:
        state, response = came[state]
        if response:
            replies.append(response.id)
    return tuple(reversed(replies))


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
    free: dict[tuple[int, str], tuple[bool, int]] = {}
    for state, replies, listed in _offers(graph, worth):
        for response, _, cost, _ in replies[listed:]:
            if not cost:
                beats = all(other for _, _, other, _ in replies[:listed])
                key = graph.scene[state], response.id
                if key not in free or (beats and not free[key][0]):
                    free[key] = beats, state
    names = [scene.id for scene in graph.machine.scenes]
    return tuple(SilencePays(names[s], r, beats, graph.witness(at)) for (s, r), (beats, at) in sorted(free.items()))


def traps(graph: Graph, worth: Worth) -> tuple[Trap, ...]:
    """Each listed reply that loses nothing by its marks and costs something, where it costs most."""
    dearest: dict[tuple[int, str], tuple[float, _Offer, int]] = {}
    for offer in _offers(graph, worth):
        for response, loss, cost, target in offer.replies[: offer.listed]:
            if not loss and cost:
                key = graph.scene[offer.state], response.id
                if key not in dearest or cost > dearest[key][0]:
                    dearest[key] = cost, offer, target
    traps = []
    for (scene, reply), (cost, offer, target) in sorted(dearest.items(), key=lambda item: item[0]):
        better = {r.id: loss for r, loss, other, _ in offer.replies[: offer.listed] if not other}
        trap = Trap(
            scene=graph.machine.scenes[scene].id,
            response=reply,
            cost=cost,
            better=tuple(better),
            tied=0 in better.values(),
            lost_at=_lost_at(graph, worth, target),
            witness=graph.witness(offer.state),
        )
        traps.append(trap)
    return tuple(traps)


def _lost_at(graph: Graph, worth: Worth, state: int) -> str:
    """The scene in which the best line from a state first loses something; the last one when it never does."""
    while targets := graph.targets[state]:
        moves = zip(graph.menus[state].losses, worth.move_costs(state), targets, strict=True)
        loss, following = next((loss, t) for loss, cost, t in moves if not cost)
        if loss:
            break
        state = following
    return graph.machine.scenes[graph.scene[state]].id
