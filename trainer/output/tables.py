"""Plain tables for the terminal: columns that line up whatever the script, cut to the window where they must be."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.cleaning import clean_line
from trainer.output.columns import padded, shortened, width_of

_GAP = 2
_NARROWEST = 8
"""No column is cut below this."""


def table(rows: Sequence[Sequence[str]], headers: Sequence[str], width: int) -> str:
    """A heading, a rule and a line for each row, at most `width` columns wide where that can be done.

    The first column is never cut: it names the row, and is what one copies.
    """
    lines = [[clean_line(cell) for cell in row] for row in (headers, *rows)]
    widths = _widths(lines, width)
    heading, *rest = [_line(row, widths) for row in lines]
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


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [padded(shortened(cell, columns), columns) for cell, columns in zip(row, widths, strict=True)]
    return (" " * _GAP).join(cells).rstrip()
