"""Today's practice line by line: what is due, piece by piece, each with why it was picked."""

from __future__ import annotations

import argparse
import secrets
from datetime import date

from trainer.analysis.playable import open_playable
from trainer.cli.keyboard import Keyboard, Leave, tell
from trainer.cli.plain import end, laid, meet_trainee, pause
from trainer.cli.plain_table import Table
from trainer.cli.session import clock_of, time_limits
from trainer.exit_codes import ExitCode
from trainer.files import write_problem
from trainer.output.practice_phrases import SO_FAR, day_words, story_so_far
from trainer.output.practice_phrases import drill_outcome as came_of
from trainer.paths import Places, read_config
from trainer.play import telling
from trainer.practice.daily_session import Pick
from trainer.practice.practice_plan import PracticePlan, plan, setup
from trainer.practice.schedule import practice_settings
from trainer.records.attempt import Attempt
from trainer.records.clock import Clock
from trainer.records.header import TimeLimits
from trainer.records.history import read_history
from trainer.scenario.library import open_library
from trainer.tui.catalogue import Catalogue
from trainer.tui.proofs import NAME, Proofs


class DrillTable(Table):
    """One decision: the story before it in short, and nothing of what comes after."""

    def _open(self) -> None:
        run, scenario = self.attempt.run, self.attempt.playable.scenario
        tell(f"{scenario.title}. You are {telling.fill(run, scenario.you)}.\n{telling.fill(run, scenario.setting)}\n")
        short, full = story_so_far(run)
        if short:
            tell(" ".join([SO_FAR, *[f"“{text}”" for text in short]]) + "\n")
        self._utter(full)

    def _go_on(self) -> None:
        tell(came_of(self.attempt.record()))


def practise_plain(options: argparse.Namespace, where: Places) -> ExitCode:
    """What is due today, or where nothing is the story left alone the longest; left at any time."""
    if trouble := write_problem(where.transcripts.path):
        raise trouble
    settings = practice_settings(read_config(where.config.known))
    limits = time_limits(options, where, TimeLimits.OFF)
    keyboard, clock = Keyboard(), clock_of(options)
    person = meet_trainee(options, where, keyboard)
    trainee = person.pseudonym
    keyboard.listen()
    tell(f"You practise as {person.name}.")
    proofs = Proofs(where.transcripts.path / NAME)
    entries = Catalogue(proofs=proofs).entries(open_library(where.scenario_folders), prove=True)
    proofs.keep()
    history = read_history(where.transcripts.path, trainee)
    today = clock.now().astimezone(settings.zone).date()
    shelf = [e.material for e in entries if e.material]
    found = plan(history, shelf, today, schedule=settings.schedule, zone=settings.zone)
    if history.goal:
        tell(f"Your goal: {history.goal}")
    tell(_head(found, today))
    try:
        for number, pick in enumerate(found.picks, 1):
            _announce(pick, number, len(found.picks), keyboard)
            code = _play(pick, where, trainee, limits, keyboard, clock)
            if code is not None:
                return code
    except Leave as leave:
        tell("Left here; what you have answered counts, and the rest waits.")
        return leave.exit_code
    if found.picks:
        tell("That was all of it." if found.is_extra else "That was today's practice.")
    return ExitCode.DONE


def _head(found: PracticePlan, today: date) -> str:
    """What there is, in a sentence."""
    if not found.picks:
        return "There is nothing here that can be played. `trainer new my-first` writes a scenario to begin with."
    if found.is_extra:
        after = f" Something is due again {day_words(found.next_due, today)}." if found.next_due else ""
        said = "Today's practice is done." if found.practised else "Nothing is due today."
        return f"{said}{after} If you like:"
    pieces = "one piece" if len(found.picks) == 1 else f"{len(found.picks)} pieces"
    minutes = "one minute" if found.minutes == 1 else f"{found.minutes} minutes"
    return f"Today's practice: {pieces}, about {minutes}. You can leave at any time with p."


def _announce(pick: Pick, number: int, of: int, keyboard: Keyboard) -> None:
    """What comes, and why; Enter begins it. Leave with p."""
    what = "one decision in" if pick.drill else "the whole story"
    tell(f"\n{number} of {of}: {what} “{pick.material.title}”, {pick.mode.value}. {pick.why}\nEnter begins; p leaves.")
    if keyboard.ask().lower() == "p":
        raise Leave


def _play(
    pick: Pick, where: Places, trainee: str, limits: TimeLimits, keyboard: Keyboard, clock: Clock
) -> ExitCode | None:
    """One piece; an exit code when it was paused."""
    playable = open_playable(open_library(where.scenario_folders), pick.material.scenario)
    how = setup(pick, secrets.randbelow(2**32), trainee, "plain", TimeLimits.OFF if pick.drill else limits)
    with Attempt.start(where.transcripts.path, playable, how, clock) as attempt:
        table = laid(DrillTable if pick.drill else Table, where, attempt, keyboard)
        try:
            table.play()
        except Leave as leave:
            if pick.drill:
                raise
            return pause(attempt, table.draft, leave)
        if not pick.drill:
            end(attempt, table, clock)
    return None
