"""Text measured in columns of a terminal, where some characters take two and some take none, and plain tables of it."""

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
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _WORDS.findall(paragraph):
            if line and width_of((line + word).rstrip()) > columns:
                lines.append(line.rstrip())
                line = ""
            line += word
        lines.append(line.rstrip())
    return lines


def table(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> str:
    """A heading, a rule and a line for each row, at most `width` columns wide where that can be done.

    The first column is never cut: it names the row, and is what one copies.
    """
    cells = [[clean_line(cell) for cell in row] for row in (headers, *rows)]
    # As wide as its widest cell is a column; then the widest gives way until all fit.
    widths = [max(width_of(cell) for cell in column) for column in zip(*cells, strict=True)]
    while sum(widths) + _GAP * (len(widths) - 1) > width:
        widest = max(range(1, len(widths)), key=widths.__getitem__, default=0)
        if not widest or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    gap = " " * _GAP
    fitted = [[padded(shortened(cell, n), n) for cell, n in zip(row, widths, strict=True)] for row in cells]
    heading, *lines = [gap.join(row).rstrip() for row in fitted]
    return "\n".join([heading, gap.join("─" * columns for columns in widths), *lines])
