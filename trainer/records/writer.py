"""Writing a journal: one event after another, each acknowledged only when it is safe."""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from trainer.files import Sync, flush, not_writable
from trainer.records.appended import AppendedFile
from trainer.records.clock import Clock
from trainer.records.event import JSON, Event, Kind, after
from trainer.records.journal import Journal, JournalState, parse
from trainer.records.line import decode, encode
from trainer.records.reader import read_journal
from trainer.records.receipt import receipt
from trainer.records.recovery import repair


class JournalWriter:
    """The one writer of a journal, holding its lock until closed. For one thread at a time."""

    def __init__(self, file: AppendedFile, clock: Clock) -> None:
        """Use `create` or `reopen`."""
        self._file = file
        self._clock = clock
        self._events: list[Event] = []
        self._opened = clock.monotonic()
        self._before = 0.0

    @classmethod
    def create(cls, path: Path, clock: Clock, *, fsync: Sync = flush) -> Self:
        """Start a journal at a path that is free, making its folder if need be. `NotWritable`."""
        return cls(AppendedFile.create(path, fsync), clock)

    @classmethod
    def reopen(cls, path: Path, clock: Clock, *, fsync: Sync = flush) -> Self:
        """Go on with a journal, recovering it first if it is torn; `events` are then those it holds.

        `NotWritable` if it is open elsewhere or cannot be written; `UnusableInput` if it is missing or
        damaged; `NewerFormat`.
        """
        writer = cls(AppendedFile.open(path, fsync), clock)
        with contextlib.ExitStack() as undo:
            undo.callback(writer.close)
            writer._recover()
            undo.pop_all()
        return writer

    @property
    def path(self) -> Path:
        """Where the journal is, as it was given."""
        return self._file.path

    @property
    def broken(self) -> str:
        """Why nothing can be written any more; empty while all is well."""
        return self._file.broken

    @property
    def events(self) -> tuple[Event, ...]:
        """All events so far, those of earlier sessions included."""
        return tuple(self._events)

    @property
    def receipt(self) -> str:
        """The receipt of the last event; empty without events."""
        return receipt(self._last.hash) if self._last else ""

    def append(self, kind: Kind, data: Mapping[str, JSON]) -> Event:
        """Write an event and return it once it is on the disk.

        `NotWritable` if it is not known to be there. `UnusableInput`, with nothing written and the
        journal still good, if the data cannot be kept: text that is not clean, a number not finite.
        """
        if kind is Kind.RECOVER:
            raise ValueError("only the journal itself writes recover events")
        number, prev, _ = after(self._last)
        line = encode(number, kind, *self._stamp(), data, prev)
        event = decode(line)
        with self._file.put(line + b"\n"):
            self._events.append(event)
        return event

    def read(self) -> Journal:
        """What stands in the file now."""
        return read_journal(self.path)

    def close(self) -> None:
        """Let go of the file and its lock. May be called twice."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _last(self) -> Event | None:
        return self._events[-1] if self._events else None

    def _recover(self) -> None:
        journal = self._read()
        self._before = after(self._last)[2]
        if patch := repair(journal, *self._stamp()):
            with self._file.put(patch):
                journal = self._read()
        if journal.state is not JournalState.WHOLE:
            raise not_writable("another program changed it while it was recovered", self.path)

    def _read(self) -> Journal:
        journal = parse(self._file.read(), self.path)
        self._events = list(journal.events)
        return journal

    def _stamp(self) -> tuple[str, float]:
        """The time of an event made now. The wall may go back; the seconds go on from session to session."""
        passed = self._before + self._clock.monotonic() - self._opened
        wall = self._clock.now().isoformat(timespec="milliseconds")
        return wall, max(after(self._last)[2], round(passed, 3))
