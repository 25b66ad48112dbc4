"""A parser's complaint for which no trap was found, in words for people who never heard of YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.document.wording import short

if TYPE_CHECKING:
    from trainer.document.events import Problem

_UNFIT = "This line does not fit the lines above; begin it exactly below the key it belongs beside."
_NO_COLON = "This line has no colon; write it as `key: value`, or put a text after a |."
_PLAIN_WORDS = (
    ("expected ':'", _NO_COLON),
    ("not allowed", "No key can stand here; look at how far in this line and the one above are."),
    ("'-' indicator", "This line stands in a list; begin it with `- `, or move it in or out."),
    ("block collection", "This line stands in a list; begin it with `- `, or move it in or out."),
    ("document start", "All is closed before this line; look at the brackets and dashes above it."),
    ("expected key", _UNFIT),
    ("<block end>", _UNFIT),
)


def in_plain_words(problem: Problem, lines: list[str]) -> tuple[str, str, int, int]:
    """Code, message, line and column."""
    line, column, last = problem.line, problem.column, problem.last
    if "simple key" in problem.says:
        line, column = problem.context_line, problem.context_column
    source = lines[line]
    if "flow" in problem.says:
        return _brackets(problem, lines)
    if source[column : column + 1] in ("]", "}"):
        return "yaml-syntax", "There is one closing bracket too many here; delete it.", line, column
    if "tag" in problem.says:
        message = "A word with ! in front is a YAML tag, which cannot stand here; put a text after a |."
        return "tag", message, line, column
    if last is not None and last.line < last.end_line == line and not last.style and "not allowed" in problem.says:
        before = lines[last.line][: last.column]
        if not before.strip():
            return "yaml-syntax", _NO_COLON, last.line, last.column
    if "document start" in problem.says and any(before.startswith("...") for before in lines[:line]):
        message = "Three dots end the document, and more follows; delete the line with the dots."
        return "second-document", message, line, column
    for words, message in _PLAIN_WORDS:
        if words in problem.says:
            return "yaml-syntax", message, line, column
    near = short(source[column:]) or short(source) or "the end of the file"
    message = f"YAML cannot read on from here (`{near}`); put a text after a |, or look for a sign too many."
    return "yaml-syntax", message, line, column


def _brackets(problem: Problem, lines: list[str]) -> tuple[str, str, int, int]:
    """An open bracket is shown where it opens: the parser notices at the end of the file, or on the next key."""
    line, column, last = problem.line, problem.column, problem.last
    source = lines[line]
    runs_on = last is not None and last.end_line == line != last.line
    if runs_on or not source[column:].strip() or (line > problem.context_line and source[column] == ":"):
        line, column = problem.context_line, problem.context_column
        bracket = lines[line][column : column + 1]
        message = f"The bracket {bracket} that opens here is not closed; close it, or put a text after a |."
        return "yaml-syntax", message, line, column
    if source[column] == ":":
        return "key-not-text", "A key is missing before this colon; write `key: value`.", line, column
    message = "Between brackets a comma is missing before this, or the bracket that closes them."
    return "yaml-syntax", message, line, column
