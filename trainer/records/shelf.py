"""The attempts that lie in a folder, newest first, as a manager's list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from trainer.errors import NewerFormat, TrainerError, UnusableInput
from trainer.records.event import Event, Kind
from trainer.records.header import Header, from_data
from trainer.records.reader import read_journal
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


def list_attempts(folder: Path) -> list[Shelved]:
    """Every journal in a folder, newest first; damaged ones are named, never left out."""
    if not folder.is_dir():
        return []
    try:
        paths = list(folder.glob("*.jsonl"))
    except OSError as error:
        raise UnusableInput(f"the transcripts cannot be listed: {error.strerror}", where=str(folder)) from error
    return sorted((shelve(path) for path in paths if not _never_began(path)), key=_moment, reverse=True)


def _never_began(path: Path) -> bool:
    """A crash between making a journal and its first line leaves an empty file: nothing was played."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


def _moment(attempt: Shelved) -> tuple[float, str]:
    """When it began, in any zone; a damaged one stands by its name."""
    try:
        return datetime.fromisoformat(attempt.started).timestamp(), attempt.attempt
    except ValueError:
        return 0.0, attempt.attempt


def shelve(path: Path) -> Shelved:
    """One journal in the list."""
    try:
        journal = read_journal(path)
        if journal.damage:
            trouble = f"at line {journal.damage.line}: {journal.damage.reason}"
            return Shelved(path.stem, path, Standing.DAMAGED, trouble=trouble)
        if not journal.events:
            return Shelved(path.stem, path, Standing.DAMAGED, trouble="nothing was kept in it")
        return _shelve(path, journal.events)
    except NewerFormat as error:
        return Shelved(path.stem, path, Standing.NEWER, trouble=error.what)
    except TrainerError as error:
        return Shelved(path.stem, path, Standing.DAMAGED, trouble=error.what)


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


def find_attempt(folder: Path, name: str) -> Path:
    """The journal of an attempt, by its id, the beginning of it, or its path. UnusableInput when there is not one."""
    path = Path(name)
    if path.suffix == ".jsonl" and path.is_file():
        return path
    found = [p for p in sorted(folder.glob("*.jsonl")) if p.stem.startswith(name)] if folder.is_dir() else []
    exact = [p for p in found if p.stem == name]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    what = "several attempts begin so" if found else "there is no such attempt"
    raise UnusableInput(what, where=name, do=f"They lie in {folder}.")
