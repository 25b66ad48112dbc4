"""A journal as it is read from a file: its valid events, and whether it is whole, torn or damaged, and where.

Whatever the bytes, the answer is a `Journal` or an error of `trainer.errors`, in bounded memory.
"""

import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trainer.cleaning import clean
from trainer.errors import NewerFormat, UnusableInput
from trainer.files import describe, unusable
from trainer.records.event import Event, Kind, after, receipt
from trainer.records.line import decode
from trainer.records.torn import MARK, Torn, is_torn, recovery_after, stretch

JOURNAL_BYTES = 64 * 1024 * 1024
"""Some hundred times a long attempt with long typed replies, and read in a few seconds."""
JOURNAL_WEIGHT = 2_000_000
"""Commas, opening brackets and newlines, wherever they stand: bounds values and lines before any parsing.

The writer stops where the reader would.
"""

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class JournalState(StrEnum):
    """What can be said of a journal from its own bytes."""

    WHOLE = "whole"
    TORN = "torn"
    """An append was cut off at the end, or is under way. Reopening the journal recovers it."""
    DAMAGED = "damaged"
    """Not what was written. Only the events before the damage are given."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a journal stops being what was written. Lines count from 1, as an editor shows them."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal as it was read."""

    path: Path
    events: tuple[Event, ...]
    """The valid events, in order; with damage, those before it."""
    state: JournalState
    torn: Torn | None = None
    """The torn bytes at the end, with the mark that a recovery will set after them.

    None in a torn journal whose last line lacks only its newline.
    """
    damage: Damage | None = None

    @property
    def receipt(self) -> str:
        """The receipt of the last valid event; empty without events."""
        return receipt(self.events[-1].hash) if self.events else ""


def read_journal(path: Path) -> Journal:
    """Read a journal, which another process may be writing. `UnusableInput` or `NewerFormat`."""
    return parse(read_raw(path), path)


def read_raw(path: Path) -> bytes:
    """All bytes of a journal. `UnusableInput` if it cannot be opened, is no ordinary file, or too large."""
    try:
        fd = os.open(path, _FLAGS)
    except OSError as error:
        raise unusable(describe(error), path) from error
    try:
        return read_bytes(fd, path)
    finally:
        os.close(fd)


def read_bytes(fd: int, path: Path) -> bytes:
    """All bytes of an open journal. `UnusableInput` if it is no ordinary file, or too large."""
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise unusable("it is not an ordinary file", path)
        with os.fdopen(fd, "rb", closefd=False) as file:
            file.seek(0)
            raw = file.read(JOURNAL_BYTES + 1)
    except OSError as error:
        raise unusable(describe(error), path) from error
    # A weight takes four walks, and no more than one mark fits a byte.
    if too_large(len(raw), weight(raw) if len(raw) > JOURNAL_WEIGHT else 0):
        raise unusable("it is too large for the journal of an attempt", path)
    return raw


def weight(raw: bytes) -> int:
    """At least the number of values and of lines in these bytes."""
    return sum(raw.count(mark) for mark in (b",", b"[", b"{", b"\n"))


def too_large(size: int, heft: int) -> bool:
    """Whether a journal of this size and weight is refused."""
    return size > JOURNAL_BYTES or heft > JOURNAL_WEIGHT


def parse(raw: bytes, path: Path) -> Journal:
    """The journal these bytes are. `NewerFormat` if a newer version wrote a line of it."""
    events: list[Event] = []
    offset = 0
    while offset < len(raw):
        newline = raw.find(b"\n", offset)
        end = len(raw) if newline < 0 else newline
        try:
            event, end = _next(raw, offset, end, events[-1] if events else None)
        except NewerFormat as error:
            raise NewerFormat(error.what, where=clean(str(path)), do="Update the program") from None
        except UnusableInput as error:
            if is_torn(raw[offset:], len(events) + 1, offset):
                torn = stretch(raw + MARK, offset, len(raw) + len(MARK))
                return Journal(path, tuple(events), JournalState.TORN, torn=torn)
            damage = Damage(raw.count(b"\n", 0, offset) + 1, error.what)
            return Journal(path, tuple(events), JournalState.DAMAGED, damage=damage)
        events.append(event)
        offset = end + 1
    return Journal(path, tuple(events), JournalState.TORN if offset > len(raw) else JournalState.WHOLE)


def _next(raw: bytes, start: int, end: int, last: Event | None) -> tuple[Event, int]:
    try:
        event = _linked(decode(raw[start:end]), last)
        if event.kind is Kind.RECOVER:
            raise UnusableInput("it recovers from torn bytes, and there are none")
    except NewerFormat:
        raise
    except UnusableInput:
        recovery = recovery_after(raw, start)
        if recovery is None:
            raise
        return _linked(recovery[0], last), recovery[1]
    return event, end


def _linked(event: Event, last: Event | None) -> Event:
    number, prev, mono = after(last)
    if event.number != number:
        raise UnusableInput(f"it is event {event.number}, where {number} was expected")
    if event.prev != prev:
        raise UnusableInput("it does not continue the event before it")
    if event.mono < mono:
        raise UnusableInput("its seconds run backwards")
    return event
