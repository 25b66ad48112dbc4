"""Which attempt of a trainee's one is: an order that no clock can change."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.records.index import journals, with_index
from trainer.records.index_rows import LARGEST
from trainer.records.index_sync import sync


def next_number(folder: Path, trainee: str) -> int:
    """The number of the attempt to be begun now, from 1: after all that lie here. 0 where the folder cannot be listed.

    Where attempts have been removed it goes on from the highest.
    """

    def count(db: sqlite3.Connection) -> int:
        sync(db, found)
        query = "SELECT count(*), coalesce(max(number), 0) FROM attempts WHERE trainee = ?"
        lie_here, highest = db.execute(query, (trainee,)).fetchone()
        return min(max(int(lie_here), int(highest)) + 1, LARGEST)

    with suppress(UnusableInput):
        found = journals(folder)
        return with_index(folder, count) if found else 1
    return 0
