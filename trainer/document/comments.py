"""Texts that a `#` has cut short, because YAML takes it for the beginning of a comment.

A `#` is taken for the author's own, and not for a comment, in these cases alone; in all of them one
single space stands before it, as in prose (comments are set apart by more, or have a space after `#`):
- a digit follows at once, `Call us on #5 please`, and the text before it is no number;
- another character follows at once and the text has three words or more, `You are our #best guest`;
- nothing stands before it, `say: #5 please`: the whole value is lost;
- the word before it cannot end a sentence, `Press the # key`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.document.wording import after_bar, short

if TYPE_CHECKING:
    from trainer.document.nodes import Scalar
    from trainer.document.report import Report

COMMENT_IN_TEXT = re.compile(r" (#[^\s#].*)")
_UNFINISHED = frozenset({"a", "an", "the", "this", "that", "your", "our", "my", "his", "her", "their"}) | {
    *("press", "hit", "dial", "number", "with", "and", "or", "to", "of"),
}
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def suspicious_lines(text: str) -> frozenset[int]:
    """The lines, counted from 0, with a `#` that may be meant as text: cheap, and right about most."""
    found, line, counted = set(), 0, 0
    at = text.find(" #")
    while at >= 0:
        if _is_suspicious(text, at):
            line += text.count("\n", counted, at)
            counted = at
            found.add(line)
        at = text.find(" #", at + 2)
    return frozenset(found)


def _is_suspicious(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    if not before or before in " \t\n#" or after in "\t\n#":
        return False
    return after != " " or _is_unfinished(text[max(0, at - 20) : at])


def _is_unfinished(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and words[-1].lower() in _UNFINISHED


def check_hash(scalar: Scalar, report: Report) -> None:
    """Warn about a plain text on a suspicious line, if it is the one and the rules above hold."""
    source, end = report.lines[scalar.end_line], scalar.end_column
    after, text = source[end + 2 : end + 3], scalar.text
    if not source.startswith(" #", end) or after in ("", "#", "\t"):
        return
    words = text.split()
    if after == " ":
        trapped = _is_unfinished(text)
    elif after.isdigit():
        trapped = not _NUMBER.fullmatch(text)
    else:
        trapped = not words or len(words) > 2
    if trapped:
        start = scalar.column if scalar.line == scalar.end_line and words else end + 1
        message = hash_message(source, start, end + 1)
        report.warning("trap-hash", message, scalar.end_line, end + 1, len(source) - end - 1)


def hash_message(source: str, start: int, column: int) -> str:
    """What to do with a text that begins at `start` and has its `#` at `column`."""
    lost, do = short(source[column:]), after_bar(source, start, source[start:])
    return f"After a space, # begins a comment, so `{lost}` is lost. {do}"
