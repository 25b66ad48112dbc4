"""What the options of `trainer play` mean, whatever it is played in: folders, time, who, and which attempt."""

import argparse
import os
import random
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

from trainer.analysis.playable import Playable, open_playable
from trainer.document.fields import nearest
from trainer.errors import UnusableInput, UsageError
from trainer.files import write_problem
from trainer.paths import Places, find_places
from trainer.records.attempt import Attempt
from trainer.records.event import Clock
from trainer.records.header import Mode, TimeLimits
from trainer.records.people import Person, SpeltOtherwise, find, read_people, spelt_otherwise
from trainer.records.summary import find_attempt, summarise
from trainer.records.system_clock import MovedClock, SystemClock
from trainer.scenario.library import open_library
from trainer.scenario.model import Scenario
from trainer.session.services import Services
from trainer.settings import Settings, read_settings


def services_for(options: argparse.Namespace, where: Places, front: str, limits: TimeLimits) -> Services:
    """What the session is given. `limits` is what becomes of time limits where nothing says otherwise."""
    settings = settings_of(options, where)
    return Services(where, clock_of(options), random.SystemRandom(), front, settings, limits, os.environ)


def clock_of(options: argparse.Namespace) -> Clock:
    """The clock of this computer, or with `--at` the same on another day."""
    at: date | None = getattr(options, "at", None)
    return MovedClock(at) if at else SystemClock()


def settings_of(options: argparse.Namespace, where: Places) -> Settings:
    """The config file's settings, with what the command line says instead."""
    settings = read_settings(where.config.known)
    said = getattr(options, "time_limits", None)
    return replace(settings, time_limits=said) if said else settings


def to_play(options: argparse.Namespace, where: Places) -> Playable | None:
    """The scenario named, None to go on with an attempt. Whatever is wrong is said before anything is asked."""
    if trouble := write_problem(where.transcripts.path):
        raise trouble
    if options.resume is not None:
        return None
    playable = open_playable(open_library(where.scenario_folders), options.scenario)
    if options.variant:
        check_variant(playable.scenario, options.variant)
    return playable


def open_attempt(options: argparse.Namespace, services: Services, playable: Playable | None) -> Attempt:
    """A new attempt by who sits there, or without a scenario the one to go on with."""
    if playable is None:
        trainee = services.trainee.pseudonym if services.trainee else None
        return services.resume(to_resume(options, services.places, trainee, services))[0]
    mode = Mode(options.mode) if options.mode else None
    return services.begin(playable, mode, options.variant, options.seed)


def check_variant(scenario: Scenario, variant: str) -> None:
    """UsageError, with the nearest name, for a variant that the scenario does not have."""
    if variant not in scenario.variants:
        near = nearest(variant, scenario.variants) or ", ".join(scenario.variants)
        raise UsageError(f'there is no variant "{variant}"', where=scenario.id, do=f"There is: {near}.")


def to_resume(options: argparse.Namespace, where: Places, trainee: str | None, services: Services) -> Path:
    """The journal to go on with: the one named, else the newest unfinished one of this pseudonym."""
    folder = where.transcripts.path
    said = options.resume
    if said and said not in services.library().paths:
        path = find_attempt(folder, said)
        owned_by = summarise(path)[0].trainee
        person = find(read_people(where.people.path), options.trainee) if options.trainee else None
        if options.trainee and owned_by and (person is None or person.pseudonym != owned_by):
            raise UsageError(f'this attempt is not by "{options.trainee}"', where=path.stem, do="Leave --trainee out.")
        return path
    if trainee is None:
        raise UsageError("it is not said who goes on", do="Say it with --trainee NAME.")
    services.trainee = services.trainee or Person(trainee, trainee, "")
    unfinished = services.unfinished(options.scenario or said or None)
    if not unfinished:
        raise UnusableInput("there is no unfinished attempt to go on with", where=str(folder), do="Start a new one.")
    return unfinished[0].path


def owner(options: argparse.Namespace, where: Places) -> Person | None:
    """Whose a named attempt is, where it is gone on with and nobody else is named; their name may not be known."""
    said = options.resume
    if not said or options.trainee or said in open_library(where.scenario_folders).paths:
        return None
    pseudonym = summarise(find_attempt(where.transcripts.path, said))[0].trainee
    if not pseudonym:
        return None
    known = (person for person in read_people(where.people.path) if person.pseudonym == pseudonym)
    return next(known, Person(pseudonym, pseudonym, ""))


def resume_command(attempt: Attempt) -> str:
    """What goes on with an attempt, from the folder one stands in."""
    folder = attempt.path.parent
    usual = find_places(os.environ, Path()).transcripts.known
    elsewhere = "" if usual and folder.absolute() == usual.absolute() else f" --transcripts {shlex.quote(str(folder))}"
    return f"trainer play --resume {attempt.path.stem} --plain{elsewhere}"


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
