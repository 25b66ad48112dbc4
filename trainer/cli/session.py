"""An attempt opened from the command line, whatever it is played in."""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
from datetime import date
from pathlib import Path

from trainer.analysis.playable import Playable, open_playable
from trainer.cli.arguments import say
from trainer.document.fields import nearest
from trainer.errors import UnusableInput, UsageError
from trainer.files import write_problem
from trainer.grading.judge_settings import find_judges
from trainer.grading.listener import Listener, listener_for
from trainer.output.coach_notes import CoachNotes
from trainer.output.judge_notice import judge_notice
from trainer.output.transcript import Files, write_transcripts
from trainer.paths import Places, find_places, read_config
from trainer.practice.fading import reliable
from trainer.practice.progress import progress
from trainer.records.attempt import Attempt, Setup
from trainer.records.choosing import default_mode, default_variant, unfinished
from trainer.records.clock import Clock, MovedClock, SystemClock
from trainer.records.header import Mode, TimeLimits
from trainer.records.history import read_history
from trainer.records.index import list_attempts
from trainer.records.kept_acts import keep_acts
from trainer.records.people import Person, SpeltOtherwise, find, meet, read_people, spelt_otherwise
from trainer.records.summary import find_attempt, summarise
from trainer.scenario.library import open_library
from trainer.scenario.model import Scenario


def to_play(options: argparse.Namespace, where: Places) -> Playable | None:
    """The scenario named, None to go on with an attempt. Whatever is wrong is said before anything is asked."""
    trouble = write_problem(where.transcripts.path)
    if trouble:
        raise trouble
    if options.resume is not None:
        return None
    playable = open_playable(open_library(where.scenario_folders), options.scenario)
    if options.variant:
        check_variant(playable.scenario, options.variant)
    return playable


def open_attempt(
    options: argparse.Namespace,
    where: Places,
    playable: Playable | None,
    trainee: str,
    front: str,
    limits: TimeLimits = TimeLimits.ON,
) -> Attempt:
    """A new attempt by this pseudonym, or without a scenario the one to go on with."""
    clock = clock_of(options)
    if playable is None:
        return Attempt.resume(to_resume(options, where, trainee), clock)
    scenario = playable.scenario
    chosen = options.mode and options.variant
    folder = where.transcripts.path
    attempts = [] if chosen else list_attempts(folder, trainee=trainee, scenario=scenario.id)
    seed = secrets.randbelow(2**32) if options.seed is None else int(options.seed)
    variant = options.variant or default_variant(attempts, trainee, scenario, seed)
    mode = Mode(options.mode) if options.mode else default_mode(attempts, trainee, scenario.id)
    setup = Setup(variant, seed, mode, trainee, front, time_limits(options, where, limits))
    return Attempt.start(folder, playable, setup, clock)


def clock_of(options: argparse.Namespace) -> Clock:
    """The clock of this computer, or with `--at` the same on another day."""
    at: date | None = getattr(options, "at", None)
    return MovedClock(at) if at else SystemClock()


def coach_notes(attempt: Attempt) -> CoachNotes:
    """What coach mode explains in this attempt: not what its trainee has reliably."""
    if attempt.header.mode is not Mode.COACH:
        return CoachNotes()
    return CoachNotes(reliable(progress(read_history(attempt.path.parent, attempt.header.trainee))))


def time_limits(options: argparse.Namespace, where: Places, default: TimeLimits) -> TimeLimits:
    """What becomes of time limits: the command line, else the config file, else as this front end has it."""
    said = getattr(options, "time_limits", None) or read_config(where.config.known).get("time_limits", default)
    if said not in TimeLimits.__members__.values():
        raise UsageError(f"time_limits can be {', '.join(TimeLimits)}", where=str(where.config.known))
    return TimeLimits(str(said))


