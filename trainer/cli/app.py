"""The app: `trainer` alone opens its first page, `trainer preview` a scenario beside what is found in it."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress

from trainer.cli.arguments import parse, parser, places
from trainer.cli.play_options import check_spelling, clock_of, known, services_for, settings_of, to_play, to_resume
from trainer.errors import ExitCode, UnusableInput, UsageError
from trainer.records.header import Mode, TimeLimits
from trainer.records.people import find, read_people
from trainer.scenario.library import open_library, read_bytes


def run(arguments: Sequence[str]) -> ExitCode:
    """Open the app at its first page."""
    options = parser("", "Open the app. `trainer --help` lists the commands.", "trainer --transcripts ./transcripts")
    return open_app(parse(options, arguments))


def preview(arguments: Sequence[str]) -> ExitCode:
    """Open the app at the Write screen. A file with errors opens and shows them; exit 3 when it cannot be read."""
    what = "Play a scenario beside its findings and its numbers, all following the file as it is saved."
    options = parser("preview", what, "trainer preview scenarios/late-checkout.yaml")
    options.add_argument("path", metavar="PATH", help="the file, or the id of a scenario in the library")
    parsed = parse(options, arguments)
    path = open_library(places(parsed).scenario_folders).find(parsed.path)
    read_bytes(path)
    parsed.write = path
    return open_app(parsed)


def open_app(options: argparse.Namespace) -> ExitCode:
    """Open the app, at a scenario or an unfinished attempt when `trainer play` named one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError("the app needs a terminal", do="`trainer play SCENARIO --plain` works with pipes.")
    from trainer.tui.app import Start, run_app

    where = places(options)
    settings = settings_of(options, where)
    start: Start | None = None
    if hasattr(options, "write"):
        start = Start(write=options.write)
    elif hasattr(options, "scenario"):
        # A damaged list of people is for the first page to tell.
        with suppress(UnusableInput):
            check_spelling(options, where)
        playable = to_play(options, where) if options.scenario else None
        if options.scenario is None and options.resume is None:
            start = Start(today=True, trainee=options.trainee, new_trainee=options.new_trainee)
        else:
            resume = None
            if options.resume is not None:
                services = services_for(options, where, "app", TimeLimits.ON)
                name = known(options, where)
                person = find(read_people(where.people.path), name) if name else None
                resume = to_resume(options, where, person.pseudonym if person else None, services)
            start = Start(
                scenario=options.scenario,
                playable=playable,
                variant=options.variant,
                seed=options.seed,
                mode=Mode(options.mode) if options.mode else None,
                trainee=options.trainee,
                new_trainee=options.new_trainee,
                resume=resume,
            )
    return run_app(where, start=start, clock=clock_of(options), settings=settings)
