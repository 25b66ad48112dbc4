"""The author's play-through: a list of replies, played again over whatever the file says now. Plain values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from trainer.analysis.graph import Graph
from trainer.document.finding import Finding
from trainer.play.machine import Endless, Machine
from trainer.play.run import NotOffered, Reply, Run, begin
from trainer.scenario.model import Response, Scenario, Variant


@dataclass(frozen=True, slots=True)
class PreviewReplies:
    """What the author answered, and in which variant; "" for the first. Kept as long as nothing else is answered."""

    replies: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRun:
    """As much of what is wanted as the scenario allows, and where it parted, in a sentence; "" where all of it fits."""

    run: Run
    parted: str = ""

    @classmethod
    def of(cls, machine: Machine, wanted: PreviewReplies) -> PreviewRun | None:
        """Played over this machine; None where scenes go round without a decision, which the check will explain."""
        try:
            run = begin(machine, variant_of(machine.scenario, wanted.variant), 0)
            for number, reply in enumerate(wanted.replies, 1):
                try:
                    run = run.answer(Reply(reply))
                except NotOffered:
                    why = "the story has ended there" if run.ending else f"“{reply}” is not on offer"
                    kept = f"the {number - 1} before it still stand" if number > 2 else "the one before it still stands"
                    where = f"Parted at reply {number} of {len(wanted.replies)}, in “{run.scene.id}”: {why}"
                    return cls(run, f"{where}; {kept}." if number > 1 else f"{where}.")
        except Endless:
            return None
        return cls(run)

    @property
    def replies(self) -> tuple[str, ...]:
        """Those that fit."""
        return tuple(step.reply.response for step in self.run.steps)


def variant_of(scenario: Scenario, name: str) -> Variant:
    """The variant of this id, the first where there is none such."""
    return scenario.variants.get(name) or next(iter(scenario.variants.values()))


def next_variant(scenario: Scenario, name: str) -> str:
    """The variant after this one; after the last comes the first."""
    names = list(scenario.variants)
    return names[(names.index(variant_of(scenario, name).id) + 1) % len(names)]


def ways_out(run: Run) -> tuple[Response, ...]:
    """Every reply that can be given here: those on offer as they are written, then the time-out and the fallback."""
    decision = run.scene.decision
    offered = run.machine.offered(run.state)
    if decision is None or not offered:
        return ()
    return (*offered, *(r for r in (decision.timeout, decision.fallback) if r))


def off_here(run: Run) -> list[str]:
    """The replies of this decision that are off."""
    decision = run.scene.decision
    offered = run.machine.offered(run.state)
    return [r.id for r in decision.responses if r not in offered] if decision else []


def passed(run: Run) -> set[str]:
    """The scenes that the run has been through, the present one with them."""
    states = [*run.opening, *(s for step in run.steps for s in step.path)]
    return {run.machine.scene(state).id for state in states}


def way_to(graph: Graph, scene: str) -> tuple[str, ...] | None:
    """The shortest list of replies that leads to a scene; None where the walk did not meet it."""
    wanted = next((n for n, s in enumerate(graph.machine.scenes) if s.id == scene), None)
    state = next((i for i in graph.walked if graph.scene[i] == wanted), None)
    return None if state is None else graph.witness(state).replies


def scene_at(scenario: Scenario, line: int) -> str | None:
    """The scene in whose part of the file a line stands; None above them all."""
    scenes = sorted((scene.at.line, scene.id) for scene in scenario.scenes.values())
    place = bisect_right([at for at, _ in scenes], line)
    return scenes[place - 1][1] if place else None


def by_scene(scenario: Scenario, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings that stand in each scene's part of the file."""
    by_scene: dict[str, list[Finding]] = {}
    for finding in findings:
        scene = scene_at(scenario, finding.at.line) if finding.path == scenario.path else None
        if scene:
            by_scene.setdefault(scene, []).append(finding)
    return by_scene
