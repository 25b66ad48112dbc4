"""What is written into an attempt's journal after its end: how the trainee saw it, and what was made of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from trainer.cleaning import clean
from trainer.errors import UsageError
from trainer.grading.model import Graded, grade_to_data
from trainer.limits import REPLY_CHARACTERS
from trainer.records.event import Kind
from trainer.records.receipt import receipt
from trainer.records.storage import OpenJournal

SELF_RATINGS = range(5)
"""The level scale, as the trainee sees the run."""


class Afterwards:
    """The journal of an attempt that has ended, open for the debrief. Use one that was opened as a context manager."""

    def __init__(self, journal: OpenJournal, attempt: str) -> None:
        self._journal = journal
        self.attempt = attempt

    @classmethod
    def open(cls, journal: OpenJournal) -> Self:
        """The debrief of an attempt taken up again. UsageError when it has not ended."""
        if not any(e.kind is Kind.END for e in journal.events):
            journal.close()
            raise UsageError("this attempt has not ended", where=journal.path.stem, do="Go on with it first.")
        return cls(journal, journal.path.stem)

    def rate_self(self, level: int, aim: str = "") -> None:
        """How it went, as the trainee sees it, 0 to 4, before any grade is seen; and what they were after."""
        if level not in SELF_RATINGS:
            raise UsageError("a self-rating is a whole number from 0 to 4")
        self._write(Kind.SELF_RATING, {"level": level, "aim": _words(aim)})

    def set_goal(self, text: str) -> None:
        """One goal for the counter, in the trainee's own words."""
        self._write(Kind.GOAL, {"text": _words(text)})

    def rewrite(self, number: int, scene: str, words: str, graded: Graded) -> None:
        """Another try at a reply, with its grade. It changes nothing of the attempt. `number` counts from 0."""
        data = {"number": number, "scene": scene, "words": _words(words), "grade": grade_to_data(graded)}
        self._write(Kind.REWRITE, data)

    def dispute(self, number: int, scene: str, about: str, reason: str = "") -> None:
        """The trainee does not agree with a grade: `about` is an act or a principle of decision `number`."""
        self._write(Kind.DISPUTE, {"number": number, "scene": scene, "about": about, "reason": _words(reason)})

    def close_debrief(self) -> str:
        """The debrief is done; the second receipt, over everything said in it."""
        return self._write(Kind.CLOSE, {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._journal.close()

    def _write(self, kind: Kind, data: Mapping[str, Any]) -> str:
        return receipt(self._journal.append(kind, data).hash)


def _words(text: str) -> str:
    return clean(text).strip()[:REPLY_CHARACTERS]
