"""The exact numbers of a scenario, each worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from trainer.analysis.chance import RandomPlay, random_play
from trainer.analysis.costs import ReplyCost, reply_costs, worst_loss
from trainer.analysis.graph import Graph
from trainer.analysis.playable import Playable
from trainer.analysis.players import Played, Player, play_as
from trainer.analysis.stakes_of_runs import PrincipleNumbers, principle_numbers
from trainer.analysis.worth import Worth


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

    @cached_property
    def worst(self) -> float | None:
        """The greatest loss of any run, with time-outs and fallbacks."""
        return worst_loss(self.graph, self.worth) if self.worth else None

    @cached_property
    def random(self) -> RandomPlay | None:
        """What somebody meets who picks at random among the listed replies."""
        return random_play(self.graph, self.worth) if self.worth else None

    @cached_property
    def players(self) -> Mapping[Player, Played]:
        """The runs of the named players; the random one, whose score is 0, has no one run and is not here."""
        if self.worth is None:
            return {}
        return {p: play_as(p, self.graph.machine, self.worth) for p in Player if p is not Player.RANDOM}

    @cached_property
    def scores(self) -> Mapping[Player, float | None]:
        """The score of each player, 0 to 100; None where it is not known, or nothing can be lost."""
        found: dict[Player, float | None] = dict.fromkeys(Player)
        if self.worth and self.worth.scored:
            found[Player.RANDOM] = 0.0
            found |= {player: run.score for player, run in self.players.items()}
        return found

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
