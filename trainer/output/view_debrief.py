"""What a transcript tells of the debrief, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pick:
    """A reply that is picked out, and why."""

    number: int
    """From 1."""
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Model:
    """A near-miss and a reply that would have cost nothing, each with its levels."""

    number: int
    word: str
    """What the near-miss cost."""
    said: str
    said_levels: tuple[str, ...]
    text: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Words written anew, and what was found in them, a line for each thing."""

    number: int
    words: str
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """A grade that the trainee does not agree with; `reason` is "" where none was given."""

    number: int
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Debriefed:
    """The debrief in its order. What was not said or is not known is empty or None."""

    rating: str
    sure: tuple[str, ...]
    """How sure the trainee was, all in all, and what they were sure of and had wrong."""
    curve: tuple[float, ...]
    """The score still possible, 0 to 100: before the first decision, and after each."""
    curve_text: str
    strength: Pick | None
    fix: Pick | None
    model: Model | None
    rewrites: tuple[Rewrite, ...]
    objections: tuple[Objection, ...]
    goal: str
    receipt: str
    """The second one, over everything said in the debrief."""
