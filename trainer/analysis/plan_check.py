"""Playing a plan and telling where the run parts from what it expects."""

from __future__ import annotations

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
from trainer.scenario.plans import Expected, ExpectedLevel, Plan


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
    for found in compare_plan(plan, playable):
        offered = f" On offer: {', '.join(found.offered)}." if found.offered else ""
        yield f"In {found.variant}: {found.message}{offered}" if found.variant else found.message


def compare_plan(plan: Plan, playable: Playable) -> Iterator[PlanDifference]:
    """Everything that differs, variant by variant."""
    variants = playable.scenario.variants
    if plan.variant and plan.variant not in variants:
        message = f'There is no variant "{plan.variant}". There is: {", ".join(variants)}.'
        yield PlanDifference(message, "variant", plan.variant)
        return
    for variant in [variants[plan.variant]] if plan.variant else variants.values():
        for found in _in_variant(plan, playable, variant):
            yield replace(found, variant=variant.id)


def _in_variant(plan: Plan, playable: Playable, variant: Variant) -> Iterator[PlanDifference]:
    run = begin(playable.machine, variant, seed=0)
    for number, reply in enumerate(plan.replies, 1):
        try:
            run = run.answer(Reply(reply))
        except NotOffered:
            yield _refused_reply(run, number, reply)
            return
    if run.ending is None:
        message = f'the replies end at the decision "{run.scene.id}", before the run does.'
        offered = _ids(run)
        yield PlanDifference(message, "end", plan.expected.ending, run.scene.id, scene=run.scene.id, offered=offered)
        return
    yield from _story_differences(plan, run)
    yield from _verdict_differences(plan, run)
    result = judge(run, playable.worth) if playable.worth else None
    yield from _score_differences(plan, result)
    yield from _decision_differences(plan.expected, run, result)


def _refused_reply(run: Run, number: int, reply: str) -> PlanDifference:
    """The reply that could not be given, and what could."""
    scene, offered = run.scene.id, _ids(run)
    if run.ending is not None:
        message = f'it parts at reply {number}: the run has ended in "{scene}", so "{reply}" answers nothing.'
    else:
        near = nearest(reply, offered)
        hint = f' Did you mean "{near}"?' if near else ""
        message = f'it parts at reply {number}, in "{scene}": "{reply}" is not on offer.{hint}'
    return PlanDifference(message, "reply", reply, "", reply=number, scene=scene, offered=offered)


def _ids(run: Run) -> tuple[str, ...]:
    return tuple(r.id for r in run.machine.offered(run.state)) if run.ending is None else ()


def _story_differences(plan: Plan, run: Run) -> Iterator[PlanDifference]:
    expected, ended = plan.expected, run.scene.id
    if ended != expected.ending:
        message = f'it ends in "{ended}", not in "{expected.ending}".'
        yield PlanDifference(message, "ending", expected.ending, ended)
    scenes = tuple(step.scene.id for step in run.steps)
    if expected.scenes and scenes != expected.scenes:
        yield _other_scenes(scenes, expected.scenes)
    story = "\n".join(u.text for u in narration.story(run))
    for words in expected.hears:
        if words not in story:
            yield PlanDifference(f'nobody says "{words}".', "hears", words)
    for words in expected.never_hears:
        if words in story:
            said = next((u.name or "the narrator") for u in narration.story(run) if words in u.text)
            yield PlanDifference(f'{said} says "{words}".', "never_hears", words, words)


def _other_scenes(found: tuple[str, ...], expected: tuple[str, ...]) -> PlanDifference:
    pairs = zip((*found, "the end"), (*expected, "the end"), strict=False)
    number, (here, wanted) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    message = f"decision {number} is {here}, not {wanted}. The decisions met are {', '.join(found)}."
    return PlanDifference(message, "scenes", ", ".join(expected), ", ".join(found), reply=number, scene=here)


def _verdict_differences(plan: Plan, run: Run) -> Iterator[PlanDifference]:
    expected = plan.expected
    outcome = run.ending.outcome.value if run.ending else ""
    if expected.outcome and outcome != expected.outcome:
        message = f"the outcome is {outcome}, not {expected.outcome}."
        yield PlanDifference(message, "outcome", expected.outcome, outcome)
    found = str(verdict(run))
    if expected.verdict and found != expected.verdict:
        yield PlanDifference(f"the verdict is {found}, not {expected.verdict}.", "verdict", expected.verdict, found)
    critical = criticals(run)
    if expected.critical is not None and bool(critical) != expected.critical:
        where = f'something critical happens in "{critical[0].scene.id}".' if critical else "nothing critical happens."
        yield PlanDifference(where, "critical", _yes_or_no(expected.critical), _yes_or_no(bool(critical)))


def _score_differences(plan: Plan, result: RunResult | None) -> Iterator[PlanDifference]:
    expected = plan.expected.score
    score = None if result is None or result.score is None else round(result.score)
    if expected is not None and score != expected:
        found = "not given" if score is None else str(score)
        yield PlanDifference(f"the score is {found}, not {expected}.", "score", str(expected), found)


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def _decision_differences(expected: Expected, run: Run, result: RunResult | None) -> Iterator[PlanDifference]:
    """Each level and each cost that is another. `result` is None where the worth of replies is not known."""
    for mark in expected.marks:
        step = find_step(run, mark.at)
        found = _level(mark, step, run) if step else _no_decision("marks", mark.at, run)
        if found:
            yield found
    for at, word in expected.costs:
        step = find_step(run, at)
        found = _cost(word, step, result) if step else _no_decision("costs", at, run)
        if found:
            yield found


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


def _level(mark: ExpectedLevel, step: Step, run: Run) -> PlanDifference | None:
    names = [n for n in step.levels if mark.principle in (n, n.partition(".")[2])]
    if len(names) > 1:
        return _differs(
            step, "marks", f'"{mark.principle}" could be {" or ".join(names)}: write one of them.', mark.principle
        )
    if not names:
        short = (run.machine.scenario.principles[n].short for n in step.levels)
        message = f'"{mark.principle}" is not at stake there. At stake: {", ".join(short)}.'
        return _differs(step, "marks", message, mark.principle)
    found = step.levels[names[0]]
    if found == mark.level:
        return None
    message = f"{mark.principle} is {_word(found)}, not {_word(mark.level)}."
    return _differs(step, "marks", message, str(mark.level), str(found))


def _word(level: int) -> str:
    return f"{level} ({Level(level).name.lower()})"


def _cost(word: str, step: Step, result: RunResult | None) -> PlanDifference | None:
    if result is None:
        return _differs(step, "costs", "what it costs is not known: there are too many states.", word)
    judged = result.decisions[step.number]
    if judged.label == word:
        return None
    better = f" Better: {', '.join(r.id for r in judged.better)}." if judged.better else ""
    message = f"it costs {judged.cost:g} ({judged.label}), not {word}.{better}"
    return _differs(step, "costs", message, word, judged.label.value)


def _differs(step: Step, what: str, says: str, expected: str, found: str = "") -> PlanDifference:
    number, scene = step.number + 1, step.scene.id
    message = f'at reply {number}, "{step.reply.response}" in "{scene}": {says}'
    return PlanDifference(message, what, expected, found, reply=number, scene=scene)
