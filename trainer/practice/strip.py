"""The strip of decisions: what happened, the words that earned it, what it cost against the best line from there."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.analysis.judgement import CostLabel, DecisionResult, RunResult
from trainer.play import narration
from trainer.play.narration import Utterance
from trainer.play.run import Run, Step
from trainer.records.confidence import CONFIDENT, confidences
from trainer.records.record import Record, before
from trainer.records.tries import ERRORS
from trainer.scenario.model import Response

HELD = "Held back by the words themselves."
"""The why of a level that typed words made lower than the author's mark."""


@dataclass(frozen=True, slots=True)
class Earned:
    """A principle at stake and the level earned on it. `why` is "" where the author did not mark the reply on it."""

    principle: str
    title: str
    level: int
    why: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision. `cost` and `label` are None where nothing is scored.

    `evidence` are the words, or the deed, that earned the levels; "" when there was no answer in time.
    """

    number: int
    """From 0, as `Run.back_to` takes it."""
    scene: str
    evidence: str
    is_deed: bool
    typed: bool
    happened: tuple[Utterance, ...]
    """The consequence, told at once."""
    earned: tuple[Earned, ...]
    """The lowest first."""
    loss: float
    cost: float | None
    label: CostLabel | None
    at_risk: float
    """The most that a reply on offer would have lost."""
    best: tuple[Response, ...]
    """What would have cost nothing; empty for a best reply."""
    critical: str
    """Why no run is passed with this reply, "" for all others."""
    confidence: int | None
    """1 to 4, None where it was not asked."""
    can_be_said: bool
    """Whether words can answer here, not only deeds."""

    @property
    def weight(self) -> float:
        """What it cost, or where that is not known what it lost."""
        return self.loss if self.cost is None else self.cost

    @property
    def is_confident_error(self) -> bool:
        """Wrong, and sure of it."""
        return self.confidence is not None and self.confidence >= CONFIDENT and self.label in ERRORS

    @property
    def lowest(self) -> int | None:
        return self.earned[0].level if self.earned else None


@dataclass(frozen=True, slots=True)
class TouchLine:
    """A touchpoint. `level` is the lowest in it, None where nothing was at stake; `cost` that of its decisions."""

    id: str
    level: int | None
    decisions: tuple[DecisionLine, ...]

    @property
    def cost(self) -> float | None:
        costs = [line.cost for line in self.decisions]
        return None if None in costs else sum(cost for cost in costs if cost is not None)


def lines(record: Record, result: RunResult) -> tuple[DecisionLine, ...]:
    """A line for each decision that stands, in order."""
    judged = {decision.step.number: decision for decision in result.decisions}
    # The replies that led to the place where a what-if begins were never asked about.
    sure = dict(enumerate(confidences(record.events), len(before(record.header))))
    return tuple(_line(record.run, s, judged.get(s.number), sure.get(s.number)) for s in record.run.steps)


def touch_lines(result: RunResult, found: tuple[DecisionLine, ...]) -> tuple[TouchLine, ...]:
    """The same by touchpoint."""
    return tuple(TouchLine(t.id, t.level, tuple(found[s.number] for s in t.steps)) for t in result.touchpoints)


def earned_by(run: Run, step: Step, response: Response) -> tuple[Earned, ...]:
    """What the levels of a reply on offer at a decision would be, the lowest first."""
    stakes = run.machine.stakes(step.before)
    levels = dict(zip(stakes.principles, stakes.levels[response.id], strict=True))
    return _earned(run, step, response, levels)


def _earned(run: Run, step: Step, response: Response, levels: dict[str, int]) -> tuple[Earned, ...]:
    whys = {
        mark.principle: narration.fill(run, mark.why, step.affected)
        if mark.level <= levels.get(mark.principle, 0)
        else HELD
        for mark in response.marks
    }
    titles = run.machine.scenario.principles
    found = [Earned(name, titles[name].title, level, whys.get(name, "")) for name, level in levels.items()]
    return tuple(sorted(found, key=lambda one: one.level))


def _line(run: Run, step: Step, judged: DecisionResult | None, confidence: int | None) -> DecisionLine:
    said = narration.reply_lines(run, step)
    losses = run.machine.stakes(step.before).losses
    critical = step.response.critical
    return DecisionLine(
        number=step.number,
        scene=step.scene.id,
        evidence=said[0].text if said else "",
        is_deed=bool(said) and said[0].is_deed,
        typed=bool(step.reply.words),
        happened=tuple(narration.consequence(run, step)),
        earned=_earned(run, step, step.response, step.levels),
        loss=step.loss,
        cost=judged.cost if judged else None,
        label=judged.label if judged else None,
        at_risk=max((losses[r.id] for r in step.offered), default=0),
        best=judged.better if judged else (),
        critical=narration.fill(run, critical, step.affected) if critical else "",
        confidence=confidence,
        can_be_said=any(not r.is_deed and bool(r.words) for r in step.offered),
    )
