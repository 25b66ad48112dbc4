"""`--plain`: the same play, line by line, for screen readers, pipes and those who like it so."""

from __future__ import annotations

import argparse

from trainer.cli.arguments import say
from trainer.cli.keyboard import Keyboard, Leave, tell
from trainer.cli.plain_debrief import debrief
from trainer.cli.plain_table import Table
from trainer.cli.session import known, open_attempt, pseudonym, to_play, write_files
from trainer.errors import NotWritable, TrainerError, UsageError
from trainer.exit_codes import ExitCode
from trainer.output.phrases import what_is_recorded
from trainer.paths import Places
from trainer.records.attempt import Attempt
from trainer.records.header import TimeLimits
from trainer.records.people import read_people


def play_plain(options: argparse.Namespace, where: Places) -> ExitCode:
    """Play to the end, or to a pause."""
    playable = to_play(options, where)
    keyboard = Keyboard()
    name = known(options, where) or _who(where, keyboard)
    trainee = pseudonym(where, name)
    keyboard.listen()
    with open_attempt(options, where, playable, trainee, "plain", TimeLimits.OFF) as attempt:
        tell(f"You play as {name}.")
        table = Table(attempt, keyboard)
        try:
            table.play()
        except Leave as leave:
            return _pause(attempt, table.draft, leave)
        _end(attempt)
    return ExitCode.DONE


def _pause(attempt: Attempt, draft: str, leave: Leave) -> ExitCode:
    try:
        attempt.pause(draft)
    except TrainerError as error:
        say(f"Your answers are kept in {attempt.path}, but the pause is not: {error}")
        return error.exit_code
    say(f"Paused; nothing is lost. `trainer play --resume {attempt.header.attempt} --plain` goes on.")
    return leave.exit_code


def _end(attempt: Attempt) -> None:
    for line in debrief(attempt):
        tell(line)
    try:
        files = write_files(attempt)
        tell(f"Transcript: {files.markdown}\n            {files.html}")
    except NotWritable as error:
        say(f"The attempt is kept in {attempt.path}, but its transcript is not: {error}")
    tell(f"Receipt: {attempt.receipt}")


def _who(where: Places, keyboard: Keyboard) -> str:
    """Whoever answers; on a first start what is recorded is said first."""
    if not read_people(where.people.path):
        tell(what_is_recorded(where.transcripts.path))
    tell("Your name, or a nickname?")
    try:
        return keyboard.ask()
    except Leave:
        raise UsageError("it is not said who practises", do="Say it with --trainee NAME.") from None
