"""`trainer test`: play the plans and grade the examples written beside scenarios, and print where they part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from trainer.analysis.plan_check import PlanDifference
from trainer.analysis.plan_files import PlanResult, UnplayablePlans, plan_files, run_plans
from trainer.cli.arguments import parse, parser, places, put, put_json, say
from trainer.errors import ExitCode, UnusableInput
from trainer.files import is_folder, is_regular, is_there, real_path
from trainer.grading.graded_examples import ExampleResult, try_examples
from trainer.grading.grader import grader_for
from trainer.kinds import is_scenario
from trainer.play.machine import Machine
from trainer.scenario.library import Library, open_library


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one scenario, each in all its variants."""

    path: Path
    scenario: str
    tried: tuple[ExampleResult, ...]

    def failed(self) -> dict[tuple[str, int], list[ExampleResult]]:
        """The examples whose grade is not the author's in some variant, by scene and line."""
        by_line: dict[tuple[str, int], list[ExampleResult]] = {}
        for one in self.tried:
            if one.problems:
                by_line.setdefault((one.scene, one.example.at.line), []).append(one)
        return by_line

    @property
    def count(self) -> int:
        return len({(one.scene, one.example.at.line) for one in self.tried})


def run(arguments: Sequence[str]) -> ExitCode:
    """Play plans and grade examples; exit 1 when one does not hold, 3 when there is nothing to test."""
    what = "Play the plans written beside scenarios, and grade their examples of typed replies."
    options = parser("test", what, "trainer test scenarios/late-checkout.yaml")
    options.add_argument("paths", nargs="+", metavar="PATH", help="scenarios, their plans, or folders of them")
    options.add_argument("--json", action="store_true", help="one JSON document")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    tried = [one for path in scenarios_named(parsed.paths, library) if (one := test_examples(path, library))]
    files: dict[Path, Path] = {}
    for name in parsed.paths:
        try:
            files |= {real_path(path): path for path in plan_files(name, library)}
        except UnusableInput as error:
            # A scenario needs no plans where it has examples.
            if not tried:
                say(f"trainer: {error}")
    results: list[PlanResult | UnplayablePlans] = []
    for path in files.values():
        try:
            results += run_plans(path, library)
        except UnusableInput as error:
            say(f"trainer: {error}")
    if not results and not tried:
        raise UnusableInput("there is nothing to test here", do="Plans stand in ID.plans.yaml, beside the scenario.")
    played = [one for one in results if isinstance(one, PlanResult)]
    parted = sum(bool(one.differences) for one in played)
    wrong = sum(len(one.failed()) for one in tried)
    unplayed = len(results) - len(played)
    if parsed.json:
        put_json(as_json(results, tried))
    else:
        put("\n".join(as_text(results, tried)))
        plans = "1 plan" if len(played) == 1 else f"{len(played)} plans"
        says = f"{plans} played: {f'{parted} parted' if parted else 'nothing parted'}."
        if tried:
            verdict = f"{wrong} otherwise than their author" if wrong else "all as written"
            says += f" {sum(one.count for one in tried)} examples graded: {verdict}."
        if unplayed:
            says += f" {'1 file' if unplayed == 1 else f'{unplayed} files'} could not be played."
        say(says)
    return ExitCode.FOUND if parted or wrong or unplayed else ExitCode.DONE


def scenarios_named(names: Iterable[str], library: Library) -> list[Path]:
    """The scenarios that are meant by ids, paths, plans and folders; what cannot be found is passed over."""
    paths: dict[Path, Path] = {}
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
        paths |= {real_path(p): p for p in candidates if is_regular(p) and is_scenario(p)}
    return list(paths.values())


def test_examples(path: Path, library: Library) -> Examples | None:
    """Grade the examples of a scenario; None when it has none, or cannot be loaded: its plans say so."""
    scenario = library.load(path).scenario
    if scenario is None or not any(s.decision and s.decision.examples for s in scenario.scenes.values()):
        return None
    grader = grader_for(scenario.language, library.acts)
    if grader is None:
        raise UnusableInput(f'there are no acts for the language "{scenario.language}"', where=str(path))
    return Examples(path, scenario.id, tuple(try_examples(Machine(scenario), grader)))


def as_text(results: Iterable[PlanResult | UnplayablePlans], tried: Iterable[Examples]) -> Iterator[str]:
    """What differs, plan by plan and example by example; a line where nothing does."""
    for path, group in groupby(results, key=lambda one: one.path):
        yield str(path)
        for one in group:
            if isinstance(one, UnplayablePlans):
                yield from (f"  {problem}" for problem in one.problems)
                continue
            place = f"  ({path}:{one.plan.at.line})" if one.differences else ""
            yield f"  {'parted' if place else 'ok':<6}  {one.plan.id}{place}"
            # The same difference in several variants is told once.
            told: dict[str, list[PlanDifference]] = {}
            for difference in one.differences:
                told.setdefault(difference.message, []).append(difference)
            for message, same in told.items():
                variants = [difference.variant for difference in same]
                where = f"in {', '.join(variants)}: " if any(variants) else ""
                yield f"            {where}{message}"
                if same[0].offered:
                    yield f"            on offer: {', '.join(same[0].offered)}"
    for examples in tried:
        yield str(examples.path)
        failed = examples.failed()
        if not failed:
            yield f"  ok      {examples.count} examples of typed replies"
        for (scene, line), otherwise in failed.items():
            words = " ".join(otherwise[0].example.typed.split())
            yield f"  graded otherwise  {scene}  ({examples.path}:{line})  “{words}”"
            names = ", ".join(t.variant for t in otherwise)
            for problem in dict.fromkeys(p for t in otherwise for p in t.problems):
                yield f"            {problem}  (in {names})"


def as_json(results: Iterable[PlanResult | UnplayablePlans], tried: Iterable[Examples]) -> list[dict[str, object]]:
    """A row for each plan, then one for each example and variant."""
    rows: list[dict[str, object]] = []
    for one in results:
        if isinstance(one, UnplayablePlans):
            rows.append({"path": str(one.path), "plan": None, "ok": False, "problems": list(one.problems)})
            continue
        differences = [
            {
                "what": d.what,
                "message": d.message,
                "variant": d.variant or None,
                "reply": d.reply,
                "scene": d.scene or None,
                "expected": d.expected,
                "found": d.found,
                "offered": list(d.offered),
            }
            for d in one.differences
        ]
        row = {
            "path": str(one.path),
            "line": one.plan.at.line,
            "scenario": one.scenario,
            "plan": one.plan.id,
            "title": one.plan.title,
            "ok": not differences,
            "differences": differences,
        }
        rows.append(row)
    return rows + [
        {
            "path": str(examples.path),
            "line": graded.example.at.line,
            "scenario": examples.scenario,
            "example": graded.example.typed,
            "scene": graded.scene,
            "variant": graded.variant,
            "ok": not graded.problems,
            "problems": list(graded.problems),
        }
        for examples in tried
        for graded in examples.tried
    ]
