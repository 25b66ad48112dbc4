"""`trainer test`: play the plans and grade the examples written beside scenarios, and print where they part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from trainer.analysis.plan_check import PlanDifference
from trainer.analysis.plan_files import PlanResult, UnplayablePlans, plan_files, run_plans
from trainer.cli.arguments import add_folders, parse, parser, places, put, put_json, say
from trainer.errors import UnusableInput
from trainer.exit_codes import ExitCode
from trainer.files import is_folder, is_regular, is_there, real_path
from trainer.grading.graded_examples import ExampleResult, try_examples
from trainer.grading.grader import grader_for
from trainer.kinds import is_scenario
from trainer.play.machine import Machine
from trainer.scenario.library import Library, open_library


def run(arguments: Sequence[str]) -> ExitCode:
    """Play plans and grade examples; exit 1 when one does not hold, 3 when there is nothing to test."""
    what = "Play the plans written beside scenarios, and grade their examples of typed replies."
    options = parser("test", what, "trainer test scenarios/late-checkout.yaml")
    options.add_argument("paths", nargs="+", metavar="PATH", help="scenarios, their plans, or folders of them")
    options.add_argument("--json", action="store_true", help="one JSON document")
    add_folders(options)
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    tried = _examples(parsed.paths, library)
    found = _test(parsed.paths, library, quiet=bool(tried))
    if not found and not tried:
        raise UnusableInput("there is nothing to test here", do="Plans stand in ID.plans.yaml, beside the scenario.")
    if parsed.json:
        rows = [row for one in found for row in _as_json(one)]
        put_json(rows + [row for one in tried for row in as_json(one)])
    else:
        _print(found)
        for one in tried:
            print_examples(one)
        say(_summary(found, tried))
    good = all(_holds(one) for one in found) and not any(one.failed() for one in tried)
    return ExitCode.DONE if good else ExitCode.FOUND


def _examples(names: list[str], library: Library) -> list[Examples]:
    found = (test_examples(path, library) for path in scenarios_named(names, library))
    return [one for one in found if one]


def _test(names: list[str], library: Library, *, quiet: bool) -> list[PlanResult | UnplayablePlans]:
    files: dict[Path, Path] = {}
    found: list[PlanResult | UnplayablePlans] = []
    for name in names:
        try:
            files |= {real_path(path): path for path in plan_files(name, library)}
        except UnusableInput as error:
            if not quiet:
                say(f"trainer: {error}")
    for path in files.values():
        try:
            found += run_plans(path, library)
        except UnusableInput as error:
            say(f"trainer: {error}")
    return found


def _holds(one: PlanResult | UnplayablePlans) -> bool:
    return isinstance(one, PlanResult) and not one.differences


def _print(found: list[PlanResult | UnplayablePlans]) -> None:
    for path, group in groupby(found, key=lambda one: one.path):
        put(str(path))
        for one in group:
            if isinstance(one, UnplayablePlans):
                put("\n".join(f"  {problem}" for problem in one.problems))
            else:
                _print_plan(one, path)


def _summary(found: list[PlanResult | UnplayablePlans], tried: list[Examples]) -> str:
    played = [one for one in found if isinstance(one, PlanResult)]
    parted = sum(not _holds(one) for one in played)
    plans = "1 plan" if len(played) == 1 else f"{len(played)} plans"
    says = f"{plans} played: {f'{parted} parted' if parted else 'nothing parted'}."
    if tried:
        wrong = sum(len(one.failed()) for one in tried)
        examples = sum(one.count for one in tried)
        says += f" {examples} examples graded: {f'{wrong} otherwise than their author' if wrong else 'all as written'}."
    unplayed = len(found) - len(played)
    files = "1 file" if unplayed == 1 else f"{unplayed} files"
    return f"{says} {files} could not be played." if unplayed else says


def _print_plan(one: PlanResult, path: Path) -> None:
    if not one.differences:
        put(f"  ok      {one.plan.id}")
        return
    put(f"  parted  {one.plan.id}  ({path}:{one.plan.at.line})")
    for difference, variants in _grouped(one.differences):
        where = f"in {', '.join(variants)}: " if any(variants) else ""
        put(f"            {where}{difference.message}")
        if difference.offered:
            put(f"            on offer: {', '.join(difference.offered)}")


def _grouped(differences: tuple[PlanDifference, ...]) -> list[tuple[PlanDifference, list[str]]]:
    """The same difference in several variants is told once."""
    found: dict[str, tuple[PlanDifference, list[str]]] = {}
    for one in differences:
        found.setdefault(one.message, (one, []))[1].append(one.variant)
    return list(found.values())


def _as_json(one: PlanResult | UnplayablePlans) -> list[dict[str, object]]:
    if isinstance(one, UnplayablePlans):
        return [{"path": str(one.path), "plan": None, "ok": False, "problems": list(one.problems)}]
    return [
        {
            "path": str(one.path),
            "line": one.plan.at.line,
            "scenario": one.scenario,
            "plan": one.plan.id,
            "title": one.plan.title,
            "ok": not one.differences,
            "differences": [_difference(d) for d in one.differences],
        }
    ]


def _difference(one: PlanDifference) -> dict[str, object]:
    return {
        "what": one.what,
        "message": one.message,
        "variant": one.variant or None,
        "reply": one.reply,
        "scene": one.scene or None,
        "expected": one.expected,
        "found": one.found,
        "offered": list(one.offered),
    }


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one scenario, each in all its variants."""

    path: Path
    scenario: str
    tried: tuple[ExampleResult, ...]

    def failed(self) -> dict[tuple[str, int], list[ExampleResult]]:
        """The examples whose grade is not the author's in some variant, by scene and line."""
        found: dict[tuple[str, int], list[ExampleResult]] = {}
        for one in self.tried:
            if one.problems:
                found.setdefault((one.scene, one.example.at.line), []).append(one)
        return found

    @property
    def count(self) -> int:
        return len({(one.scene, one.example.at.line) for one in self.tried})


