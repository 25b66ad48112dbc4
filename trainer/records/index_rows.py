"""From a journal to its rows in the index: what it says, what follows from that, and by what it is known again."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from trainer.analysis.playable import Playable
from trainer.analysis.worth import Scale
from trainer.errors import TrainerError
from trainer.play.run import Run
from trainer.play.verdict import PrincipleResult
from trainer.principles.frameworks import Judged
from trainer.records.bounds import JOURNAL_BYTES
from trainer.records.event import Kind
from trainer.records.header import Header, from_data
from trainer.records.journal import Journal, parse
from trainer.records.reader import read_raw
from trainer.records.receipt import receipt
from trainer.records.record import Record, disagreement, end_data, replayed
from trainer.records.summary import AttemptSummary, Standing, summarise, summary_of
from trainer.scenario.model import Outcome

LARGEST = 2**53
"""A count beyond this is not one."""
TAIL = 4096
"""Bytes at the end of a journal by which it is known again without reading it whole."""
_PLAYABLES = 8
"""Scenarios kept ready while attempts are replayed."""
_MAY_STILL_CHANGE = 50_000_000
"""Nanoseconds: the clock of a file system is this coarse at most, so that a file may change and keep its time."""

Row = dict[str, Any]
"""Values by column."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A journal in the folder, and by what it is told at a glance whether it has changed."""

    where: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        return Path(self.where)


@dataclass(frozen=True, slots=True)
class Before:
    """What the index knew of a journal when it was read last: how long it was, and the hash of its bytes."""

    size: int
    digest: str
    rewritten: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """What the index holds of one journal."""

    attempt: Row
    principles: tuple[Row, ...] = ()
    decisions: tuple[Row, ...] = ()


@dataclass(slots=True)
class JournalIndexer:
    """Reads journals into rows. The scenarios met last stay ready: loading one takes longer than many replays."""

    scales: dict[str, Scale | None] = field(default_factory=dict)
    """By the hashes of a scenario's texts; None where it is too large to be scored. They outlast the program."""
    _ready: dict[str, Playable] = field(default_factory=dict)

    def rows(self, file: str, seen: Seen, before: Before | None, *, judged_for: str | None) -> Rows:
        """The rows of one journal, with its principles and decisions where it is by the trainee who is judged."""
        settled = abs(time.time_ns() - seen.mtime_ns) > _MAY_STILL_CHANGE
        raw, summary, journal = _read(seen.path)
        rows = Rows(_first_row(file, summary, journal))
        judged = summary.trainee == judged_for
        if journal and summary.is_readable and (judged or summary.standing is Standing.ENDED):
            rows = self._derived(rows, journal, judged=judged)
        rows.attempt.update(
            size=seen.size,
            mtime_ns=seen.mtime_ns if settled else 0,
            digest=sha256(raw).hexdigest(),
            tail=sha256(raw[-TAIL:]).hexdigest(),
            rewritten=before is not None and (before.rewritten or not _grew_from(raw, before)),
        )
        return rows

    def _derived(self, rows: Rows, journal: Journal, *, judged: bool) -> Rows:
        header = from_data(journal.events[0].data, str(journal.path))
        key = texts_key(header)
        try:
            record = replayed(journal, self._ready.pop(key, None))
        except TrainerError as error:
            rows.attempt.update(judged=True, unjudged=plain(error.what))
            return rows
        self._ready[key] = record.playable
        if len(self._ready) > _PLAYABLES:
            del self._ready[next(iter(self._ready))]
        if record.closed:
            if key not in self.scales:
                worth = record.playable.worth
                self.scales[key] = worth.scale if worth else None
            scale = self.scales[key]
            derived = end_data(header, record.run, scale)
            rows.attempt.update(derived, disagreement=plain(disagreement(record, derived)))
            rows.attempt.update({name: derived[name] or "" for name in ("outcome", "verdict")})
        return _judged(rows, record) if judged else rows


def texts_key(header: Header) -> str:
    """By what the scenario of an attempt, with its frameworks, is known: the SHA-256 over the hashes of their texts."""
    hashes = (header.scenario.sha256, *(f"{f.id} {f.sha256}" for f in header.frameworks))
    return sha256("\n".join(hashes).encode()).hexdigest()


def scale_to_text(scale: Scale | None) -> str:
    """A scale as the index keeps it."""
    if scale is None:
        return "null"
    losses = {outcome.value: loss for outcome, loss in scale.ending_losses.items()}
    return json.dumps([losses, scale.best, scale.random_mean])


def scale_from_text(text: str) -> Scale | None:
    """A scale from the index. ValueError, KeyError or TypeError where it makes no sense."""
    found = json.loads(text)
    if found is None:
        return None
    losses, best, random_mean = found
    return Scale({outcome: float(losses[outcome.value]) for outcome in Outcome}, float(best), float(random_mean))


