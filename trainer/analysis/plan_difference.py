"""Where a play-through parts from its plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the plan says; `message` is the sentence about it."""

    message: str
    what: str
    """What differs: reply, end, ending, outcome, scenes, hears, never_hears, marks, costs, verdict, score, critical."""
    expected: str = ""
    found: str = ""
    variant: str = ""
    """The variant in which it differs, "" where it was played in none."""
    reply: int | None = None
    """The number of the reply, from 1, where one is meant."""
    scene: str = ""
    """Where that was."""
    offered: tuple[str, ...] = ()
    """What could have been replied there."""
