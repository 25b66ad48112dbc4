"""The exact numbers of a scenario, each worked out when it is first asked for; players who do not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from trainer.analysis.distribution import RandomPlay, random_play
from trainer.analysis.graph import Graph
from trainer.analysis.playable import Playable
from trainer.analysis.worth import ReplyCost, Worth, reply_costs
from trainer.play.machine import Machine
from trainer.play.narration import placeholder_values


class Player(StrEnum):
    """A way to answer without reading. `greedy` reads the author's marks and looks no further than the reply."""

    RANDOM = "random"
    FIRST = "first"
    LAST = "last"
    LONGEST = "longest"
    SHORTEST = "shortest"
    GREEDY = "greedy"


@dataclass(frozen=True, slots=True)
class PlayerRun:
    """One player's run: the replies, where it ended, its loss, its score (None when the scenario is not scored).

    `variant` is the one in which this player does best; None where words make no difference.
    """

    replies: tuple[str, ...]
    ending: str
    loss: float
    score: float | None
    variant: str | None = None


def play_as(player: Player, machine: Machine, worth: Worth) -> PlayerRun:
    """The run of a named player, in the variant where it does best. Ties are broken as written: the first wins."""
    if player is Player.RANDOM:
        raise ValueError("a random player has no one run: see `random_play`")
    reads = player in (Player.LONGEST, Player.SHORTEST)
    variants = list(machine.scenario.variants.values())
    runs: list[PlayerRun] = []
    for variant in variants if reads else variants[:1]:
        replies: list[str] = []
        loss, critical = 0.0, False
        state = machine.settle(machine.first())[-1]
        while offered := machine.offered(state):
            losses = machine.stakes(state).losses
            if player is Player.FIRST:
                response = offered[0]
            elif player is Player.LAST:
                response = offered[-1]
            elif player is Player.GREEDY:
                response = min(offered, key=lambda r: losses[r.id])
            else:
                # Characters count as this variant's trainee reads them.
                known = placeholder_values(variant, machine, state)
                pick = max if player is Player.LONGEST else min
                response = pick(offered, key=lambda r: len(r.words.fill(known)))
            loss += losses[response.id]
            critical = critical or response.critical is not None
            replies.append(response.id)
            state = machine.settle(machine.leave(machine.affect(state, response), response))[-1]
        scene = machine.scene(state)
        assert scene.ending is not None, "a playable scenario has no dead ends"
        loss += worth.ending_loss(machine, state)
        score = worth.score(loss, critical=critical)
        told = score.value if score else None
        runs.append(PlayerRun(tuple(replies), scene.id, loss, told, variant.id if reads else None))
    return min(runs, key=lambda run: run.loss)


@dataclass(frozen=True, slots=True)
class EndingNumbers:
    """Whether an ending can be reached in play, and how often a random player does.

    `reachable` is None where it was not met and not every state was seen; `random` is None where it is not known.
    """

    reachable: bool | None
    random: float | None


@dataclass(frozen=True)
class Numbers:
    """All that can be counted. Where not every state was seen, what would be a guess is None or empty."""

    playable: Playable

    @property
    def graph(self) -> Graph:
        return self.playable.graph

    @property
    def worth(self) -> Worth | None:
        return self.playable.worth

    @property
    def complete(self) -> bool:
        return self.graph.complete

    @property
    def states(self) -> int:
        return len(self.graph)

    @property
    def scenes(self) -> int:
        """The scenes in the text."""
        return len(self.graph.machine.scenes)

    @property
    def best(self) -> float | None:
        """The least loss of any run."""
        return self.worth.best if self.worth else None

    @property
    def worst(self) -> float | None:
        """The greatest loss of any run, with time-outs and fallbacks."""
        return self.worth.worst if self.worth else None

    @cached_property
    def random(self) -> RandomPlay | None:
        """What somebody meets who picks at random among the listed replies."""
        return random_play(self.graph, self.worth) if self.worth else None

    @cached_property
    def players(self) -> Mapping[Player, PlayerRun]:
        """The runs of the named players; the random one has no one run and is not here."""
        if self.worth is None:
            return {}
        return {p: play_as(p, self.graph.machine, self.worth) for p in Player if p is not Player.RANDOM}

    @cached_property
    def scores(self) -> Mapping[Player, float | None]:
        """The score of each player, the random one by its mean loss; None where it is not known, or not scored."""
        scores: dict[Player, float | None] = dict.fromkeys(Player)
        if self.worth and (mean := self.worth.score(self.worth.random_mean)):
            scores[Player.RANDOM] = mean.value
            scores |= {player: run.score for player, run in self.players.items()}
        return scores

    @cached_property
    def principles(self) -> Mapping[str, PrincipleNumbers]:
        """For every principle of the scenario's frameworks, by full id."""
        return principle_numbers(self.graph)

    @cached_property
    def endings(self) -> Mapping[str, EndingNumbers]:
        """For every ending of the text, by its scene."""
        met = set(self.graph.scene)
        chances = self.random.endings if self.random else {}
        missing = False if self.complete else None
        return {
            scene.id: EndingNumbers(True if number in met else missing, chances.get(scene.id))
            for number, scene in enumerate(self.graph.machine.scenes)
            if scene.ending
        }

    @cached_property
    def costs(self) -> tuple[ReplyCost, ...]:
        """What each reply costs over all states, in the order of the text."""
        return reply_costs(self.graph, self.worth) if self.worth else ()

    def place(self, loss: float) -> float | None:
        """The share of random runs that lose more than this, 0 to 1."""
        return self.random.distribution.place(loss) if self.random else None


@dataclass(frozen=True, slots=True)
class PrincipleNumbers:
    """What can be counted of one principle. `decisions`: the scenes in which the principle is at stake in some state.

    `worst_loss`: the most that falling short on this principle alone can add up to over a whole run; at each decision
    that is its weight × (the highest level of it on offer − the reply's own). None where it is not known.
    """

    decisions: int
    worst_loss: float | None


def principle_numbers(graph: Graph) -> dict[str, PrincipleNumbers]:
    """The numbers of every principle of the scenario's frameworks, by full id."""
    menus = {id(menu): menu for menu in graph.menus if menu.stakes}
    scene_of = {id(menu): scene for menu, scene in zip(graph.menus, graph.scene, strict=True)}
    by_principle: dict[str, PrincipleNumbers] = {}
    for name in graph.machine.scenario.principles:
        weight = graph.machine.scenario.weights.get(name, 1)
        # By how much each reply falls short of the highest level on offer; silence may be above it, and gains nothing.
        short: dict[int, list[int]] = {}
        for key, menu in menus.items():
            if menu.stakes and name in menu.stakes.principles:
                place = menu.stakes.principles.index(name)
                levels = [menu.stakes.levels[r.id][place] for r in menu.responses if r]
                most = max(levels[: menu.listed])
                short[key] = [max(0, weight * (most - level)) for level in levels]
        decisions = len({scene_of[key] for key in short})
        worst = (_worst_sum(graph, short) if short else 0.0) if graph.complete else None
        by_principle[name] = PrincipleNumbers(decisions, worst)
    return by_principle


def _worst_sum(graph: Graph, short: Mapping[int, list[int]]) -> float:
    """The largest sum over any run, every way out counted."""
    worst = [0] * len(graph)
    for i in reversed(graph.order):
        if targets := graph.targets[i]:
            if own := short.get(id(graph.menus[i])):
                worst[i] = max([more + worst[t] for more, t in zip(own, targets, strict=True)])
            else:
                worst[i] = max([worst[t] for t in targets])
    return float(worst[0])
