"""Which files of a folder are ours, and everything found in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from trainer.analysis.playable import check
from trainer.document.finding import Finding, in_order
from trainer.limits import STATES_IN_PASSING, DocumentLimits
from trainer.lint.glyphs import awkward_glyphs
from trainer.principles.acts_shelf import ActsShelf
from trainer.principles.load import load_framework
from trainer.scenario.library import Library, acts_in, read_bytes

_FORMAT = re.compile(rb"^format:[ \t]*['\"]?([a-z]+)/", re.MULTILINE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096
_ALLOW = re.compile(rb"#[ \t]*lint[ \t]*:")


class FileKind(StrEnum):
    """What a file says it is, in its first line."""

    SCENARIO = "scenario"
    FRAMEWORK = "framework"
    PLAN = "plan"
    ACTS = "acts"


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that a comment in the file silences, and the reason it gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """Everything found in one file, in the order of the page, and what was silenced in it."""

    findings: list[Finding]
    allowed: list[Allowed]


def files_to_check(paths: Iterable[Path], *, only_ours: bool = False) -> Iterator[tuple[Path, FileKind]]:
    """The files named, and those of ours in folders named.

    A named file that does not say what it is is taken for a scenario, or left out when only ours are wanted.
    """
    for path in paths:
        if not path.is_dir():
            kind = kind_of(path) or (None if only_ours and path.exists() else FileKind.SCENARIO)
            if kind:
                yield path, kind
            continue
        for inner in sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file()):
            kind = kind_of(inner)
            if kind:
                yield inner, kind


def kind_of(path: Path) -> FileKind | None:
    """What a file says it is, None when it says nothing of ours or cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    if head.startswith(_WIDE):
        # Windows' "Unicode": every letter has a NUL beside it. Reading it whole will tell its author what to do.
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    match = _FORMAT.search(head)
    name = match[1].decode() if match else ""
    return FileKind(name) if name in FileKind.__members__.values() else None


def check_file(path: Path, kind: FileKind, library: Library, states: int = STATES_IN_PASSING) -> FileReport:
    """Everything wrong with one file. UnusableInput when it cannot be opened."""
    data = read_bytes(path)
    if kind is FileKind.FRAMEWORK:
        found = _check_framework(data, path, library)
    elif kind is FileKind.ACTS:
        from trainer.lint.acts import check_acts

        found = check_acts(data, str(path))
    elif kind is FileKind.PLAN:
        from trainer.lint.plans import check_plans

        found = check_plans(path, library)
    else:
        found = _check_scenario(path, library, states)
    if not data.isascii():
        found = [*found, *awkward_glyphs(data.decode("utf-8-sig", "replace"), str(path))]
    if _ALLOW.search(data):
        from trainer.lint.allows import silence

        return silence(data, str(path), in_order(found))
    return FileReport(in_order(found), [])


def _check_scenario(path: Path, library: Library, states: int) -> list[Finding]:
    checked = check(library.load(path), states)
    if checked.playable is None:
        return checked.findings
    from trainer.lint.all_rules import findings_about

    room = max(0, DocumentLimits().findings - len(checked.findings))
    return [*checked.findings, *findings_about(checked.playable, room, _acts_for(path.parent, library))]


def _check_framework(data: bytes, path: Path, library: Library) -> list[Finding]:
    loaded = load_framework(data, str(path))
    if loaded.framework is None:
        return loaded.findings
    from trainer.lint.framework_acts import acts_of_principles

    room = max(0, DocumentLimits().findings - len(loaded.findings))
    return [
        *loaded.findings,
        *islice(acts_of_principles(loaded.framework, _acts_for(path.parent.parent, library)), room),
    ]


def _acts_for(folder: Path, library: Library) -> ActsShelf:
    """The library's acts, unless a folder of scenarios outside it has its own."""
    if not (folder / "acts").is_dir() or any(f.resolve() == folder.resolve() for f in library.folders):
        return library.acts
    return acts_in([folder, *library.folders])
