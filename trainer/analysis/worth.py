"""What every state is worth: one backward pass over the graph, exact because it has no cycles.

Losses are multiples of one half, so sums of them are exact in floating point; only means over random play are rounded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from trainer.analysis.graph import Edge, Graph
from trainer.play.machine import State
from trainer.play.run import Run, Step
from trainer.scenario.model import Ending, Outcome

_EXACT = 9
"""Decimals kept before rounding up, so that 3.0000000000000004 is 3."""


@dataclass(frozen=True)
class Worth:
    """Least loss to come (`V`) for every state, the ending losses in force, and the random player's mean loss."""

    to_come: Mapping[State, float]
    ending_losses: Mapping[Outcome, float]
    """The defaults; an ending that sets its own has its own."""
    best: float
    random_mean: float

    def ending_loss(self, ending: Ending) -> float:
        """What an ending adds to the loss of a run."""
        return self.ending_losses[ending.outcome] if ending.loss is None else ending.loss

    def cost(self, step: Step) -> float:
        """What a reply cost against the best line from there: its loss + V(after) − V(before), never negative."""
        return step.loss + self.to_come[step.path[0]] - self.to_come[step.before]

    def loss(self, run: Run) -> float:
        """The loss of a run so far, with its ending's once it is reached."""
        return sum(step.loss for step in run.steps) + (self.ending_loss(run.ending) if run.ending else 0)

    @cached_property
    def scored(self) -> bool:
        """Whether picking at random can lose anything: otherwise there is nothing to score."""
        return round(self.random_mean - self.best, _EXACT) > 0

    def score(self, loss: float) -> float | None:
        """From 0 (no better than picking at random) to 100 (the best run); None when not scored."""
        if not self.scored:
            return None
        return max(0.0, 100 * ((self.random_mean - loss) / (self.random_mean - self.best)))

    def still_possible(self, run: Run) -> float | None:
        """The best score that can still be reached from where a run stands."""
        decisions = sum(step.loss for step in run.steps)
        return self.score(decisions + self.to_come[run.state])


def worth(graph: Graph) -> Worth:
    """The worth of every state of a complete graph."""
    assert graph.complete
    losses = _ending_losses(graph)
    to_come: dict[State, float] = {}
    random: dict[State, float] = {}
    for state, moves in graph.states.items():
        if moves:
            to_come[state] = min(e.loss + to_come[e.target] for e in moves)
            listed = [e for e in moves if e.listed]
            random[state] = math.fsum(e.loss + random[e.target] for e in listed) / len(listed)
        else:
            to_come[state] = random[state] = _loss_at(graph, state, losses)
    return Worth(to_come, losses, to_come[graph.start], random[graph.start])


def _loss_at(graph: Graph, state: State, losses: Mapping[Outcome, float]) -> float:
    ending = graph.machine.scene(state).ending
    assert ending is not None, "a graph with dead ends has no worth"
    return losses[ending.outcome] if ending.loss is None else ending.loss


def _ending_losses(graph: Graph) -> dict[Outcome, float]:
    """Good 0; bad the random player's mean loss over decisions on runs to a good ending, rounded up; mixed half of it.

    Where no listed reply leads to a good ending, the mean is over all runs.
    """
    reached = _random_mean(graph, {Outcome.GOOD})
    if reached is None:
        reached = _random_mean(graph, set(Outcome)) or 0.0
    bad = float(math.ceil(round(reached, _EXACT)))
    return {Outcome.GOOD: 0.0, Outcome.MIXED: bad / 2, Outcome.BAD: bad}


def _random_mean(graph: Graph, outcomes: set[Outcome]) -> float | None:
    """Mean loss over decisions of random runs that end in one of these outcomes; None when none does."""
    chance: dict[State, float] = {}
    lost: dict[State, float] = {}
    for state, moves in graph.states.items():
        listed: list[Edge] = [e for e in moves if e.listed]
        if listed:
            chance[state] = math.fsum(chance[e.target] for e in listed) / len(listed)
            lost[state] = math.fsum(e.loss * chance[e.target] + lost[e.target] for e in listed) / len(listed)
        else:
            ending = graph.machine.scene(state).ending
            chance[state] = 1.0 if ending and ending.outcome in outcomes else 0.0
            lost[state] = 0.0
    return lost[graph.start] / chance[graph.start] if chance[graph.start] else None
