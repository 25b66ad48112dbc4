"""Attempts for the tests of what is shown: played through the journal, and made at once without one."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.records.journals import HandClock
from tests.scenarios import playable
from trainer.analysis.graph import explore
from trainer.analysis.playable import Playable
from trainer.play.machine import Machine
from trainer.play.run import Reply, replay
from trainer.principles.frameworks import Principle
from trainer.records.attempt import Setup
from trainer.records.decisions import DecisionLog, Given, OpenDecision, TakenBack
from trainer.records.event import Event
from trainer.records.folder import resume_attempt, start_attempt
from trainer.records.header import Mode
from trainer.records.record import Record, read_record
from trainer.scenario.placeholders import Text

TRAINEE = "t-0123456789ab"
_numbers = itertools.count()


def played(folder: Path, moves: Iterable[str], *, mode: Mode = Mode.COACH, seed: int = 3) -> Record:
    """An attempt played to disk and read back. Each move takes eleven seconds.

    A move is a response's id, `id=typed words`, `?words that mean none of these`, `back`,
    `leave` (with a draft), or `crash` (in the middle of a write).
    """
    clock = HandClock()
    folder = folder / f"played-{next(_numbers)}"
    attempt = start_attempt(folder, playable(), Setup("one", seed, mode, TRAINEE, "plain"), clock)
    for move in moves:
        attempt.show()
        clock.pass_seconds(11)
        if move == "leave":
            attempt.pause("I was about to")
            attempt.close()
            clock.pass_seconds(3600)
            attempt = resume_attempt(attempt.path, clock)
        elif move == "crash":
            attempt.pause()
            attempt.close()
            os.truncate(attempt.path, attempt.path.stat().st_size - 20)
            attempt = resume_attempt(attempt.path, clock)
        elif move == "back":
            attempt.undo()
        elif move.startswith("?"):
            attempt.none_of_these(move[1:])
        else:
            response, _, words = move.partition("=")
            attempt.answer(response, words)
    attempt.close()
    return read_record(attempt.path)


@cache
def ended() -> Record:
    """An attempt that reached an ending, in memory."""
    with tempfile.TemporaryDirectory() as folder:
        return played(Path(folder), ["check", "help"])


def too_large() -> Record:
    """An attempt at a scenario of which not every state could be looked at, so that nothing is scored."""
    machine = ended().playable.machine
    return replace(ended(), playable=Playable(machine, explore(machine, 1)))


def full(folder: Path) -> Record:
    """An attempt in which all happened that can: taken back, asked, left, typed, critical."""
    return played(folder, ["check", "back", "?no idea", "leave", "chat=Nice weather today", "shrug"])


def typed(words: str, response: str = "check") -> Record:
    """An attempt with these words typed at its first decision, made without a journal."""
    record = ended()
    run = replay(record.playable.machine, record.run.variant, 3, [Reply(response, words), Reply("help")])
    given = tuple(Given(step.reply, "", None) for step in run.steps)
    return replace(record, run=run, log=DecisionLog(given, 0, OpenDecision()), events=record.events[:1])


def poisoned(record: Record, payload: str) -> Record:
    """An attempt in which every text of others is the payload: scenario, frameworks, header, what was typed and when.

    Ids of scenes, replies and principles stay, and so do enumerations, numbers and empty texts.
    """
    scenario = _with_texts(record.playable.scenario, payload)
    frameworks = tuple(
        replace(f, title=payload, principles={k: _principle(p, payload) for k, p in f.principles.items()})
        for f in scenario.frameworks
    )
    scenes = {key: replace(scene, touchpoint=payload) for key, scene in scenario.scenes.items()}
    machine = Machine(replace(scenario, title=payload, language=payload, frameworks=frameworks, scenes=scenes))
    replies = [_reply(step.reply, payload) for step in record.run.steps]
    return replace(
        record,
        header=_with_strings(record.header, payload),
        playable=Playable(machine),
        run=replay(machine, machine.scenario.variants[record.run.variant.id], record.run.seed, replies),
        log=replace(
            record.log,
            given=tuple(
                replace(
                    one,
                    reply=_reply(one.reply, payload),
                    graded=_with_strings(one.graded, payload),
                    notes=_notes(one.notes, payload),
                )
                for one in record.given
            ),
            open=replace(record.log.open, notes=_notes(record.log.open.notes, payload)),
        ),
        events=tuple(_event(event, payload) for event in record.events),
    )


def _principle(principle: Principle, payload: str) -> Principle:
    return replace(principle, title=payload, statement=payload)


def _reply(reply: Reply, payload: str) -> Reply:
    return replace(reply, words=payload) if reply.words else reply


def _notes(notes: tuple[Event | TakenBack, ...], payload: str) -> tuple[Event | TakenBack, ...]:
    return tuple(
        _event(note, payload)
        if isinstance(note, Event)
        else replace(note, replies=tuple(_reply(r, payload) for r in note.replies), notes=_notes(note.notes, payload))
        for note in notes
    )


def _event(event: Event, payload: str) -> Event:
    typed = {key: payload for key in ("words", "text", "aim", "reason") if event.data.get(key)}
    return replace(event, wall=payload, data={**event.data, **typed})


def _with_texts(value: Any, payload: str) -> Any:
    """Every text that is told replaced."""
    if isinstance(value, Text):
        return Text(payload, (payload,)) if value else value
    if isinstance(value, tuple):
        return tuple(_with_texts(item, payload) for item in value)
    if isinstance(value, dict):
        return {key: _with_texts(item, payload) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _with_texts(getattr(value, f.name), payload) for f in fields(value)})
    return value


def _with_strings(value: Any, payload: str) -> Any:
    """Every string replaced."""
    if type(value) is str:
        return payload if value else value
    if isinstance(value, tuple):
        return tuple(_with_strings(item, payload) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _with_strings(getattr(value, f.name), payload) for f in fields(value)})
    return value


HOSTILE = {
    "escape": "\x1b]52;c;ZXZpbA==\x07\x1b[2J",
    "c1": "\x9b31m\x90q\x9c",
    "script": "</style><script>alert(1)</script>",
    "title": "</title></head><body onload=alert(1)>",
    "image": '"><img src=x onerror=alert(1)>',
    "attribute": "' onmouseover='alert(1)",
    "svg": "<svg/onload=alert(1)>",
    "comment": "<!--",
    "entity": "&lt;b&gt; &#60;script&#62; &amp;",
    "fence": "```\n# Heading\n~~~\n````````\n[x](javascript:alert(1))",
    "backticks": "`` ` ``` `a` ````",
    "link": "[x](javascript:alert(1)) ![y](http://evil.example/p.png)",
    "address": "see http://evil.example or www.evil.example or evil.com or me@evil.example",
    "numbered-address": "www.1evil.com www.2.com",
    "pipe": "| a | b |\n|---|---|\n| c | d |",
    "heading": "# Heading\n## Another\nSetext\n===",
    "list": "- item\n1. one\n+ plus\n* star",
    "first-number": "1. one",
    "first-dash": "- item",
    "quote": "> quoted\n\n    code\n\n---",
    "emphasis": "**bold** _it_ ~~gone~~ ==mark== $x$ %%hidden%% #tag",
    "reference": "[a]: http://evil.example\n\n[a]",
    "bidi": "\u202egnp.exe\u202c \u2066x\u2069",
    "separators": "a\u2028b\u2029c",
    "template": "{{7*7}} {% raw %} {# x #} {{ t.record }} {%",
    "surrogate": "\ud800",
    "null": "a\x00b",
    "return": "a\rVerdict: Amazing",
    "posing": "quiet\nVerdict: Amazing.\n\nMr Ferris:\n    I am pleased.",
    "css": "}</style> * { display: none } @import url(http://evil.example)",
    "math": "$$\\href{javascript:alert(1)}{x}$$",
    "wide": "日本語の長い文。" * 30,
    "long": "x" * 500,
}
"""What somebody may write who means no good, or writes oddly."""
