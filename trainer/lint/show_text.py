"""Findings for people: one line each, then the line of the file with a caret under the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from trainer.cleaning import clean
from trainer.document.decoding import fold_line_ends
from trainer.document.finding import Finding, Severity, Span
from trainer.errors import UnusableInput
from trainer.files import read_regular
from trainer.limits import DocumentLimits
from trainer.lint.check import Allowed

COLUMNS = 100
"""Of a long line only so much is shown, with the place in it."""
_BEFORE = 60
_WITNESS = 24
"""Replies of a witness that are written out."""


def text_of(findings: Sequence[Finding], allowed: Sequence[Allowed] = ()) -> Iterator[str]:
    """Each finding in a few lines, with those that were silenced, and why, at the end."""
    lines = _Lines()
    for finding in findings:
        yield str(finding)
        yield from lines.with_caret(finding)
        if finding.witness:
            yield f"      the replies that lead there: {_replies(finding.witness)}"
    for one in allowed:
        yield str(one.finding)
        yield f"      allowed: {one.reason}"


def summary(findings: Sequence[Finding], allowed: Sequence[Allowed], checked: int) -> str:
    """How much was found, in one line."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    parts = [f"{n} {names[s]}{'' if n == 1 else 's'}" for s, n in counts.items() if n]
    files = "1 file" if checked == 1 else f"{checked} files"
    more = f" ({len(allowed)} allowed)" if allowed else ""
    return f"{files} checked: {', '.join(parts) or 'nothing found'}{more}."


def _replies(witness: Sequence[str]) -> str:
    shown = ", ".join(witness[:_WITNESS])
    return shown if len(witness) <= _WITNESS else f"{shown} … and {len(witness) - _WITNESS} more"


class _Lines:
    """The files' lines, each file read once, and no further than a document may reach."""

    def __init__(self) -> None:
        self._path = ""
        self._lines: list[str] = []

    def with_caret(self, finding: Finding) -> Iterator[str]:
        if finding.path != self._path:
            self._path, self._lines = finding.path, _read(finding.path)
        if finding.at.line <= len(self._lines):
            yield from caret(self._lines[finding.at.line - 1], finding.at)


def _read(path: str) -> list[str]:
    try:
        data = read_regular(Path(path), DocumentLimits().bytes)
        return fold_line_ends(data.decode("utf-8-sig", "replace")).split("\n")
    except UnusableInput:
        return []


def caret(line: str, at: Span) -> Iterator[str]:
    """The line with its number, and below it a caret as wide as the place; nothing for an empty line."""
    if not line.strip():
        return
    start = min(at.column - 1, len(line))
    cut = max(0, start - _BEFORE) if len(line) > COLUMNS else 0
    shown = _plain(line[cut : cut + COLUMNS])
    end = at.end_column - 1 if at.end_line == at.line else len(line)
    before, under = _plain(line[cut:start]), _plain(line[start : min(end, cut + COLUMNS)])
    yield f"{at.line:>5} | {shown}"
    yield f"      | {' ' * _columns(before)}{'^' * max(1, _columns(under))}"


def _plain(text: str) -> str:
    return clean(text).replace("\t", " ").replace("\n", " ")


def _columns(text: str) -> int:
    """Columns on a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))
