"""The debrief of an attempt as plain values, in the order in which it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.analysis.judgement import RunResult
from trainer.analysis.numbers import Numbers
from trainer.play import narration
from trainer.play.verdict import Verdict
from trainer.practice.picked_out import ModelReply, fix, near_miss, strength, weakest
from trainer.practice.strip import DecisionLine, TouchLine, lines, touch_lines
from trainer.principles.levels import STANDARD, Level
from trainer.records.event import Event, Kind
from trainer.records.record import Record
from trainer.scenario.model import Outcome


class Part(StrEnum):
    """The parts, in their order: one's own view before any grade, a goal for the counter at the end."""

    SELF_RATING = "self-rating"
    STRIP = "strip"
    STRENGTH_AND_FIX = "one strength, one fix"
    MODEL_REPLY = "a model reply beside a near-miss"
    REWRITE = "your weakest reply, again"
    GOAL = "one goal"


ORDER = tuple(Part)


@dataclass(frozen=True, slots=True)
class SelfRating:
    """What the trainee was after, and the level they gave themselves, 0 to 4, before seeing any grade."""

    level: int
    aim: str


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What kept a run from being amazing; all of it empty when nothing did."""

    critical: tuple[DecisionLine, ...]
    touchpoints: tuple[TouchLine, ...]
    """Those below good, in order."""
    ending: Outcome | None
    """The outcome of an ending that was not good."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything a debrief tells of a run that has ended. What was not scored is None."""

    ending: str
    """Its title, "" where it has none."""
    outcome: Outcome
    lesson: str
    ending_loss: float | None
    verdict: Verdict
    score: float | None
    loss: float | None
    strip: tuple[TouchLine, ...]
    curve: tuple[float, ...]
    """The score that was still possible, 0 to 100: before the first decision, and after each; it never rises."""
    strength: DecisionLine | None
    fix: DecisionLine | None
    near_miss: ModelReply | None
    rewrite: DecisionLine | None
    in_the_way: InTheWay
    self_rating: SelfRating | None
    goal: str

    @property
    def decisions(self) -> tuple[DecisionLine, ...]:
        return tuple(line for touch in self.strip for line in touch.decisions)


def debrief(record: Record) -> Debrief | None:
    """The debrief of an attempt, from the texts kept in its record; None while it has not reached an ending.

    The run's place among all random runs takes longer to work out: `place` has it.
    """
    result = record.result()
    ending = record.run.ending
    if ending is None or result.verdict is None:
        return None
    worth, found = record.playable.worth, lines(record, result)
    strip = touch_lines(result, found)
    return Debrief(
        ending=narration.fill(record.run, ending.title),
        outcome=ending.outcome,
        lesson=narration.fill(record.run, ending.lesson),
        ending_loss=worth.ending_loss(ending) if worth else None,
        verdict=result.verdict,
        score=result.score,
        loss=result.loss if result.known else None,
        strip=strip,
        curve=curve(record),
        strength=strength(found),
        fix=fix(found),
        near_miss=near_miss(record.run, found),
        rewrite=weakest(found),
        in_the_way=in_the_way(result, strip),
        self_rating=self_rating(record.events),
        goal=goal(record.events),
    )


def curve(record: Record) -> tuple[float, ...]:
    """The score still possible before the first decision and after each; nothing where nothing is scored."""
    run, worth = record.run, record.playable.worth
    if worth is None:
        return ()
    scores = [worth.still_possible(run.back_to(number)) for number in range(len(run.steps) + 1)]
    return tuple(score for score in scores if score is not None)


def place(record: Record) -> float | None:
    """The share of random runs that lose more, 0 to 1; None where it is not scored. It may take a second."""
    result = record.result()
    return Numbers(record.playable).place(result.loss) if result.score is not None else None


def in_the_way(result: RunResult, strip: tuple[TouchLine, ...]) -> InTheWay:
    """What kept the run from being amazing."""
    outcome = result.run.ending.outcome if result.run.ending else None
    return InTheWay(
        critical=tuple(line for touch in strip for line in touch.decisions if line.critical),
        touchpoints=tuple(touch for touch in strip if touch.level is not None and touch.level < STANDARD),
        ending=outcome if outcome is not Outcome.GOOD else None,
    )


def self_rating(events: tuple[Event, ...]) -> SelfRating | None:
    """The last one recorded."""
    data = next((e.data for e in reversed(events) if e.kind is Kind.SELF_RATING), None)
    level = data.get("level") if data else None
    if data is None or not isinstance(level, int) or level not in list(Level):
        return None
    return SelfRating(level, str(data.get("aim", "")))


def goal(events: tuple[Event, ...]) -> str:
    """The goal set last, "" where none was."""
    return next((str(e.data.get("text", "")) for e in reversed(events) if e.kind is Kind.GOAL), "")
