"""The graded examples beside a scene, run as tests: each is graded as if it were not there to learn from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trainer.grading.grader import Grader
from trainer.grading.model import Graded, Situation
from trainer.grading.situation import at_scene
from trainer.play.machine import Machine
from trainer.scenario.model import Example


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """An example that was graded in a variant; `problems` say how the grade is not the author's, none when it is."""

    scene: str
    variant: str
    example: Example
    graded: Graded
    problems: tuple[str, ...]


def try_examples(machine: Machine, grader: Grader) -> Iterator[ExampleResult]:
    """Every example of a scenario, in every variant."""
    for scene in machine.scenario.scenes.values():
        for example in scene.decision.examples if scene.decision else ():
            for variant in machine.scenario.variants.values():
                graded = grader.grade(example.typed, without(at_scene(machine, scene, variant), example))
                yield ExampleResult(scene.id, variant.id, example, graded, tuple(problems(example, graded)))


def without(situation: Situation, example: Example) -> Situation:
    """The situation before this example was written."""
    return replace(
        situation,
        exemplars=tuple(e for e in situation.exemplars if e.words != example.typed),
        candidates=tuple(
            replace(c, examples=tuple(text for text in c.examples if text != example.typed))
            for c in situation.candidates
        ),
    )


def problems(example: Example, graded: Graded) -> Iterator[str]:
    """How a grade is not the author's: not graded, taken for another reply, acts too few or too many."""
    if graded.abstained is not None and example.shows:
        yield f"it was not graded ({graded.abstained.value})"
        return
    matched = graded.match.response
    if example.means and matched is not None and matched != example.means:
        yield f"it should mean {example.means} and was taken for {matched} ({graded.match.likeness:.2f})"
    for act in example.shows:
        mark = graded.found(act)
        if mark is None or not mark.sure.scores:
            yield f"{act} was not recognised" if mark is None else f"{act} was thought only possible"
    for act in example.lacks:
        mark = graded.found(act)
        if mark is not None and mark.sure.scores:
            quote = mark.evidence[0].text if mark.evidence else ""
            yield f'{act} was seen in "{quote}"'
