"""A scenario as lists show it: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.document.finding import Finding, Severity

if TYPE_CHECKING:
    from trainer.practice.material import Material


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario in the list. One with an error has the title of its file, and cannot be played."""

    id: str
    path: str
    title: str
    family: str = ""
    minutes: int = 0
    summary: str = ""
    frameworks: Sequence[str] = ()
    variants: int = 0
    findings: Sequence[Finding] = ()
    material: Material | None = None
    """What it offers for practice, once it has been proved."""

    @property
    def errors(self) -> int:
        return sum(f.severity is Severity.ERROR for f in self.findings)

    @property
    def warnings(self) -> int:
        return sum(f.severity is Severity.WARNING for f in self.findings)

    def matches(self, wanted: str) -> bool:
        """Whether every word of `wanted` stands somewhere in what the list shows."""
        text = " ".join((self.id, self.title, self.family, self.summary, *self.frameworks)).casefold()
        return all(word in text for word in wanted.casefold().split())
