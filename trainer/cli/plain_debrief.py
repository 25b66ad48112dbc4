"""The debrief in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.judgement import DecisionResult, Label
from trainer.output.phrases import (
    VERDICTS,
    number,
    place_line,
    score_line,
    standing_in_the_way,
    touchpoint_title,
    why_lines,
)
from trainer.play import telling
from trainer.records.attempt import Attempt


def debrief(attempt: Attempt) -> Iterator[str]:
    """How it ended, what it amounts to, and each decision with what it cost."""
    run = attempt.run
    ending = run.ending
    if ending is None:
        return
    title = telling.fill(run, ending.title) or ending.outcome.value
    yield f"THE END: {title} (a {ending.outcome} ending)\n{telling.fill(run, ending.lesson)}\n"
    result = attempt.result()
    if result.verdict:
        yield VERDICTS[result.verdict]
    if in_the_way := standing_in_the_way(result):
        yield in_the_way
    yield f"{score_line(result)} {place_line(attempt.playable, result)}".rstrip() + "\n"
    if result.decisions:
        yield "Your decisions, in order:"
    for decision in result.decisions:
        yield from _decision(decision, attempt)
    yield ""


def _decision(decision: DecisionResult, attempt: Attempt) -> Iterator[str]:
    run, step = attempt.run, decision.step
    words = step.reply.words or telling.fill(run, step.response.words, step.before) or "(no answer in time)"
    short = " ".join(words.split())
    cost = "" if decision.label is Label.BEST else f", cost {number(decision.cost)}"
    where = touchpoint_title(step.scene.touchpoint or step.scene.id)
    yield f"{step.number + 1}. {where}: {short}\n   {decision.label}{cost}"
    for why in why_lines(run, step):
        yield f"   - {why}"
    for better in decision.better[:1]:
        yield f"   better: {telling.option_text(run, better, step.before)}"
