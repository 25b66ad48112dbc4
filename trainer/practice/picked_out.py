"""What the debrief picks out: one strength, one fix, a near-miss, the weakest reply. Always by the same rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from trainer.analysis.judgement import CostLabel
from trainer.play import narration
from trainer.play.run import Run
from trainer.practice.strip import DecisionLine, Earned, earned_by
from trainer.principles.levels import STANDARD


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A reply that came close, and what would have cost nothing there."""

    decision: DecisionLine
    response: str
    """Its id."""
    text: str
    is_deed: bool
    earned: tuple[Earned, ...]


def strength(found: Sequence[DecisionLine]) -> DecisionLine | None:
    """The reply that held when most could have been lost: it cost nothing, and every level was good.

    The first of equals. Where none was that good, the one that cost nothing with the best levels; else none.
    """
    clean = [line for line in found if not line.weight and not line.critical and line.earned]
    good = [line for line in clean if line.lowest is not None and line.lowest >= STANDARD]
    if good:
        return max(good, key=lambda line: (line.at_risk, _mean(line)))
    return max(clean, key=_mean, default=None)


def fix(found: Sequence[DecisionLine]) -> DecisionLine | None:
    """The reply to put right: one that the trainee was sure of before others, then a critical one, then the dearest.

    The first of equals; none where nothing was lost.
    """
    wrong = [line for line in found if line.weight or line.critical]
    return max(wrong, key=lambda line: (line.is_confident_error, bool(line.critical), line.weight), default=None)


def near_miss(run: Run, found: Sequence[DecisionLine]) -> ModelReply | None:
    """The reply that came closest to costing nothing, another than the fix where there is one, with a model beside it.

    The model is, of the responses that would have cost nothing, the one with the highest levels; the first of equals.
    """
    close = [line for line in found if line.best and not line.critical and line.label is not CostLabel.BEST]
    others = [line for line in close if line is not fix(found)] or close
    line = min(others, key=lambda line: line.weight, default=None)
    if line is None:
        return None
    step = run.steps[line.number]
    model = max(line.best, key=lambda response: sum(one.level for one in earned_by(run, step, response)))
    text = narration.fill(run, model.words, step.before)
    return ModelReply(line, model.id, text, model.is_deed, earned_by(run, step, model))


def weakest(found: Sequence[DecisionLine]) -> DecisionLine | None:
    """The reply to write anew: a critical one, else the dearest, where words can answer; the first of equals."""
    wrong = [line for line in found if (line.weight or line.critical) and line.can_be_said]
    return max(wrong, key=lambda line: (bool(line.critical), line.weight), default=None)


def _mean(line: DecisionLine) -> float:
    return fmean(one.level for one in line.earned)
