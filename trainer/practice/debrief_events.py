"""What a trainee says of a run after its end, read back from its journal, and what rewritten words are worth.

Nothing of it changes the attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.analysis.judgement import DecisionResult, judge_step
from trainer.errors import UnusableInput
from trainer.grading.caps import Cap, caps
from trainer.grading.model import Graded, Situation, grade_from_data
from trainer.grading.situation import in_run
from trainer.play.run import NotOffered, Reply
from trainer.records.event import Event, Kind, receipt
from trainer.records.record import Record

SAID = (Kind.SELF_RATING, Kind.REWRITE, Kind.DISPUTE, Kind.GOAL)
"""What can be said in a debrief."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Another try at the words of decision `number` (from 0). `graded` is None where its grade cannot be read."""

    number: int
    words: str
    graded: Graded | None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A grade that the trainee does not agree with: `about` is an act, or a principle by its full id."""

    number: int
    about: str
    reason: str


def rewrites(events: Iterable[Event], decisions: int) -> tuple[Rewritten, ...]:
    """All of them, in order; those of decisions that the run does not have are left out."""
    found = []
    for event in events:
        number = _number(event, decisions)
        if event.kind is Kind.REWRITE and number is not None:
            words = str(event.data.get("words", ""))
            found.append(Rewritten(number, words, _kept_grade(event.data.get("grade"), words)))
    return tuple(found)


def disputes(events: Iterable[Event], decisions: int) -> tuple[Disputed, ...]:
    """All of them, in order; of several about the same thing only the last."""
    found: dict[tuple[int, str], Disputed] = {}
    for event in events:
        number = _number(event, decisions)
        if event.kind is Kind.DISPUTE and number is not None:
            about = str(event.data.get("about", ""))
            found[number, about] = Disputed(number, about, str(event.data.get("reason", "")))
    return tuple(found.values())


def second_receipt(events: Iterable[Event]) -> str:
    """The receipt of the debrief that was closed last, "" where none was."""
    last = next((e for e in reversed(tuple(events)) if e.kind is Kind.CLOSE), None)
    return receipt(last.hash) if last else ""


def is_open(events: Iterable[Event]) -> bool:
    """Whether something was said in a debrief that has not been closed since."""
    last = next((e.kind for e in reversed(tuple(events)) if e.kind in (*SAID, Kind.CLOSE)), None)
    return last in SAID


def _number(event: Event, decisions: int) -> int | None:
    number = event.data.get("number")
    return number if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < decisions else None


def _kept_grade(data: object, words: str) -> Graded | None:
    try:
        return grade_from_data(data, words) if isinstance(data, Mapping) else None
    except UnusableInput:
        return None


@dataclass(frozen=True, slots=True)
class RegradedReply:
    """Words for decision `number` (from 0), graded. `judged` is None where it stays open what they were taken for."""

    number: int
    graded: Graded
    expects: tuple[str, ...]
    caps: tuple[Cap, ...]
    judged: DecisionResult | None


def situation_at(record: Record, number: int) -> Situation:
    """What words at this decision are an answer to."""
    return in_run(record.run.back_to(number))


def regrade(record: Record, number: int, graded: Graded) -> RegradedReply:
    """What some graded words would have been worth there."""
    before = record.run.back_to(number)
    decision = before.scene.decision
    expects = decision.expects if decision else ()
    principles = record.playable.scenario.principles
    at_stake = [principles[key] for key in before.machine.stakes(before.state).principles]
    held = caps(graded, expects, at_stake)
    return RegradedReply(number, graded, expects, held, _judged(record, number, graded, held))


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
