"""What every state is worth, and what each reply costs: backward passes over the graph, exact as it has no cycles.

Losses are multiples of one half, so sums of them are exact in floating point; only means over random play are rounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, fsum

from trainer.analysis.graph import Graph, Witness
from trainer.analysis.moves import ConditionTable
from trainer.analysis.score import CURRENT, Score, ScoringRule, score_of
from trainer.play.machine import Machine, State
from trainer.play.run import Run, Step
from trainer.play.verdict import criticals
from trainer.scenario.model import Ending, Outcome, Response

_EXACT = 9
"""Decimals kept before rounding up, so that 3.0000000000000004 is 3."""


class ByState(Mapping[State, float]):
    """A number for each state of a graph; `numbers` has them in the graph's own order."""

    def __init__(self, graph: Graph, numbers: list[float]) -> None:
        self.graph = graph
        self.numbers = numbers

    def __getitem__(self, state: State) -> float:
        return self.numbers[self.graph.number(state)]

    def __iter__(self) -> Iterator[State]:
        return map(self.graph.state, range(len(self.numbers)))

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Scale:
    """What the runs of a scenario are measured by: enough to score one, without knowing its states."""

    ending_losses: Mapping[Outcome, float]
    """The defaults, by outcome; an ending that sets its own has its own."""
    best: float
    """The least loss of a run."""
    random_mean: float
    """The mean loss of a player who picks at random."""
    worst: float
    """The greatest loss of a run, with time-outs and fallbacks."""

    def ending_loss(self, machine: Machine, state: State) -> float:
        """What the ending of a state adds to the loss of a run; 0 where it has none."""
        ending, loss = machine.scene(state).ending, machine.ending_loss(state)
        return 0.0 if ending is None else self.ending_losses[ending.outcome] if loss is None else loss

    def loss(self, run: Run) -> float:
        """The loss of a run so far, with its ending's once it is reached."""
        return sum(step.loss for step in run.steps) + self.ending_loss(run.machine, run.state)

    @cached_property
    def scored(self) -> bool:
        """Whether picking at random can lose anything: otherwise there is nothing to score."""
        return round(self.random_mean - self.best, _EXACT) > 0

    def score(self, loss: float, *, critical: bool = False, rule: ScoringRule = CURRENT) -> Score | None:
        """The score of a whole run that lost so much, and had a critical error or none; None when not scored."""
        if not self.scored:
            return None
        between = {"best": self.best, "random": self.random_mean, "worst": self.worst}
        return score_of(loss, **between, critical=critical, rule=rule)

    def score_run(self, run: Run, rule: ScoringRule = CURRENT) -> Score | None:
        """The score of a run; None when not scored, or not ended."""
        return self.score(self.loss(run), critical=bool(criticals(run)), rule=rule) if run.ending else None


def cost_between(loss: float, before: float, after: float) -> float:
    """What a reply costs against the best line from there, never negative: its loss + V(after) − V(before).

    `before` and `after` are V, the least loss still to come, of the states that it stands between.
    """
    return loss + after - before


@dataclass(frozen=True)
class Worth(Scale):
    """A scale, with the least loss to come (`V`) for every state."""

    to_come: ByState
    random_to_come: list[float] = field(default_factory=list, repr=False, compare=False)
    """The random player's mean loss still to come, by the number of the state."""

    @property
    def scale(self) -> Scale:
        """The scale alone, small enough to be kept."""
        return Scale(self.ending_losses, self.best, self.random_mean, self.worst)

    def cost(self, step: Step) -> float:
        """What a reply of a run cost."""
        return cost_between(step.loss, self.to_come[step.before], self.to_come[step.path[0]])

    def cost_of(self, machine: Machine, state: State, response: Response) -> float:
        """What a response would cost at a decision, chosen from those on offer, not typed."""
        after = machine.leave(machine.affect(state, response), response)
        return cost_between(machine.stakes(state).losses[response.id], self.to_come[state], self.to_come[after])

    def move_costs(self, number: int) -> list[float]:
        """What each move out of a state of the graph costs, in the order of its menu."""
        graph, value = self.to_come.graph, self.to_come.numbers
        moves = zip(graph.menus[number].losses, graph.targets[number], strict=True)
        return [cost_between(loss, value[number], value[target]) for loss, target in moves]

    def still_possible(self, run: Run, rule: ScoringRule = CURRENT) -> float | None:
        """The best score that can still be reached from where a run stands."""
        loss = sum(step.loss for step in run.steps) + self.to_come[run.state]
        score = self.score(loss, critical=bool(criticals(run)), rule=rule)
        return score.value if score else None


