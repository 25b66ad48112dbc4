"""Reading stdin without end: what is read at most, whatever is sent."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from trainer.errors import UnusableInput

LONGEST = 64 * 1024
"""Bytes: many times what a reply can have."""


def lines() -> Iterator[str]:
    """The lines of stdin; of a longer one the beginning, and the rest of it is never taken for the next line."""
    source = sys.stdin.buffer
    try:
        while raw := source.readline(LONGEST):
            rest = raw
            while rest and not rest.endswith(b"\n"):
                rest = source.readline(LONGEST)
            yield _text(raw.rstrip(b"\r\n"))
    except OSError as error:
        raise UnusableInput(f"stdin cannot be read: {error.strerror}") from error


def beginning() -> str:
    """As much of stdin as is looked at."""
    try:
        return _text(sys.stdin.buffer.read(LONGEST)).replace("\r\n", "\n")
    except OSError as error:
        raise UnusableInput(f"stdin cannot be read: {error.strerror}") from error


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
