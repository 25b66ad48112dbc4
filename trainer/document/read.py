"""A YAML document from its bytes: positioned nodes and everything that is wrong, never an exception."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.document.build import SyntaxStopError, build
from trainer.document.decoding import decode, fold_line_ends, prepare_for_parser
from trainer.document.finding import Finding, ReadingEndedError, Report
from trainer.document.nodes import Mapping, Node, Scalar, kind_of
from trainer.document.parser import open_parser
from trainer.document.syntax_errors import Diagnosis, diagnose
from trainer.document.yaml_traps import check_tabs
from trainer.limits import DocumentLimits

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD = DocumentLimits()
"""The limits on every file that comes from outside."""

_REREADINGS = 20
_REREAD_CHARACTERS = 2_000_000
"""Bounds on looking for the next syntax error behind one that is understood: a moment, whatever the file."""


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. There is a root only if the whole document could be read, whatever was found in it."""

    root: Node | None
    text: str
    """Decoded, without byte-order mark, otherwise as it was; "" if it could not be decoded."""
    findings: list[Finding]

    @property
    def mapping(self) -> Mapping | None:
        """The root, if it is what every format asks for."""
        return self.root if isinstance(self.root, Mapping) else None


def read_document(data: bytes, path: str, limits: DocumentLimits = STANDARD) -> Document:
    """Read one document. `path` is how findings name it; nothing is opened.

    All scalars stay text. Every problem that can be told at once is told at once.
    """
    text = decode(data, path, limits)
    if isinstance(text, Finding):
        return Document(None, "", [text])
    report = Report(path, fold_line_ends(text), limits)
    root: Node | None = None
    try:
        source = prepare_for_parser(report, text)
        with _without_collecting():
            root = _read(source, report)
        check_tabs(root, source, report)
    except ReadingEndedError:
        root = None
    return Document(root, text, report.findings)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nodes hold no cycles, and looking for some among 100,000 new ones is a third of the time of reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Together these call everything alive old, or the collector would go through it all now.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _read(source: str, report: Report) -> Node | None:
    """The root. After a trap that is understood, reading starts again without it, to find the next one."""
    rereadings = 0
    while True:
        try:
            root = build(open_parser(source), report)
        except SyntaxStopError as stop:
            found = diagnose(stop.problem, source.split("\n"))
            _forget_followers(stop.problem.last, found, report)
            report.error(found.code, found.message, found.line, found.column)
            rereadings += 1
            if found.blank_from < 0 or rereadings > _REREADINGS or rereadings * len(source) > _REREAD_CHARACTERS:
                raise
            source = _without(source, found)
        else:
            if rereadings:
                raise ReadingEndedError
            _check_root(root, report)
            return root


def _forget_followers(last: Scalar | None, found: Diagnosis, report: Report) -> None:
    """Take back what was said about the very place that has now been understood better."""
    for code in ("alias", found.code):
        report.forget(code, found.line, found.column)
    if last is not None:
        report.forget("trap-indent", last.line, last.column)


def _without(source: str, found: Diagnosis) -> str:
    lines = source.split("\n")
    line, begin, end = lines[found.line], found.blank_from, found.blank_to
    lines[found.line] = line[:begin] + '""'.ljust(end - begin) + line[end:]
    return "\n".join(lines)


def _check_root(root: Node | None, report: Report) -> None:
    if root is None or (isinstance(root, Scalar) and not root.text):
        message = "This file is empty; a scenario begins with `format: scenario/1`."
        report.error("empty-document", message, 0, 0)
    elif not isinstance(root, Mapping):
        do = "every line at its left edge must be written as `key: value`"
        message = f"This file holds only {kind_of(root)}; {do}."
        report.error("not-a-mapping", message, root.line, root.column)
