"""One process at a time: locks on open files, which go when the file is closed or its process dies."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from trainer.files import create_private, describe, flush, make_folder, not_writable

_PATIENCE = 10.0
"""Seconds to wait for another process that writes the same file: it needs milliseconds."""
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.01, 0.1

# The system's locks are imported when one is taken: a browser's Python has none, and needs none.
if sys.platform == "win32":
    # Windows keeps others from reading locked bytes, so the byte locked lies beyond any journal.
    _BEYOND = 2**30

    def _take(fd: int) -> None:
        import msvcrt

        os.lseek(fd, _BEYOND, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    _TAKEN: tuple[type[OSError], ...] = (PermissionError,)
else:

    def _take(fd: int) -> None:
        import fcntl

        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _TAKEN: tuple[type[OSError], ...] = (BlockingIOError,)


def lock(fd: int, path: Path) -> None:
    """Take the lock of an open journal without waiting, or raise `NotWritable`."""
    try:
        _take(fd)
    except _TAKEN:
        raise not_writable("this attempt is open elsewhere", path, "Close it there first") from None
    except OSError as error:
        raise not_writable(f"this folder cannot hold a lock: {describe(error)}", path) from error


@contextlib.contextmanager
def exclusive(path: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Be the only process that changes a file, waiting some seconds for another. `NotWritable` when that cannot be."""
    guard = path.with_name(f".{path.name}.lock")
    try:
        make_folder(path.parent, flush)
        fd = create_private(guard, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise not_writable(describe(error), path) from error
    try:
        until, pause = time.monotonic() + patience, _SHORTEST_PAUSE
        while True:
            try:
                _take(fd)
                break
            except _TAKEN:
                if time.monotonic() > until:
                    raise not_writable("another program has been writing it for long", path, "Try again") from None
                time.sleep(pause)
                pause = min(pause * 1.3, _LONGEST_PAUSE)
            except OSError as error:
                raise not_writable(f"this folder cannot hold a lock: {describe(error)}", path) from error
        yield
    finally:
        os.close(fd)
