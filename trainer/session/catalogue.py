"""The library as lists show it: an entry for each scenario file, with what proving it has shown.

What was proved is kept beside the attempts, so that the next start need not prove it again. It is never the truth: it
is known by the texts that were proved, and made anew when it is damaged, from another version or gone.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from trainer import __version__
from trainer.analysis.playable import check
from trainer.document.finding import Finding, Severity, Span
from trainer.errors import TrainerError, UnusableInput
from trainer.files import read_if_there, write_private
from trainer.limits import PROOFS_BYTES, STATES_IN_PASSING
from trainer.practice.material import Drill, Material, material
from trainer.scenario.library import Library
from trainer.scenario.load import Loaded
from trainer.scenario.model import Scenario

T = TypeVar("T")
PROOFS_NAME = ".library.json"
_MADE_BY = f"1 {__version__} {STATES_IN_PASSING}"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
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


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything found in a scenario, and what it offers for practice; None where it cannot be played."""

    findings: list[Finding]
    material: Material | None


@dataclass(slots=True)
class ProofCache:
    """By what was proved. Without a `path` they last as long as the program."""

    path: Path | None = None
    _known: dict[str, Any] | None = None
    _used: dict[str, Any] = field(default_factory=dict)
    _new: bool = False

    def of(self, loaded: Loaded, scenario: Scenario) -> Proof:
        """The proof of a scenario that was read."""
        texts = (scenario.sha256, *(f.sha256 for f in scenario.frameworks), *(str(f) for f in loaded.findings))
        key = sha256("\n".join(texts).encode("utf-8", "backslashreplace")).hexdigest()
        known = self._read().get(key)
        proof = proof_from_data(known, scenario.path) if known is not None else None
        if proof is None:
            checked, self._new = check(loaded), True
            proof = Proof(checked.findings, material(checked.playable) if checked.playable else None)
            known = proof_to_data(proof)
        self._used[key] = known
        return proof

    def keep(self) -> None:
        """Write down what was used, if anything of it is new. Where it cannot be kept it is proved again."""
        if self.path and self._new:
            text = json.dumps({"by": _MADE_BY, "proofs": self._used}, separators=(",", ":"))
            with suppress(TrainerError):
                write_private(self.path, text, what="the proofs could not be kept", do="")
            self._known, self._new = dict(self._used), False

    def _read(self) -> dict[str, Any]:
        if self._known is None:
            self._known = {}
            with suppress(OSError, TrainerError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
                kept = read_if_there(self.path, PROOFS_BYTES) if self.path else None
                data: Any = json.loads((kept or b"{}").decode("utf-8"))
                if data.get("by") == _MADE_BY:
                    self._known = dict(data["proofs"])
        return self._known


@dataclass(slots=True)
class Catalogue:
    """Entries by file, read again when the file has changed. Proving takes longer than reading and can come after."""

    known: dict[Path, tuple[int, bool, CatalogueEntry]] = field(default_factory=dict)
    proofs: ProofCache = field(default_factory=ProofCache)

    def entries(self, library: Library, *, prove: bool) -> list[CatalogueEntry]:
        """Every scenario with what was found in it: those that train the same side by side, short ones first."""
        entries = []
        for identifier, path in library.paths.items():
            changed = path.stat().st_mtime_ns if path.exists() else 0
            at, proved, entry = self.known.get(path, (-1, False, None))
            if entry is None or at != changed or (prove and not proved):
                entry = self._read(library, identifier, path, prove)
                self.known[path] = (changed, prove, entry)
            entries.append(entry)
        if prove:
            self.proofs.keep()
        return sorted(entries, key=lambda e: (bool(e.errors), e.family, e.minutes, e.title))

    def _read(self, library: Library, identifier: str, path: Path, prove: bool) -> CatalogueEntry:
        try:
            loaded = library.load(path)
        except UnusableInput as error:
            finding = Finding("unreadable", Severity.ERROR, str(error), str(path))
            return CatalogueEntry(identifier, str(path), path.name, findings=[finding])
        scenario = loaded.scenario
        if scenario is None:
            return CatalogueEntry(identifier, str(path), path.name, findings=loaded.findings)
        proof = self.proofs.of(loaded, scenario) if prove else None
        return CatalogueEntry(
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


def proof_to_data(proof: Proof) -> dict[str, Any]:
    """A proof as JSON has it."""
    offers = proof.material
    drills = [{**asdict(d), "principles": sorted(d.principles)} for d in offers.drills] if offers else []
    return {
        "findings": [asdict(f) for f in proof.findings],
        "material": offers and {**asdict(offers), "titles": dict(offers.titles), "drills": drills},
    }


def proof_from_data(data: Any, path: str) -> Proof | None:
    """The proof of the scenario in a file; None where the data is not what it should be."""
    try:
        findings = []
        for one in data["findings"]:
            kinds = {"severity": Severity(one["severity"]), "at": Span(**one["at"]), "path": path}
            witness = None if one["witness"] is None else tuple(one["witness"])
            findings.append(Finding(**{**one, **kinds, "witness": witness}))
        offers = data["material"]
        if not offers:
            return Proof(findings, None)
        drills = [
            Drill(_of(str, d["scene"]), _texts(d["replies"]), frozenset(_texts(d["principles"])))
            for d in _of(list, offers["drills"])
        ]
        offered = Material(
            scenario=_of(str, offers["scenario"]),
            title=_of(str, offers["title"]),
            family=_of(str, offers["family"]),
            minutes=_of(int, offers["minutes"]),
            variants=_texts(offers["variants"]),
            drills=tuple(drills),
            titles={key: _of(str, title) for key, title in _of(dict, offers["titles"]).items()},
            drill_minutes=_of(int, offers["drill_minutes"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return Proof(findings, offered)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_of(str, one) for one in _of(list, value))


def _of(kind: type[T], value: object) -> T:
    """TypeError where something is of another kind than it was written."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{kind.__name__} is expected")
    return value
