"""Bringing the index up to date: only journals that have changed are read again."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from trainer.analysis.playable import Playable
from trainer.errors import TrainerError
from trainer.records.header import Header
from trainer.records.index_judged import judged, unjudged
from trainer.records.index_rows import Row, Rows, from_journal
from trainer.records.reader import Journal
from trainer.records.record import replayed
from trainer.records.shelved import look_at

_BATCH = 100
"""Journals read between two commits: enough to pay for the fsync, few enough to lose."""
_PLAYABLES = 8
"""Scenarios kept ready while attempts are judged."""
_MAY_STILL_CHANGE = 50_000_000
"""Nanoseconds: the clock of a file system is this coarse at most, so that a file may change and keep its time."""
_ATTEMPT = (
    *("file", "size", "mtime_ns", "attempt", "standing", "trouble", "title", "trainee", "scenario", "sha256"),
    *("family", "variant", "mode", "part", "place", "number", "moment", "started", "ended", "events", "decisions"),
    *(
        "taken_back",
        "ending",
        "outcome",
        "verdict",
        "score",
        "loss",
        "critical",
        "receipt",
        "goal",
        "judged",
        "unjudged",
    ),
)
_PRINCIPLE = ("file", "principle", "levels", "lowest", "mean", "count", "at_standard", "critical", "over_run")
_DECISION = ("file", "number", "scene", "response", "levels", "cost", "label", "confidence", "typed")


@dataclass(frozen=True, slots=True)
class Seen:
    """A journal in the folder, and by what it is told whether it has changed."""

    where: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        return Path(self.where)


def sync(db: sqlite3.Connection, found: Mapping[str, Seen], trainee: str | None = None) -> None:
    """Read what has changed, forget what has gone, and judge all attempts of one trainee, if one is named."""
    known = {file: (size, mtime) for file, size, mtime in db.execute("SELECT file, size, mtime_ns FROM attempts")}
    if gone := known.keys() - found.keys():
        with writing(db):
            _delete(db, gone, ("attempts", "headers", "principles", "decisions"))
    todo = {file for file, seen in found.items() if known.get(file) != (seen.size, seen.mtime_ns)}
    if trainee is not None:
        query = "SELECT file FROM attempts WHERE trainee = ? AND NOT judged AND standing IN ('ended', 'unfinished')"
        todo |= {file for (file,) in db.execute(query, (trainee,)) if file in found}
    judge = _Judge()
    files = iter(sorted(todo))
    while batch := list(islice(files, _BATCH)):
        rows = [_read(file, found[file], trainee, judge) for file in batch]
        with writing(db):
            _delete(db, batch, ("headers", "principles", "decisions"))
            _put(db, rows)


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, alone."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@dataclass(slots=True)
class _Judge:
    """Replays attempts; the scenarios met last stay ready, since proving one takes longer than hundreds of replays."""

    ready: dict[tuple[str, ...], Playable] = field(default_factory=dict)

    def rows(self, rows: Rows, journal: Journal, header: Header) -> Rows:
        key = (header.scenario.sha256, *(f.sha256 for f in header.frameworks))
        try:
            record = replayed(journal, self.ready.pop(key, None))
        except TrainerError as error:
            return unjudged(rows, error)
        self.ready[key] = record.playable
        if len(self.ready) > _PLAYABLES:
            del self.ready[next(iter(self.ready))]
        return judged(rows, record)


def _read(file: str, seen: Seen, trainee: str | None, judge: _Judge) -> Rows:
    """The rows of one journal, judged when it is by this trainee."""
    settled = abs(time.time_ns() - seen.mtime_ns) > _MAY_STILL_CHANGE
    shelved, journal = look_at(seen.path)
    rows = from_journal(file, shelved, journal)
    if journal and shelved.header and shelved.header.trainee == trainee:
        rows = judge.rows(rows, journal, shelved.header)
    rows.attempt.update(size=seen.size, mtime_ns=seen.mtime_ns if settled else 0)
    return rows


def _put(db: sqlite3.Connection, rows: Iterable[Rows]) -> None:
    for found in rows:
        db.executemany("INSERT OR IGNORE INTO texts VALUES (?, ?)", found.texts.items())
        _insert(db, "attempts", _ATTEMPT, (found.attempt,))
        if found.header is not None:
            db.execute("INSERT INTO headers VALUES (?, ?)", (found.attempt["file"], found.header))
        _insert(db, "principles", _PRINCIPLE, found.principles)
        _insert(db, "decisions", _DECISION, found.decisions)


def _insert(db: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    values = ", ".join(f":{column}" for column in columns)
    db.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({values})", rows)


def _delete(db: sqlite3.Connection, files: Iterable[str], tables: Iterable[str]) -> None:
    gone = [(file,) for file in files]
    for table in tables:
        db.executemany(f"DELETE FROM {table} WHERE file = ?", gone)
