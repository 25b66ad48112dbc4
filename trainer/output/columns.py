"""Text measured in columns of a terminal, where some characters take two and some take none, and plain tables of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wcwidth import wcswidth

from trainer.cleaning import clean_line

_WORDS = re.compile(r"\S+\s*|\s+")
_GAP = 2
_NARROWEST = 8
"""No column is cut below this."""


def width_of(text: str) -> int:
    """How many columns a line takes."""
    columns = wcswidth(text)
    return columns if columns >= 0 else len(text)


def padded(text: str, columns: int) -> str:
    """A text filled with spaces up to so many columns."""
    return text + " " * (columns - width_of(text))


def shortened(text: str, columns: int) -> str:
    """A text cut to so many columns, with `…` where something is missing.

    As much as fits is kept, so that what takes no column (accents, joiners) stays with its character.
    """
    if width_of(text) <= columns:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width_of(text[:middle]) < columns else (low, middle - 1)
    return text[:low].rstrip() + "…" if columns > 0 else ""


def wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, broken between words only; its own line ends stay."""
    return [line for paragraph in text.split("\n") for line in _wrapped_line(paragraph, columns)]


def _wrapped_line(text: str, columns: int) -> list[str]:
    lines, line = [], ""
    for word in _WORDS.findall(text):
        if line and width_of((line + word).rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()]


def table(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> str:
    """A heading, a rule and a line for each row, at most `width` columns wide where that can be done.

    The first column is never cut: it names the row, and is what one copies.
    """
    lines = [[clean_line(cell) for cell in row] for row in (headers, *rows)]
    widths = _widths(lines, width)
    heading, *rest = [_row_line(row, widths) for row in lines]
    return "\n".join([heading, "  ".join("─" * columns for columns in widths), *rest])


def _widths(lines: list[list[str]], width: int) -> list[int]:
    """The widest cell of each column; then the widest column gives way until all fit."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*lines, strict=True)]
    while sum(widths) + _GAP * (len(widths) - 1) > width:
        widest = max(range(1, len(widths)), key=widths.__getitem__, default=0)
        if not widest or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _row_line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [padded(shortened(cell, columns), columns) for cell, columns in zip(row, widths, strict=True)]
    return (" " * _GAP).join(cells).rstrip()
