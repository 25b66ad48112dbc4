"""One process at a time may hold a journal.

The lock lives on the open file and goes when it is closed, or when its process dies.
"""

import sys
from pathlib import Path

from trainer.records.faults import not_writable, sentence

if sys.platform == "win32":
    import msvcrt
    import os

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
