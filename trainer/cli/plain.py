"""`--plain`: the same play, line by line, for screen readers, pipes and those who like it so."""

from __future__ import annotations

import argparse
from typing import TypeVar

from trainer.cli.arguments import say
from trainer.cli.keyboard import Keyboard, Leave, numbered, tell
from trainer.cli.plain_past import Past
from trainer.cli.plain_table import Table
from trainer.cli.session import (
    clock_of,
    coach_notes,
    known,
    listening,
    met,
    open_attempt,
    owner,
    resume_command,
    to_play,
)
from trainer.errors import TrainerError, UnusableInput, UsageError
from trainer.exit_codes import ExitCode
from trainer.grading.listener import Listener
from trainer.output.phrases import not_graded, what_is_recorded
from trainer.paths import Places
from trainer.records.attempt import Attempt
from trainer.records.clock import Clock
from trainer.records.header import TimeLimits
from trainer.records.people import Person, SpeltOtherwise, read_people

SomeTable = TypeVar("SomeTable", bound=Table)


def play_plain(options: argparse.Namespace, where: Places) -> ExitCode:
    """Play to the end, or to a pause."""
    if options.scenario is None and options.resume is None:
        from trainer.cli.plain_daily import practise_plain

        return practise_plain(options, where)
    playable = to_play(options, where)
    keyboard = Keyboard()
    by = owner(options, where)
    person = _owner_of(where, by) if by else meet_trainee(options, where, keyboard)
    keyboard.listen()
    with open_attempt(options, where, playable, person.pseudonym, "plain", TimeLimits.OFF) as attempt:
        tell(f"You play as {person.name}.")
        table = laid(Table, where, attempt, keyboard)
        try:
            table.play()
        except Leave as leave:
            return pause(attempt, table.draft, leave)
        end(attempt, table, clock_of(options))
    return ExitCode.DONE


def _owner_of(where: Places, pseudonym: str) -> Person:
    """An attempt that is gone on with has its trainee, whose name may not be known any more."""
    found = (person for person in read_people(where.people.path) if person.pseudonym == pseudonym)
    return next(found, Person(pseudonym, pseudonym, ""))


def meet_trainee(options: argparse.Namespace, where: Places, keyboard: Keyboard) -> Person:
    """Who practises: whom the command line names, the only person known, or whoever answers."""
    name = known(options, where)
    if name:
        return met(where, name, apart=options.new_trainee)
    try:
        return _ask_name(where, keyboard)
    except Leave:
        raise UsageError("it is not said who practises", do="Say it with --trainee NAME.") from None


def _ask_name(where: Places, keyboard: Keyboard) -> Person:
    """Whoever answers; on a first start what is recorded is said first. Leave."""
    if not read_people(where.people.path):
        tell(what_is_recorded(where.transcripts.path))
    tell("Your name, or a nickname?")
    name = keyboard.ask()
    try:
        return met(where, name, apart=False)
    except SpeltOtherwise as error:
        return _ask_which(error, where, keyboard)


def _ask_which(error: SpeltOtherwise, where: Places, keyboard: Keyboard) -> Person:
    """Which of those with nearly the same name it is, or somebody else. Leave."""
    count = len(error.people)
    tell(f'"{error.people[0].name}" has practised here. Who are you?')
    for number, person in enumerate(error.people, 1):
        tell(f"{number}: I am {person.name}.")
    tell(f"{count + 1}: I am somebody else, called {error.name}.")
    while (number := numbered(keyboard.ask(), count + 1) or 0) == 0:
        tell(f"Please answer with a number from 1 to {count + 1}.")
    return error.people[number - 1] if number <= count else met(where, error.name, apart=True)


def laid(kind: type[SomeTable], where: Places, attempt: Attempt, keyboard: Keyboard) -> SomeTable:
    """The table of an attempt, with what hears words and what coach mode explains."""
    listener, told_why = _listener(where, attempt)
    table = kind(attempt, keyboard, listener)
    table.told_why = told_why
    table.notes = coach_notes(attempt)
    return table


def _listener(where: Places, attempt: Attempt) -> tuple[Listener, bool]:
    """What hears typed words, and whether it has been said why nothing can: play goes on, by asking what was meant."""
    try:
        return listening(where, attempt), False
    except UnusableInput as error:
        tell(not_graded(error))
        return Listener(), True


def pause(attempt: Attempt, draft: str, leave: Leave) -> ExitCode:
    try:
        attempt.pause(draft)
    except TrainerError as error:
        say(f"Your answers are kept in {attempt.path}, but the pause is not: {error}")
        return error.exit_code
    say(f"Paused; nothing is lost. `{resume_command(attempt)}` goes on.")
    return leave.exit_code


def end(attempt: Attempt, table: Table, clock: Clock) -> None:
    """Go over what has ended, in its journal, which nobody else has open then."""
    attempt.close()
    Past(attempt.record(), table.keyboard, table.listener, clock).go_over()
