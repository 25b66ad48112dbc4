"""Why a parser gave up: the trap that the author fell into, or else the parser's complaint in plain words.

Each `_find_…` looks at the author's own lines around the place, because what the parsers say differs
between C and Python, and because the place they name is often not where the mistake was made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trainer.document.comments import COMMENT_IN_TEXT, hash_message
from trainer.document.indentation import explain_indent
from trainer.document.plain_words import in_plain_words
from trainer.document.tabs import TAB_INDENT, tab_message
from trainer.document.traps import (
    LINE,
    braces_message,
    end_of_flow_text,
    end_of_placeholder,
    sign_message,
)
from trainer.document.wording import after_bar, in_braces

if TYPE_CHECKING:
    from trainer.document.events import Problem

_NEXT_PAIR = re.compile(r"\s+[\w-]+:(?:\s|$)")
_SIGNS = tuple("@`%*&!>|?,[]{}")
_LONGEST_KEY_OF_YAML = 1024


class Diagnosis(NamedTuple):
    """A finding in the making, and the stretch of its line without which the rest could be read."""

    code: str
    message: str
    line: int
    column: int
    blank_from: int = -1
    blank_to: int = -1


def diagnose(problem: Problem, lines: list[str]) -> Diagnosis:
    """The best explanation of a syntax error."""
    for find in _FINDERS:
        found = find(problem, lines)
        if found:
            return found
    explained = explain_indent(problem, lines)
    if explained:
        return Diagnosis("trap-indent", *explained)
    return Diagnosis(*in_plain_words(problem, lines))


def _find_quotes(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """A quoted text, and more text right after it."""
    last, source = problem.last, lines[problem.line]
    if last is None or last.style not in ("'", '"') or last.end_line != problem.line:
        return None
    between, rest = source[last.end_column : problem.column], source[last.end_column :].lstrip()
    if between.strip() or not rest or rest[0] in "}]" or _NEXT_PAIR.match(source, last.end_column):
        return None
    if last.line != last.end_line:
        return _unclosed(lines[last.line], last.line, last.column)
    flow = "flow" in problem.says
    stop = end_of_flow_text(source, problem.column) if flow else len(source)
    text = source[last.column : stop]
    do = in_braces(source, last.column, text) if flow else after_bar(source, last.column, text)
    message = f"The quotation marks end before this text does. {do}"
    return Diagnosis("trap-quotes", message, last.line, last.column, last.column, stop)


def _unclosed(source: str, line: int, column: int) -> Diagnosis:
    do = after_bar(source, column, source[column:].lstrip("'\""))
    message = f"The quotation mark that opens here is not closed on its line. {do}"
    return Diagnosis("trap-quotes", message, line, column, column, len(source))


def _find_open_quote(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """Quotation marks that never close, or a backslash between them that YAML does not know."""
    if "quoted scalar" not in problem.says:
        return None
    line, column = problem.context_line, problem.context_column
    source = lines[line]
    if "escape" not in problem.says:
        return _unclosed(source, line, column)
    if "invalid Unicode" in problem.says:
        message = "Between double quotes this text has a \\ sign that stands for no character; delete it."
        return Diagnosis("dangerous-character", message, line, column)
    do = after_bar(source, column, source[column:])
    message = f"Between double quotes a \\ begins a sign of YAML's own, and this one does not exist. {do}"
    return Diagnosis("trap-quotes", message, line, column, column, len(source))


def _find_tab(problem: Problem, lines: list[str]) -> Diagnosis | None:
    source, column = lines[problem.line], problem.column
    match = TAB_INDENT.match(source)
    if match:
        below = lines[problem.line + 1 :]
        others = sum(1 for line in below if TAB_INDENT.match(line) and line.strip())
        return Diagnosis("tab-indent", tab_message(others), problem.line, match.end() - 1)
    if source[column : column + 1] == "\t":
        return Diagnosis("tab-indent", tab_message(0), problem.line, column)
    return None


def _find_directive(problem: Problem, lines: list[str]) -> Diagnosis | None:
    for line in (problem.line, problem.context_line):
        if lines[line].startswith("%"):
            message = "A line that begins with % gives orders to YAML; delete it, or put a text after a |."
            return Diagnosis("directive", message, line, 0)
    return None


def _find_hash(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """A text that a `#` has cut short, so that its next line fits nothing."""
    last = problem.last
    if last is None or last.style or problem.line <= last.end_line:
        return None
    source = lines[last.end_line]
    match = COMMENT_IN_TEXT.match(source, last.end_column)
    if not match:
        return None
    start = last.column if last.line == last.end_line else 0
    message = hash_message(source, start, match.start(1))
    return Diagnosis("trap-hash", message, last.end_line, match.start(1))


def _find_flow(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """A placeholder or a colon in a text between { } or [ ]."""
    if "flow" not in problem.says:
        return None
    line, column, last = problem.line, problem.column, problem.last
    source = lines[line]
    on_line = last is not None and last.line == line and problem.context_line == line
    start = last.column if last and on_line and last.column >= problem.context_column else column
    if source.startswith("{{", column):
        stop = end_of_placeholder(source, column)
        return Diagnosis("trap-braces", braces_message(source, start), line, start, start, stop)
    if problem.context_line == line and source.startswith("{{", problem.context_column):
        start = problem.context_column
        return Diagnosis("trap-braces", braces_message(source, start), line, start, start, len(source))
    if source[column : column + 1] == ":" and start < column:
        stop = end_of_flow_text(source, column)
        do = in_braces(source, start, source[start:stop])
        message = f"A colon cannot stand here in a text, unless a comma is missing before it. {do}"
        return Diagnosis("trap-colon", message, line, column, start, stop)
    return None


def _find_sign(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """A text that begins with a sign that can begin nothing at all."""
    line, column = problem.line, problem.column
    source = lines[line]
    if "cannot start any token" not in problem.says or not source.startswith(_SIGNS, column):
        return None
    flow = "{" in source[:column] or "[" in source[:column]
    stop = end_of_flow_text(source, column + 1) if flow else len(source)
    return Diagnosis("trap-sign", sign_message(source, column), line, column, column, stop)


def _find_value(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """A value on one line that begins with a sign, or holds a colon, that YAML takes for its own."""
    line, column = problem.line, problem.column
    source = lines[line]
    match = LINE.match(source)
    if match is None or "flow" in problem.says:
        return None
    key, value, start = match["key"], match["value"], match.start("value")
    if key and len(key) > _LONGEST_KEY_OF_YAML:
        message = "This key is far too long; a key is a word or two before a colon."
        return Diagnosis("key-too-long", message, line, match.start("key"))
    if not value or start > column:
        return None
    if "unexpected ':'" in problem.says:
        message = "After this colon the value is missing, or the space before it."
        return Diagnosis("yaml-syntax", message, line, column)
    here = source[column : column + 1]
    blank = (start, len(source)) if start > match.end("indent") or "-" in match["indent"] else (-1, -1)
    if value.startswith("{{"):
        return Diagnosis("trap-braces", braces_message(source, start), line, start, *blank)
    if value == "-" or (value.startswith("- ") and key):
        do = after_bar(source, start, value)
        message = f"A dash here would begin a list, which cannot stand on the key's own line. {do}"
        return Diagnosis("trap-dash", message, line, start, *blank)
    if value.startswith(": "):
        return Diagnosis("key-not-text", "A key is missing before this colon; write `key: value`.", line, start)
    if value.startswith(_SIGNS) and here not in ("]", "}"):
        return Diagnosis("trap-sign", sign_message(source, start), line, start, *blank)
    if key and here == ":" and start < column:
        message = f"A colon with a space after it cannot stand in this text. {after_bar(source, start, value)}"
        return Diagnosis("trap-colon", message, line, column, *blank)
    return None


_FINDERS = (
    _find_quotes,
    _find_open_quote,
    _find_tab,
    _find_directive,
    _find_hash,
    _find_flow,
    _find_sign,
    _find_value,
)
