"""What the operating system refused, in plain sentences."""

import errno
from pathlib import Path

from trainer.cleaning import clean
from trainer.errors import NotWritable, UnusableInput

ELSEWHERE = "Choose another folder with --transcripts"
"""What to do when a journal cannot be written where it is."""

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
    errno.EMFILE: "too many files are open",
}


def sentence(error: OSError) -> str:
    """What went wrong, in words."""
    return _SENTENCES.get(error.errno or 0) or f"the system answered: {error.strerror or error}"


def shown(path: Path) -> str:
    """A path as the user typed it, harmless on a screen."""
    return clean(str(path))


def not_writable(what: str, path: Path, do: str = ELSEWHERE) -> NotWritable:
    """The error for a journal that cannot be written."""
    return NotWritable(what, where=shown(path), do=do)


def unusable(what: str, path: Path, do: str = "") -> UnusableInput:
    """The error for a journal that cannot be read."""
    return UnusableInput(what, where=shown(path), do=do)
