"""What is said around one decision that is practised in its place in the story, the same in the app and in lines."""

from __future__ import annotations

from trainer.analysis.judgement import Label
from trainer.output.phrases import TOO_LARGE_TO_SCORE, number
from trainer.play import telling
from trainer.play.run import Run
from trainer.play.telling import Utterance
from trainer.practice.daily_session import Pick
from trainer.practice.debrief import decision_lines
from trainer.records.record import Record

SO_FAR = "The story so far, in short. You said:"
_LONGEST = 90
"""Characters of a reply that is told again in short."""
_LINES = 4
"""Things told in full right before the decision."""


def told_before(run: Run) -> tuple[list[str], list[Utterance]]:
    """The story up to a decision: the replies before the last one in short, and what comes right before in full."""
    if not run.steps:
        return [], list(telling.opening(run))
    *earlier, last = run.steps
    short = [_short(text) for step in earlier for text in _said(run, step.number)]
    full = [*telling.said(run, last), *telling.consequence(run, last), *telling.onward(run, last)]
    return short, full[-_LINES:] if len(full) > _LINES + 2 else full


def outcome(record: Record) -> str:
    """What the one reply cost, and what would have cost nothing, in a sentence or two."""
    found = decision_lines(record, record.result())[-1]
    if found.label is None or found.cost is None:
        return TOO_LARGE_TO_SCORE
    if found.critical:
        said = f"Critical: {found.critical}"
    elif found.label is Label.BEST:
        return "That cost nothing: there is no better reply here."
    else:
        said = f"That cost {number(found.cost)} against the best line from here ({found.label.value})."
    if not found.best:
        return said
    run = record.run
    better = telling.option_text(run, found.best[0], run.steps[-1].before)
    return f"{said} It would have cost nothing: {better}"


def what_comes(pick: Pick) -> str:
    """A piece, as it is offered after another one."""
    about = "one decision" if pick.drill else f"the whole story, about {pick.minutes} minutes"
    return f"Next: “{pick.material.title}”, {about}."


def _said(run: Run, number_of: int) -> list[str]:
    return [u.text for u in telling.said(run, run.steps[number_of])]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
