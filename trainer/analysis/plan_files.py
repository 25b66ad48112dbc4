"""The plans beside scenarios: found, loaded and played; and a play-through written down as one more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from textwrap import fill, indent

from trainer.analysis.judgement import RunResult
from trainer.analysis.plan_check import PlanDifference, compare_plan
from trainer.analysis.playable import BadScenario, load_playable
from trainer.document.fields import ID
from trainer.document.finding import Severity
from trainer.document.nodes import Mapping, Sequence
from trainer.document.read import read_document
from trainer.errors import UnusableInput
from trainer.files import is_folder, is_regular, is_there, not_writable, write_output
from trainer.kinds import FileKind, is_scenario, kind_of
from trainer.scenario.format_keys import PLAN_FORMAT
from trainer.scenario.library import Library, read_bytes
from trainer.scenario.plans import Plan, load_plans, plans_beside

_MIDDLE = ".plans."

_PLAIN = re.compile(r"[A-Za-z][\w ,.'’()-]*[\w.)]")
_WIDTH = 100

_MODELINE = "# yaml-language-server: $schema=./plan.schema.json"


@dataclass(frozen=True, slots=True)
class PlanResult:
    """One plan and where it parted; nowhere when it holds."""

    path: Path
    scenario: str
    plan: Plan
    differences: tuple[PlanDifference, ...]


@dataclass(frozen=True, slots=True)
class UnplayablePlans:
    """A file of plans that could not be played, and why."""

    path: Path
    problems: tuple[str, ...]


def plan_files(name: str, library: Library) -> list[Path]:
    """The files of plans that a name means: itself, those beside a scenario (by path or id), those in a folder."""
    path = Path(name)
    if is_folder(path):
        return sorted(p for p in path.rglob("*.y*ml") if is_regular(p) and kind_of(p) is FileKind.PLAN)
    if not is_there(path):
        path = library.find(name)
    if not is_scenario(path):
        return [path]
    beside = plans_beside(path)
    if not is_there(beside):
        raise UnusableInput("this scenario has no plans", where=str(path), do=f"They would stand in {beside}.")
    return [beside]


def run_plans(path: Path, library: Library) -> Iterator[PlanResult | UnplayablePlans]:
    """Play every plan of a file. UnusableInput when it cannot be opened."""
    loaded = load_plans(read_bytes(path), str(path))
    problems = [str(f) for f in loaded.findings if f.severity is Severity.ERROR]
    if problems:
        yield UnplayablePlans(path, tuple(problems))
        return
    try:
        playable = load_playable(library, scenario_of(path, loaded.scenario, library))
    except BadScenario as error:
        yield UnplayablePlans(path, (str(error), *(str(f) for f in error.findings if f.severity is Severity.ERROR)))
        return
    except UnusableInput as error:
        yield UnplayablePlans(path, (f"these plans have no scenario: {error}",))
        return
    for plan in loaded.plans:
        yield PlanResult(path, loaded.scenario, plan, tuple(compare_plan(plan, playable)))


def scenario_of(path: Path, name: str, library: Library) -> Path:
    """The scenario that plans are for: the one beside them comes first, then the library's."""
    stem = path.name.partition(_MIDDLE)[0]
    beside = [path.with_name(stem + ending) for ending in (".yaml", ".yml")]
    return next((p for p in beside if p != path and is_there(p)), None) or library.find(name)


