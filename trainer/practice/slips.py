"""Going back: the decisions that went wrong, each in its place in the story, and another way on from any of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from trainer.analysis.judgement import CostLabel, judge_step
from trainer.play.run import Reply, Run
from trainer.practice.debrief import DecisionLine
from trainer.records.header import Parent, Part
from trainer.records.record import Record
from trainer.records.tries import ERRORS

GOOD = (CostLabel.BEST, CostLabel.FINE)
"""Labels of replies with which a decision is learned."""


def slips(lines: Sequence[DecisionLine]) -> tuple[DecisionLine, ...]:
    """The decisions that went wrong: what one was sure of first, then in the order of the story."""
    wrong = [line for line in lines if line.label in ERRORS]
    return tuple(sorted(wrong, key=lambda line: (not line.is_confident_error, line.number)))


@dataclass(frozen=True, slots=True)
class CoursePlace:
    """A decision to be practised in its place in the story, in a variant; `name` tells where one is."""

    line: DecisionLine
    variant: str
    name: str


def course(record: Record, lines: Sequence[DecisionLine], seen: Collection[str]) -> tuple[CoursePlace, ...]:
    """Every slip where it happened; then the dearest of them once more in other clothes, where there are any."""
    wrong, own = slips(lines), record.header.variant
    places = [CoursePlace(line, own, f"slip {number} of {len(wrong)}") for number, line in enumerate(wrong, 1)]
    # The one that most is to be learned from: critical, then the dearest; the first of equals.
    last = max(wrong, key=lambda line: (bool(line.critical), line.weight), default=None)
    other = fresh_variant(record, seen)
    if last and other:
        places.append(CoursePlace(last, other, "one of them again, with other people"))
    return tuple(places)


def what_if(record: Record, number: int) -> Parent:
    """Another way on from decision `number`, from 0: everything before it stands as it was."""
    replies = tuple(step.reply for step in record.run.steps[:number])
    return Parent(Part.WHAT_IF, record.header.attempt, replies)


def drill(record: Record, number: int, variant: str) -> Parent:
    """Decision `number` alone. In another variant the authored replies lead there: own words have the old details."""
    steps = record.run.steps[:number]
    same = variant == record.header.variant
    replies = tuple(step.reply if same else Reply(step.reply.response) for step in steps)
    return Parent(Part.DRILL, record.header.attempt, replies)


def fresh_variant(record: Record, seen: Collection[str]) -> str | None:
    """Other clothes for a decision: a variant never seen, else another than the run's; None where there is none.

    `seen` are the trainee's, the latest first.
    """
    others = [v for v in record.playable.scenario.variants if v != record.header.variant]
    unseen = [v for v in others if v not in seen]
    if unseen:
        return unseen[0]
    order = list(seen)
    return max(others, key=order.index, default=None)


def label_of_last(run: Run, record: Record) -> CostLabel | None:
    """How good the last reply of a run of the same scenario was; None where nothing is scored."""
    worth = record.playable.worth
    return judge_step(run, run.steps[-1], worth).label if worth and run.steps else None


def learned_line(learned: int, wrong: int) -> str:
    """What came of it, in a sentence."""
    of = f"{learned} of {wrong}" if learned <= wrong else f"all {wrong}, and one anew,"
    return f"Learn from your slips: {of} with a good reply. Kept apart; your attempt stands as it was."
