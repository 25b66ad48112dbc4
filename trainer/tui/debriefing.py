"""What the debrief picks out and how it words it. Plain values."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from trainer.analysis.judgement import DecisionResult, Label, Result
from trainer.output.phrases import number, principle_title, touchpoint_title, why_line
from trainer.play import telling
from trainer.play.run import Step
from trainer.play.verdict import Touchpoint
from trainer.principles.levels import Level

BLOCKS = 6
"""The longest cost bar; what cost more fills it."""


def strength(result: Result) -> DecisionResult | None:
    """The reply to be proud of: one that cost nothing, with the best levels; the first of equals."""
    good = [d for d in result.decisions if not d.cost and d.label is not Label.CRITICAL and d.step.levels]
    return max(good, key=lambda d: fmean(d.step.levels.values()), default=None)


def fix(result: Result) -> DecisionResult | None:
    """The reply that most would be gained from: a critical one, else the one that cost most; the first of equals."""
    costly = [d for d in result.decisions if d.cost or d.label is Label.CRITICAL]
    return max(costly, key=lambda d: (d.label is Label.CRITICAL, d.cost), default=None)


def reply_text(result: Result, step: Step) -> str:
    """What was answered: words, a deed, or nothing in time."""
    said = telling.said(result.run, step)
    if not said:
        return "nothing, in time"
    return said[0].text if said[0].is_deed else f"“{said[0].text}”"


def better_text(result: Result, decision: DecisionResult) -> str:
    """The better line, "" where the reply was the best."""
    better = decision.better[:1]
    return telling.option_text(result.run, better[0], decision.step.before) if better else ""


def best_why(result: Result, step: Step) -> str:
    """Why the reply was good: its highest mark's reason."""
    marks = [m for m in step.response.marks if m.principle in step.levels]
    top = max(marks, key=lambda m: m.level, default=None)
    return why_line(result.run, step, top) if top else ""


def level_words(result: Result, step: Step) -> list[str]:
    """`caring delivery: good`, lowest first."""
    levels = sorted(step.levels.items(), key=lambda pair: pair[1])
    return [f"{principle_title(result.run, key)}: {Level(level).word}" for key, level in levels]


def cost_bar(cost: float) -> str:
    """A small bar for what a reply cost."""
    full = min(BLOCKS, round(cost + 0.25)) if cost else 0
    return "█" * full + "·" * (BLOCKS - full)


def cost_words(decision: DecisionResult) -> str:
    """`best`, `slip 2`."""
    return f"{decision.label.value} {number(decision.cost)}" if decision.cost else decision.label.value


def touchpoint_line(touchpoint: Touchpoint) -> str:
    """`at the counter: good`."""
    title = touchpoint_title(touchpoint.id)
    return title if touchpoint.level is None else f"{title}: {Level(touchpoint.level).word}"


def numbered(result: Result) -> Sequence[tuple[Touchpoint, Sequence[DecisionResult]]]:
    """The decisions by touchpoint."""
    by_number = {d.step.number: d for d in result.decisions}
    return [(t, [by_number[s.number] for s in t.steps]) for t in result.touchpoints]
