"""The index of attempts: an SQLite file beside the journals, so that thousands of them need not be read each time.

It is never the truth. Damaged, or made by another version, it is thrown away and read anew from the journals; where it
cannot be kept (a folder that can only be read, a full disk), the same is done in memory. What it believes of a journal
is checked: its size and time at each look, its last bytes where it is shown, all of it in at most ten starts.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from trainer import __version__
from trainer.errors import TrainerError, UnusableInput
from trainer.files import create_private
from trainer.locks import exclusive
from trainer.records.header import Mode, Part
from trainer.records.index_rows import LARGEST, Before, Row, Seen, has_changed, plain, reading, scale_from_text
from trainer.records.record import UNBROKEN, Interruptions
from trainer.records.summary import AttemptSummary, Standing, summarise, with_copies

T = TypeVar("T")
OnProgress = Callable[[int, int], None]
"""Told how many of how many journals have been read."""

NAME = ".index.sqlite3"
STARTS = 10
"""Starts in which every journal is read whole once."""
SHOWN = 1_000
"""Attempts at the head of a list whose last bytes are checked each time it is shown."""
MANY = 400
"""Journals from which on it is quicker to start more processes."""

_MADE_BY = f"4 {__version__}"
"""The version of these tables and of the program: what is derived may differ from one to the next."""
_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
_NUMBERING_PATIENCE = 120.0
"""The same where a whole class begins at once."""
_TRIES = 2
_BATCH = 100
"""Journals read between two commits: enough to pay for the fsync, few enough to lose."""
_TABLES = """
CREATE TABLE made (by TEXT NOT NULL, starts INTEGER NOT NULL);
CREATE TABLE scales (texts TEXT PRIMARY KEY, scale TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE attempts (
    file TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, digest TEXT NOT NULL, tail TEXT NOT NULL,
    checked INTEGER NOT NULL, rewritten INTEGER NOT NULL,
    attempt TEXT NOT NULL, standing TEXT NOT NULL, trouble TEXT NOT NULL, title TEXT NOT NULL,
    trainee TEXT, scenario TEXT, family TEXT, variant TEXT, mode TEXT NOT NULL,
    part TEXT NOT NULL, place INTEGER NOT NULL, number INTEGER NOT NULL,
    moment REAL NOT NULL, started TEXT NOT NULL, ended TEXT,
    events INTEGER NOT NULL, decisions INTEGER NOT NULL, taken_back INTEGER NOT NULL,
    resumed INTEGER NOT NULL, recovered INTEGER NOT NULL, cut INTEGER NOT NULL,
    ending TEXT, outcome TEXT NOT NULL, verdict TEXT NOT NULL, score REAL, loss REAL, critical INTEGER NOT NULL,
    disagreement TEXT NOT NULL, receipt TEXT NOT NULL, goal TEXT NOT NULL,
    judged INTEGER NOT NULL, unjudged TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX in_order ON attempts (trainee, scenario, variant, number, moment, file);
CREATE INDEX to_check ON attempts (checked, file);
CREATE INDEX in_trouble ON attempts (trainee)
    WHERE standing IN ('damaged', 'newer') OR unjudged <> '' OR disagreement <> '';
CREATE TABLE principles (
    file TEXT NOT NULL, principle TEXT NOT NULL, levels TEXT NOT NULL,
    lowest INTEGER NOT NULL, mean REAL NOT NULL, count INTEGER NOT NULL,
    at_standard INTEGER NOT NULL, critical INTEGER NOT NULL, over_run INTEGER NOT NULL,
    PRIMARY KEY (file, principle)
) WITHOUT ROWID;
CREATE TABLE decisions (
    file TEXT NOT NULL, number INTEGER NOT NULL, scene TEXT NOT NULL, response TEXT NOT NULL, levels TEXT NOT NULL,
    cost REAL, label TEXT, confidence INTEGER, typed INTEGER NOT NULL,
    PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX confident ON decisions (confidence, label) WHERE confidence IS NOT NULL;
CREATE VIEW tries AS
SELECT *,
    standing = 'ended' AND part = '' AND NOT taken_back AND NOT EXISTS (
        SELECT 1 FROM attempts AS before
        WHERE before.trainee = a.trainee AND before.scenario = a.scenario AND before.variant = a.variant
        AND (before.number, before.moment, before.file) < (a.number, a.moment, a.file)
        AND before.attempt <> a.attempt
    ) AS first_try
FROM attempts AS a;
"""
"""One row an attempt, an (attempt, principle), a decision that stands.

`digest` and `tail` are SHA-256, of a journal's bytes and of its last ones; `checked` is the start at which it was last
read whole. `scales` are by the hashes of a scenario's texts. `number` is the trainee's count of attempts where the
journal has one, else 0. `moment` is when it began, in seconds. A damaged one keeps what its first line says, so that
damage never gives a first try back. Ending, verdict and score follow from the replies. `judged` says whether the tables
of principles and decisions have been filled for it; `unjudged` why it cannot be replayed. `levels` are, of a principle,
digits in order of play; of a decision JSON, by full id of the principle.

`part` is "what-if" or "drill" where it begins in the middle of a story, `place` the replies that were given before:
what stands in the other tables is from there on.

A first try has ended, nothing of it was taken back, it began at the beginning, and nothing of the same scenario and
variant was begun by this trainee before, in any mode, whether it ended or not.
"""
_LISTED = (
    *("file", "attempt", "standing", "started", "trainee", "scenario", "title", "variant", "mode", "part"),
    *("decisions", "taken_back", "outcome", "verdict", "score", "critical", "resumed", "recovered", "cut", "rewritten"),
    *("disagreement", "trouble", "unjudged"),
)
_STANDINGS = {standing.value: standing for standing in Standing}
_MODES = {"": None, **{mode.value: mode for mode in Mode}}
_PARTS = {"": None, **{part.value: part for part in Part}}


class _Unusable(sqlite3.DatabaseError):
    """Not an index of this version."""


def list_attempts(
    folder: Path, *, trainee: str | None = None, scenario: str | None = None, on_progress: OnProgress | None = None
) -> list[AttemptSummary]:
    """The attempts in a folder, newest first, of one trainee or scenario or of all; damaged ones are always there.

    Journals whose size or time has changed are read anew. UnusableInput when the folder cannot be listed.
    """
    files = journals(folder)

    def listed(db: sqlite3.Connection) -> list[AttemptSummary]:
        sync(db, files, on_progress=on_progress)
        return _listed(db, files, trainee, scenario)

    return with_index(folder, listed) if files else []


def known_attempts(folder: Path) -> list[AttemptSummary] | None:
    """The attempts as the index has them, at once and unchecked; None where there is no index to ask."""
    path = folder / NAME
    try:
        if not path.is_file():
            return None
        with closing(_open(path)) as db:
            return _listed(db, folder)
    except (sqlite3.Error, OSError, KeyError, TypeError, ValueError):
        return None


def check_attempts(
    folder: Path,
    *,
    shown: Collection[str] = (),
    everything: bool = False,
    on_progress: OnProgress | None = None,
) -> list[AttemptSummary]:
    """The attempts whose journals are not what the index believed, though neither size nor time has changed.

    Checked are the last bytes of those shown, by the names of their files, and all of a tenth of the journals, those
    that have waited longest; or all of everything. What is found is read anew. UnusableInput as in `list_attempts`.
    """
    files = journals(folder)

    def check(db: sqlite3.Connection) -> list[AttemptSummary]:
        sync(db, files)
        with writing(db):
            db.execute("UPDATE made SET starts = starts + 1")
        total = db.execute("SELECT count(*) FROM attempts").fetchone()[0]
        share = total if everything else -(-total // STARTS)
        query = "SELECT file, digest FROM attempts ORDER BY checked, file LIMIT ?"
        whole = {file: digest for file, digest in db.execute(query, (share,)) if file in files}
        tails = dict(db.execute("SELECT file, tail FROM attempts").fetchall()) if shown else {}
        changed = {file for file in shown if file in files and has_changed(files[file], tail=tails.get(file))}
        # Hashing lets other threads run, and a disk is quicker when it is asked for several files at once.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            verdicts = pool.map(lambda file: has_changed(files[file], digest=whole[file]), whole)
            for done, (file, differs) in enumerate(zip(whole, verdicts, strict=True), 1):
                if differs:
                    changed.add(file)
                if on_progress:
                    on_progress(done, len(whole))
        with writing(db):
            query = "UPDATE attempts SET checked = (SELECT starts FROM made) WHERE file = ?"
            db.executemany(query, [(file,) for file in whole])
        sync(db, files, again=changed)
        return [one for one in _listed(db, files) if plain_name(one.path) in changed]

    return with_index(folder, check) if files else []


@contextmanager
def numbered(folder: Path, trainee: str) -> Iterator[int]:
    """The number of the attempt to be begun now, from 1: after all of this trainee's that lie here.

    Whoever begins one at the same time waits until the journal is there: it must be made in the body. Where attempts
    have been removed the count goes on from the highest. 0 where the folder cannot be listed. NotWritable.
    """
    with suppress(UnusableInput):
        # Most of the reading is done before anybody has to wait.
        with_index(folder, lambda db: sync(db, journals(folder)))
    with exclusive(folder / "numbers", patience=_NUMBERING_PATIENCE):
        try:
            files = journals(folder)
        except UnusableInput:
            number = 0
        else:
            number = with_index(folder, lambda db: _next_number(db, files, trainee)) if files else 1
        yield number


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
    files: dict[str, Seen] = {}
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
                # One that cannot be looked at is read, and named with what is wrong with it, each time.
                seen = Seen(entry.path, -1, 0)
                with suppress(OSError):
                    about = entry.stat()
                    seen = Seen(entry.path, about.st_size, about.st_mtime_ns)
                files[plain(entry.name)] = seen
    return files


def plain_name(path: Path) -> str:
    """The name of a journal as the index knows it: names of files need not be UTF-8."""
    return plain(path.name)


def sync(
    db: sqlite3.Connection,
    files: Mapping[str, Seen],
    trainee: str | None = None,
    *,
    again: Collection[str] = (),
    on_progress: OnProgress | None = None,
) -> None:
    """Read what has changed, or is to be read again; forget what has gone; judge all attempts of one trainee."""
    rows = db.execute("SELECT file, size, mtime_ns, digest, rewritten FROM attempts").fetchall()
    known = {file: (size, mtime, Before(size, digest, bool(late))) for file, size, mtime, digest, late in rows}
    if gone := known.keys() - files.keys():
        with writing(db):
            _delete(db, gone, ("attempts", "principles", "decisions"))
    todo = {file for file, seen in files.items() if file not in known or known[file][:2] != (seen.size, seen.mtime_ns)}
    # A crash between making a journal and its first line leaves an empty file: nothing was played. One that was emptied
    # since it was read is another matter.
    todo -= {file for file in todo if not files[file].size and file not in known}
    todo |= {file for file in again if file in files}
    if trainee is not None:
        query = "SELECT file FROM attempts WHERE trainee = ? AND NOT judged AND standing IN ('ended', 'unfinished')"
        todo |= {file for (file,) in db.execute(query, (trainee,)) if file in files}
    if not todo:
        return
    scales = {texts: scale_from_text(scale) for texts, scale in db.execute("SELECT texts, scale FROM scales")}
    wanted = [(file, files[file], known[file][2] if file in known else None) for file in sorted(todo)]
    parts = iter(wanted)
    done = 0
    with reading(scales, trainee, in_processes=len(wanted) >= MANY) as read:
        for rows, new_scales in read(iter(lambda: list(islice(parts, _BATCH)), [])):
            with writing(db):
                starts = db.execute("SELECT starts FROM made").fetchone()[0]
                _delete(db, [one.attempt["file"] for one in rows], ("principles", "decisions"))
                db.executemany("INSERT OR REPLACE INTO scales VALUES (?, ?)", new_scales.items())
                for one in rows:
                    _insert(db, "attempts", ({**one.attempt, "checked": starts},))
                    _insert(db, "principles", one.principles)
                    _insert(db, "decisions", one.decisions)
            done += len(rows)
            if on_progress:
                on_progress(done, len(wanted))


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


def _insert(db: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Rows that all have the same columns."""
    if rows:
        values = ", ".join(f":{column}" for column in rows[0])
        db.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(rows[0])}) VALUES ({values})", rows)


def _delete(db: sqlite3.Connection, files: Iterable[str], tables: Iterable[str]) -> None:
    gone = [(file,) for file in files]
    for table in tables:
        db.executemany(f"DELETE FROM {table} WHERE file = ?", gone)


def _next_number(db: sqlite3.Connection, files: Mapping[str, Seen], trainee: str) -> int:
    """After those the index knows, and those begun since it was brought up to date, of which the first line is read."""
    # One statement: between two, others may bring the index up to date, and a journal would count twice.
    known, count, highest = set(), 0, 0
    for file, theirs, number in db.execute("SELECT file, trainee IS ?, number FROM attempts", (trainee,)):
        known.add(file)
        if theirs:
            count, highest = count + 1, max(highest, int(number))
    for file, seen in files.items():
        if file not in known:
            summary, journal = summarise(seen.path)
            if journal and summary.trainee == trainee:
                begun = journal.events[0].data.get("number")
                count, highest = count + 1, max(highest, begun if isinstance(begun, int) else 0)
    return min(max(count, highest) + 1, LARGEST)


def _listed(
    db: sqlite3.Connection, where: Path | Mapping[str, Seen], trainee: str | None = None, scenario: str | None = None
) -> list[AttemptSummary]:
    """The attempts of these journals, or of all that are known in a folder. KeyError where a row makes no sense."""
    wanted = "(:trainee IS NULL OR trainee = :trainee) AND (:scenario IS NULL OR scenario = :scenario)"
    cursor = db.execute(
        f"SELECT {', '.join(_LISTED)} FROM attempts WHERE {wanted} OR standing = 'damaged' "
        "ORDER BY title = '', iif(title = '', 0, moment) DESC, attempt DESC, file",
        {"trainee": trainee, "scenario": scenario},
    )
    cursor.row_factory = None
    listed: list[AttemptSummary] = []
    for file, attempt, standing, started, who, story, title, variant, mode, part, *rest in cursor:
        if not isinstance(where, Path) and file not in where:
            continue
        decisions, taken_back, outcome, verdict, score, critical, resumed, recovered, cut, rewritten, *said = rest
        disagreement, trouble, unjudged = said
        listed.append(
            AttemptSummary(
                attempt=attempt,
                path=where / file if isinstance(where, Path) else where[file].path,
                standing=_STANDINGS[standing],
                started=started if mode else "",
                trainee=who or "" if mode else "",
                scenario=story or "" if mode else "",
                title=title,
                variant=variant or "" if mode else "",
                mode=_MODES[mode],
                part=_PARTS[part],
                decisions=decisions,
                taken_back=taken_back,
                outcome=outcome,
                verdict=verdict,
                score=score,
                critical=bool(critical),
                interruptions=Interruptions(resumed, recovered, bool(cut)) if resumed or recovered or cut else UNBROKEN,
                rewritten=bool(rewritten),
                disagreement=disagreement,
                trouble=trouble or unjudged,
            )
        )
    return with_copies(listed)


def _open(path: Path) -> sqlite3.Connection:
    """The index in this file, made when there is none. `_Unusable` when it is another's, and the errors of SQLite."""
    # A link laid in its place would have it made elsewhere.
    os.close(create_private(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)))
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
        if [by for (by,) in made_by] != [_MADE_BY]:
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
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    db.execute("INSERT INTO made VALUES (?, 0)", (_MADE_BY,))


def _throw_away(path: Path, *, whatever_it_holds: bool = False) -> None:
    """Remove a damaged index, unless another process has made a good one in the meantime."""
    with exclusive(path):
        with suppress(sqlite3.DatabaseError), closing(_open(path)) as db:
            if not whatever_it_holds and [row[0] for row in db.execute("PRAGMA quick_check")] == ["ok"]:
                return
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
