"""How large a journal may be. The writer stops where the reader would."""

JOURNAL_BYTES = 64 * 1024 * 1024
"""Some hundred times a long attempt with long typed replies, and read in a few seconds."""
JOURNAL_WEIGHT = 2_000_000
"""Commas, opening brackets and newlines, wherever they stand: bounds values and lines before any parsing."""


def weight(raw: bytes) -> int:
    """At least the number of values and of lines in these bytes."""
    return sum(raw.count(mark) for mark in (b",", b"[", b"{", b"\n"))


def is_too_large(raw: bytes) -> bool:
    """Whether a journal of these bytes is refused. A weight takes four walks, and no more than one mark fits a byte."""
    return too_large(len(raw), weight(raw) if len(raw) > JOURNAL_WEIGHT else 0)


def too_large(size: int, heft: int) -> bool:
    """Whether a journal of this size and weight is refused."""
    return size > JOURNAL_BYTES or heft > JOURNAL_WEIGHT
