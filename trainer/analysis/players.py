"""Players who do not read: what they score when they always take the first option, the longest, the one marked best."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trainer.analysis.worth import Worth
from trainer.play.machine import Machine, State
from trainer.play.narration import placeholder_values
from trainer.scenario.model import Response, Variant

_Choose = Callable[[State, tuple[Response, ...]], Response]


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
    if player in (Player.LONGEST, Player.SHORTEST):
        variants = machine.scenario.variants.values()
        runs = (_play(machine, worth, _by_length(machine, v, player), v.id) for v in variants)
        return min(runs, key=lambda run: run.loss)
    choices: Mapping[Player, _Choose] = {
        Player.FIRST: lambda _, offered: offered[0],
        Player.LAST: lambda _, offered: offered[-1],
        Player.GREEDY: lambda state, offered: min(offered, key=lambda r: machine.stakes(state).losses[r.id]),
    }
    return _play(machine, worth, choices[player], None)


def _by_length(machine: Machine, variant: Variant, player: Player) -> _Choose:
    """Count characters of the words as this variant's trainee reads them."""
    sign = -1 if player is Player.LONGEST else 1

    def choose(state: State, offered: tuple[Response, ...]) -> Response:
        known = placeholder_values(variant, machine, state)
        return min(offered, key=lambda r: sign * len(r.words.fill(known)))

    return choose


def _play(machine: Machine, worth: Worth, choose: _Choose, variant: str | None) -> PlayerRun:
    replies: list[str] = []
    loss = 0.0
    state = machine.settle(machine.first())[-1]
    while offered := machine.offered(state):
        response = choose(state, offered)
        loss += machine.stakes(state).losses[response.id]
        replies.append(response.id)
        state = machine.settle(machine.leave(machine.affect(state, response), response))[-1]
    scene = machine.scene(state)
    assert scene.ending is not None, "a playable scenario has no dead ends"
    loss += worth.ending_loss(scene.ending)
    return PlayerRun(tuple(replies), scene.id, loss, worth.score(loss), variant)
