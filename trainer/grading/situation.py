"""What typed words are an answer to, from a run or from a scene of a scenario."""

from collections.abc import Iterable, Mapping
from statistics import fmean

from trainer.grading.model import Candidate, Exemplar, Situation
from trainer.play import narration
from trainer.play.machine import Machine
from trainer.play.narration import Voice
from trainer.play.run import Run
from trainer.principles.levels import UNMARKED
from trainer.scenario.model import FALLBACK, NARRATOR, YOU, Decision, Response, Scene, Variant


def in_run(run: Run) -> Situation:
    """The decision a run stands at. The run must not have ended."""
    assert run.scene.decision is not None
    if run.steps:
        last = run.steps[-1]
        lines = narration.consequence(run, last) + narration.onward(run, last)
    else:
        lines = narration.opening(run)
    said = [u.text for u in lines if u.voice is Voice.CUSTOMER]
    names = narration.placeholder_values(run.variant, run.machine, run.state)
    principles = run.machine.stakes(run.state).principles
    return _situation(run.scene.decision, said, run.variant, run.options(), names, principles)


def at_scene(machine: Machine, scene: Scene, variant: Variant, customer: str | None = None) -> Situation:
    """A decision out of its story: all its replies are on offer, and the scene's own lines have been said."""
    assert scene.decision is not None
    names = narration.placeholder_values(variant, machine, machine.first())
    lines = [line for line in scene.lines if line.speaker not in (NARRATOR, YOU)]
    said = [customer] if customer is not None else [line.text.fill(names) for line in lines]
    principles = tuple(dict.fromkeys(m.principle for r in scene.decision.responses for m in r.marks))
    return _situation(scene.decision, said, variant, scene.decision.responses, names, principles)


def _situation(
    decision: Decision,
    said: list[str],
    variant: Variant,
    offered: Iterable[Response],
    names: Mapping[str, str],
    principles: tuple[str, ...],
) -> Situation:
    ids = [r.id for r in offered]
    exemplars = tuple(Exemplar(e.typed, e.shows, e.lacks, e.means) for e in decision.examples)
    candidates = [_candidate(r, names, principles, exemplars) for r in decision.responses if r.id in ids]
    if decision.fallback and any(e.means == FALLBACK for e in exemplars):
        candidates.append(_candidate(decision.fallback, names, principles, exemplars))
    return Situation(
        said=tuple(said),
        details=variant.details,
        expects=decision.expects,
        candidates=tuple(candidates),
        cues=decision.listen_for,
        exemplars=exemplars,
    )


def _candidate(
    response: Response, names: Mapping[str, str], principles: tuple[str, ...], exemplars: tuple[Exemplar, ...]
) -> Candidate:
    marked = {m.principle: m.level for m in response.marks}
    levels = [marked.get(p, int(UNMARKED)) for p in principles]
    return Candidate(
        id=response.id,
        words=response.words.fill(names) if response.words else "",
        examples=tuple(e.words for e in exemplars if e.means == response.id),
        quality=fmean(levels) if levels else None,
        reaction=(response.then, response.next, response.effects, tuple(sorted(marked.items())), response.critical),
    )
