"""A run judged: what each decision cost, the score, the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from trainer.analysis.score import CURRENT, Score, ScoringRule
from trainer.analysis.worth import Worth
from trainer.play.run import Run, Step
from trainer.play.verdict import (
    PrincipleResult,
    Touchpoint,
    Verdict,
    criticals,
    principle_results,
    touchpoints,
    verdict,
)
from trainer.scenario.model import Response

SLIP, MISTAKE = 2, 4
"""The costs from which a reply is called so."""


class CostLabel(StrEnum):
    """A cost in a word."""

    BEST = "best"
    FINE = "fine"
    SLIP = "slip"
    MISTAKE = "mistake"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """One decision judged. `better` are the responses on offer that would have cost nothing; empty for a best reply."""

    step: Step
    cost: float
    label: CostLabel
    better: tuple[Response, ...]


@dataclass(frozen=True, slots=True)
class RunResult:
    """A run judged. `loss` counts the ending's once it is reached; `scored` is None when not scored or not ended.

    Where the scenario is too large for its worth to be `known`, there are no costs and no score, and `loss` leaves the
    ending's out; verdict, touchpoints and critical errors never depend on it. A reply that is not rated is judged
    nowhere, and is none of `decisions`.
    """

    run: Run
    loss: float
    scored: Score | None
    """By the rule that was asked for."""
    now: Score | None
    """By the current rule."""
    verdict: Verdict | None
    decisions: tuple[DecisionResult, ...]
    touchpoints: tuple[Touchpoint, ...]
    principles: Mapping[str, PrincipleResult | None]
    critical: tuple[Step, ...]
    known: bool

    @property
    def score(self) -> float | None:
        """The score, held where a critical error holds it."""
        return self.scored.value if self.scored else None


def judge(run: Run, worth: Worth | None, rule: ScoringRule = CURRENT) -> RunResult:
    """Everything that follows from a run and the worth of its scenario, if that is known."""
    loss = worth.loss(run) if worth else sum(step.loss for step in run.steps)
    return RunResult(
        run=run,
        loss=loss,
        scored=worth.score_run(run, rule) if worth else None,
        now=worth.score_run(run) if worth else None,
        verdict=verdict(run),
        decisions=tuple(judge_step(run, step, worth) for step in run.steps if step.reply.rated) if worth else (),
        touchpoints=touchpoints(run),
        principles=principle_results(run),
        critical=criticals(run),
        known=worth is not None,
    )


def judge_step(run: Run, step: Step, worth: Worth) -> DecisionResult:
    """One decision judged."""
    cost = worth.cost(step)
    better = tuple(r for r in step.offered if not worth.cost_of(run.machine, step.before, r)) if cost else ()
    return DecisionResult(step, cost, cost_label(cost, critical=step.critical is not None), better)


def cost_label(cost: float, *, critical: bool) -> CostLabel:
    """0 best, 1 fine, 2-3 slip, 4 and more mistake; critical is the author's word."""
    if critical:
        return CostLabel.CRITICAL
    if not cost:
        return CostLabel.BEST
    if cost < SLIP:
        return CostLabel.FINE
    return CostLabel.SLIP if cost < MISTAKE else CostLabel.MISTAKE
