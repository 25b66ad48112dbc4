"""A journal as it was read: its valid events, and whether it is whole, torn or damaged, and where.

Whatever the bytes, the answer is a `Journal` or an error of `trainer.errors`, in bounded memory.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trainer.cleaning import clean
from trainer.errors import NewerFormat, UnusableInput
from trainer.records.event import Event, Kind, after
from trainer.records.line import decode
from trainer.records.receipt import receipt
from trainer.records.torn import MARK, Torn, is_torn, recovery_after, stretch


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
            return _cut_short(raw, offset, path, events, error.what)
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
        found = recovery_after(raw, start)
        if found is None:
            raise
        return _linked(found[0], last), found[1]
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


def _cut_short(raw: bytes, offset: int, path: Path, events: list[Event], reason: str) -> Journal:
    if is_torn(raw[offset:], len(events) + 1, offset):
        return Journal(path, tuple(events), JournalState.TORN, torn=stretch(raw + MARK, offset, len(raw) + len(MARK)))
    damage = Damage(raw.count(b"\n", 0, offset) + 1, reason)
    return Journal(path, tuple(events), JournalState.DAMAGED, damage=damage)
