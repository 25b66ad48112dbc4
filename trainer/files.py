"""Reading and writing files, and what the system refuses, in plain sentences.

What was written is on the disk when a call returns; what is read is an ordinary file, and no more of it than asked for.
"""

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from trainer.cleaning import clean
from trainer.errors import NotWritable, UnusableInput

Sync: TypeAlias = Callable[[int], None]
"""Makes an open file or folder durable, or raises `OSError`."""

ELSEWHERE = "Choose another folder with --transcripts"
"""What to do when a journal cannot be written where it is."""
ANOTHER_FILE = "Name another file with -o."
"""What to do when an output cannot be written where it was asked for."""

_MEND_PLACE = "Make room there or mend its permissions, or start again with --transcripts and another folder."
_PAGE = 4096
"""Bytes written to see whether there is room: making a file alone succeeds on a full disk."""
_SCRATCH = ".writing"
"""The private folder in which records stand until they are whole."""
_ABANDONED = 3600.0
"""Seconds after which an unfinished file is what a crash left behind."""
_OPEN_FILE = re.compile(r"/dev/std(?P<name>out|err)|(?:/dev|/proc/self)/fd/(?P<number>[0-9]{1,6})")
"""Paths of files that this process has open."""
_COMMON = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _COMMON | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _COMMON | getattr(os, "O_NOFOLLOW", 0)

# -- what the system refused ---------------------------------------------------------------------

_SENTENCES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk can only be read, not written",
    errno.EACCES: "you are not allowed to open or write it",
    errno.EPERM: "you are not allowed to open or write it",
    errno.EFBIG: "the file may not grow any larger",
    errno.EIO: "the disk reported a fault",
    errno.EEXIST: "a file of this name is there already",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its symbolic links lead in a circle",
    errno.EMFILE: "too many files are open",
}


def describe(error: OSError) -> str:
    """What went wrong, in words."""
    return _SENTENCES.get(error.errno or 0) or f"the system answered: {error.strerror or error}"


def shown_path(path: Path) -> str:
    """A path as the user typed it, harmless on a screen."""
    return clean(str(path))


def not_writable(what: str, path: Path, do: str = ELSEWHERE) -> NotWritable:
    """The error for a file that cannot be written."""
    return NotWritable(what, where=shown_path(path), do=do)


def unusable(what: str, path: Path, do: str = "") -> UnusableInput:
    """The error for a file that cannot be read."""
    return UnusableInput(what, where=shown_path(path), do=do)


# -- reading -------------------------------------------------------------------------------------


def read_regular(path: Path, limit: int) -> bytes:
    """The first `limit` + 1 bytes of an ordinary file, so that one that is too large can be told.

    Devices, pipes and folders are refused before they are opened: opening one may wait for ever, or change something.
    `UnusableInput`.
    """
    try:
        return _read_regular(path, limit)
    except OSError as error:
        raise unusable(describe(error), path) from error


