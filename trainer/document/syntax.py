"""Why a parser gave up: the trap that the author fell into, or else the parser's complaint in plain words.

Each `_find_…` looks at the author's own lines around the place, because what the parsers say differs
between C and Python, and because the place they name is often not where the mistake was made.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from trainer.document.comments import COMMENT_IN_TEXT, hash_message
from trainer.document.events import Problem
from trainer.document.traps import braces_message, end_of_flow_text, sign_message
from trainer.document.wording import after_bar, in_braces, short

_LINE = re.compile(
    r"""(?P<indent>\ *(?:-\ +)*)(?:(?P<key>"[^"]*"|'[^']*'|[^\s"'{\[][^:]*(?::(?=\S)[^:]*)*):\ +)?(?P<value>.*)""",
    re.VERBOSE,
)
_OPENS_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][-+0-9]*\s*(?:#.*)?$")
_TAB_INDENT = re.compile(r" *\t")
_NEXT_PAIR = re.compile(r"\s+[\w-]+:(?:\s|$)")
_SIGNS = "@`%*&!>|?,[]{}"


class Diagnosis(NamedTuple):
    """A finding in the making, and the stretch of a line without which the rest could be read."""

    code: str
    message: str
    line: int
    column: int
    blank_from: int = -1
    blank_to: int = -1


def diagnose(problem: Problem, lines: list[str]) -> Diagnosis:
    """The best explanation of a syntax error."""
    for find in (_find_quotes, _find_open_quote, _find_tab, _find_directive, _find_hash, _find_flow, _find_value):
        found = find(problem, lines)
        if found:
            return found
    return _find_indent(problem, lines) or _in_plain_words(problem, lines)


def _find_quotes(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """A quoted text, and more text right after it."""
    last = problem.last
    if last is None or last.style not in ("'", '"') or last.end_line != problem.line:
        return None
    source, end = lines[problem.line], problem.column
    rest = source[last.end_column :].lstrip()
    if source[last.end_column : end].strip() or not rest or rest[0] in "}]" or _starts_pair(source, last.end_column):
        return None
    first = lines[last.line]
    if last.line != last.end_line:
        return _unclosed(first, last.line, last.column)
    flow = "flow" in problem.says
    stop = end_of_flow_text(source, end) if flow else len(source)
    text = source[last.column : stop]
    do = in_braces(source, last.column, text) if flow else after_bar(source, last.column, text)
    message = f"The quotation marks end before this text does. {do}"
    return Diagnosis("trap-quotes", message, last.line, last.column, last.column, stop)


def _starts_pair(source: str, column: int) -> bool:
    return _NEXT_PAIR.match(source, column) is not None


def _unclosed(source: str, line: int, column: int) -> Diagnosis:
    text = source[column + 1 :] if source[column : column + 1] in ("'", '"') else source[column:]
    message = f"The quotation mark that opens here is not closed on its line. {after_bar(source, column, text)}"
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
    source = lines[problem.line]
    match = _TAB_INDENT.match(source)
    if match:
        others = sum(1 for line in lines[problem.line + 1 :] if _TAB_INDENT.match(line) and line.strip())
        return Diagnosis("tab-indent", tab_message(others), problem.line, match.end() - 1)
    if source[problem.column : problem.column + 1] == "\t":
        return Diagnosis("tab-indent", tab_message(0), problem.line, problem.column)
    return None


def tab_message(others: int) -> str:
    """What to do about a tab, and how many more lines have one."""
    more = f" ({others} more lines below do the same)" if others else ""
    return f"This line is moved in with a tab{more}; use spaces, two for each step."


def _find_directive(problem: Problem, lines: list[str]) -> Diagnosis | None:
    for line in (problem.line, problem.context_line):
        if lines[line].startswith("%"):
            message = "A line that begins with % gives orders to YAML; put a text after a |, or delete the line."
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
    """Trouble between { } or [ ]."""
    if "flow" not in problem.says:
        return None
    line, column, last = problem.line, problem.column, problem.last
    source = lines[line]
    start = last.column if last and last.line == line and last.column >= problem.context_column else column
    stop = end_of_flow_text(source, column)
    at_end = not source[column:].strip() or (last is not None and last.end_line == line != last.line)
    if source.startswith("{{", column) or source.startswith("{{", problem.context_column):
        begin = start if source.startswith("{{", column) else problem.context_column
        message = braces_message(source, begin)
        return Diagnosis("trap-braces", message, line, begin, begin, len(source))
    if at_end or (line > problem.context_line and source[column : column + 1] == ":"):
        return _open_bracket(problem, lines)
    if source[column] == ":":
        do = in_braces(source, start, source[start:stop])
        message = f"A colon with a space after it cannot stand in this text. {do}"
        return Diagnosis("trap-colon", message, line, column, start, stop)
    message = "Between brackets there is a comma too few, or the bracket that closes them is missing here."
    return Diagnosis("yaml-syntax", message, line, column)


def _open_bracket(problem: Problem, lines: list[str]) -> Diagnosis:
    line, column = problem.context_line, problem.context_column
    bracket = lines[line][column : column + 1]
    message = f"The bracket {bracket} that opens here is not closed; close it, or put a text after a |."
    return Diagnosis("yaml-syntax", message, line, column)


def _find_value(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """A value on one line that begins with a sign, or holds one, that YAML takes for its own."""
    line, column = problem.line, problem.column
    source = lines[line]
    if "cannot start any token" in problem.says and source[column : column + 1] in tuple(_SIGNS):
        stop = len(source) if not source[:column].strip(" -{[").endswith(":") else len(source)
        return Diagnosis("trap-sign", sign_message(source, column), line, column, column, stop)
    match = _LINE.match(source)
    if match is None or not match["value"] or match.start("value") > column:
        return None
    start, value = match.start("value"), match["value"]
    blank = (start, len(source)) if match["key"] else (-1, -1)
    if value.startswith("{{"):
        return Diagnosis("trap-braces", braces_message(source, start), line, start, *blank)
    if value == "-" or value.startswith("- "):
        do = after_bar(source, start, value)
        message = f"A dash here would begin a list, which cannot stand on the key's own line. {do}"
        return Diagnosis("trap-dash", message, line, start, *blank)
    if value[0] in _SIGNS and not (value[0] in "[{" and source[column : column + 1] in ("]", "}")):
        return Diagnosis("trap-sign", sign_message(source, start), line, start, *blank)
    if source[column : column + 1] == ":" and start < column and "not allowed" in problem.says and match["key"]:
        do = after_bar(source, start, value)
        message = f"A colon with a space after it cannot stand in this text. {do}"
        return Diagnosis("trap-colon", message, line, column, *blank)
    return None


def _find_indent(problem: Problem, lines: list[str]) -> Diagnosis | None:
    """Text that stands less far in than `|` needs, or a line further in below a finished value."""
    line = problem.context_line if "simple key" in problem.says else problem.line
    source = lines[line]
    indent = _indent(source)
    above = line - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0 or not source.strip():
        return None
    if _OPENS_BLOCK.search(lines[above]) and indent <= _key_column(lines[above]):
        message = f"This text belongs to the | on line {above + 1}: it must be two spaces further in than that line."
        return Diagnosis("trap-indent", message, line, indent)
    opener = _block_above(lines, line, indent)
    if opener is not None and indent > _key_column(lines[opener]):
        message = (
            f"This line is less far in than the text after the | on line {opener + 1}; "
            "let all its lines begin at the same column."
        )
        return Diagnosis("trap-indent", message, line, indent)
    value = _LINE.match(lines[above])
    if value and value["key"] and value["value"] and indent > _key_column(lines[above]):
        do = after_bar(lines[above], value.start("value"), value["value"])
        message = f"The line above has its value already, and this line is further in. A text over several lines: {do}"
        return Diagnosis("trap-indent", message, line, indent)
    return None


def _block_above(lines: list[str], line: int, indent: int) -> int | None:
    for number in range(line - 1, -1, -1):
        source = lines[number]
        if _OPENS_BLOCK.search(source):
            return number
        if source.strip() and _indent(source) <= indent:
            return None
    return None


def _indent(source: str) -> int:
    return len(source) - len(source.lstrip(" "))


def _key_column(source: str) -> int:
    match = _LINE.match(source)
    return len(match["indent"]) if match else 0


_PLAIN_WORDS = (
    ("could not find expected ':'", "This line has no colon; write it as `key: value`, or put a text after a |."),
    ("not allowed", "A colon and a space stand where no key can be; look at how far in this line and the one above are."),
    ("'-' indicator", "This line stands between the items of a list; begin it with `- `, or move it in or out."),
    ("document start", "The document is complete before this line; look at the brackets and dashes above it."),
    ("tag", "A word with ! in front is a YAML tag, which cannot stand here; put a text after a |."),
    ("expected key", "This line does not fit the lines above; begin it exactly below the key it belongs beside."),
    ("<block end>", "This line does not fit the lines above; begin it exactly below the key it belongs beside."),
)


def _in_plain_words(problem: Problem, lines: list[str]) -> Diagnosis:
    line, column = problem.line, problem.column
    if "simple key" in problem.says:
        line, column = problem.context_line, problem.context_column
    column = min(column, len(lines[line]))
    for words, message in _PLAIN_WORDS:
        if words in problem.says:
            if words == "tag":
                return Diagnosis("tag", message, line, column)
            return Diagnosis("yaml-syntax", message, line, column)
    near = short(lines[line][column:]) or short(lines[line]) or "the end of the file"
    message = f"YAML cannot read on from here (`{near}`); put a text after a |, or look for a sign too many above."
    return Diagnosis("yaml-syntax", message, line, column)