def scenarios_named(names: Iterable[str], library: Library) -> list[Path]:
    """The scenarios that are meant by ids, paths, plans and folders; what cannot be found is passed over."""
    found: dict[Path, Path] = {}
    for name in names:
        path = Path(name)
        if is_folder(path):
            candidates = sorted(p for p in path.rglob("*.y*ml") if is_regular(p))
        elif ".plans." in path.name:
            stem = path.name.partition(".plans.")[0]
            candidates = [path.with_name(stem + ending) for ending in (".yaml", ".yml")]
        else:
            try:
                candidates = [path if is_there(path) else library.find(name)]
            except UnusableInput:
                candidates = []
        found |= {real_path(p): p for p in candidates if is_regular(p) and is_scenario(p)}
    return list(found.values())


def test_examples(path: Path, library: Library) -> Examples | None:
    """Grade the examples of a scenario; None when it has none, or cannot be loaded: its plans say so."""
    scenario = library.load(path).scenario
    if scenario is None or not any(s.decision and s.decision.examples for s in scenario.scenes.values()):
        return None
    grader = grader_for(scenario.language, library.acts)
    if grader is None:
        raise UnusableInput(f'there are no acts for the language "{scenario.language}"', where=str(path))
    return Examples(path, scenario.id, tuple(try_examples(Machine(scenario), grader)))


def print_examples(one: Examples) -> None:
    """What differs, example by example; a line when nothing does."""
    put(str(one.path))
    failed = one.failed()
    if not failed:
        put(f"  ok      {one.count} examples of typed replies")
    for (scene, line), tried in failed.items():
        words = " ".join(tried[0].example.typed.split())
        put(f"  graded otherwise  {scene}  ({one.path}:{line})  “{words}”")
        variants = ", ".join(t.variant for t in tried)
        for problem in dict.fromkeys(p for t in tried for p in t.problems):
            put(f"            {problem}  (in {variants})")


def as_json(one: Examples) -> list[dict[str, object]]:
    """A row for each example and variant."""
    return [
        {
            "path": str(one.path),
            "line": tried.example.at.line,
            "scenario": one.scenario,
            "example": tried.example.typed,
            "scene": tried.scene,
            "variant": tried.variant,
            "ok": not tried.problems,
            "problems": list(tried.problems),
        }
        for tried in one.tried
    ]
