"""PyYAML's event parser: the fast one in C, or the slow one in Python where libyaml is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

if TYPE_CHECKING:
    from trainer.document.nodes import Scalar

_SURROGATE = re.compile("[\ud800-\udfff]")


class EventParser(Protocol):
    """What is needed of a parser."""

    def check_event(self) -> bool:
        """Whether there is another event."""

    def get_event(self) -> Any:
        """The next event, or None after the last one."""


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
        if character == "\t" and (self._in_plain or (self._between_tokens and self._tab_may_separate())):
            return " "
        return character

    def _tab_may_separate(self) -> bool:
        return bool(self.flow_level or not self.allow_simple_key)

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


def open_parser(text: str) -> EventParser:
    """A parser over a text that has been checked and ends in a line feed."""
    if not yaml.__with_libyaml__:
        return _PurePythonParser(text)
    # Late, because the module is not there without libyaml.
    from yaml._yaml import CParser

    return CParser(text)


class ParserProblem:
    """Where a parser gave up, and what it said. Lines and columns count from 0."""

    def __init__(self, error: Exception, last: Scalar | None) -> None:
        context_mark = getattr(error, "context_mark", None)
        mark = getattr(error, "problem_mark", None) or context_mark
        self.last = last
        """The last text that was read before it."""
        self.says = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or error}"
        if mark is not None:
            self.line, self.column = mark.line, mark.column
        else:
            self.line, self.column = (last.end_line, last.end_column) if last else (0, 0)
        self.context_line: int = context_mark.line if context_mark else self.line
        self.context_column: int = context_mark.column if context_mark else self.column