def read_if_there(path: Path, limit: int) -> bytes | None:
    """`read_regular`, with None where nothing is there, and the system's refusals as `OSError`."""
    try:
        return _read_regular(path, limit)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read_regular(path: Path, limit: int) -> bytes:
    if "\0" in str(path):
        raise unusable("this cannot be the name of a file", path)
    if not stat.S_ISREG(path.stat().st_mode):
        raise unusable("this is not a regular file", path)
    with os.fdopen(os.open(path, _READ), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise unusable("this is not a regular file", path)
        data: bytes | None = file.read(limit + 1)
        if data is None:
            # Some files of the system look ordinary and have to be waited for, as a pipe has.
            raise unusable("this is not a regular file", path)
        return data


# -- looking -------------------------------------------------------------------------------------
# `Path` answers these with an error where a folder may not be looked into, or a name is too long.


def is_there(path: Path) -> bool:
    """Whether something is at a path, as far as one may look; why one may not is said by opening it."""
    with contextlib.suppress(OSError):
        return path.exists()
    return False


def is_folder(path: Path) -> bool:
    """Whether a folder is at a path, as far as one may look."""
    with contextlib.suppress(OSError):
        return path.is_dir()
    return False


def is_regular(path: Path) -> bool:
    """Whether an ordinary file is at a path, as far as one may look."""
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


def real_path(path: Path) -> Path:
    """A path without symbolic links, as far as they can be followed: `Path.resolve` fails where they lead in a circle,
    and where the folder one stands in is gone."""
    try:
        return Path(os.path.realpath(path))
    except OSError:
        return path


# -- making what was written durable -------------------------------------------------------------


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
    _make_private(folder)
    sync_folder(folder.parent, sync)


def create_private(path: Path, flags: int) -> int:
    """Open a file that is made if need be, for this user alone whatever the umask. `OSError`."""
    fd = os.open(path, flags | os.O_CREAT | _COMMON, 0o600)
    if sys.platform != "win32" and not os.fstat(fd).st_size:
        try:
            os.fchmod(fd, 0o600)
        except OSError:
            os.close(fd)
            raise
    return fd


# -- writing whole -------------------------------------------------------------------------------


def write_private(path: Path, text: str, *, what: str, do: str) -> None:
    """Put a record at a path, in place of what was there, readable by its owner alone.

    `NotWritable`, with what was there untouched, when that fails. Until it is whole it stands under a name of its own
    in a private folder, so that writers do not meet and nobody can lay a link in the way.
    """
    unfinished: Path | None = None
    try:
        make_folder(path.parent, flush)
        folder = path.parent / _SCRATCH
        _make_private(folder)
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise not_writable("this is not the folder in which unfinished files are kept", folder, "Remove it.")
        # What crashes left there is swept, by the folder's own clock, which is not always that of this computer.
        folder.touch()
        before = folder.stat().st_mtime - _ABANDONED
        with os.scandir(folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < before:
                        Path(entry.path).unlink()
        unfinished = folder / secrets.token_hex(16)
        _write_new(unfinished, text, 0o600)
        unfinished.replace(path)
        unfinished = None
        sync_folder(path.parent, flush)
    except OSError as error:
        raise not_writable(f"{what}: {describe(error)}", path, do) from error
    finally:
        if unfinished:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)


def write_output(path: Path, text: str, *, what: str, do: str = ANOTHER_FILE) -> None:
    """Write what a user asked for with `-o`, with the folder's ordinary permissions. `NotWritable`.

    A regular file is replaced as a whole, behind symbolic links too; a pipe or a device is written into as it is.
    """
    try:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        if _is_special(path) or _is_special(target):
            # Open files are taken as they are: opening `/dev/fd/3` anew would empty its file.
            if opened := _OPEN_FILE.fullmatch(str(path)):
                fd = os.dup(int(opened["number"] or {"out": 1, "err": 2}[opened["name"]]))
            else:
                fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _COMMON, 0o666)
            # Whoever read it and left has seen enough.
            with contextlib.suppress(BrokenPipeError), os.fdopen(fd, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{secrets.token_hex(16)}.unfinished")
        try:
            _write_new(unfinished, text)
            if target.exists():
                unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
            unfinished.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        # The file is in its place whole; a folder that may not be listed cannot be synced, and need not be.
        with contextlib.suppress(OSError):
            sync_folder(target.parent, flush)
    except OSError as error:
        raise not_writable(f"{what}: {describe(error)}", path, do) from error


def write_output_once(path: Path, text: str, *, what: str, do: str = ANOTHER_FILE) -> None:
    """`write_output` of a file that must not be there yet, not even as a link. `NotWritable`, with nothing left."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_new(path, text)
    except FileExistsError as error:
        raise not_writable("there is such a file already, and it stays as it is", path, do) from error
    except OSError as error:
        with contextlib.suppress(OSError):
            # Whatever failed, the name was free before.
            if path.is_file():
                path.unlink()
        raise not_writable(f"{what}: {describe(error)}", path, do) from error


def write_problem(folder: Path) -> NotWritable | None:
    """Why nothing can be kept in a folder, or in the one it would be made in; None when all is well."""
    place = folder
    try:
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            return not_writable("a part of the path is not a folder", folder, _MEND_PLACE)
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b" " * _PAGE)
            file.flush()
            os.fsync(file.fileno())
            return None
    except OSError as error:
        return not_writable(describe(error), folder, _MEND_PLACE)


def _make_private(folder: Path) -> None:
    """Make a folder for this user alone, whatever the umask; one that another has made meanwhile will do."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(0o700)
        folder.chmod(0o700)


def _write_new(path: Path, text: str, mode: int | None = None) -> None:
    """Write a file that must not be there yet, with exactly this mode; without one, with those new files have here."""
    with os.fdopen(os.open(path, _NEW, 0o666 if mode is None else mode), "w", encoding="utf-8", newline="\n") as file:
        if mode is not None and sys.platform != "win32":
            os.fchmod(file.fileno(), mode)
        file.write(text)
        file.flush()
        flush(file.fileno())


def _is_special(path: Path) -> bool:
    """Whether writing must not replace what is there: a pipe, a device, or another process's open file."""
    if path.absolute().parts[1:2] in (("dev",), ("proc",)):
        return True
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False
