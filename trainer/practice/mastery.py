"""Whether a principle has been mastered: shown often enough, at first sight, on different days, without help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from trainer.practice.chances import proved
from trainer.practice.days import day_of
from trainer.records.header import Mode
from trainer.records.tries import History, Try

TRIES = 5
"""First tries in a row that mastery asks for: they prove that at least 72 of 100 tries pass."""
DAYS = 3
"""Different days on which they were made: what was crammed in one evening is gone in a week."""


@dataclass(frozen=True, slots=True)
class Mastery:
    """A principle's last first tries in check mode, at most `TRIES` of them."""

    principle: str
    looked_at: int
    at_standard: int
    days: int
    """Different days among them."""
    since: date | None
    """The day from which it has been mastered, None while it is not."""

    @property
    def mastered(self) -> bool:
        return self.since is not None

    @property
    def proves(self) -> float:
        """The least chance that a first try is at standard, 80 % sure, one-sided."""
        return proved(self.at_standard, self.looked_at)


def mastery(history: History, principle: str, zone: tzinfo | None = None) -> Mastery:
    """Whether a trainee has mastered a principle. It can be lost again."""
    tries = [t for t in history.tries if counts_for_mastery(t) and principle in t.principles]
    days = [day_of(t.started, zone) for t in tries]
    last = tries[-TRIES:]
    return Mastery(
        principle=principle,
        looked_at=len(last),
        at_standard=sum(_passes(t, principle) for t in last),
        days=len(set(days[-TRIES:])),
        since=_since(tries, days, principle),
    )


def counts_for_mastery(one: Try) -> bool:
    """A first try on a variant not seen before, in one go, without hints or a way back."""
    return one.first and one.mode is Mode.CHECK and not one.interrupted


def _passes(one: Try, principle: str) -> bool:
    """At standard, in an attempt without any critical error."""
    return one.principles[principle].at_standard and not one.critical


def _since(tries: Sequence[Try], days: Sequence[date], principle: str) -> date | None:
    """The day on which the last `TRIES` were first enough, if they have been ever since."""
    since: date | None = None
    for end in range(TRIES, len(tries) + 1):
        window = tries[end - TRIES : end]
        enough = all(_passes(t, principle) for t in window) and len(set(days[end - TRIES : end])) >= DAYS
        since = (since or days[end - 1]) if enough else None
    return since
