"""After reading: texts that a `#` has cut short, and tabs that move a line in.

Both can only be told from honest text once it is known what stands inside `|` and quotation marks, so
suspicious places are collected first, by one regular expression, and the nodes are looked at only then.

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

from trainer.document.nodes import Mapping, Node, Scalar
from trainer.document.traps import tab_message
from trainer.document.wording import after_bar, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.document.report import Report

COMMENT_IN_TEXT = re.compile(r" (#[^\s#].*)")
_UNFINISHED = ["a", "an", "the", "this", "that", "your", "our", "my", "his", "her", "their", "press", "hit"]
_UNFINISHED += ["dial", "number", "with", "and", "or", "to", "of"]
_SUSPICIOUS = re.compile(rf"[^\s#] #(?=[^\s#])|\b(?:{'|'.join(_UNFINISHED)}) #(?= \S)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_TAB_LINE = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.MULTILINE)


def look_again(root: Node | None, text: str, report: Report) -> None:
    """Report lost comments and tabs in a document that could be read."""
    hashes = _lines_with(_SUSPICIOUS, text) if " #" in text else set()
    tabs = _lines_with(_TAB_LINE, text) if "\t" in text else set()
    if root is None or not (hashes or tabs):
        return
    for scalar in _values(root):
        if scalar.end_line in hashes and not scalar.style:
            _check_hash(scalar, report)
        if tabs and scalar.end_line > scalar.line:
            tabs.difference_update(range(scalar.line + 1, scalar.end_line + (not scalar.style)))
    for line in sorted(tabs):
        report.error("tab-indent", tab_message(0), line, report.lines[line].index("\t"))


def hash_message(source: str, start: int, column: int) -> str:
    """What to do with a text that begins at `start` and has its `#` at `column`."""
    lost = short(source[column:])
    do = after_bar(source, start, source[start:])
    return f"After a space, # begins a comment, so `{lost}` is lost. {do}"


def _lines_with(pattern: re.Pattern[str], text: str) -> set[int]:
    found, line, counted = set(), 0, 0
    for match in pattern.finditer(text):
        line += text.count("\n", counted, match.end())
        counted = match.end()
        found.add(line)
    return found


def _values(root: Node) -> Iterator[Scalar]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        else:
            waiting.extend(node.values.values() if isinstance(node, Mapping) else node.items)


def _check_hash(scalar: Scalar, report: Report) -> None:
    source, end = report.lines[scalar.end_line], scalar.end_column
    if not source.startswith(" #", end) or len(source) < end + 3:
        return
    after, text = source[end + 2], scalar.text
    words = text.split()
    if after == " ":
        trapped = bool(words) and words[-1].lower() in _UNFINISHED and len(words) > 1
    elif after == "#":
        trapped = False
    elif after.isdigit():
        trapped = not _NUMBER.fullmatch(text)
    else:
        trapped = not words or len(words) > 2
    if trapped:
        start = scalar.column if scalar.line == scalar.end_line and words else end + 1
        message = hash_message(source, start, end + 1)
        report.warning("trap-hash", message, scalar.end_line, end + 1, len(source) - end - 1)
