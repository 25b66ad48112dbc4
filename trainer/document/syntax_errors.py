"""Why a parser gave up: the trap that the author fell into, or else the parser's complaint in plain words.

Each finder looks at the author's own lines around the place, because what the parsers say differs
between C and Python, and because the place they name is often not where the mistake was made.
"""

import re
from typing import NamedTuple

from trainer.document import yaml_traps as traps
from trainer.document.build import SyntaxStopError

_NEXT_PAIR = re.compile(r"\s+[\w-]+:(?:\s|$)")
_SIGNS = tuple("@`%*&!>|?,[]{}")
_LONGEST_KEY_OF_YAML = 1024
_OPENS_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][-+0-9]*\s*(?:#.*)?$")


class Diagnosis(NamedTuple):
    """A finding in the making, and the stretch of its line without which the rest could be read."""

    code: str
    message: str
    line: int
    column: int
    blank_from: int = -1
    blank_to: int = -1


def diagnose(problem: SyntaxStopError, lines: list[str]) -> Diagnosis:
    """The best explanation of a syntax error."""
    return next(diagnosis for find in _FINDERS if (diagnosis := find(problem, lines)))


def find_quotes(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
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
    stop = traps.end_of_flow_text(source, problem.column) if flow else len(source)
    text = source[last.column : stop]
    do = traps.in_braces(source, last.column, text) if flow else traps.after_bar(source, last.column, text)
    message = f"The quotation marks end before this text does. {do}"
    return Diagnosis("trap-quotes", message, last.line, last.column, last.column, stop)


def _unclosed(source: str, line: int, column: int) -> Diagnosis:
    do = traps.after_bar(source, column, source[column:].lstrip("'\""))
    message = f"The quotation mark that opens here is not closed on its line. {do}"
    return Diagnosis("trap-quotes", message, line, column, column, len(source))


def find_open_quote(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
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
    do = traps.after_bar(source, column, source[column:])
    message = f"Between double quotes a \\ begins a sign of YAML's own, and this one does not exist. {do}"
    return Diagnosis("trap-quotes", message, line, column, column, len(source))


def find_tab(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
    """A tab before a line, or where a key or a value should begin."""
    source, column = lines[problem.line], problem.column
    match = traps.TAB_INDENT.match(source)
    if match:
        below = lines[problem.line + 1 :]
        others = sum(1 for line in below if traps.TAB_INDENT.match(line) and line.strip())
        return Diagnosis("tab-indent", traps.tab_message(others), problem.line, match.end() - 1)
    if source[column : column + 1] == "\t":
        return Diagnosis("tab-indent", traps.tab_message(0), problem.line, column)
    return None


def find_directive(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
    """A line that begins with `%`."""
    for line in (problem.line, problem.context_line):
        if lines[line].startswith("%"):
            message = "A line that begins with % gives orders to YAML; delete it, or put a text after a |."
            return Diagnosis("directive", message, line, 0)
    return None


def find_hash(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
    """A text that a `#` has cut short, so that its next line fits nothing."""
    last = problem.last
    if last is None or last.style or problem.line <= last.end_line:
        return None
    source = lines[last.end_line]
    match = traps.COMMENT_IN_TEXT.match(source, last.end_column)
    if not match:
        return None
    start = last.column if last.line == last.end_line else 0
    message = traps.hash_message(source, start, match.start(1))
    return Diagnosis("trap-hash", message, last.end_line, match.start(1))


def find_flow(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
    """A placeholder or a colon in a text between { } or [ ]."""
    if "flow" not in problem.says:
        return None
    line, column, last = problem.line, problem.column, problem.last
    source = lines[line]
    on_line = last is not None and last.line == line and problem.context_line == line
    start = last.column if last and on_line and last.column >= problem.context_column else column
    if source.startswith("{{", column):
        stop = traps.end_of_placeholder(source, column)
        return Diagnosis("trap-braces", traps.braces_message(source, start), line, start, start, stop)
    if problem.context_line == line and source.startswith("{{", problem.context_column):
        start = problem.context_column
        return Diagnosis("trap-braces", traps.braces_message(source, start), line, start, start, len(source))
    if source[column : column + 1] == ":" and start < column:
        stop = traps.end_of_flow_text(source, column)
        do = traps.in_braces(source, start, source[start:stop])
        message = f"A colon cannot stand here in a text, unless a comma is missing before it. {do}"
        return Diagnosis("trap-colon", message, line, column, start, stop)
    return None


def find_sign(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
    """A text that begins with a sign that can begin nothing at all."""
    line, column = problem.line, problem.column
    source = lines[line]
    if "cannot start any token" not in problem.says or not source.startswith(_SIGNS, column):
        return None
    flow = "{" in source[:column] or "[" in source[:column]
    stop = traps.end_of_flow_text(source, column + 1) if flow else len(source)
    return Diagnosis("trap-sign", traps.sign_message(source, column), line, column, column, stop)


def find_value(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
    """A value on one line that begins with a sign, or holds a colon, that YAML takes for its own."""
    line, column = problem.line, problem.column
    source = lines[line]
    match = traps.LINE.match(source)
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
        return Diagnosis("trap-braces", traps.braces_message(source, start), line, start, *blank)
    if value == "-" or (value.startswith("- ") and key):
        do = traps.after_bar(source, start, value)
        message = f"A dash here would begin a list, which cannot stand on the key's own line. {do}"
        return Diagnosis("trap-dash", message, line, start, *blank)
    if value.startswith(": "):
        return Diagnosis("key-not-text", "A key is missing before this colon; write `key: value`.", line, start)
    if value.startswith(_SIGNS) and here not in ("]", "}"):
        return Diagnosis("trap-sign", traps.sign_message(source, start), line, start, *blank)
    if key and here == ":" and start < column:
        message = f"A colon with a space after it cannot stand in this text. {traps.after_bar(source, start, value)}"
        return Diagnosis("trap-colon", message, line, column, *blank)
    return None


def find_indent(problem: SyntaxStopError, lines: list[str]) -> Diagnosis | None:
    """A text that stands less far in than `|` needs, or a line too far in."""
    line = problem.context_line if "simple key" in problem.says else problem.line
    indent = _indent_of(lines[line])
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if above is None or not lines[line].strip():
        return None
    if _OPENS_BLOCK.search(lines[above]) and indent <= _key_column(lines[above]):
        message = f"This text belongs to the | on line {above + 1}: move it two spaces further in than that."
        return Diagnosis("trap-indent", message, line, indent)
    opener = _block_above(lines, line, indent)
    if opener is not None and indent > _key_column(lines[opener]):
        message = (
            f"This line is less far in than the text after the | on line {opener + 1}; "
            "let all its lines begin at the same column."
        )
        return Diagnosis("trap-indent", message, line, indent)
    value = traps.LINE.match(lines[above])
    if value and value["key"] and value["value"] and indent > _key_column(lines[above]):
        what = "This line is further in than the one above, which has its value already; move it out, or make both"
        message = f"{what} one text. {traps.after_bar(lines[above], value.start('value'), value['value'])}"
        return Diagnosis("trap-indent", message, line, indent)
    return None


def _block_above(lines: list[str], line: int, indent: int) -> int | None:
    """The line with the `|` under which the lines above this one, all further in, stand."""
    for number in range(line - 1, -1, -1):
        source = lines[number]
        if _OPENS_BLOCK.search(source):
            return number
        if source.strip() and _indent_of(source) <= indent:
            return None
    return None


def _indent_of(source: str) -> int:
    return len(source) - len(source.lstrip(" "))


def _key_column(source: str) -> int:
    match = traps.LINE.match(source)
    return len(match["indent"]) if match else 0


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


def in_plain_words(problem: SyntaxStopError, lines: list[str]) -> Diagnosis:
    """The parser's complaint, where no trap is known."""
    line, column, last = problem.line, problem.column, problem.last
    if "simple key" in problem.says:
        line, column = problem.context_line, problem.context_column
    source = lines[line]
    if "flow" in problem.says:
        return _brackets(problem, lines)
    if source[column : column + 1] in ("]", "}"):
        return Diagnosis("yaml-syntax", "There is one closing bracket too many here; delete it.", line, column)
    if "tag" in problem.says:
        message = "A word with ! in front is a YAML tag, which cannot stand here; put a text after a |."
        return Diagnosis("tag", message, line, column)
    if last is not None and last.line < last.end_line == line and not last.style and "not allowed" in problem.says:
        before = lines[last.line][: last.column]
        if not before.strip():
            return Diagnosis("yaml-syntax", _NO_COLON, last.line, last.column)
    if "document start" in problem.says and any(before.startswith("...") for before in lines[:line]):
        message = "Three dots end the document, and more follows; delete the line with the dots."
        return Diagnosis("second-document", message, line, column)
    for words, message in _PLAIN_WORDS:
        if words in problem.says:
            return Diagnosis("yaml-syntax", message, line, column)
    near = traps.short(source[column:]) or traps.short(source) or "the end of the file"
    message = f"YAML cannot read on from here (`{near}`); put a text after a |, or look for a sign too many."
    return Diagnosis("yaml-syntax", message, line, column)


def _brackets(problem: SyntaxStopError, lines: list[str]) -> Diagnosis:
    """An open bracket is shown where it opens: the parser notices at the end of the file, or on the next key."""
    line, column, last = problem.line, problem.column, problem.last
    source = lines[line]
    runs_on = last is not None and last.end_line == line != last.line
    if runs_on or not source[column:].strip() or (line > problem.context_line and source[column] == ":"):
        line, column = problem.context_line, problem.context_column
        bracket = lines[line][column : column + 1]
        message = f"The bracket {bracket} that opens here is not closed; close it, or put a text after a |."
        return Diagnosis("yaml-syntax", message, line, column)
    if source[column] == ":":
        return Diagnosis("key-not-text", "A key is missing before this colon; write `key: value`.", line, column)
    message = "Between brackets a comma is missing before this, or the bracket that closes them."
    return Diagnosis("yaml-syntax", message, line, column)


_FINDERS = (
    find_quotes,
    find_open_quote,
    find_tab,
    find_directive,
    find_hash,
    find_flow,
    find_sign,
    find_value,
    find_indent,
    in_plain_words,
)
