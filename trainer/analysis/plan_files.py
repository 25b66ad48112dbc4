"""The plans beside scenarios: found, loaded, and each played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.analysis.plan_check import compare
from trainer.analysis.plan_difference import Difference
from trainer.analysis.playable import BadScenario, Playable, check
from trainer.document.finding import Severity
from trainer.errors import UnusableInput
from trainer.kinds import FileKind, is_scenario, kind_of
from trainer.scenario.library import Library, read_bytes
from trainer.scenario.plans import Plan, load_plans, plans_beside

_MIDDLE = ".plans."


@dataclass(frozen=True, slots=True)
class Tested:
    """One plan and where it parted; nowhere when it holds."""

    path: Path
    scenario: str
    plan: Plan
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Untestable:
    """A file of plans that could not be played, and why."""

    path: Path
    problems: tuple[str, ...]


def plan_files(name: str, library: Library) -> list[Path]:
    """The files of plans that a name means: itself, those beside a scenario (by path or id), those in a folder."""
    path = Path(name)
    if path.is_dir():
        return sorted(p for p in path.rglob("*.y*ml") if p.is_file() and kind_of(p) is FileKind.PLAN)
    if not path.exists():
        path = library.find(name)
    if not is_scenario(path):
        return [path]
    beside = plans_beside(path)
    if not beside.exists():
        raise UnusableInput("this scenario has no plans", where=str(path), do=f"They would stand in {beside}.")
    return [beside]


def run_plans(path: Path, library: Library) -> Iterator[Tested | Untestable]:
    """Play every plan of a file. UnusableInput when it cannot be opened."""
    loaded = load_plans(read_bytes(path), str(path))
    problems = [str(f) for f in loaded.findings if f.severity is Severity.ERROR]
    if problems:
        yield Untestable(path, tuple(problems))
        return
    try:
        playable = _playable(scenario_of(path, loaded.scenario, library), library)
    except BadScenario as error:
        yield Untestable(path, (str(error), *(str(f) for f in error.findings if f.severity is Severity.ERROR)))
        return
    except UnusableInput as error:
        yield Untestable(path, (f"these plans have no scenario: {error}",))
        return
    for plan in loaded.plans:
        yield Tested(path, loaded.scenario, plan, tuple(compare(plan, playable)))


def scenario_of(path: Path, name: str, library: Library) -> Path:
    """The scenario that plans are for: the one beside them comes first, then the library's."""
    stem = path.name.partition(_MIDDLE)[0]
    beside = [path.with_name(stem + ending) for ending in (".yaml", ".yml")]
    return next((p for p in beside if p != path and p.exists()), None) or library.find(name)


def _playable(path: Path, library: Library) -> Playable:
    checked = check(library.load(path))
    if checked.playable is None:
        raise BadScenario(str(path), checked.findings)
    return checked.playable
