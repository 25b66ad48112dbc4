"""From the debrief back into the story: the play screen over it, and what came of that told on return."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.tui.looking_back import LookingBack

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp
    from trainer.tui.playing import Playing
    from trainer.tui.screens.beside_play import BesidePlay

CameBack = Callable[[str], None]
"""Told what came of it, in a sentence."""


def play_what_if(app: TrainerApp, past: LookingBack, number: int, back: CameBack) -> None:
    """Another way on from decision `number`, from 0. NotWritable."""
    from trainer.tui.beside import begin_what_if
    from trainer.tui.screens.beside_play import WhatIfPlay

    _play(app, WhatIfPlay(), begin_what_if(past, number), back)


def learn_from_slips(app: TrainerApp, past: LookingBack, back: CameBack) -> None:
    """Only the decisions that went wrong, each until a good reply is found. NotWritable."""
    from trainer.tui.beside import Course
    from trainer.tui.screens.beside_play import SlipsPlay

    seen = [a.variant for a in app.desk.attempts(past.record.header.scenario.id)]
    course = Course(past, seen)
    _play(app, SlipsPlay(course), course.begin(), back)


def _play(app: TrainerApp, screen: BesidePlay, playing: Playing, back: CameBack) -> None:
    screen.open(playing)
    app.beside = screen

    def done(_: None) -> None:
        app.beside = None
        back(screen.outcome)

    app.push_screen(screen, done)
