"""Text measured in columns of a terminal, where some characters take two and some take none."""

from __future__ import annotations

import re

from wcwidth import wcswidth

_WORDS = re.compile(r"\S+\s*|\s+")


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
