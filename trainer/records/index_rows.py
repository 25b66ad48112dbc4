"""From journals to their rows in the index: what they say, what follows from that, and by what they are known again."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

from trainer.analysis.playable import Playable
from trainer.analysis.score import CURRENT
from trainer.analysis.worth import Scale
from trainer.errors import TrainerError
from trainer.play.run import Step
from trainer.play.verdict import PrincipleResult
from trainer.principles.frameworks import Judged
from trainer.records.event import Kind, receipt
from trainer.records.header import from_data
from trainer.records.journal import JOURNAL_BYTES, Journal, parse, read_raw
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
_NOT_DERIVED: Row = {
    **dict.fromkeys(("ending", "score", "loss")),
    **dict.fromkeys(("outcome", "verdict", "disagreement", "unjudged"), ""),
    **dict.fromkeys(("critical", "judged"), False),
}
"""What stands in a row until it is derived from the replies."""


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
    principles: Sequence[Row] = ()
    decisions: Sequence[Row] = ()


Wanted: TypeAlias = tuple[str, Seen, Before | None]
"""A journal that is to be read, by the name of its file."""
Batch: TypeAlias = tuple[list[Rows], dict[str, str]]
"""Rows of journals, and scales as the index keeps them."""


@dataclass(slots=True)
class JournalIndexer:
    """Reads journals into rows. The scenarios met last stay ready: loading one takes longer than many replays."""

    scales: dict[str, Scale | None] = field(default_factory=dict)
    """By the hashes of a scenario's texts; None where it is too large to be scored. They outlast the program."""
    _ready: dict[str, Playable] = field(default_factory=dict)

    def batch(self, wanted: Iterable[Wanted], judged_for: str | None) -> Batch:
        """The rows of several journals, and as text the scales that were met in them for the first time."""
        known = set(self.scales)
        rows = [self.rows(file, seen, before, judged_for=judged_for) for file, seen, before in wanted]
        return rows, {texts: scale_to_text(self.scales[texts]) for texts in self.scales.keys() - known}

    def rows(self, file: str, seen: Seen, before: Before | None, *, judged_for: str | None) -> Rows:
        """The rows of one journal, with its principles and decisions where it is by the trainee who is judged."""
        settled = abs(time.time_ns() - seen.mtime_ns) > _MAY_STILL_CHANGE
        try:
            raw = read_raw(seen.path)
            read = parse(raw, seen.path)
        except TrainerError:
            # What is wrong with it is found out once more, as a summary.
            raw, (summary, journal) = b"", summarise(seen.path)
        else:
            summary, journal = summary_of(read), read
        rows = Rows(_first_row(file, summary, journal))
        judged = summary.trainee == judged_for
        if journal and summary.is_readable and (judged or summary.standing is Standing.ENDED):
            rows = self._derived(rows, journal, judged=judged)
        grew = before is None or not before.digest or sha256(raw[: before.size]).hexdigest() == before.digest
        rows.attempt.update(
            size=seen.size,
            mtime_ns=seen.mtime_ns if settled else 0,
            digest=sha256(raw).hexdigest(),
            tail=sha256(raw[-TAIL:]).hexdigest(),
            rewritten=before is not None and (before.rewritten or not grew),
        )
        return rows

    def _derived(self, rows: Rows, journal: Journal, *, judged: bool) -> Rows:
        """The same with what follows from the replies; with principles and decisions where it is judged."""
        header = from_data(journal.events[0].data, str(journal.path))
        # By what the scenario, with its frameworks, is known: the SHA-256 over the hashes of their texts.
        hashes = (header.scenario.sha256, *(f"{f.id} {f.sha256}" for f in header.frameworks))
        key = sha256("\n".join(hashes).encode()).hexdigest()
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
            told = end_data(header, record.run, scale)
            # What the journal says is held against its own rule; what is counted is scored by the current one.
            current = end_data(replace(header, scoring=CURRENT), record.run, scale)
            rows.attempt.update({name: current[name] for name in ("ending", "score", "loss", "critical")})
            rows.attempt.update({name: current[name] or "" for name in ("outcome", "verdict")})
            rows.attempt["disagreement"] = plain(disagreement(record, told))
        return _judged(rows, record) if judged else rows


_indexer: JournalIndexer | None = None
"""That of a process which reads for another one."""


@contextmanager
def reading(
    scales: dict[str, Scale | None], trainee: str | None, *, in_processes: bool
) -> Iterator[Callable[[Iterable[list[Wanted]]], Iterator[Batch]]]:
    """What reads batches of journals, judging those of a trainee: this process, or several where there are many."""
    processes = os.cpu_count() or 1
    if not in_processes or processes < 2:
        indexer = JournalIndexer(scales)
        yield lambda batches: (indexer.batch(wanted, trainee) for wanted in batches)
        return
    # A process that was forked beside the threads of a screen could hang, so they start from nothing.
    pool: Executor = ProcessPoolExecutor(processes, get_context("spawn"), _begin_indexing, (scales,))
    with pool:
        yield lambda batches: pool.map(_read_in_process, batches, repeat(trainee))


