"""`trainer grade`: grade typed replies from stdin, one a line."""

from collections.abc import Sequence
from typing import Any

from trainer.cli.arguments import did_you_mean, parse, parser, places, put_json
from trainer.cli.play_options import check_variant
from trainer.cli.standard_streams import lines
from trainer.errors import ExitCode, UnusableInput
from trainer.grading.caps import caps
from trainer.grading.dimensions import verdicts
from trainer.grading.grader import Grader, grader_for
from trainer.grading.model import Graded, grade_to_data
from trainer.grading.situation import at_scene
from trainer.play.machine import Machine
from trainer.principles.levels import UNMARKED
from trainer.scenario.library import Library, open_library
from trainer.scenario.model import Decision, Scenario, Scene


def run(arguments: Sequence[str]) -> ExitCode:
    """Print a JSON document a line; `\\n` in a line of input is a new line in the reply."""
    what = "Grade typed replies at a decision: one reply a line on stdin, one JSON document a line on stdout."
    options = parser("grade", what, "trainer grade two-minute-counter request < replies.txt")
    options.add_argument("scenario", metavar="SCENARIO", help="an id from the library, or a path")
    options.add_argument("scene", metavar="SCENE", help="the id of the scene with the decision")
    options.add_argument("--customer", metavar="TEXT", help="another line to have been said by the customer")
    options.add_argument("--variant", metavar="ID", help="the variant; without it, the first")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    scenario = opened(library, parsed.scenario)
    scene = scene_of(scenario, parsed.scene)
    assert scene.decision is not None
    machine = Machine(scenario)
    if parsed.variant:
        check_variant(scenario, parsed.variant)
    variant = scenario.variants[parsed.variant or next(iter(scenario.variants))]
    situation = at_scene(machine, scene, variant, parsed.customer)
    grader = needed_grader(library, scenario)
    for line in lines():
        graded = grader.grade(line.replace("\\n", "\n"), situation)
        put_json(as_json(graded, scenario, scene.decision), indent=None)
    return ExitCode.DONE


def opened(library: Library, name: str) -> Scenario:
    """A scenario that can be graded in. UnusableInput names its first fault."""
    path = library.find(name)
    loaded = library.load(path)
    if loaded.scenario is None:
        first = loaded.findings[0]
        do = f"`trainer lint {path}` shows everything."
        raise UnusableInput(first.message, where=f"{path}:{first.at.line}", do=do)
    return loaded.scenario


def scene_of(scenario: Scenario, name: str) -> Scene:
    """A scene with a decision. UnusableInput names the nearest."""
    deciding = [s.id for s in scenario.scenes.values() if s.decision]
    scene, all_of_them = scenario.scenes.get(name), f"Decisions: {', '.join(deciding)}."
    if scene is None:
        hint = did_you_mean(name, deciding, all_of_them)
        raise UnusableInput(f'there is no scene "{name}"', where=scenario.id, do=hint)
    if scene.decision is None:
        raise UnusableInput(f'nothing is asked in the scene "{name}"', where=scenario.id, do=all_of_them)
    return scene


def needed_grader(library: Library, scenario: Scenario) -> Grader:
    """What grades the scenario's language. UnusableInput when nothing does."""
    grader = grader_for(scenario.language, library.acts)
    if grader is None:
        what, known = f'there are no acts for the language "{scenario.language}"', ", ".join(library.acts.paths)
        do = f"There are acts for: {known or 'none'}. They lie in the folder acts/ beside scenarios."
        raise UnusableInput(what, where=scenario.id, do=do)
    return grader


def as_json(graded: Graded, scenario: Scenario, decision: Decision) -> dict[str, Any]:
    """The grade as data, with the level of each principle at stake and where it comes from."""
    data = grade_to_data(graded)
    marks = []
    stakes = tuple(dict.fromkeys(m.principle for r in decision.responses for m in r.marks))
    at_stake = [scenario.principles[p] for p in stakes]
    held = {c.principle: c.level for c in caps(graded, decision.expects, at_stake, graded.match.response)}
    matched = next((r for r in decision.ways_out() if r.id == graded.match.response), None)
    levels = {m.principle: m.level for m in matched.marks} if matched else {}
    for principle in stakes:
        # From the words where they hold it back, else from the matched response.
        level = int(levels.get(principle, UNMARKED)) if matched else None
        cap = held.get(principle)
        if cap is not None and (level is None or cap < level):
            marks.append({"principle": principle, "level": cap, "from": "words"})
        elif level is not None:
            marks.append({"principle": principle, "level": level, "from": "response"})
    return {
        "reply": graded.words,
        **{key: data[key] for key in ("matched", "similarity", "nearest", "abstained", "note", "grader", "acts")},
        "dimensions": verdicts(m.act for m in graded.acts if m.sure.scores),
        "marks": marks,
    }
