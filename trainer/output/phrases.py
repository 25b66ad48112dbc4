"""The sentences that every front end says in the same words."""

from __future__ import annotations

from pathlib import Path

from trainer.analysis.judgement import Result
from trainer.play import telling
from trainer.play.run import Run, Step
from trainer.play.verdict import Verdict
from trainer.principles.levels import Level
from trainer.scenario.facts import ShownAs
from trainer.scenario.model import Mark

VERDICTS = {
    Verdict.AMAZING: "Amazing: every touchpoint a notch above average.",
    Verdict.SOUND: "Sound: nothing below average, and room for that one notch more.",
    Verdict.NOT_YET: "Not yet.",
}


def what_is_recorded(folder: Path) -> str:
    """Said before the first name is asked for."""
    return (
        "What you answer is kept, with its time, so that you and whoever trains you can go over it: "
        f"in {folder}, on this computer. It can be read by whoever may read that folder. "
        "Your name stands in one private file there; everywhere else you are a pseudonym. "
        "It is for your development only."
    )


def why_lines(run: Run, step: Step) -> list[str]:
    """Why a reply was marked as it was: one line for each mark at stake, the lowest first."""
    marks = sorted((m for m in step.response.marks if m.principle in step.levels), key=lambda m: m.level)
    return [why_line(run, step, mark) for mark in marks]


def why_line(run: Run, step: Step, mark: Mark) -> str:
    """`You said the place back, so … (the right product: good)`."""
    why = telling.fill(run, mark.why, step.affected)
    return f"{why} ({principle_title(run, mark.principle)}: {Level(mark.level).word})"


def principle_title(run: Run, principle: str) -> str:
    """A principle as it reads in a sentence."""
    return run.machine.scenario.principles[principle].title


def short_why(run: Run, step: Step) -> str:
    """The one line that coach mode says after a decision: the lowest mark where any is below good, else the highest."""
    lines = why_lines(run, step)
    if not lines:
        return ""
    below = [m for m in step.response.marks if m.level < Level.GOOD and m.principle in step.levels]
    return lines[0] if below else lines[-1]


def gauge_words(gauge: telling.Gauge) -> str:
    """A fact on show in words: `patient`, `10 waiting`."""
    if gauge.kind is ShownAs.DOTS and gauge.word != str(gauge.number):
        return f"{gauge.number} {gauge.word}"
    return gauge.word


def score_line(result: Result) -> str:
    """The score in a sentence."""
    if result.run.ending is None:
        return "Not finished, so not scored."
    if result.score is None:
        return "Not scored: picking at random would have done as well."
    return f"Score {result.score:.0f} of 100, where 0 is picking at random and 100 the best line there is."


def standing_in_the_way(result: Result) -> str:
    """What kept a run from being amazing, "" when it was."""
    if result.verdict in (None, Verdict.AMAZING):
        return ""
    if result.critical:
        step = result.critical[0]
        assert step.response.critical is not None
        return "A critical error stood in the way: " + telling.fill(result.run, step.response.critical, step.affected)
    rated = [t for t in result.touchpoints if t.level is not None]
    lowest = min(rated, key=lambda t: t.level if t.level is not None else Level.OUTSTANDING, default=None)
    if lowest is not None and lowest.level is not None and lowest.level < Level.GOOD:
        return f"What stood in the way: {touchpoint_title(lowest.id)} ({Level(lowest.level).word})."
    return "Every touchpoint was good; the ending was not."


def touchpoint_title(identifier: str) -> str:
    """A touchpoint as it reads on a page."""
    return identifier.replace("-", " ").replace("_", " ")


def number(value: float) -> str:
    """A loss or a cost: whole, or with its half."""
    return f"{value:g}"
