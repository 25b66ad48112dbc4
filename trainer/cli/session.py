"""An attempt opened from the command line, whatever it is played in."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

from trainer.analysis.playable import open_playable
from trainer.document.suggest import nearest
from trainer.errors import UnusableInput, UsageError
from trainer.output.transcript import Files, write_transcripts
from trainer.paths import Places
from trainer.records.attempt import Attempt, Setup
from trainer.records.choosing import default_mode, default_variant, unfinished
from trainer.records.clock import SystemClock
from trainer.records.header import Mode, TimeLimits
from trainer.records.people import meet
from trainer.records.record import read_record
from trainer.records.shelf import find_attempt, list_attempts
from trainer.scenario.library import Library, open_library
from trainer.scenario.model import Scenario


def open_attempt(options: argparse.Namespace, where: Places, name: str, front: str) -> Attempt:
    """A new attempt by somebody of this name, or the one to go on with. NotWritable before anything is asked."""
    clock = SystemClock()
    folder = where.transcripts.path
    library = open_library(where.scenario_folders)
    if options.resume is not None:
        return Attempt.resume(_to_resume(options, where, library, name), clock)
    playable = open_playable(library, options.scenario)
    scenario = playable.scenario
    trainee = meet(where.people.path, name, clock.now()).pseudonym
    attempts = list_attempts(folder)
    seed = secrets.randbelow(2**32) if options.seed is None else int(options.seed)
    variant = options.variant or default_variant(attempts, trainee, scenario, seed)
    check_variant(scenario, variant)
    mode = Mode(options.mode) if options.mode else default_mode(attempts, trainee, scenario.id)
    limits = TimeLimits(options.time_limits or TimeLimits.OFF)
    return Attempt.start(folder, playable, Setup(variant, seed, mode, trainee, front, limits), clock)


def check_variant(scenario: Scenario, variant: str) -> None:
    """UsageError, with the nearest name, for a variant that the scenario does not have."""
    if variant not in scenario.variants:
        near = nearest(variant, scenario.variants) or ", ".join(scenario.variants)
        raise UsageError(f'there is no variant "{variant}"', where=scenario.id, do=f"There is: {near}.")


def _to_resume(options: argparse.Namespace, where: Places, library: Library, name: str) -> Path:
    folder = where.transcripts.path
    said = options.resume
    if said and said not in library.paths:
        return find_attempt(folder, said)
    scenario = options.scenario or said or None
    trainee = meet(where.people.path, name, SystemClock().now()).pseudonym
    found = unfinished(list_attempts(folder), trainee, scenario)
    if not found:
        raise UnusableInput("there is no unfinished attempt to go on with", where=str(folder), do="Start a new one.")
    return found[0].path


def write_files(attempt: Attempt) -> Files:
    """The transcripts of an attempt, beside its journal."""
    return write_transcripts(read_record(attempt.path), attempt.path.parent)
