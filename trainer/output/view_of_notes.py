"""What happened beside the replies that stand: taken back, asked, paused. By the decision it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TypeAlias

from trainer.output.phrases import SURENESS, moment
from trainer.output.view import Note
from trainer.play import telling
from trainer.play.run import Reply, Run, Step
from trainer.records.event import Event, Kind
from trainer.records.record import Record, rewound_to

_Found: TypeAlias = defaultdict[int, list[Note]]


def notes(record: Record) -> dict[int, tuple[Note, ...]]:
    """By the number of the decision, from 0. What was taken back stands where one went on from."""
    run = record.run.back_to(len(record.run.steps) - len(record.given))
    first = len(run.steps)
    found: _Found = defaultdict(list)
    for event in record.events:
        if event.kind in (Kind.REPLY, Kind.TIMEOUT):
            run = run.answer(Reply(_text(event, "response"), _text(event, "words")))
        elif event.kind is Kind.REWIND:
            run = _rewound(run, first + rewound_to(event), found)
        elif event.kind in _NOTED:
            found[len(run.steps)].append(_NOTED[event.kind](event))
    return {number: tuple(listed) for number, listed in found.items()}


def _rewound(run: Run, to: int, found: _Found) -> Run:
    """The notes of decisions that were undone move to where one went on, before the replies taken back there."""
    for number in sorted(n for n in found if n > to):
        found[to] += found.pop(number)
    found[to] += [_taken_back(run, step) for step in run.steps[to:]]
    return run.back_to(to)


def _taken_back(run: Run, step: Step) -> Note:
    said = " ".join(u.text for u in telling.said(run, step))
    critical = ", a critical error" if step.response.critical else ""
    if not said:
        return Note(f"Taken back (decision {step.number + 1}{critical}): no answer in time.")
    return Note(f"Taken back (decision {step.number + 1}{critical}):", said)


def _asked(event: Event) -> Note:
    return Note("Said in own words, which meant none of the options:", _text(event, "words"))


def _sure(event: Event) -> Note:
    level = event.data.get("level")
    return Note(
        f"Asked how sure of the reply to come: {SURENESS.get(level if isinstance(level, int) else 0, 'not said')}."
    )


def _draft(event: Event) -> Note:
    return Note("Begun in own words, and not sent:", _text(event, "words"))


def _paused(event: Event) -> Note:
    return Note(f"Paused on {moment(event.wall)}.")


def _resumed(event: Event) -> Note:
    return Note(f"Resumed on {moment(event.wall)}.")


def _recovered(event: Event) -> Note:
    return Note(f"The record was cut off here, and mended on {moment(event.wall)}; what was kept before it is whole.")


_NOTED: dict[Kind, Callable[[Event], Note]] = {
    Kind.ASKED: _asked,
    Kind.CONFIDENCE: _sure,
    Kind.DRAFT: _draft,
    Kind.PAUSE: _paused,
    Kind.RESUME: _resumed,
    Kind.RECOVER: _recovered,
}


def _text(event: Event, key: str) -> str:
    return str(event.data.get(key, ""))
