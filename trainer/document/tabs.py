"""Tabs that move a line in. The parser stops at most of them; the others are looked for afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.document.nodes import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.document.report import Report

TAB_INDENT = re.compile(r" *\t")
_TAB_LINE = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.MULTILINE)


def check_tabs(root: Node | None, text: str, report: Report) -> None:
    """Report each line that begins with a tab, unless it stands within a text."""
    if root is None or "\t" not in text:
        return
    tabs = {text.count("\n", 0, match.start()) for match in _TAB_LINE.finditer(text)}
    if not tabs:
        return
    for scalar in _scalars(root):
        if scalar.style and scalar.end_line > scalar.line:
            # A block text ends at the start of the line after it.
            tabs.difference_update(range(scalar.line + 1, scalar.end_line + (scalar.end_column > 0)))
    for line in sorted(tabs):
        report.error("tab-indent", tab_message(0), line, report.lines[line].index("\t"))


def tab_message(others: int) -> str:
    """What to do about a tab, and how many more lines have one."""
    more = {0: "", 1: " (and one more line below)"}.get(others, f" (and {others:,} more lines below)")
    return f"This line is moved in with a tab{more}; use spaces, two for each step."


def _scalars(root: Node) -> Iterator[Scalar]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        else:
            waiting.extend(node.values.values() if isinstance(node, Mapping) else node.items)