def plain(text: str) -> str:
    """A text that a database can hold: names of files need not be UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


def has_changed(seen: Seen, *, tail: str | None = None, digest: str | None = None) -> bool:
    """Whether a journal's last bytes, or all of them, are not those with this hash. A file that cannot be read has."""
    try:
        with seen.path.open("rb") as file:
            if digest is not None:
                return sha256(file.read(JOURNAL_BYTES + 1)).hexdigest() != digest
            file.seek(max(0, seen.size - TAIL))
            return sha256(file.read(TAIL + 1)).hexdigest() != tail
    except OSError:
        return True


def _read(path: Path) -> tuple[bytes, AttemptSummary, Journal | None]:
    try:
        raw = read_raw(path)
        journal = parse(raw, path)
    except TrainerError:
        # What is wrong with it is found out once more, as a summary.
        return b"", *summarise(path)
    return raw, summary_of(journal), journal


def _grew_from(raw: bytes, before: Before) -> bool:
    return not before.digest or sha256(raw[: before.size]).hexdigest() == before.digest


def _first_row(file: str, summary: AttemptSummary, journal: Journal | None) -> Row:
    """The row of an attempt, whatever state it is in, before anything is derived."""
    events = journal.events if journal else ()
    data = events[0].data if events and events[0].kind is Kind.START else {}
    end = next((e for e in events if e.kind is Kind.END), None)
    scenario = data.get("scenario")
    kept: Mapping[str, Any] = scenario if isinstance(scenario, Mapping) else {}
    parent = data.get("parent")
    replies = parent.get("replies") if isinstance(parent, Mapping) else ()
    found = summary.interruptions
    return {
        "file": file,
        "attempt": plain(summary.attempt),
        "standing": summary.standing.value,
        "trouble": plain(summary.trouble),
        "title": summary.title,
        "trainee": _word(data.get("trainee")),
        "scenario": _word(kept.get("id")),
        "family": None,
        "variant": _word(data.get("variant")),
        "mode": summary.mode.value if summary.mode else "",
        "part": summary.part.value if summary.part else "",
        "place": len(replies) if isinstance(replies, list) else 0,
        "number": _count(data.get("number")),
        "moment": moment(events[0].wall) if events else 0.0,
        "started": events[0].wall if events else "",
        "ended": end.wall if end else None,
        "events": len(events),
        "decisions": summary.decisions,
        "taken_back": summary.taken_back,
        "resumed": found.resumed,
        "recovered": found.recovered,
        "cut": found.cut,
        "ending": None,
        "outcome": "",
        "verdict": "",
        "score": None,
        "loss": None,
        "critical": False,
        "disagreement": "",
        "receipt": receipt((end or events[-1]).hash) if events else "",
        "goal": next((str(e.data.get("text", "")) for e in reversed(events) if e.kind is Kind.GOAL), ""),
        "judged": False,
        "unjudged": "",
    }


def _judged(rows: Rows, record: Record) -> Rows:
    """The same with its principles and decisions."""
    result, file = record.result(), rows.attempt["file"]
    attempt = {**rows.attempt, "judged": True, "family": record.playable.scenario.family}
    costs = {d.step.number: (d.cost, d.label.value) for d in result.decisions}
    # The replies that led to the place where it begins are not its own.
    place = rows.attempt["place"]
    results = results_from(record.run, place) if rows.attempt["part"] else result.principles
    principles = tuple(
        {
            "file": file,
            "principle": name,
            "levels": "".join(map(str, found.levels)),
            "lowest": found.lowest,
            "mean": found.mean,
            "count": found.count,
            "at_standard": found.at_standard,
            "critical": found.critical,
            "over_run": record.playable.scenario.principles[name].judged is Judged.RUN,
        }
        for name, found in results.items()
        if found
    )
    decisions = tuple(
        {
            "file": file,
            "number": step.number,
            "scene": step.scene.id,
            "response": step.reply.response,
            "levels": json.dumps(step.levels),
            "cost": costs.get(step.number, (None, None))[0],
            "label": costs.get(step.number, (None, None))[1],
            "confidence": record.given[step.number - place].confidence,
            "typed": bool(step.reply.words),
        }
        for step in record.run.steps[place:]
    )
    return replace(rows, attempt=attempt, principles=principles, decisions=decisions)


def results_from(run: Run, place: int) -> Mapping[str, PrincipleResult]:
    """The results of the principles at stake from a decision on, counted from 0."""
    found: dict[str, PrincipleResult] = {}
    for step in run.steps[place:]:
        hurt = {mark.principle for mark in step.response.marks} if step.response.critical else set()
        for name, level in step.levels.items():
            before = found.get(name, PrincipleResult(()))
            found[name] = PrincipleResult((*before.levels, level), before.critical or name in hurt)
    return found


def moment(wall: str) -> float:
    """When something was, in seconds since 1970, whatever the zone; 0 where that is not told."""
    try:
        return datetime.fromisoformat(wall).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= LARGEST else 0
