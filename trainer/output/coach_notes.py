"""What coach mode says after a decision. It fades by itself: what has become reliable is no longer explained."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.output.phrases import principle_title, standing_marks, why_line
from trainer.play.run import Run, Step
from trainer.practice.progress import to_explain
from trainer.principles.levels import STANDARD
from trainer.scenario.model import Mark


class CoachNotes:
    """The notes of one attempt. `reliable` are full ids of principles that need none, unless they go wrong."""

    def __init__(self, reliable: Iterable[str] = ()) -> None:
        self._reliable = frozenset(reliable)
        self._said = False

    def short(self, run: Run, step: Step) -> str:
        """One line: the lowest mark where any is below good, else the highest; and once, that there will be no more."""
        marks = self._marks(step)
        if marks:
            return why_line(run, step, marks[0] if marks[0].level < STANDARD else marks[-1])
        faded = [principle_title(run, mark.principle) for mark in standing_marks(step)]
        if not faded or self._said:
            return ""
        self._said = True
        return f"You have {faded[0]} reliably: no more notes on it."

    def all(self, run: Run, step: Step) -> list[str]:
        """A line for each mark that is explained, the lowest first."""
        return [why_line(run, step, mark) for mark in self._marks(step)]

    def _marks(self, step: Step) -> list[Mark]:
        wanted = to_explain(step.levels, self._reliable)
        return sorted((m for m in standing_marks(step) if m.principle in wanted), key=lambda m: m.level)
