"""A scenario as a Twine story in Harlowe 3, the format that Twine begins with: scenes and consequences as passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from trainer.exchange.harlowe import Writer
from trainer.exchange.story import Passage, Story
from trainer.scenario.model import Response, Scenario, Scene, Variant

FORMAT, FORMAT_VERSION = "Harlowe", "3.3.9"
FIRST = "Before the story"
"""The passage that sets the facts."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The story, and what of the scenario has no place in one."""

    story: Story
    left_out: tuple[str, ...]


def export_story(scenario: Scenario, variant: Variant) -> Exported:
    """The story in the words of one variant."""
    writer = Writer(scenario, variant)
    passages = [Passage(FIRST, ("startup",), writer.facts(), 0)]
    for scene in scenario.scenes.values():
        passages += _passages(scene, scenario, writer)
    identifier = str(uuid5(NAMESPACE_URL, f"service-trainer:{scenario.id}")).upper()
    story = Story(_one_line(scenario.title), identifier, FORMAT, scenario.start, passages)
    return Exported(story, tuple(_left_out(scenario)))


def consequence(scene: Scene, response: Response) -> str:
    """The name of the passage that tells what a reply leads to."""
    return f"{scene.id} / {response.id}"


def _passages(scene: Scene, scenario: Scenario, writer: Writer) -> Iterator[Passage]:
    intro = [writer.plain(scenario.setting), ""] if scene.id == scenario.start else []
    told = [*intro, *writer.lines(scene.lines)]
    consequences: list[Passage] = []
    if scene.decision:
        told += [writer.plain(scene.decision.prompt), ""]
        for response in scene.decision.responses:
            told.append(writer.link(response, consequence(scene, response)))
            consequences.append(_consequence(scene, response, writer))
    if scene.ending:
        told += writer.ending(scene.ending)
    if scene.next:
        told.append(writer.ways(scene.next))
    tags = tuple(t for t in (scene.ending and f"ending-{scene.ending.outcome}", "scene") if t)
    yield Passage(scene.id, tags, "\n".join(told).strip("\n"), 0)
    yield from consequences


def _consequence(scene: Scene, response: Response, writer: Writer) -> Passage:
    told = [writer.effects(response), *writer.lines(response.then), writer.ways(response.next)]
    text = "\n".join(part for part in told if part)
    return Passage(consequence(scene, response), ("consequence",), text, 0)


def _left_out(scenario: Scenario) -> Iterator[str]:
    decisions = [s.decision for s in scenario.scenes.values() if s.decision]
    replies = [r for d in decisions for r in d.ways_out()]
    counts = {
        "marks on replies, and so the score": sum(len(r.marks) for r in replies),
        "time limits with what silence leads to": sum(d.timeout is not None for d in decisions),
        "fallbacks for own words": sum(d.fallback is not None for d in decisions),
        "critical errors": sum(r.critical is not None for r in replies),
        "variants but the one chosen": len(scenario.variants) - 1,
    }
    yield from (f"{what}: {count}" for what, count in counts.items() if count)


def _one_line(text: str) -> str:
    return " ".join(text.split())
