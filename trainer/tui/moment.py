"""What a reply led to, in the order it is told. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.output.coach_notes import CoachNotes
from trainer.play import narration
from trainer.play.narration import Utterance
from trainer.play.run import Run, Step
from trainer.scenario.model import TIMEOUT
from trainer.tui.marked import Marked


@dataclass(frozen=True, slots=True)
class Moment:
    """What a reply led to, in the order it is told."""

    step: Step
    said: Sequence[Utterance]
    consequence: Sequence[Utterance]
    why: str
    whys: Sequence[str]
    onward: Sequence[Utterance]
    marked: Marked | None = None
    """None where nothing was typed or graded, and where it is not told yet."""

    @property
    def late(self) -> bool:
        """Whether it came of nothing said in time."""
        return self.step.reply.response == TIMEOUT


def moment(run: Run, *, notes: CoachNotes | None, marked: Marked | None) -> Moment:
    """What the last reply of a run led to. Reasons are told in coach mode only: else there are no `notes`."""
    step = run.steps[-1]
    return Moment(
        step,
        narration.reply_lines(run, step),
        narration.consequence(run, step),
        notes.short(run, step) if notes else "",
        notes.all(run, step) if notes else [],
        narration.onward(run, step),
        marked if notes else None,
    )
