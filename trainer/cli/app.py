"""`trainer` without a command: the app."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from trainer.cli.arguments import add_folders, parse, parser, places
from trainer.errors import UsageError
from trainer.exit_codes import ExitCode


def run(arguments: Sequence[str]) -> ExitCode:
    """Open the app at its first page."""
    options = parser("", "Open the app. `trainer --help` lists the commands.", "trainer --transcripts ./transcripts")
    add_folders(options)
    return open_app(parse(options, arguments))


def open_app(options: argparse.Namespace) -> ExitCode:
    """Open the app, at a scenario when one was named."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError("the app needs a terminal", do="`trainer play SCENARIO --plain` works with pipes.")
    from trainer.cli.app_start import start_app

    return start_app(options, places(options))
