"""A reply written anew: what its words would have been worth at their place in the story. It changes nothing there."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.analysis.judgement import DecisionResult, judge_step
from trainer.grading.caps import Cap, caps
from trainer.grading.model import Graded, Situation
from trainer.grading.situation import in_run
from trainer.play.run import NotOffered, Reply
from trainer.records.record import Record


@dataclass(frozen=True, slots=True)
class Regraded:
    """Words for decision `number` (from 0), graded. `judged` is None where it stays open what they were taken for."""

    number: int
    graded: Graded
    expects: tuple[str, ...]
    caps: tuple[Cap, ...]
    judged: DecisionResult | None


def situation_at(record: Record, number: int) -> Situation:
    """What words at this decision are an answer to."""
    return in_run(record.run.back_to(number))


def regraded(record: Record, number: int, graded: Graded) -> Regraded:
    """What some graded words would have been worth there."""
    before = record.run.back_to(number)
    decision = before.scene.decision
    expects = decision.expects if decision else ()
    principles = record.playable.scenario.principles
    at_stake = [principles[key] for key in before.machine.stakes(before.state).principles]
    held = caps(graded, expects, at_stake)
    return Regraded(number, graded, expects, held, _judged(record, number, graded, held))


def _judged(record: Record, number: int, graded: Graded, held: tuple[Cap, ...]) -> DecisionResult | None:
    worth, response = record.playable.worth, graded.match.response
    if worth is None or response is None:
        return None
    reply = Reply(response, graded.words, tuple((cap.principle, cap.level) for cap in held))
    try:
        run = record.run.back_to(number).answer(reply)
    except NotOffered:
        return None
    return judge_step(run, run.steps[-1], worth)
