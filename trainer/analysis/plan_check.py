"""Playing a plan and telling where it parts from what is expected."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.judgement import Result, judge
from trainer.analysis.playable import Playable
from trainer.play import telling
from trainer.play.run import NotOffered, Reply, Run, begin
from trainer.scenario.model import Variant
from trainer.scenario.plans import Plan


def differences(plan: Plan, playable: Playable) -> Iterator[str]:
    """A sentence for each thing that differs; none when the plan holds in its variant, or in every one."""
    variants = playable.scenario.variants
    if plan.variant and plan.variant not in variants:
        yield f'There is no variant "{plan.variant}".'
        return
    for variant in [variants[plan.variant]] if plan.variant else variants.values():
        for difference in _in_variant(plan, playable, variant):
            yield f"In {variant.id}: {difference}"


def _in_variant(plan: Plan, playable: Playable, variant: Variant) -> Iterator[str]:
    run = begin(playable.machine, variant, seed=0)
    for number, reply in enumerate(plan.replies, 1):
        try:
            run = run.answer(Reply(reply))
        except NotOffered as error:
            yield f"it parts at reply {number}: {error}."
            return
    if run.ending is None:
        yield f'the replies end at the decision "{run.scene.id}", before the run does.'
        return
    yield from _story(plan, run)
    if playable.worth:
        yield from _judged(plan, judge(run, playable.worth))


def _story(plan: Plan, run: Run) -> Iterator[str]:
    expected = plan.expected
    if run.scene.id != expected.ending:
        yield f'it ends in "{run.scene.id}", not in "{expected.ending}".'
    assert run.ending is not None
    if expected.outcome and run.ending.outcome.value != expected.outcome:
        yield f"the outcome is {run.ending.outcome}, not {expected.outcome}."
    scenes = tuple(step.scene.id for step in run.steps)
    if expected.scenes and scenes != expected.scenes:
        yield f"the decisions met are {', '.join(scenes)}, not {', '.join(expected.scenes)}."
    story = "\n".join(u.text for u in telling.told(run))
    for words in expected.hears:
        if words not in story:
            yield f'nobody says "{words}".'


def _judged(plan: Plan, result: Result) -> Iterator[str]:
    expected = plan.expected
    if expected.verdict and result.verdict != expected.verdict:
        yield f"the verdict is {result.verdict}, not {expected.verdict}."
    score = None if result.score is None else round(result.score)
    if expected.score is not None and score != expected.score:
        yield f"the score is {'not given' if score is None else score}, not {expected.score}."
    if expected.critical is not None and bool(result.critical) != expected.critical:
        yield "something critical happens." if result.critical else "nothing critical happens."