def check_variant(scenario: Scenario, variant: str) -> None:
    """UsageError, with the nearest name, for a variant that the scenario does not have."""
    if variant not in scenario.variants:
        near = nearest(variant, scenario.variants) or ", ".join(scenario.variants)
        raise UsageError(f'there is no variant "{variant}"', where=scenario.id, do=f"There is: {near}.")


def to_resume(options: argparse.Namespace, where: Places, trainee: str | None) -> Path:
    """The journal to go on with: the one named, else the newest unfinished one of this person."""
    folder = where.transcripts.path
    said = options.resume
    if said and said not in open_library(where.scenario_folders).paths:
        return _own(find_attempt(folder, said), options, where)
    if trainee is None:
        raise UsageError("it is not said who goes on", do="Say it with --trainee NAME.")
    found = unfinished(list_attempts(folder, trainee=trainee), trainee, options.scenario or said or None)
    if not found:
        raise UnusableInput("there is no unfinished attempt to go on with", where=str(folder), do="Start a new one.")
    return found[0].path


def owner(options: argparse.Namespace, where: Places) -> str | None:
    """The pseudonym of whom a named attempt is by, where it is gone on with and nobody else is named."""
    said = options.resume
    if not said or options.trainee or said in open_library(where.scenario_folders).paths:
        return None
    return summarise(find_attempt(where.transcripts.path, said))[0].trainee or None


def resume_command(attempt: Attempt) -> str:
    """What goes on with an attempt, from the folder one stands in."""
    folder = attempt.path.parent
    usual = find_places(os.environ, Path()).transcripts.known
    elsewhere = "" if usual and folder.absolute() == usual.absolute() else f" --transcripts {shlex.quote(str(folder))}"
    return f"trainer play --resume {attempt.path.stem} --plain{elsewhere}"


def _own(path: Path, options: argparse.Namespace, where: Places) -> Path:
    """Nobody goes on with somebody else's attempt."""
    trainee = summarise(path)[0].trainee
    person = find(read_people(where.people.path), options.trainee) if options.trainee else None
    if options.trainee and trainee and (person is None or person.pseudonym != trainee):
        raise UsageError(f'this attempt is not by "{options.trainee}"', where=path.stem, do="Leave --trainee out.")
    return path


def listening(where: Places, attempt: Attempt) -> Listener:
    """What hears typed words in this attempt. What it grades by is kept beside the journal; a judge is announced."""
    scenario = attempt.playable.scenario
    if not any(s.decision and s.decision.typed for s in scenario.scenes.values()):
        return Listener()
    judges = None
    try:
        judges = find_judges(os.environ, read_config(where.config.known))
    except UnusableInput as error:
        say(f"No judge is asked about your words: {error}")
    listener = listener_for(open_library(where.scenario_folders), scenario.language, judges)
    if listener.grader:
        keep_acts(attempt.path.parent, listener.grader.acts)
    if listener.sent_to:
        say(judge_notice(listener.sent_to))
    return listener


def met(where: Places, name: str, *, apart: bool) -> Person:
    """The person of this name, who is met now if need be. NotWritable.

    SpeltOtherwise for another spelling of a known name, unless whoever has it is known to be somebody else: `apart`.
    """
    return meet(where.people.path, name, SystemClock().now(), apart=apart)


def check_spelling(options: argparse.Namespace, where: Places) -> None:
    """SpeltOtherwise for another spelling of a known name on the command line, unless --new-trainee is there too."""
    if options.trainee and not options.new_trainee:
        people = read_people(where.people.path)
        if others := spelt_otherwise(people, options.trainee):
            raise SpeltOtherwise(options.trainee, others)


def known(options: argparse.Namespace, where: Places) -> str | None:
    """Who practises: whom the command line names, else the one person known here."""
    people = read_people(where.people.path)
    return options.trainee or (people[0].name if len(people) == 1 else None)


def write_files(attempt: Attempt) -> Files:
    """The transcripts of an attempt, beside its journal."""
    return write_transcripts(attempt.record(), attempt.path.parent)
