"""The part of `trainer test` that grades the examples beside scenes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trainer.cli.arguments import put
from trainer.errors import UnusableInput
from trainer.files import is_folder, is_regular, is_there, real_path
from trainer.grading.graded_examples import ExampleResult, try_examples
from trainer.grading.grader import grader_for
from trainer.kinds import is_scenario
from trainer.play.machine import Machine
from trainer.scenario.library import Library


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
