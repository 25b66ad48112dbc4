"""Playing a plan and telling where the run parts from what it expects."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.playable import Playable
from trainer.document.fields import nearest
from trainer.play import narration
from trainer.play.run import NotOffered, Reply, Run, Step, begin
from trainer.play.verdict import criticals, verdict
from trainer.principles.levels import Level
from trainer.scenario.model import Variant
from trainer.scenario.plans import Expected, Plan


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """One thing that is not as the plan says; `message` is the sentence about it."""

    message: str
    what: str
    """What differs: reply, end, ending, outcome, scenes, hears, never_hears, marks, costs, verdict, score, critical."""
    expected: str = ""
    found: str = ""
    variant: str = ""
    """The variant in which it differs, "" where it was played in none."""
    reply: int | None = None
    """The number of the reply, from 1, where one is meant."""
    scene: str = ""
    """Where that was."""
    offered: tuple[str, ...] = ()
    """What could have been replied there."""


def differences(plan: Plan, playable: Playable) -> Iterator[str]:
    """A sentence for each thing that differs; none when the plan holds in its variant, or in every one."""
    for difference in compare_plan(plan, playable):
        offered = f" On offer: {', '.join(difference.offered)}." if difference.offered else ""
        yield f"In {difference.variant}: {difference.message}{offered}" if difference.variant else difference.message


def compare_plan(plan: Plan, playable: Playable) -> Iterator[PlanDifference]:
    """Everything that differs, variant by variant."""
    variants = playable.scenario.variants
    if plan.variant and plan.variant not in variants:
        message = f'There is no variant "{plan.variant}". There is: {", ".join(variants)}.'
        yield PlanDifference(message, "variant", plan.variant)
        return
    for variant in [variants[plan.variant]] if plan.variant else variants.values():
        for difference in _in_variant(plan, playable, variant):
            yield replace(difference, variant=variant.id)


def _in_variant(plan: Plan, playable: Playable, variant: Variant) -> Iterator[PlanDifference]:
    run = begin(playable.machine, variant, seed=0)
    for number, reply in enumerate(plan.replies, 1):
        try:
            run = run.answer(Reply(reply))
        except NotOffered:
            scene, offered = run.scene.id, _ids(run)
            if run.ending is not None:
                message = f'it parts at reply {number}: the run has ended in "{scene}", so "{reply}" answers nothing.'
            else:
                near = nearest(reply, offered)
                hint = f' Did you mean "{near}"?' if near else ""
                message = f'it parts at reply {number}, in "{scene}": "{reply}" is not on offer.{hint}'
            yield PlanDifference(message, "reply", reply, "", reply=number, scene=scene, offered=offered)
            return
    if run.ending is None:
        message = f'the replies end at the decision "{run.scene.id}", before the run does.'
        offered = _ids(run)
        yield PlanDifference(message, "end", plan.expected.ending, run.scene.id, scene=run.scene.id, offered=offered)
        return
    result = judge(run, playable.worth) if playable.worth else None
    yield from story_differences(plan.expected, run)
    yield from verdict_differences(plan.expected, run, result)
    yield from decision_differences(plan.expected, run, result)


def _ids(run: Run) -> tuple[str, ...]:
    return tuple(r.id for r in run.machine.offered(run.state)) if run.ending is None else ()


def story_differences(expected: Expected, run: Run) -> Iterator[PlanDifference]:
    """Another ending, other scenes on the way to it, words that nobody says or somebody does."""
    if run.scene.id != expected.ending:
        message = f'it ends in "{run.scene.id}", not in "{expected.ending}".'
        yield PlanDifference(message, "ending", expected.ending, run.scene.id)
    scenes = tuple(step.scene.id for step in run.steps)
    if expected.scenes and scenes != expected.scenes:
        pairs = zip((*scenes, "the end"), (*expected.scenes, "the end"), strict=False)
        number, (here, wanted) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
        met = ", ".join(scenes)
        message = f"decision {number} is {here}, not {wanted}. The decisions met are {met}."
        yield PlanDifference(message, "scenes", ", ".join(expected.scenes), met, reply=number, scene=here)
    story = narration.story(run)
    whole = "\n".join(u.text for u in story)
    for words in expected.hears:
        if words not in whole:
            yield PlanDifference(f'nobody says "{words}".', "hears", words)
    for words in expected.never_hears:
        if words in whole:
            said = next((u.name or "the narrator") for u in story if words in u.text)
            yield PlanDifference(f'{said} says "{words}".', "never_hears", words, words)


def verdict_differences(expected: Expected, run: Run, result: RunResult | None) -> Iterator[PlanDifference]:
    """Another outcome, verdict or score, and critical errors. `result` is None where worth is not known."""
    outcome = run.ending.outcome.value if run.ending else ""
    if expected.outcome and outcome != expected.outcome:
        message = f"the outcome is {outcome}, not {expected.outcome}."
        yield PlanDifference(message, "outcome", expected.outcome, outcome)
    actual = str(verdict(run))
    if expected.verdict and actual != expected.verdict:
        yield PlanDifference(f"the verdict is {actual}, not {expected.verdict}.", "verdict", expected.verdict, actual)
    critical = criticals(run)
    if expected.critical is not None and bool(critical) != expected.critical:
        where = f'something critical happens in "{critical[0].scene.id}".' if critical else "nothing critical happens."
        yield PlanDifference(where, "critical", *(("no", "yes") if critical else ("yes", "no")))
    score = None if result is None or result.score is None else int(result.score)
    if expected.score is not None and score != expected.score:
        actual = "not given" if score is None else str(score)
        message = f"the score is {actual}, not {expected.score}."
        yield PlanDifference(message, "score", str(expected.score), actual)


def decision_differences(expected: Expected, run: Run, result: RunResult | None) -> Iterator[PlanDifference]:
    """Each level and each cost that is another. `result` is None where the worth of replies is not known."""
    for mark in expected.marks:
        step = find_step(run, mark.at)
        if step is None:
            yield _no_decision("marks", mark.at, run)
            continue
        names = [n for n in step.levels if mark.principle in (n, n.partition(".")[2])]
        if len(names) > 1:
            message = f'"{mark.principle}" could be {" or ".join(names)}: write one of them.'
            yield _differs(step, "marks", message, mark.principle)
        elif not names:
            short = (run.machine.scenario.principles[n].short for n in step.levels)
            message = f'"{mark.principle}" is not at stake there. At stake: {", ".join(short)}.'
            yield _differs(step, "marks", message, mark.principle)
        elif (level := step.levels[names[0]]) != mark.level:
            actual, wanted = (f"{n} ({Level(n).name.lower()})" for n in (level, mark.level))
            message = f"{mark.principle} is {actual}, not {wanted}."
            yield _differs(step, "marks", message, str(mark.level), str(level))
    for at, label in expected.costs:
        step = find_step(run, at)
        if step is None:
            yield _no_decision("costs", at, run)
        elif result is None:
            yield _differs(step, "costs", "what it costs is not known: there are too many states.", label)
        elif (judged := result.decisions[step.number]).label != label:
            better = f" Better: {', '.join(r.id for r in judged.better)}." if judged.better else ""
            message = f"it costs {judged.cost:g} ({judged.label}), not {label}.{better}"
            yield _differs(step, "costs", message, label, judged.label.value)


def find_step(run: Run, at: str) -> Step | None:
    """A decision by its scene (the first time it is met) or by its number, from 1."""
    for step in run.steps:
        if step.scene.id == at:
            return step
    number = int(at) if at.isdecimal() else 0
    return run.steps[number - 1] if 0 < number <= len(run.steps) else None


def _no_decision(what: str, at: str, run: Run) -> PlanDifference:
    met = ", ".join(step.scene.id for step in run.steps)
    return PlanDifference(f'it never comes to the decision "{at}". The decisions met are {met}.', what, at, met)


def _differs(step: Step, what: str, says: str, expected: str, actual: str = "") -> PlanDifference:
    number, scene = step.number + 1, step.scene.id
    message = f'at reply {number}, "{step.reply.response}" in "{scene}": {says}'
    return PlanDifference(message, what, expected, actual, reply=number, scene=scene)
