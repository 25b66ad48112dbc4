"""`trainer preview`: a scenario beside what is found in it, followed as it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.cli.app import open_app
from trainer.cli.arguments import add_folders, parse, parser, places
from trainer.exit_codes import ExitCode
from trainer.scenario.library import open_library, read_bytes


def run(arguments: Sequence[str]) -> ExitCode:
    """Open the app at the Write screen. A file with errors opens and shows them; exit 3 when it cannot be read."""
    what = "Play a scenario beside its findings and its numbers, all following the file as it is saved."
    options = parser("preview", what, "trainer preview scenarios/late-checkout.yaml")
    options.add_argument("path", metavar="PATH", help="the file, or the id of a scenario in the library")
    add_folders(options)
    parsed = parse(options, arguments)
    path = open_library(places(parsed).scenario_folders).find(parsed.path)
    read_bytes(path)
    parsed.write = path
    return open_app(parsed)
