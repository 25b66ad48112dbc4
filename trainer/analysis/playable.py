"""From a file to something that may be played: loaded without an error, proved sound, its worth known."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from trainer.analysis.graph import Graph, explore, scenes_in_cycles
from trainer.analysis.worth import Worth, worth
from trainer.document.finding import Finding, Severity, has_errors, in_order
from trainer.errors import UnusableInput
from trainer.limits import STATES_IN_PASSING
from trainer.play.machine import Machine
from trainer.scenario.library import Library
from trainer.scenario.load import Loaded
from trainer.scenario.model import Scenario

_REPLIES_SHOWN = 12


class BadScenario(UnusableInput):
    """A scenario that cannot be played, with every finding about it."""

    def __init__(self, where: str, findings: list[Finding]) -> None:
        count = sum(f.severity is Severity.ERROR for f in findings)
        problems = "an error" if count == 1 else f"{count} errors"
        super().__init__(f"this scenario has {problems}", where=where, do=f"`trainer lint {where}` shows them.")
        self.findings = findings


@dataclass(frozen=True)
class Playable:
    """A scenario that can be played, with every state that play can reach."""

    machine: Machine
    explored: Graph | None = None
    """The states, where they have been walked already."""

    @cached_property
    def graph(self) -> Graph:
        """Every state that play can reach, walked when they are first asked for."""
        return self.explored or explore(self.machine, STATES_IN_PASSING)

    @cached_property
    def worth(self) -> Worth | None:
        """What each reply is worth; None where there are too many states to know: then nothing is scored."""
        return worth(self.graph) if self.graph.complete else None

    @property
    def scenario(self) -> Scenario:
        return self.machine.scenario


@dataclass(frozen=True, slots=True)
class Checked:
    """What loading and proving found; `playable` is None when there is an error, `graph` when nothing was loaded."""

    playable: Playable | None
    findings: list[Finding]
    scenario: Scenario | None = None
    graph: Graph | None = None


def check(loaded: Loaded, bound: int = STATES_IN_PASSING) -> Checked:
    """Prove that no state comes back and that every decision leaves a choice."""
    scenario = loaded.scenario
    if scenario is None:
        return Checked(None, loaded.findings)
    machine = Machine(scenario)
    graph = explore(machine, bound)
    findings = list(loaded.findings)
    for number in dict.fromkeys(graph.scene[i] for i in graph.dead):
        scene = machine.scenes[number]
        message = f'In "{scene.id}" every response can be off at once: leave one without "when" and "once".'
        findings.append(Finding("no-option", Severity.ERROR, message, scenario.path, scene.at))
    if graph.loop:
        before, around = graph.loop
        circle = " → ".join(around[:_REPLIES_SHOWN]) or "scenes that only narrate"
        message = f'A state can come back, so a run could go on for ever: {circle}. Use up a "once", or move a counter.'
        endless = Finding("endless", Severity.ERROR, message, scenario.path, witness=(*before, *around))
        scenes = scenes_in_cycles(scenario)
        findings.append(replace(endless, at=scenario.scenes[scenes[0]].at) if scenes else endless)
    elif not graph.complete:
        message = f"More than {len(graph):,} states: not everything could be proved, and runs are not scored."
        findings.append(Finding("too-many-states", Severity.WARNING, message, scenario.path))
    findings = in_order(findings)
    return Checked(None if has_errors(findings) else Playable(machine, graph), findings, scenario, graph)


def is_plainly_sound(scenario: Scenario) -> bool:
    """Whether no walk is needed to see that no state comes back, and that every decision leaves a choice."""
    decisions = [scene.decision for scene in scenario.scenes.values() if scene.decision]
    leave_a_choice = all(any(r.when is None and not r.once for r in d.responses) for d in decisions)
    return leave_a_choice and not scenes_in_cycles(scenario)


def open_playable(library: Library, name: str, bound: int = STATES_IN_PASSING) -> Playable:
    """The scenario of this id or path, ready to play. UnusableInput, or BadScenario with its findings."""
    return load_playable(library, library.find(name), bound)


def load_playable(library: Library, path: Path, bound: int = STATES_IN_PASSING) -> Playable:
    """The scenario of a file, ready to play. UnusableInput, or BadScenario with its findings.

    Where its text alone proves that it can be played, its states are walked only when something asks for them.
    """
    loaded = library.load(path)
    sound = loaded.scenario is not None and not has_errors(loaded.findings) and is_plainly_sound(loaded.scenario)
    if loaded.scenario is not None and sound and bound == STATES_IN_PASSING:
        return Playable(Machine(loaded.scenario))
    checked = check(loaded, bound)
    if checked.playable is None:
        raise BadScenario(str(path), checked.findings)
    return checked.playable
