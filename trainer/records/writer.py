"""Writing a journal: a file that only grows, one event after another, each acknowledged only when it is safe."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from trainer.errors import NotWritable
from trainer.files import Sync, create_private, describe, flush, make_folder, not_writable, sync_folder, unusable
from trainer.locks import lock
from trainer.records.event import JSON, Clock, Event, Kind, after, receipt
from trainer.records.journal import Journal, JournalState, parse, read_bytes, read_journal, too_large, weight
from trainer.records.line import decode, encode
from trainer.records.torn import MARK, naming

_FLAGS = os.O_RDWR | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class AppendedFile:
    """A file locked and opened for appending: each piece is written whole and made durable, or it takes no more."""

    def __init__(self, path: Path, fd: int, sync: Sync) -> None:
        self.path = path
        self.broken = ""
        """Why nothing can be written any more; empty while all is well."""
        self._fd = fd
        self._sync = sync
        self._size = 0
        self._weight = 0

    @classmethod
    def create(cls, path: Path, sync: Sync) -> Self:
        """A new file at a path that is free, private, in a folder made if need be. `NotWritable`."""
        try:
            make_folder(path.parent, sync)
            fd = create_private(path, _FLAGS | os.O_EXCL)
        except OSError as error:
            raise not_writable(describe(error), path) from error
        return cls(path, fd, sync)._held()

    @classmethod
    def open(cls, path: Path, sync: Sync) -> Self:
        """A file that is there. `UnusableInput` if it is not; `NotWritable` if it is held elsewhere."""
        try:
            fd = os.open(path, _FLAGS)
        except FileNotFoundError as error:
            raise unusable(describe(error), path) from error
        except OSError as error:
            raise not_writable(describe(error), path) from error
        return cls(path, fd, sync)._held()

    def read(self) -> bytes:
        """Everything in the file, made durable first: memory may hold what the disk does not."""
        self._make_durable()
        raw = read_bytes(self._fd, self.path)
        self._size, self._weight = len(raw), weight(raw)
        return raw

    @contextlib.contextmanager
    def put(self, piece: bytes) -> Iterator[None]:
        """Append a piece and run the body once it is on the disk; `NotWritable` if that is not known.

        A Ctrl-C anywhere before the end of the body breaks the file: what stands in it and what its
        owner believes might no longer agree.
        """
        if self.broken:
            raise not_writable(self.broken, self.path)
        if too_large(self._size + len(piece), self._weight + weight(piece)):
            raise not_writable("the journal is as large as it may be", self.path, "Start a new attempt")
        status = os.fstat(self._fd)
        if not status.st_nlink:
            raise self._given_up("the file was deleted")
        if status.st_size != self._size:
            raise self._given_up("another program changed the file")
        self.broken = "an append was interrupted"
        try:
            written = os.write(self._fd, piece)
        except OSError as error:
            raise self._given_up(describe(error)) from error
        if written != len(piece):
            raise self._given_up(f"only {written} of {len(piece)} bytes fitted: the disk is full")
        self._make_durable()
        self._size += len(piece)
        self._weight += weight(piece)
        yield
        self.broken = ""

    def close(self) -> None:
        """Let go of the file and its lock. Whatever was acknowledged is on the disk already."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            self.broken = self.broken or "it is closed"
            with contextlib.suppress(OSError):
                os.close(fd)

    def _held(self) -> Self:
        with contextlib.ExitStack() as undo:
            undo.callback(self.close)
            lock(self._fd, self.path)
            try:
                sync_folder(self.path.parent, self._sync)
            except OSError as error:
                raise self._given_up(f"the disk did not confirm its name: {describe(error)}") from error
            undo.pop_all()
        return self

    def _make_durable(self) -> None:
        try:
            self._sync(self._fd)
        except OSError as error:
            raise self._given_up(f"the disk did not confirm that it was saved: {describe(error)}") from error

    def _given_up(self, why: str) -> NotWritable:
        self.broken = why
        return not_writable(why, self.path)


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
        """Make a torn journal whole by adding to it. `UnusableInput` for a damaged one: nothing may be built on it."""
        journal = self._read()
        self._before = after(self._last)[2]
        wall, mono = self._stamp()
        if journal.damage:
            raise unusable(
                f"damaged at line {journal.damage.line}: {journal.damage.reason}",
                self.path,
                "It can be read up to there, but not continued: start a new attempt",
            )
        if journal.state is JournalState.TORN:
            # The newline that a finished line lacks, or a line with the recover event that names the torn bytes.
            patch = b"\n"
            if journal.torn:
                number, prev, _ = after(self._last)
                patch = MARK + b"\n" + encode(number, Kind.RECOVER, wall, mono, naming(journal.torn), prev) + b"\n"
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
