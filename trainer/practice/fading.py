"""Help that fades by itself: a principle that has become reliable is no longer explained after each decision."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.practice.progress import LAST, PrincipleProgress, Progress
from trainer.principles.levels import STANDARD


def is_reliable(one: PrincipleProgress) -> bool:
    """Whether the last five tries were all at standard, so that one that is not brings the explanations back."""
    return one.run >= LAST


def reliable(progress: Progress) -> frozenset[str]:
    """The principles that need no explanation any more, by full id."""
    return frozenset(p.principle for p in progress.principles if is_reliable(p))


def to_explain(levels: Mapping[str, int], reliable: frozenset[str]) -> tuple[str, ...]:
    """Of the principles at stake in a reply, those to explain in coach mode: not reliable yet, or gone wrong here."""
    return tuple(name for name, level in levels.items() if name not in reliable or level < STANDARD)
