"""Playing a plan and telling where it parts from what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trainer.analysis.judgement import Result, judge
from trainer.analysis.plan_decisions import decisions
from trainer.analysis.plan_difference import Difference
from trainer.analysis.playable import Playable
from trainer.document.fields import nearest
from trainer.play import telling
from trainer.play.run import NotOffered, Reply, Run, begin
from trainer.play.verdict import criticals, verdict
from trainer.scenario.model import Variant
from trainer.scenario.plans import Plan


def differences(plan: Plan, playable: Playable) -> Iterator[str]:
    """A sentence for each thing that differs; none when the plan holds in its variant, or in every one."""
    for found in compare(plan, playable):
        offered = f" On offer: {', '.join(found.offered)}." if found.offered else ""
        yield f"In {found.variant}: {found.message}{offered}" if found.variant else found.message


def compare(plan: Plan, playable: Playable) -> Iterator[Difference]:
    """Everything that differs, variant by variant."""
    variants = playable.scenario.variants
    if plan.variant and plan.variant not in variants:
        message = f'There is no variant "{plan.variant}". There is: {", ".join(variants)}.'
        yield Difference(message, "variant", plan.variant)
        return
    for variant in [variants[plan.variant]] if plan.variant else variants.values():
        for found in _in_variant(plan, playable, variant):
            yield replace(found, variant=variant.id)


def _in_variant(plan: Plan, playable: Playable, variant: Variant) -> Iterator[Difference]:
    run = begin(playable.machine, variant, seed=0)
    for number, reply in enumerate(plan.replies, 1):
        try:
            run = run.answer(Reply(reply))
        except NotOffered:
            yield _parted(run, number, reply)
            return
    if run.ending is None:
        message = f'the replies end at the decision "{run.scene.id}", before the run does.'
        offered = _ids(run)
        yield Difference(message, "end", plan.expected.ending, run.scene.id, scene=run.scene.id, offered=offered)
        return
    yield from _story(plan, run)
    yield from _judged(plan, run)
    result = judge(run, playable.worth) if playable.worth else None
    yield from _scored(plan, result)
    yield from decisions(plan.expected, run, result)


def _parted(run: Run, number: int, reply: str) -> Difference:
    """The reply that could not be given, and what could."""
    scene, offered = run.scene.id, _ids(run)
    if run.ending is not None:
        message = f'it parts at reply {number}: the run has ended in "{scene}", so "{reply}" answers nothing.'
    else:
        near = nearest(reply, offered)
        hint = f' Did you mean "{near}"?' if near else ""
        message = f'it parts at reply {number}, in "{scene}": "{reply}" is not on offer.{hint}'
    return Difference(message, "reply", reply, "", reply=number, scene=scene, offered=offered)


def _ids(run: Run) -> tuple[str, ...]:
    return tuple(r.id for r in run.machine.offered(run.state)) if run.ending is None else ()


def _story(plan: Plan, run: Run) -> Iterator[Difference]:
    expected, ended = plan.expected, run.scene.id
    if ended != expected.ending:
        message = f'it ends in "{ended}", not in "{expected.ending}".'
        yield Difference(message, "ending", expected.ending, ended)
    scenes = tuple(step.scene.id for step in run.steps)
    if expected.scenes and scenes != expected.scenes:
        yield _other_scenes(scenes, expected.scenes)
    story = "\n".join(u.text for u in telling.told(run))
    for words in expected.hears:
        if words not in story:
            yield Difference(f'nobody says "{words}".', "hears", words)
    for words in expected.never_hears:
        if words in story:
            said = next((u.name or "the narrator") for u in telling.told(run) if words in u.text)
            yield Difference(f'{said} says "{words}".', "never_hears", words, words)


def _other_scenes(found: tuple[str, ...], expected: tuple[str, ...]) -> Difference:
    pairs = zip((*found, "the end"), (*expected, "the end"), strict=False)
    number, (here, wanted) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    message = f"decision {number} is {here}, not {wanted}. The decisions met are {', '.join(found)}."
    return Difference(message, "scenes", ", ".join(expected), ", ".join(found), reply=number, scene=here)


def _judged(plan: Plan, run: Run) -> Iterator[Difference]:
    expected = plan.expected
    outcome = run.ending.outcome.value if run.ending else ""
    if expected.outcome and outcome != expected.outcome:
        message = f"the outcome is {outcome}, not {expected.outcome}."
        yield Difference(message, "outcome", expected.outcome, outcome)
    found = str(verdict(run))
    if expected.verdict and found != expected.verdict:
        yield Difference(f"the verdict is {found}, not {expected.verdict}.", "verdict", expected.verdict, found)
    critical = criticals(run)
    if expected.critical is not None and bool(critical) != expected.critical:
        where = f'something critical happens in "{critical[0].scene.id}".' if critical else "nothing critical happens."
        yield Difference(where, "critical", _yes_or_no(expected.critical), _yes_or_no(bool(critical)))


def _scored(plan: Plan, result: Result | None) -> Iterator[Difference]:
    expected = plan.expected.score
    score = None if result is None or result.score is None else round(result.score)
    if expected is not None and score != expected:
        found = "not given" if score is None else str(score)
        yield Difference(f"the score is {found}, not {expected}.", "score", str(expected), found)


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
