"""What follows from replaying a journal, as rows of the index."""

from __future__ import annotations

import json
from collections.abc import Mapping

from trainer.errors import TrainerError
from trainer.play.run import Run
from trainer.play.verdict import PrincipleResult
from trainer.principles.model import Judged
from trainer.records.confidence import confidences
from trainer.records.index_rows import Rows, plain
from trainer.records.record import Record


def judged(rows: Rows, record: Record) -> Rows:
    """The same with what follows from replaying it."""
    result, file = record.result(), rows.attempt["file"]
    attempt = {**rows.attempt, "judged": True, "family": record.playable.scenario.family}
    sure = confidences(record.events)
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
            "confidence": sure[step.number - place],
            "typed": bool(step.reply.words),
        }
        for step in record.run.steps[place:]
    )
    return Rows(attempt, rows.header, rows.texts, principles, decisions)


def results_from(run: Run, place: int) -> Mapping[str, PrincipleResult]:
    """The results of the principles at stake from a decision on, counted from 0."""
    found: dict[str, PrincipleResult] = {}
    for step in run.steps[place:]:
        hurt = {mark.principle for mark in step.response.marks} if step.response.critical else set()
        for name, level in step.levels.items():
            before = found.get(name, PrincipleResult(()))
            found[name] = PrincipleResult((*before.levels, level), before.critical or name in hurt)
    return found


def unjudged(rows: Rows, error: TrainerError) -> Rows:
    """The same where it cannot be replayed: it is named, and never averaged in."""
    return Rows({**rows.attempt, "judged": True, "unjudged": plain(error.what)}, rows.header, rows.texts)
