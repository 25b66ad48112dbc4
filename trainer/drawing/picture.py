"""A scenario as boxes and arrows: what every drawing of it shows, whatever its format."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wcwidth import wcwidth

from trainer.analysis.playable import Checked
from trainer.cleaning import clean, clean_line
from trainer.document.finding import Finding
from trainer.drawing.move_kinds import ORDER, BestStep, MoveKind, MoveKinds, find_move_kinds
from trainer.scenario.conditions import condition_text
from trainer.scenario.load import scenes_with_unseen_links
from trainer.scenario.model import TIMEOUT, Scenario, Scene, links

_NO_XML = re.compile("[\ufffe\uffff]")
"""Characters that are harmless and still make an SVG unreadable."""


class NodeKind(StrEnum):
    """What a scene is, in the words that stand on its box."""

    DECISION = "decision"
    TOLD = "told, then on"
    GOOD = "good ending"
    MIXED = "mixed ending"
    BAD = "bad ending"


@dataclass(frozen=True, slots=True)
class ArrowLabel:
    """A reply (or a condition) on an arrow. `depends`: whether it leads here depends on facts."""

    text: str
    line: MoveKind
    depends: bool = False
    silence: bool = False
    condition: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A scene. `linked`: the text leads here from the start; `met`: play does, None where that is not known."""

    id: str
    kind: NodeKind
    touchpoint: str | None
    excerpt: str
    """The first words told or asked, on one line."""
    linked: bool
    met: bool | None
    best: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """All ways from one scene to another. Dashed when only silence leads along it."""

    source: str
    target: str
    labels: tuple[ArrowLabel, ...]

    @property
    def line(self) -> MoveKind:
        """The best of its labels' kinds."""
        return min((label.line for label in self.labels), key=ORDER.index)

    @property
    def dashed(self) -> bool:
        return all(label.silence for label in self.labels)


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to be drawn. `elsewhere` are findings that stand in no scene."""

    scenario: Scenario
    start: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    best_line: tuple[BestStep, ...]
    elsewhere: tuple[Finding, ...]
    known: bool
    """Whether lines and what play meets could be proved."""

    @property
    def apart(self) -> str:
        """What stands above scenes that nothing leads to. Of an imported story that is only said of links seen."""
        if scenes_with_unseen_links(self.scenario.text):
            return "No link that was seen leads here; some were not seen (see the top of the file)"
        return "No way leads here from the start"


def picture_of(checked: Checked, findings: Sequence[Finding] | None = None) -> Picture:
    """The picture of a scenario that could be loaded; `findings` are pinned instead of those of the check."""
    scenario = checked.scenario
    assert scenario is not None, "what could not be loaded cannot be drawn"
    kinds = find_move_kinds(checked.playable)
    pinned = findings_by_scene(scenario, checked.findings if findings is None else findings)
    linked = linked_from_start(scenario)
    nodes = []
    for key, scene in scenario.scenes.items():
        texts = [line.text.source for line in scene.lines[:1]]
        kind = NodeKind.DECISION if scene.decision else NodeKind.TOLD
        if scene.decision:
            texts.append(scene.decision.prompt.source)
        if scene.ending:
            kind = NodeKind[scene.ending.outcome.name]
            title = [scene.ending.title.source] if scene.ending.title else []
            texts = [*title, *texts, scene.ending.lesson.source]
        node = Node(
            id=key,
            kind=kind,
            touchpoint=scene.touchpoint,
            excerpt=clean_line(next(filter(None, texts), "")),
            linked=key in linked,
            met=None if kinds.met is None else key in kinds.met,
            best=key in kinds.best_scenes,
            findings=pinned.get(key, ()),
        )
        nodes.append(node)
    arrows = tuple(arrow for scene in scenario.scenes.values() for arrow in arrows_from(scene, kinds))
    known = kinds.met is not None
    return Picture(scenario, scenario.start, tuple(nodes), arrows, kinds.best, pinned.get("", ()), known)


def arrows_from(scene: Scene, kinds: MoveKinds) -> list[Arrow]:
    """All ways out of a scene; those that lead to the same one share an arrow."""
    labels: list[tuple[str, ArrowLabel]] = []
    for way in scene.next:
        text = condition_text(way.when) if way.when else "otherwise" if len(scene.next) > 1 else ""
        labels.append((way.scene, ArrowLabel(text, kinds.of((scene.id, "", way.scene)), condition=True)))
    for response in scene.decision.ways_out() if scene.decision else ():
        depends, silence = len(response.next) > 1, response.id == TIMEOUT
        for way in response.next:
            line = kinds.of((scene.id, response.id, way.scene))
            labels.append((way.scene, ArrowLabel(response.id, line, depends, silence)))
    merged: dict[str, dict[str, ArrowLabel]] = {}
    for target, label in labels:
        merged.setdefault(target, {}).setdefault(label.text, label)
    return [Arrow(scene.id, target, tuple(by_text.values())) for target, by_text in merged.items()]


def linked_from_start(scenario: Scenario) -> set[str]:
    """The scenes that the text leads to from the start, whatever play does."""
    seen, waiting = {scenario.start}, [scenario.start]
    while waiting:
        for way in links(scenario.scenes[waiting.pop()]):
            if way.scene not in seen:
                seen.add(way.scene)
                waiting.append(way.scene)
    return seen


def findings_by_scene(scenario: Scenario, findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Findings by the scene in whose lines of the file they stand; "" for those outside all scenes."""
    scenes = sorted(scenario.scenes.values(), key=lambda s: s.at.line)
    lines = [s.at.line for s in scenes]
    by_scene: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        place = bisect_right(lines, finding.at.line) - 1
        key = scenes[place].id if place >= 0 and finding.path == scenario.path else ""
        by_scene[key] = (*by_scene.get(key, ()), finding)
    return by_scene


def cells(text: str) -> int:
    """Columns of a terminal: what is wide there is wide everywhere."""
    return sum(max(wcwidth(c), 0) for c in text)


def shortened(text: str, most: int) -> str:
    """A text of at most `most` columns, cut with an ellipsis."""
    if cells(text) <= most:
        return text
    room = most - 1
    kept = ""
    for character in text:
        room -= max(wcwidth(character), 0)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + "…"


def harmless(text: str) -> str:
    """What may stand in XML, and on every screen."""
    return _NO_XML.sub("\ufffd", clean(text))
