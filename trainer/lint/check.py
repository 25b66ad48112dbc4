"""Which files of a folder are ours, and everything found in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trainer.analysis.playable import check
from trainer.document.decoding import fold_line_ends
from trainer.document.fields import quoted
from trainer.document.finding import Finding, Severity, Span, in_order
from trainer.kinds import FileKind, Head, Likely, head_of, read_head
from trainer.limits import STATES_IN_PASSING, DocumentLimits
from trainer.lint.glyphs import awkward_glyphs
from trainer.principles.acts_shelf import ActsShelf
from trainer.principles.load import load_framework
from trainer.scenario.library import Library, acts_in, read_bytes

_ALLOW = re.compile(rb"#[ \t]*lint[ \t]*:")


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A file that is likely meant to be ours and does not say so: that is all that is found in it."""

    likely: Likely
    severity: Severity


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


def files_to_check(paths: Iterable[Path], *, only_ours: bool = False) -> Iterator[tuple[Path, FileKind | Unsaid]]:
    """The files named, and those of ours in folders named; those that are likely ours and do not say so, too.

    A named file that does not say what it is is taken for what it likely is, else for a scenario; where only ours are
    wanted it is left out.
    """
    severity = Severity.INFO if only_ours else Severity.WARNING
    for path in paths:
        if path.is_dir():
            for inner in sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file()):
                if kind := _said_or_likely(read_head(inner), severity):
                    yield inner, kind
            continue
        head = read_head(path)
        if only_ours and path.exists():
            if kind := _said_or_likely(head, severity):
                yield path, kind
        else:
            yield path, head.kind or (head.likely.kind if head.likely else FileKind.SCENARIO)


def _said_or_likely(head: Head, severity: Severity) -> FileKind | Unsaid | None:
    if head.kind is None and head.likely:
        return Unsaid(head.likely, severity)
    return head.kind


def check_file(path: Path, kind: FileKind | Unsaid, library: Library, states: int = STATES_IN_PASSING) -> FileReport:
    """Everything wrong with one file. UnusableInput when it cannot be opened."""
    data = read_bytes(path)
    if isinstance(kind, Unsaid):
        found = [_unsaid(kind, path)]
    elif kind is FileKind.FRAMEWORK:
        found = _check_framework(data, path, library)
    elif kind is FileKind.ACTS:
        from trainer.lint.acts import check_acts

        found = check_acts(data, str(path))
    elif kind is FileKind.PLAN:
        from trainer.lint.plans import check_plans

        found = check_plans(path, library)
    else:
        found = _check_scenario(path, library, states)
    head = head_of(data)
    if head.kind and not head.begins:
        message = f"Make `format: {head.kind}/1` the first line: the library lists only files that begin with it."
        at = Span(head.line, 1, head.line, 7)
        found = [*found, Finding("format-not-first", Severity.INFO, message, str(path), at)]
    if not data.isascii() and not isinstance(kind, Unsaid):
        found = [*found, *awkward_glyphs(fold_line_ends(data.decode("utf-8-sig", "replace")), str(path))]
    if _ALLOW.search(data):
        from trainer.lint.allows import silence

        return silence(data, str(path), in_order(found))
    return FileReport(in_order(found), [])


def _unsaid(kind: Unsaid, path: Path) -> Finding:
    likely = kind.likely
    if likely.written:
        message = f'"{quoted(likely.written)}" is not known, so this file was passed over. Did you mean "format: '
        message += f'{likely.kind}/1"?'
    else:
        message = (
            'This file has "scenes" and "start" and does not say what it is, so it was passed over: if it is a '
            f'scenario, begin it with "format: {likely.kind}/1".'
        )
    at = Span(likely.line, 1, likely.line, likely.width + 1)
    return Finding("format-mistyped", kind.severity, message, str(path), at)


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
