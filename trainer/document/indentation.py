"""Syntax errors whose cause is how far in a line stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.document.traps import LINE
from trainer.document.wording import after_bar

if TYPE_CHECKING:
    from trainer.document.events import Problem

_OPENS_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][-+0-9]*\s*(?:#.*)?$")


def explain_indent(problem: Problem, lines: list[str]) -> tuple[str, int, int] | None:
    """Message, line and column, if a text stands less far in than `|` needs, or a line too far."""
    line = problem.context_line if "simple key" in problem.says else problem.line
    indent, above = _indent(lines[line]), _filled_line_above(lines, line)
    if above is None or not lines[line].strip():
        return None
    if _OPENS_BLOCK.search(lines[above]) and indent <= _key_column(lines[above]):
        return f"This text belongs to the | on line {above + 1}: move it two spaces further in than that.", line, indent
    opener = _block_above(lines, line, indent)
    if opener is not None and indent > _key_column(lines[opener]):
        message = (
            f"This line is less far in than the text after the | on line {opener + 1}; "
            "let all its lines begin at the same column."
        )
        return message, line, indent
    value = LINE.match(lines[above])
    if value and value["key"] and value["value"] and indent > _key_column(lines[above]):
        do = after_bar(lines[above], value.start("value"), value["value"])
        message = "This line is further in than the one above, which has its value already; move it out, or"
        return f"{message} make both one text. {do}", line, indent
    return None


def _filled_line_above(lines: list[str], line: int) -> int | None:
    return next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)


def _block_above(lines: list[str], line: int, indent: int) -> int | None:
    """The line with the `|` under which the lines above this one, all further in, stand."""
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
    match = LINE.match(source)
    return len(match["indent"]) if match else 0
