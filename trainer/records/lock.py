"""One process at a time may hold a journal.

The lock lives on the open file and goes when it is closed, or when its process dies.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from trainer.records.durable import flush, make_folder
from trainer.records.faults import not_writable, sentence

_PATIENCE = 10.0
"""Seconds to wait for another process that writes the same file: it needs milliseconds."""
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading locked bytes, so the byte locked lies beyond any journal.
    _BEYOND = 2**30

    def _take(fd: int) -> None:
        os.lseek(fd, _BEYOND, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    _TAKEN: tuple[type[OSError], ...] = (PermissionError,)
else:
    import fcntl

    def _take(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _TAKEN: tuple[type[OSError], ...] = (BlockingIOError,)


def hold(fd: int, path: Path) -> None:
    """Take the lock of an open journal without waiting, or raise `NotWritable`."""
    try:
        _take(fd)
    except _TAKEN:
        raise not_writable("this attempt is open elsewhere", path, "Close it there first") from None
    except OSError as error:
        raise not_writable(f"this folder cannot hold a lock: {sentence(error)}", path) from error


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the only process that changes a file, waiting a moment for another. `NotWritable` when that cannot be."""
    guard = path.with_name(f".{path.name}.lock")
    try:
        make_folder(path.parent, flush)
        fd = os.open(guard, _FLAGS, 0o600)
    except OSError as error:
        raise not_writable(sentence(error), path) from error
    try:
        _wait_for(fd, path)
        yield
    finally:
        os.close(fd)


def _wait_for(fd: int, path: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            _take(fd)
        except _TAKEN:
            if time.monotonic() > until:
                raise not_writable("another program has been writing it for long", path, "Try again") from None
            time.sleep(0.01)
        except OSError as error:
            raise not_writable(f"this folder cannot hold a lock: {sentence(error)}", path) from error
        else:
            return
