"""What the play screen says of a sitting: the question, the choices under it, what is at stake, how far one is."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.analysis.judgement import CostLabel
from trainer.output.phrases import SURENESS, principle_title
from trainer.output.practice_phrases import next_piece
from trainer.play import narration
from trainer.scenario.model import NONE_OF_THESE
from trainer.session.drills import DailyDrill, DrillSitting, WhatIf
from trainer.session.sitting import Question, Sitting
from trainer.tui.safe_text import minutes

OWN_WORDS, DEBRIEF, AGAIN, ONWARD = "=own-words", "=debrief", "=again", "=onward"
CONFIDENCE = "=confidence-"
"""Choices that are no responses; ids of responses have no `=`. The last is followed by how sure, 1 to 4."""

Choice = tuple[str, str, str]
"""An id, the key shown before it, and its text."""


def question(sitting: Sitting) -> str:
    """The line over the choices."""
    if isinstance(sitting, DrillSitting) and sitting.is_answered:
        return "That was the one decision." if isinstance(sitting, DailyDrill) else _how_good(sitting)
    match sitting.question:
        case Question.NOTHING:
            return "The end of this other way." if isinstance(sitting, WhatIf) else "The end of this story."
        case Question.CONFIDENCE:
            return "How sure are you of that reply?"
        case Question.CLOSEST:
            return "Which of these is closest to what you meant?"
        case Question.DECISION:
            return narration.prompt(sitting.attempt.run)


def choices(sitting: Sitting) -> list[Choice]:
    """What can be chosen."""
    if isinstance(sitting, DrillSitting) and sitting.is_answered:
        return _after_a_drill(sitting)
    if sitting.question is Question.NOTHING:
        is_other_way = isinstance(sitting, WhatIf)
        return [(DEBRIEF, "1", "Back to the debrief." if is_other_way else "See how it went.")]
    if sitting.question is Question.CONFIDENCE:
        return [(f"{CONFIDENCE}{level}", str(level), f"{how.capitalize()}.") for level, how in SURENESS.items()]
    texts = [(option.id, option.text) for option in sitting.options]
    if sitting.question is Question.CLOSEST:
        texts.append((NONE_OF_THESE, "None of these."))
    found = [(name, _digit(n), text) for n, (name, text) in enumerate(texts)]
    if sitting.welcomes_words and sitting.question is Question.DECISION:
        found.append((OWN_WORDS, "t", "say it in your own words…"))
    return found


def principles(sitting: Sitting) -> tuple[str, list[str]]:
    """A heading, and the principles under it: before the reply in coach mode, after it in the others."""
    run = sitting.attempt.run
    if sitting.is_coached and not sitting.attempt.ended:
        keys: Sequence[str] = run.machine.stakes(run.state).principles
        return "At stake here", [principle_title(run, k) for k in keys]
    if run.steps:
        return "Your last reply touched", [principle_title(run, k) for k in run.steps[-1].levels]
    return "", []


def progress(sitting: Sitting) -> str:
    """`3 of ~8`."""
    done = len(sitting.attempt.run.steps) + (not sitting.attempt.ended)
    return f"{done} of ~{max(sitting.expected, done)}" if sitting.expected else f"decision {done}"


def time_line(sitting: Sitting) -> str:
    """The time left where there is a limit, else the time since the start."""
    left = sitting.left()
    return minutes(sitting.countdown.lasted) if left is None else f"{minutes(left + 0.999)} left"


def _how_good(drill: DrillSitting) -> str:
    assert drill.label is not None
    if drill.is_learned:
        return (
            "That is a good reply here: it costs nothing." if drill.label is CostLabel.BEST else "That is a fine one."
        )
    return f"Not yet: {'a critical error' if drill.label is CostLabel.CRITICAL else f'a {drill.label.value}'}."


def _after_a_drill(drill: DrillSitting) -> list[Choice]:
    if isinstance(drill, DailyDrill):
        if drill.following is None:
            return [(DEBRIEF, "1", "Leave it here: Home.")]
        return [(ONWARD, "1", next_piece(drill.following)), (DEBRIEF, "2", "Leave it here: Home.")]
    leave = (DEBRIEF, "2", "Back to the debrief.")
    if not drill.is_learned:
        return [(AGAIN, "1", "Again, at the same place."), leave]
    return [(ONWARD, "1", drill.onward), leave] if drill.onward else [(DEBRIEF, "1", "Back to the debrief.")]


def _digit(number: int) -> str:
    return str((number + 1) % 10) if number < 10 else ""
