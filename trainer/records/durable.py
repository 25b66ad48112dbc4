"""Making what was written, and the names it goes by, survive a loss of power."""

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Sync: TypeAlias = Callable[[int], None]
"""Makes an open file or folder durable, or raises `OSError`."""


def flush(fd: int) -> None:
    """Have the disk, not only the system, keep what was written. Tried once: a second try may lie."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                raise
        else:
            return
    os.fsync(fd)


def sync_folder(folder: Path, sync: Sync) -> None:
    """Make the names in a folder durable. Windows has no way to ask for it."""
    if sys.platform != "win32":
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            sync(fd)
        except OSError as error:
            # Some network folders know no such request; POSIX has them answer EINVAL.
            if error.errno != errno.EINVAL:
                raise
        finally:
            os.close(fd)


def make_folder(folder: Path, sync: Sync) -> None:
    """Make a folder, and those above it that are missing, for this user only, and durably."""
    if folder.is_dir():
        return
    make_folder(folder.parent, sync)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(0o700)
    sync_folder(folder.parent, sync)