def _begin_indexing(scales: dict[str, Scale | None]) -> None:
    global _indexer
    _indexer = JournalIndexer(scales)


def _read_in_process(wanted: list[Wanted], trainee: str | None) -> Batch:
    assert _indexer is not None
    return _indexer.batch(wanted, trainee)


def scale_to_text(scale: Scale | None) -> str:
    """A scale as the index keeps it."""
    if scale is None:
        return "null"
    losses = {outcome.value: loss for outcome, loss in scale.ending_losses.items()}
    return json.dumps([losses, scale.best, scale.random_mean, scale.worst])


def scale_from_text(text: str) -> Scale | None:
    """A scale from the index. ValueError, KeyError or TypeError where it makes no sense."""
    scale = json.loads(text)
    if scale is None:
        return None
    losses, *numbers = scale
    best, random_mean, worst = map(float, numbers)
    return Scale({outcome: float(losses[outcome.value]) for outcome in Outcome}, best, random_mean, worst)


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


def _first_row(file: str, summary: AttemptSummary, journal: Journal | None) -> Row:
    """The row of an attempt, whatever state it is in, before anything is derived."""
    events = journal.events if journal else ()
    data = events[0].data if events and events[0].kind is Kind.START else {}
    end = next((e for e in events if e.kind is Kind.END), None)
    scenario, parent, number = data.get("scenario"), data.get("parent"), data.get("number")
    replies = parent.get("replies") if isinstance(parent, Mapping) else ()
    try:
        # In seconds since 1970, whatever the zone; 0 where that is not told.
        moment = datetime.fromisoformat(events[0].wall).timestamp() if events else 0.0
    except (ValueError, OverflowError, OSError):
        moment = 0.0
    return {
        "file": file,
        "attempt": plain(summary.attempt),
        "standing": summary.standing.value,
        "trouble": plain(summary.trouble),
        "title": summary.title,
        "trainee": _word(data.get("trainee")),
        "scenario": _word(scenario.get("id")) if isinstance(scenario, Mapping) else None,
        "family": None,
        "variant": _word(data.get("variant")),
        "mode": summary.mode.value if summary.mode else "",
        "part": summary.part.value if summary.part else "",
        "place": len(replies) if isinstance(replies, list) else 0,
        "number": number if isinstance(number, int) and 0 <= number <= LARGEST else 0,
        "moment": moment,
        "started": events[0].wall if events else "",
        "ended": end.wall if end else None,
        "events": len(events),
        "decisions": summary.decisions,
        "taken_back": summary.taken_back,
        "resumed": summary.interruptions.resumed,
        "recovered": summary.interruptions.recovered,
        "cut": summary.interruptions.cut,
        **_NOT_DERIVED,
        "receipt": receipt((end or events[-1]).hash) if events else "",
        "goal": next((str(e.data.get("text", "")) for e in reversed(events) if e.kind is Kind.GOAL), ""),
    }


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _judged(rows: Rows, record: Record) -> Rows:
    """The same with its principles and decisions."""
    result, scenario = record.result(), record.playable.scenario
    file, place = rows.attempt["file"], rows.attempt["place"]
    # The replies that led to the place where it begins are not its own.
    own = record.run.steps[place:]
    costs = {d.step.number: (d.cost, d.label.value) for d in result.decisions}
    principles = [
        {
            "file": file,
            "principle": name,
            "levels": "".join(map(str, principle_result.levels)),
            "lowest": principle_result.lowest,
            "mean": principle_result.mean,
            "count": principle_result.count,
            "at_standard": principle_result.at_standard,
            "critical": principle_result.critical,
            "over_run": scenario.principles[name].judged is Judged.RUN,
        }
        for name, principle_result in (_results_of(own) if rows.attempt["part"] else result.principles).items()
        if principle_result
    ]
    decisions = [
        {
            "file": file,
            "number": step.number,
            "scene": step.scene.id,
            "response": step.reply.response,
            "levels": json.dumps(step.levels),
            "cost": costs.get(step.number, (None, None))[0],
            "label": costs.get(step.number, (None, None))[1],
            "confidence": given.confidence,
            "typed": bool(step.reply.words),
        }
        for step, given in zip(own, record.given, strict=True)
    ]
    attempt = {**rows.attempt, "judged": True, "family": scenario.family}
    return Rows(attempt, principles, decisions)


def _results_of(steps: Iterable[Step]) -> Mapping[str, PrincipleResult]:
    """The results of the principles at stake in some steps of a run."""
    by_principle: dict[str, PrincipleResult] = {}
    for step in steps:
        hurt = {mark.principle for mark in step.response.marks} if step.critical else set()
        for name, level in step.levels.items():
            before = by_principle.get(name, PrincipleResult(()))
            by_principle[name] = PrincipleResult((*before.levels, level), before.critical or name in hurt)
    return by_principle