def write_plan(result: RunResult, identifier: str, title: str = "", *, any_variant: bool = False) -> str:
    """A run that has ended, as one entry of `plans`, from the left edge: what was replied and what came of it.

    UnusableInput for a run that goes on, or an id that is none. With `any_variant` it is to hold in each of them.
    """
    run = result.run
    if run.ending is None:
        raise UnusableInput("a plan leads to an ending", where=run.scene.id, do="Play on to the end, then keep it.")
    if not ID.fullmatch(identifier):
        raise UnusableInput(f'"{identifier}" cannot be an id', do="Use small letters, digits, - and _.")
    lines = [f"id: {identifier}"]
    if title:
        line = " ".join(title.split())
        lines.append(f"title: {line}" if _PLAIN.fullmatch(line) else "title: '" + line.replace("'", "''") + "'")
    if not any_variant and len(run.machine.scenario.variants) > 1:
        lines.append(f"variant: {run.variant.id}")
    lines += [_list("replies", [step.response.id for step in run.steps]), "expect:"]
    expected = [f"ending: {run.scene.id}", f"outcome: {run.ending.outcome}", f"verdict: {result.verdict}"]
    if result.score is not None:
        expected.append(f"score: {result.score:g}")
    expected.append(f"critical: {'yes' if result.critical else 'no'}")
    if run.steps:
        expected.append(_list("scenes", [step.scene.id for step in run.steps]))
    lines += [indent(line, "  ") for line in expected]
    return indent("\n".join(lines), "  ").replace("  ", "- ", 1) + "\n"


def _list(key: str, words: Iterable[str]) -> str:
    """A list between brackets, broken over lines where it is long."""
    return fill(f"{key}: [{', '.join(words)}]", _WIDTH, subsequent_indent=" " * (len(key) + 3), break_on_hyphens=False)


def free_id(wanted: str, plans: Iterable[Plan]) -> str:
    """The id itself, or with a number behind it when a plan has it already."""
    taken = {plan.id for plan in plans}
    return next(name for n in count(1) if (name := wanted if n == 1 else f"{wanted[:60]}-{n}") not in taken)


def with_plan(text: str, scenario: str, plan: str, path: str) -> str:
    """The text of a file of plans with one more at its end; "" begins a file. UnusableInput when it has no place."""
    if not text.strip():
        return f"format: {PLAN_FORMAT}\nscenario: {scenario}\nplans:\n{indent(plan, '  ')}"
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = (text if text.endswith("\n") else text + ends).split("\n")
    root = read_document(text.encode(), path).root
    plans = root.values.get("plans") if isinstance(root, Mapping) else None
    if not isinstance(root, Mapping) or plans is None:
        raise UnusableInput("this file has no list of plans", where=path, do='It needs a line "plans:".')
    # It goes before the key that follows the plans, as far in as they are.
    at = min([key.line for key in root.keys.values() if key.line > root.keys["plans"].line], default=len(lines) - 1)
    edge = plans.column if isinstance(plans, Sequence) and plans.items else 2
    added = ("\n" + indent(plan, " " * edge)).replace("\n", ends)
    extended = "\n".join(lines[:at]) + "\n" + added + "\n".join(lines[at:])
    before, after = load_plans(text.encode(), path), load_plans(extended.encode(), path)
    if len(after.plans) != len(before.plans) + 1 or after.scenario != scenario:
        reason = after.findings[0].message if after.findings else f'it is for "{after.scenario}"'
        raise UnusableInput(f"no plan can be added here: {reason}", where=path, do=f"`trainer lint {path}` shows more.")
    return extended


def save_plan(path: Path, result: RunResult, wanted: str, title: str = "", *, any_variant: bool = False) -> str:
    """Add a play-through to a file of plans, made when it is not there. The id it got. NotWritable when that fails."""
    try:
        text = read_bytes(path).decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise UnusableInput("this is not UTF-8", where=str(path)) from error
    scenario = result.run.machine.scenario.id
    identifier = free_id(wanted, load_plans(text.encode(), str(path)).plans if text.strip() else ())
    plan = write_plan(result, identifier, title, any_variant=any_variant)
    extended = with_plan(text, scenario, plan, str(path))
    explained = not text.strip() and is_there(path.with_name("plan.schema.json"))
    if not is_folder(path.parent):
        raise not_writable("the plan cannot be written: there is no such folder", path, "Make it first.")
    write_output(path, f"{_MODELINE}\n{extended}" if explained else extended, what="the plan cannot be written", do="")
    return identifier
