"""From a journal to its rows in the index, and from a row back to the attempt in the list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from trainer.records.event import Kind
from trainer.records.header import from_data
from trainer.records.reader import Journal
from trainer.records.receipt import receipt
from trainer.records.record import standing
from trainer.records.shelved import Shelved, Standing

LARGEST = 2**53
"""A count beyond this is not one."""

Row = dict[str, Any]
"""Values by column."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the index holds of one journal. `texts` are by their SHA-256."""

    attempt: Row
    header: str | None
    """As JSON, without its texts; None where the journal cannot be read."""
    texts: Mapping[str, str]
    principles: tuple[Row, ...] = ()
    decisions: tuple[Row, ...] = ()


def from_journal(file: str, shelved: Shelved, journal: Journal | None) -> Rows:
    """The row of an attempt, whatever state it is in; not judged yet."""
    events = journal.events if journal else ()
    data = events[0].data if events and events[0].kind is Kind.START else {}
    texts: dict[str, str] = {}
    header = json.dumps(_without_texts(data, texts)) if shelved.header else None
    end = next((e for e in events if e.kind is Kind.END), None)
    parent = shelved.header.parent if shelved.header else None
    scenario = data.get("scenario")
    kept: Mapping[str, Any] = scenario if isinstance(scenario, Mapping) else {}
    row: Row = {
        "file": file,
        "attempt": shelved.attempt,
        "standing": shelved.standing.value,
        "trouble": plain(shelved.trouble),
        "title": shelved.header.title if shelved.header else None,
        "trainee": _word(data.get("trainee")),
        "scenario": _word(kept.get("id")),
        "sha256": _word(kept.get("sha256")),
        "family": None,
        "variant": _word(data.get("variant")),
        "mode": _word(data.get("mode")),
        "part": parent.part.value if parent else "",
        "place": len(parent.replies) if parent else 0,
        "number": _count(data.get("number")),
        "moment": moment(events[0].wall) if events else 0.0,
        "started": events[0].wall if events else "",
        "ended": end.wall if end else None,
        "events": len(events),
        "decisions": shelved.decisions,
        "taken_back": standing(events)[1],
        "ending": _word(end.data.get("ending")) if end else None,
        "outcome": shelved.outcome,
        "verdict": shelved.verdict,
        "score": shelved.score,
        "loss": _number(end.data.get("loss")) if end else None,
        "critical": shelved.critical,
        "receipt": receipt((end or events[-1]).hash) if events else "",
        "goal": next((str(e.data.get("text", "")) for e in reversed(events) if e.kind is Kind.GOAL), ""),
        "judged": False,
        "unjudged": "",
    }
    return Rows(row, header, texts)


def to_shelved(row: Mapping[str, Any], path: Path, texts: Mapping[str, str]) -> Shelved:
    """The attempt in the list, from its row and the texts kept apart. KeyError where the index lacks one."""
    header = from_data(_with_texts(json.loads(row["header"]), texts), str(path)) if row["header"] else None
    return Shelved(
        attempt=row["attempt"],
        path=path,
        standing=Standing(row["standing"]),
        started=row["started"] if header else "",
        header=header,
        decisions=row["decisions"],
        outcome=row["outcome"],
        verdict=row["verdict"],
        score=row["score"],
        critical=bool(row["critical"]),
        trouble=row["trouble"],
    )


def moment(wall: str) -> float:
    """When something was, in seconds since 1970, whatever the zone; 0 where that is not told."""
    try:
        return datetime.fromisoformat(wall).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _without_texts(data: Mapping[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """A header whose documents, alike in thousands of attempts, are kept once, by the hash of what they really are."""

    def kept(document: Mapping[str, Any]) -> dict[str, Any]:
        text = str(document["text"])
        key = sha256(text.encode()).hexdigest()
        texts[key] = text
        return {**document, "text": key}

    return {**data, "scenario": kept(data["scenario"]), "frameworks": [kept(f) for f in data["frameworks"]]}


def _with_texts(data: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    for document in (data["scenario"], *data["frameworks"]):
        document["text"] = texts[document["text"]]
    return data


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def plain(text: str) -> str:
    """A text that a database can hold: names of files need not be UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= LARGEST else 0


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
