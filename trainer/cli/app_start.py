"""Opening the app with what the command line said."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from trainer.cli.play_options import check_spelling, clock_of, known, services_for, settings_of, to_play, to_resume
from trainer.errors import UnusableInput
from trainer.exit_codes import ExitCode
from trainer.paths import Places
from trainer.records.header import Mode, TimeLimits
from trainer.records.people import find, read_people
from trainer.tui.app import Start, run_app


def start_app(options: argparse.Namespace, where: Places) -> ExitCode:
    """Open the app, at a scenario or an unfinished attempt when one was named."""
    settings = settings_of(options, where)
    if hasattr(options, "trainee"):
        # A damaged list of people is for the first page to tell.
        with suppress(UnusableInput):
            check_spelling(options, where)
    if getattr(options, "scenario", None):
        to_play(options, where)
    return run_app(where, start=_start(options, where), clock=clock_of(options), settings=settings)


def _start(options: argparse.Namespace, where: Places) -> Start | None:
    scenario = getattr(options, "scenario", None)
    resume = getattr(options, "resume", None)
    write = getattr(options, "write", None)
    if write is not None:
        return Start(write=write)
    if scenario is None and resume is None:
        return (
            Start(today=True, trainee=options.trainee, new_trainee=options.new_trainee)
            if hasattr(options, "scenario")
            else None
        )
    return Start(
        scenario=scenario,
        variant=options.variant,
        seed=options.seed,
        mode=Mode(options.mode) if options.mode else None,
        trainee=options.trainee,
        new_trainee=options.new_trainee,
        resume=None if resume is None else _to_resume(options, where),
    )


def _to_resume(options: argparse.Namespace, where: Places) -> Path:
    services = services_for(options, where, "app", TimeLimits.ON)
    return to_resume(options, where, _pseudonym(options, where), services)


def _pseudonym(options: argparse.Namespace, where: Places) -> str | None:
    name = known(options, where)
    person = find(read_people(where.people.path), name) if name else None
    return person.pseudonym if person else None
