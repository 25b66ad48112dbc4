"""A YAML document from its bytes: positioned nodes and everything that is wrong, never an exception."""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from trainer.document.build import SyntaxStopError, build
from trainer.document.decoding import decode, fold_line_ends, prepare_for_parser
from trainer.document.finding import Finding, ReadingEndedError, Report
from trainer.document.nodes import Mapping, Node, Scalar, kind_of
from trainer.document.syntax_errors import diagnose
from trainer.document.yaml_traps import check_tabs
from trainer.limits import DocumentLimits

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
            root = build(_events(source), report)
            break
        except SyntaxStopError as stop:
            lines = source.split("\n")
            diagnosis = diagnose(stop, lines)
            # What was said about the very place that has now been understood better is taken back.
            for code in ("alias", diagnosis.code):
                report.forget(code, diagnosis.line, diagnosis.column)
            if stop.last is not None:
                report.forget("trap-indent", stop.last.line, stop.last.column)
            report.error(diagnosis.code, diagnosis.message, diagnosis.line, diagnosis.column)
            rereadings += 1
            if diagnosis.blank_from < 0 or rereadings > _REREADINGS or rereadings * len(source) > _REREAD_CHARACTERS:
                raise
            line, begin, end = lines[diagnosis.line], diagnosis.blank_from, diagnosis.blank_to
            lines[diagnosis.line] = line[:begin] + '""'.ljust(end - begin) + line[end:]
            source = "\n".join(lines)
    if rereadings:
        raise ReadingEndedError
    if root is None or (isinstance(root, Scalar) and not root.text):
        report.error("empty-document", "This file is empty; a scenario begins with `format: scenario/1`.", 0, 0)
    elif not isinstance(root, Mapping):
        do = "every line at its left edge must be written as `key: value`"
        report.error("not-a-mapping", f"This file holds only {kind_of(root)}; {do}.", root.line, root.column)
    return root


def _events(text: str) -> Callable[[], Any]:
    """What gives the next event of a text, which has been checked and ends in a line feed; None after the last one.

    The events are the fast parser's in C, or the slow one's in Python where libyaml is missing.
    """
    if not yaml.__with_libyaml__:
        return _PurePythonParser(text).get_event
    # Late, because the module is not there without libyaml.
    from yaml._yaml import CParser

    next_event: Callable[[], Any] = CParser(text).get_event
    return next_event


_SURROGATE = re.compile("[\ud800-\udfff]")


class _PurePythonParser(Reader, Scanner, Parser):
    """PyYAML's own, made to take tabs and question marks in and between texts as libyaml does."""

    _in_plain = False
    _between_tokens = False

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def peek(self, index: int = 0) -> Any:
        """The next character; the text itself is taken by other means, so a stand-in only steers the scanner."""
        character = super().peek(index)
        if character == "?" and self._in_plain:
            return "x"
        if character == "\t" and (
            self._in_plain or (self._between_tokens and (self.flow_level or not self.allow_simple_key))
        ):
            return " "
        return character

    def scan_plain(self) -> Any:
        """A text without quotes."""
        self._in_plain = True
        try:
            return super().scan_plain()
        finally:
            self._in_plain = False

    def scan_to_next_token(self) -> None:
        """Skip white space and comments."""
        self._between_tokens = True
        try:
            super().scan_to_next_token()
        finally:
            self._between_tokens = False

    def scan_flow_scalar(self, style: Any) -> Any:
        """Refuse escapes that stand for no character, as libyaml does."""
        start = self.get_mark()
        try:
            token = super().scan_flow_scalar(style)
        except ValueError:
            token = None
        if token is None or _SURROGATE.search(token.value):
            message = "found invalid Unicode character escape code"
            raise ScannerError("while scanning a quoted scalar", start, message, self.get_mark())
        return token