def worth(graph: Graph) -> Worth:
    """The worth of every state of a complete graph without dead ends.

    By default a good ending loses 0, a bad one the random player's mean loss over decisions on runs to a good ending
    (over all runs where no listed reply leads to one), rounded up, a mixed one half of that.
    """
    assert graph.complete
    mean = _random_mean(graph, {Outcome.GOOD})
    if mean is None:
        mean = _random_mean(graph, set(Outcome)) or 0.0
    bad = float(ceil(round(mean, _EXACT)))
    losses = {Outcome.GOOD: 0.0, Outcome.MIXED: bad / 2, Outcome.BAD: bad}
    at_endings = [_losses_at(graph, scene.ending, losses) for scene in graph.machine.scenes]
    to_come = [0.0] * len(graph)
    random = [0.0] * len(graph)
    worst = [0.0] * len(graph)
    for i in reversed(graph.order):
        targets = graph.targets[i]
        if not targets:
            graded, facts = at_endings[graph.scene[i]], graph.facts[i]
            loss = next(loss for when, loss in graded if when is None or when[facts])
            to_come[i] = random[i] = worst[i] = loss
            continue
        menu = graph.menus[i]
        to_come[i] = min([loss + to_come[t] for loss, t in zip(menu.losses, targets, strict=True)])
        worst[i] = max([loss + worst[t] for loss, t in zip(menu.losses, targets, strict=True)])
        listed = targets[: menu.listed]
        random[i] = fsum([loss + random[t] for loss, t in zip(menu.losses, listed, strict=False)]) / menu.listed
    return Worth(losses, to_come[0], random[0], worst[0], ByState(graph, to_come), random)


def _losses_at(
    graph: Graph, ending: Ending | None, defaults: Mapping[Outcome, float]
) -> list[tuple[ConditionTable | None, float]]:
    """What an ending adds to the loss: the first whose condition holds, the default of its outcome last."""
    if ending is None:
        return [(None, 0.0)]
    own = [(graph.tables.condition(one.when) if one.when else None, one.loss) for one in ending.loss]
    return [*own, (None, defaults[ending.outcome])]


def _random_mean(graph: Graph, outcomes: set[Outcome]) -> float | None:
    """Mean loss over decisions of random runs that end in one of these outcomes; None when none does."""
    wanted = [float(s.ending is not None and s.ending.outcome in outcomes) for s in graph.machine.scenes]
    chance = [wanted[scene] for scene in graph.scene]
    lost = [0.0] * len(graph)
    for i in reversed(graph.order):
        if targets := graph.targets[i]:
            menu = graph.menus[i]
            listed = targets[: menu.listed]
            chance[i] = fsum([chance[t] for t in listed]) / menu.listed
            lost[i] = fsum([loss * chance[t] + lost[t] for loss, t in zip(menu.losses, listed, strict=False)])
            lost[i] /= menu.listed
    return lost[0] / chance[0] if chance[0] else None


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
    states: int = 0


def reply_costs(graph: Graph, worth: Worth) -> tuple[ReplyCost, ...]:
    """The costs of every reply that can be given, time-outs and fallbacks too, in the order of the text."""
    ranges: dict[tuple[int, str], _Range] = {}
    for i in graph.walked:
        for response, cost in zip(graph.menus[i].responses, worth.move_costs(i), strict=True):
            if response is None:
                continue
            known = ranges.setdefault((graph.scene[i], response.id), _Range(cost, cost, i, i))
            known.states += 1
            if cost < known.least:
                known.least, known.least_at = cost, i
            elif cost > known.most:
                known.most, known.most_at = cost, i
    return tuple(
        ReplyCost(scene.id, r.id, c.least, c.most, graph.witness(c.least_at), graph.witness(c.most_at), c.states)
        for number, scene in enumerate(graph.machine.scenes)
        for r in (scene.decision.ways_out() if scene.decision else ())
        if (c := ranges.get((number, r.id)))
    )
