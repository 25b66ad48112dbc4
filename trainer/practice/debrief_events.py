"""What a trainee says of a run after its end, read back from its journal, and what rewritten words are worth.

Nothing of it changes the attempt.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from trainer.analysis.judgement import DecisionResult, judge_step
from trainer.errors import UnusableInput
from trainer.grading.caps import caps
from trainer.grading.model import Graded, grade_from_data
from trainer.play.run import NotOffered, Reply
from trainer.practice.feedback import HeardReply
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
    rewritten = []
    for number, event in _about_decisions(events, Kind.REWRITE, decisions):
        words, grade, graded = str(event.data.get("words", "")), event.data.get("grade"), None
        with suppress(UnusableInput):
            graded = grade_from_data(grade, words) if isinstance(grade, Mapping) else None
        rewritten.append(Rewritten(number, words, graded))
    return tuple(rewritten)


def disputes(events: Iterable[Event], decisions: int) -> tuple[Disputed, ...]:
    """All of them, in order; of several about the same thing only the last."""
    disputed: dict[tuple[int, str], Disputed] = {}
    for number, event in _about_decisions(events, Kind.DISPUTE, decisions):
        about = str(event.data.get("about", ""))
        disputed[number, about] = Disputed(number, about, str(event.data.get("reason", "")))
    return tuple(disputed.values())


def _about_decisions(events: Iterable[Event], kind: Kind, decisions: int) -> Iterator[tuple[int, Event]]:
    """The events of a kind, each with the decision it is about, where the run has that."""
    for event in events:
        number = event.data.get("number") if event.kind is kind else None
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < decisions:
            yield number, event


def second_receipt(events: Iterable[Event]) -> str:
    """The receipt of the debrief that was closed last, "" where none was."""
    last = next((e for e in reversed(tuple(events)) if e.kind is Kind.CLOSE), None)
    return receipt(last.hash) if last else ""


def is_open(events: Iterable[Event]) -> bool:
    """Whether something was said in a debrief that has not been closed since."""
    last = next((e.kind for e in reversed(tuple(events)) if e.kind in (*SAID, Kind.CLOSE)), None)
    return last in SAID


@dataclass(frozen=True, slots=True)
class RegradedReply(HeardReply):
    """Words for decision `number` (from 0), graded. `judged` is None where it stays open what they were taken for."""

    number: int
    judged: DecisionResult | None


def regrade(record: Record, number: int, graded: Graded) -> RegradedReply:
    """What some graded words would have been worth there."""
    before = record.run.back_to(number)
    decision = before.scene.decision
    expects = decision.expects if decision else ()
    principles = record.playable.scenario.principles
    worth, response, judged = record.playable.worth, graded.match.response, None
    at_stake = [principles[key] for key in before.machine.stakes(before.state).principles]
    held = caps(graded, expects, at_stake, response)
    if worth and response is not None:
        with suppress(NotOffered):
            run = before.answer(Reply(response, graded.words, tuple((cap.principle, cap.level) for cap in held)))
            judged = judge_step(run, run.steps[-1], worth)
    return RegradedReply(graded, expects, held, number, judged)
