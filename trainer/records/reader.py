"""Reading journals from files, which another process may be writing."""

import os
import stat
from pathlib import Path

from trainer.analysis.playable import Playable
from trainer.files import describe, unusable
from trainer.records.bounds import JOURNAL_BYTES, is_too_large
from trainer.records.journal import Journal, parse
from trainer.records.record import Record, replayed

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def read_record(path: Path, known: Playable | None = None) -> Record:
    """Read, check and replay a journal. UnusableInput when it is damaged or cannot be replayed.

    A `known` scenario is used instead of proving the kept text again, if it is the very one that was played.
    """
    return replayed(read_journal(path), known)


def read_journal(path: Path) -> Journal:
    """Read a journal, which another process may be writing. `UnusableInput` or `NewerFormat`."""
    return parse(read_raw(path), path)


def read_raw(path: Path) -> bytes:
    """All bytes of a journal. `UnusableInput` if it cannot be opened, is no ordinary file, or too large."""
    try:
        fd = os.open(path, _FLAGS)
    except OSError as error:
        raise unusable(describe(error), path) from error
    try:
        return read_bytes(fd, path)
    finally:
        os.close(fd)


def read_bytes(fd: int, path: Path) -> bytes:
    """All bytes of an open journal. `UnusableInput` if it is no ordinary file, or too large."""
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise unusable("it is not an ordinary file", path)
        with os.fdopen(fd, "rb", closefd=False) as file:
            file.seek(0)
            raw = file.read(JOURNAL_BYTES + 1)
    except OSError as error:
        raise unusable(describe(error), path) from error
    if is_too_large(raw):
        raise unusable("it is too large for the journal of an attempt", path)
    return raw
