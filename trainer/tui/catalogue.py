"""The library as lists show it: one plain entry for each scenario file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from trainer.document.finding import Finding, Severity
from trainer.errors import UnusableInput
from trainer.scenario.library import Library
from trainer.tui.entry import Entry
from trainer.tui.proofs import Proofs


@dataclass(slots=True)
class Catalogue:
    """Entries by file, read again when the file has changed. Proving takes longer than reading and can come after."""

    known: dict[Path, tuple[int, bool, Entry]] = field(default_factory=dict)
    proofs: Proofs = field(default_factory=Proofs)

    def entries(self, library: Library, *, prove: bool) -> list[Entry]:
        """Every scenario with what was found in it: those that train the same side by side, short ones first."""
        found = [self._entry(library, identifier, path, prove) for identifier, path in library.paths.items()]
        return sorted(found, key=lambda e: (bool(e.errors), e.family, e.minutes, e.title))

    def _entry(self, library: Library, identifier: str, path: Path, prove: bool) -> Entry:
        changed = path.stat().st_mtime_ns if path.exists() else 0
        at, proved, entry = self.known.get(path, (-1, False, None))
        if entry is None or at != changed or (prove and not proved):
            entry = self._read(library, identifier, path, prove)
            self.known[path] = (changed, prove, entry)
        return entry

    def _read(self, library: Library, identifier: str, path: Path, prove: bool) -> Entry:
        try:
            loaded = library.load(path)
        except UnusableInput as error:
            finding = Finding("unreadable", Severity.ERROR, str(error), str(path))
            return Entry(identifier, str(path), path.name, findings=[finding])
        scenario = loaded.scenario
        if scenario is None:
            return Entry(identifier, str(path), path.name, findings=loaded.findings)
        proof = self.proofs.of(loaded, scenario) if prove else None
        return Entry(
            id=scenario.id,
            path=str(path),
            title=scenario.title,
            family=scenario.family,
            minutes=scenario.minutes,
            summary=" ".join(scenario.summary.split()),
            frameworks=[f.id for f in scenario.frameworks],
            variants=len(scenario.variants),
            findings=proof.findings if proof else loaded.findings,
            material=proof.material if proof else None,
        )
