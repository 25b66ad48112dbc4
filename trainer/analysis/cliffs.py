"""Cliffs: one point of one number chooses, with no decision left, between endings whose losses differ much."""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.analysis.graph import Graph, Witness
from trainer.analysis.worth import Worth
from trainer.play.machine import Endless, Machine, State
from trainer.scenario.conditions import facts_in
from trainer.scenario.facts import Fact
from trainer.scenario.model import Response, Scene, WayOn

LEAST_STEP = 2
"""So much may a point choose in any scenario."""
SHARE_OF_RANDOM = 8
"""And the random player's mean loss, divided by this, where that is more."""


@dataclass(frozen=True, slots=True)
class Cliff:
    """A number whose next point changes the ending. `witness` leads to the reply, and ends with it."""

    scene: str
    response: str
    fact: Fact
    value: int
    """What the number is there."""
    beside: int
    """The value one point away, with which it ends otherwise."""
    ending: str
    loss: float
    other: str
    """The ending with the other value, or the decision that is still to come where the ending breaks off."""
    other_loss: float | None
    """None where the ending breaks off."""
    witness: Witness

    @property
    def breaks_off(self) -> bool:
        return self.other_loss is None

    @property
    def height(self) -> float:
        return 0.0 if self.other_loss is None else abs(self.loss - self.other_loss)


def cliffs(graph: Graph, worth: Worth) -> tuple[Cliff, ...]:
    """The highest cliff of each number between each two endings, and each break-off by a number that is not shown.

    An ending that breaks off somewhere, so that the next point leaves a decision, is no cliff where its number is
    shown: whether that pays is asked of early exits.
    """
    steps = list(_one_point_apart(graph, worth))
    breaking_off = {cliff.ending for cliff in steps if cliff.breaks_off}
    most = max(LEAST_STEP, worth.random_mean / SHARE_OF_RANDOM)
    found: dict[tuple[str, frozenset[str]], Cliff] = {}
    for cliff in steps:
        is_shown = cliff.fact.shown is not None
        exempt = is_shown and not breaking_off.isdisjoint((cliff.ending, cliff.other))
        if is_shown if cliff.breaks_off else exempt or cliff.height <= most:
            continue
        # However many decisions an ending that is not shown breaks off from, one is told.
        ends = frozenset({cliff.ending} if cliff.breaks_off else {cliff.ending, cliff.other})
        known = found.get((cliff.fact.id, ends))
        if known is None or cliff.height > known.height:
            found[cliff.fact.id, ends] = cliff
    return tuple(found.values())


def _one_point_apart(graph: Graph, worth: Worth) -> Iterator[Cliff]:
    """Each reply after which a run ends, and would not end so with one number one point away."""
    machine = graph.machine
    places = {fact.id: place for place, fact in enumerate(machine.scenario.facts.values())}
    met = [{facts[place] for facts in graph.tables.facts.all} for place in range(len(places))]
    # Which numbers can choose after a reply; none where it always leads to a decision.
    numbers: dict[int, list[Fact]] = {}
    seen: set[tuple[int, int, tuple[object, ...]]] = set()
    for i in graph.walked:
        for response in graph.menus[i].responses:
            if response is None:
                continue
            if id(response) not in numbers:
                numbers[id(response)] = _numbers_asked(machine, response)
            if not numbers[id(response)]:
                continue
            affected = machine.affect(graph.state(i), response)
            key = affected.scene, id(response), affected.facts
            if key in seen:
                continue
            seen.add(key)
            end = machine.settle(machine.leave(affected, response))[-1]
            scene = machine.scene(end)
            if scene.ending is None:
                continue
            loss = worth.ending_loss(machine, end)
            for fact in numbers[id(response)]:
                place = places[fact.id]
                value = int(affected.facts[place])
                for beside in {value - 1, value + 1} & met[place]:
                    facts = (*affected.facts[:place], beside, *affected.facts[place + 1 :])
                    away = State(affected.scene, facts, affected.used)
                    try:
                        other_end = machine.settle(machine.leave(away, response))[-1]
                    except Endless:
                        # Play never comes to stand there: only where it does are scenes proved to end.
                        continue
                    other = machine.scene(other_end)
                    other_loss = worth.ending_loss(machine, other_end) if other.ending else None
                    if (other.id, other_loss) != (scene.id, loss):
                        yield Cliff(
                            scene=machine.scenes[affected.scene].id,
                            response=response.id,
                            fact=fact,
                            value=value,
                            beside=int(beside),
                            ending=scene.id,
                            loss=loss,
                            other=other.id,
                            other_loss=other_loss,
                            witness=graph.witness(i, response.id),
                        )


def _numbers_asked(machine: Machine, response: Response) -> list[Fact]:
    """The numbers that conditions ask for between a reply and an ending; none where no ending can follow at once."""
    scenes: dict[str, Scene] = {}
    ways: list[WayOn] = list(response.next)
    for way in ways:
        scene = machine.scenario.scenes[way.scene]
        if scene.id not in scenes:
            scenes[scene.id] = scene
            ways += scene.next
    endings = [scene.ending for scene in scenes.values() if scene.ending]
    if not endings:
        return []
    conditions = [way.when for way in ways] + [loss.when for ending in endings for loss in ending.loss]
    names = dict.fromkeys(name for condition in conditions if condition for name in facts_in(condition))
    return [fact for fact in map(machine.scenario.facts.__getitem__, names) if fact.is_number]
