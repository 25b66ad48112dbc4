"""Reading what one trainee has played from the index, in the order it was begun."""

import json
import sqlite3
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from trainer.analysis.judgement import CostLabel
from trainer.records.decisions import CONFIDENT
from trainer.records.header import Mode, Part
from trainer.records.index import journals, sync, with_index
from trainer.records.index_rows import has_changed
from trainer.records.summary import DISAGREES, Standing
from trainer.records.tries import ERRORS, Decided, ExcludedAttempt, History, Rated, Try


def read_history(folder: Path, trainee: str) -> History:
    """What this pseudonym has played. UnusableInput when the folder cannot be listed."""
    files = journals(folder)

    def read(db: sqlite3.Connection) -> History:
        sync(db, files, trainee)
        known = dict(db.execute("SELECT file, tail FROM attempts WHERE trainee = ?", (trainee,)).fetchall())
        sync(db, files, trainee, again={file for file, tail in known.items() if has_changed(files[file], tail=tail)})
        tries = _tries(db, trainee)
        # Attempts of this trainee, or of nobody knows whom, that cannot be read or replayed.
        query = (
            "SELECT attempt, iif(unjudged <> '', unjudged, iif(disagreement <> '', ? || disagreement, "
            "standing || ': ' || trouble)) FROM attempts WHERE (trainee = ? OR trainee IS NULL) "
            "AND (standing IN ('damaged', 'newer') OR unjudged <> '' OR disagreement <> '') ORDER BY attempt"
        )
        troubles = (ExcludedAttempt(attempt, why) for attempt, why in db.execute(query, (DISAGREES, trainee)))
        return History(trainee, tuple(tries.values()), _decided(db, trainee, tries), tuple(troubles))

    return with_index(folder, read) if files else History(trainee)


_READABLE = "trainee = ? AND standing IN ('ended', 'unfinished') AND unjudged = '' AND disagreement = ''"
_IN_ORDER = "ORDER BY number, moment, file"


def _tries(db: sqlite3.Connection, trainee: str) -> dict[str, Try]:
    """The tries in order, by the name of their journal. Of a journal that lies there twice, one counts."""
    rated: dict[str, dict[str, Rated]] = {}
    query = (
        "SELECT p.file, p.principle, p.levels, p.critical, p.over_run "
        "FROM principles AS p JOIN attempts AS a USING (file) WHERE a.trainee = ?"
    )
    cursor = db.execute(query, (trainee,))
    cursor.row_factory = None
    for file, principle, levels, critical, over_run in cursor:
        rated.setdefault(file, {})[principle] = _rated(levels, critical, over_run)
    # What was once found of a journal is true of its copies too: a copy gives no check back.
    query = "SELECT DISTINCT attempt FROM attempts WHERE trainee = ? AND rewritten"
    rewritten = {attempt for (attempt,) in db.execute(query, (trainee,))}
    kept: dict[str, tuple[int, str]] = {}
    tries: dict[str, Try] = {}
    for row in db.execute(f"SELECT * FROM tries WHERE {_READABLE} {_IN_ORDER}", (trainee,)):
        attempt, file = row["attempt"], row["file"]
        events, other = kept.get(attempt, (0, ""))
        if row["events"] <= events:
            continue
        tries.pop(other, None)
        kept[attempt] = row["events"], file
        tries[file] = Try(
            attempt=attempt,
            scenario=row["scenario"],
            title=row["title"],
            family=row["family"] or "",
            variant=row["variant"],
            mode=Mode(row["mode"]),
            started=row["started"],
            ended=row["standing"] == Standing.ENDED,
            part=Part(row["part"]) if row["part"] else None,
            taken_back=row["taken_back"],
            interrupted=attempt in rewritten or any(row[name] for name in ("resumed", "recovered", "cut")),
            first=bool(row["first_try"]),
            verdict=row["verdict"],
            score=row["score"],
            critical=bool(row["critical"]),
            receipt=row["receipt"],
            goal=row["goal"],
            principles=rated.get(file, {}),
        )
    return tries


@cache
def _rated(levels: str, critical: int, over_run: int) -> Rated:
    """Shared by thousands of attempts, in which the same few results come again and again."""
    return Rated(tuple(map(int, levels)), bool(critical), bool(over_run))


def _decided(db: sqlite3.Connection, trainee: str, tries: Mapping[str, Try]) -> tuple[Decided, ...]:
    """Each answer given at a decision of a scenario at which a confident error was made, in order."""
    errors = ", ".join(f"'{label}'" for label in ERRORS)
    query = (
        "SELECT d.*, a.scenario AS scenario FROM decisions AS d JOIN attempts AS a USING (file) "
        "WHERE a.part <> 'what-if' AND (a.scenario, d.scene) IN ("
        "  SELECT b.scenario, e.scene FROM decisions AS e JOIN attempts AS b USING (file)"
        f"  WHERE e.confidence >= {CONFIDENT} AND e.label IN ({errors}) AND b.trainee = ?) "
        "AND a.trainee = ? ORDER BY a.number, a.moment, a.file, d.number"
    )
    return tuple(
        Decided(
            attempt=of.attempt,
            scenario=of.scenario,
            family=of.family,
            variant=of.variant,
            scene=row["scene"],
            response=row["response"],
            levels=json.loads(row["levels"]),
            cost=row["cost"],
            label=CostLabel(row["label"]) if row["label"] else None,
            confidence=row["confidence"],
            typed=bool(row["typed"]),
        )
        for row in db.execute(query, (trainee, trainee))
        if (of := tries.get(row["file"]))
    )
