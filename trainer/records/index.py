"""The index of attempts: an SQLite file beside the journals, so that thousands of them need not be read each time.

It is never the truth. Damaged, or made by another version, it is thrown away and read anew from the journals; where it
cannot be kept (a folder that can only be read, a full disk), the same is done in memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from trainer.errors import TrainerError, UnusableInput
from trainer.files import exclusive
from trainer.records.index_rows import to_shelved
from trainer.records.index_schema import MADE_BY, TABLES
from trainer.records.index_sync import Seen, sync, writing
from trainer.records.shelved import Shelved

T = TypeVar("T")
NAME = ".index.sqlite3"
_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
_TRIES = 2
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)


class _Unusable(sqlite3.DatabaseError):
    """Not an index of this version."""


def every_attempt(folder: Path) -> list[Shelved]:
    """Every journal in a folder, newest first. UnusableInput when the folder cannot be listed."""
    found = journals(folder)

    def listed(db: sqlite3.Connection) -> list[Shelved]:
        sync(db, found)
        texts = dict(db.execute("SELECT sha256, text FROM texts"))
        rows = db.execute(
            "SELECT * FROM attempts LEFT JOIN headers USING (file) "
            "ORDER BY header IS NULL, iif(header IS NULL, 0, moment) DESC, attempt DESC"
        )
        return [to_shelved(row, found[row["file"]].path, texts) for row in rows if row["file"] in found]

    return with_index(folder, listed) if found else []


def with_index(folder: Path, work: Callable[[sqlite3.Connection], T]) -> T:
    """Do something with the index of a folder. The work may be begun more than once."""
    path = folder / NAME
    for _ in range(_TRIES):
        try:
            with closing(_open(path)) as db:
                return work(db)
        except (sqlite3.OperationalError, OSError):
            break
        except sqlite3.DatabaseError:
            with suppress(TrainerError, OSError):
                _throw_away(path)
        except (KeyError, TypeError, ValueError, TrainerError):
            # Rows that make no sense are damage too, though SQLite finds nothing wrong with them.
            with suppress(TrainerError, OSError):
                _throw_away(path, whatever_it_holds=True)
    with closing(_connect(":memory:")) as db:
        _make(db)
        return work(db)


def journals(folder: Path) -> Mapping[str, Seen]:
    """The journals that lie in a folder, by name. UnusableInput when it cannot be listed."""
    found: dict[str, Seen] = {}
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UnusableInput(f"the transcripts cannot be listed: {error.strerror}", where=str(folder)) from error
    with entries:
        for entry in entries:
            # Hidden files are not ours to judge, as with any pattern of the shell.
            if entry.name.endswith(".jsonl") and not entry.name.startswith("."):
                seen = _seen(entry)
                # A crash between making a journal and its first line leaves an empty file: nothing was played.
                if seen.size:
                    found[entry.name.encode("utf-8", "backslashreplace").decode()] = seen
    return found


def _seen(entry: os.DirEntry[str]) -> Seen:
    try:
        about = entry.stat()
        return Seen(entry.path, about.st_size, about.st_mtime_ns)
    except OSError:
        # It is read, and named with what is wrong with it, each time.
        return Seen(entry.path, -1, 0)


def _open(path: Path) -> sqlite3.Connection:
    """The index in this file, made when there is none. `_Unusable` when it is another's, and the errors of SQLite."""
    os.close(os.open(path, _FLAGS, 0o600))
    db = _connect(str(path))
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        # What is forgotten leaves no bytes behind.
        db.execute("PRAGMA secure_delete = ON")
        if not db.execute("SELECT 1 FROM sqlite_master").fetchone():
            with writing(db):
                if not db.execute("SELECT 1 FROM sqlite_master").fetchone():
                    _make(db)
        try:
            made_by = db.execute("SELECT by FROM made").fetchall()
        except sqlite3.OperationalError as error:
            raise _Unusable("it is no index of attempts") from error
        if [by for (by,) in made_by] != [MADE_BY]:
            raise _Unusable("another version made it")
    except BaseException:
        db.close()
        raise
    return db


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


def _make(db: sqlite3.Connection) -> None:
    for statement in TABLES.split(";\n"):
        db.execute(statement)
    db.execute("INSERT INTO made VALUES (?)", (MADE_BY,))


def _throw_away(path: Path, *, whatever_it_holds: bool = False) -> None:
    """Remove a damaged index, unless another process has made a good one in the meantime."""
    with exclusive(path):
        with suppress(sqlite3.DatabaseError), closing(_open(path)) as db:
            if not whatever_it_holds and [row[0] for row in db.execute("PRAGMA quick_check")] == ["ok"]:
                return
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
