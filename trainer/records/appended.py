"""An open file that only grows: each piece is written whole and made durable, or the file is given up."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from trainer.errors import NotWritable
from trainer.files import Sync, create_private, describe, make_folder, not_writable, sync_folder, unusable
from trainer.locks import lock
from trainer.records.bounds import too_large, weight
from trainer.records.reader import read_bytes

_FLAGS = os.O_RDWR | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class AppendedFile:
    """A file locked and opened for appending. After one failure it takes nothing more."""

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
        self._check(piece)
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

    def _check(self, piece: bytes) -> None:
        if self.broken:
            raise not_writable(self.broken, self.path)
        if too_large(self._size + len(piece), self._weight + weight(piece)):
            raise not_writable("the journal is as large as it may be", self.path, "Start a new attempt")
        status = os.fstat(self._fd)
        if not status.st_nlink:
            raise self._given_up("the file was deleted")
        if status.st_size != self._size:
            raise self._given_up("another program changed the file")

    def _make_durable(self) -> None:
        try:
            self._sync(self._fd)
        except OSError as error:
            raise self._given_up(f"the disk did not confirm that it was saved: {describe(error)}") from error

    def _given_up(self, why: str) -> NotWritable:
        self.broken = why
        return not_writable(why, self.path)
