"""One journal as it stands in a list of attempts, from its own lines alone: nothing is replayed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trainer.errors import NewerFormat, TrainerError
from trainer.records.event import Event, Kind
from trainer.records.header import Header, from_data
from trainer.records.reader import Journal, read_journal
from trainer.records.record import rewound_to


class Standing(StrEnum):
    """What state an attempt is in."""

    ENDED = "ended"
    UNFINISHED = "unfinished"
    DAMAGED = "damaged"
    NEWER = "newer"
    """Made by a newer version of the program: not for this one to judge."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """One attempt in the list, from its journal alone: nothing is replayed."""

    attempt: str
    path: Path
    standing: Standing
    started: str = ""
    header: Header | None = None
    decisions: int = 0
    outcome: str = ""
    verdict: str = ""
    score: float | None = None
    critical: bool = False
    trouble: str = ""


def shelve(path: Path) -> Shelved:
    """One journal in the list."""
    return look_at(path)[0]


def look_at(path: Path) -> tuple[Shelved, Journal | None]:
    """The same, with the journal as it was read; None where it could not be read at all."""
    try:
        journal = read_journal(path)
    except TrainerError as error:
        return _troubled(path, error), None
    if journal.damage:
        trouble = f"at line {journal.damage.line}: {journal.damage.reason}"
        return Shelved(path.stem, path, Standing.DAMAGED, trouble=trouble), journal
    if not journal.events:
        return Shelved(path.stem, path, Standing.DAMAGED, trouble="nothing was kept in it"), journal
    try:
        return _shelve(path, journal.events), journal
    except TrainerError as error:
        return _troubled(path, error), journal


def _troubled(path: Path, error: TrainerError) -> Shelved:
    standing = Standing.NEWER if isinstance(error, NewerFormat) else Standing.DAMAGED
    return Shelved(path.stem, path, standing, trouble=error.what)


def _shelve(path: Path, events: tuple[Event, ...]) -> Shelved:
    header = from_data(events[0].data, str(path))
    decisions = 0
    end: Event | None = None
    for event in events:
        if event.kind in (Kind.REPLY, Kind.TIMEOUT):
            decisions += 1
        elif event.kind is Kind.REWIND:
            decisions = rewound_to(event)
        elif event.kind is Kind.END:
            end = event
    data = end.data if end else {}
    score = data.get("score")
    return Shelved(
        attempt=header.attempt,
        path=path,
        standing=Standing.ENDED if end else Standing.UNFINISHED,
        started=events[0].wall,
        header=header,
        decisions=decisions,
        outcome=str(data.get("outcome") or ""),
        verdict=str(data.get("verdict") or ""),
        score=float(score) if isinstance(score, int | float) else None,
        critical=bool(data.get("critical")),
    )
