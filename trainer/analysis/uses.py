"""Where the text reads and writes each fact. This is about the text alone, and always proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.scenario.conditions import Condition, facts_in
from trainer.scenario.facts import Fact
from trainer.scenario.model import Line, Response, Scenario, Scene, WayOn


@dataclass(frozen=True, slots=True)
class FactUse:
    """How many conditions ask for a fact and how many replies change it. What is shown is read by trainees."""

    fact: Fact
    conditions: int
    effects: int

    @property
    def never_read(self) -> bool:
        return not self.conditions and self.fact.shown is None

    @property
    def never_written(self) -> bool:
        return not self.effects


def fact_uses(scenario: Scenario) -> tuple[FactUse, ...]:
    """Every fact as declared."""
    asked: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for scene in scenario.scenes.values():
        for condition in _conditions(scene):
            asked.update(set(facts_in(condition)))
        for response in _responses(scene):
            written.update({effect.fact for effect in response.effects})
    return tuple(FactUse(fact, asked[fact.id], written[fact.id]) for fact in scenario.facts.values())


def _responses(scene: Scene) -> Iterator[Response]:
    if scene.decision:
        yield from scene.decision.ways_out()


def _conditions(scene: Scene) -> Iterator[Condition]:
    yield from _of(*scene.lines, *scene.next)
    for response in _responses(scene):
        yield from _of(response, *response.then, *response.next)


def _of(*parts: Line | WayOn | Response) -> Iterator[Condition]:
    yield from (part.when for part in parts if part.when)
