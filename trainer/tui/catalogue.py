"""The library as lists show it: one plain entry for each scenario file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.analysis.playable import check
from trainer.document.finding import Finding, Severity
from trainer.errors import UnusableInput
from trainer.scenario.library import Library


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


def read_entries(library: Library) -> list[Entry]:
    """Every scenario with what was found in it: those that train the same side by side, short ones first."""
    entries = [_read(library, identifier) for identifier in library.paths]
    return sorted(entries, key=lambda e: (bool(e.errors), e.family, e.minutes, e.title))


def _read(library: Library, identifier: str) -> Entry:
    path = library.paths[identifier]
    try:
        checked = check(library.load(path))
    except UnusableInput as error:
        finding = Finding("unreadable", Severity.ERROR, str(error), str(path))
        return Entry(identifier, str(path), path.name, findings=[finding])
    scenario = checked.scenario
    if scenario is None:
        return Entry(identifier, str(path), path.name, findings=checked.findings)
    return Entry(
        id=scenario.id,
        path=str(path),
        title=scenario.title,
        family=scenario.family,
        minutes=scenario.minutes,
        summary=" ".join(scenario.summary.split()),
        frameworks=[f.id for f in scenario.frameworks],
        variants=len(scenario.variants),
        findings=checked.findings,
    )
