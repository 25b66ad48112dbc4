"""`trainer graph`: a scenario as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pkgutil import resolve_name

from trainer.analysis.playable import BadScenario, check
from trainer.cli.arguments import parse, parser, places, put_into, say
from trainer.document.finding import has_errors
from trainer.errors import ExitCode
from trainer.scenario.library import open_library

_DRAWN_BY = {
    "mermaid": "trainer.drawing.mermaid:mermaid",
    "dot": "trainer.drawing.dot:dot",
    "svg": "trainer.drawing.svg:svg",
    "html": "trainer.drawing.html_page:page",
}
"""Module and function for each form: only the one asked for is imported."""


def run(arguments: Sequence[str]) -> ExitCode:
    """Draw a scenario; exit 1 when it has errors and is drawn all the same, 3 when it cannot be."""
    options = parser("graph", "A scenario as a picture.", "trainer graph airport-counter --format html -o airport.html")
    options.add_argument("scenario", metavar="SCENARIO", help="its id, or the path of its file")
    options.add_argument("--format", choices=tuple(_DRAWN_BY), default="mermaid")
    options.add_argument("-o", "--output", metavar="FILE", help="write there and not to the screen")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    path = library.find(parsed.scenario)
    checked = check(library.load(path))
    if checked.scenario is None:
        raise BadScenario(str(path), checked.findings)
    from trainer.drawing.picture import picture_of

    text = resolve_name(_DRAWN_BY[parsed.format])(picture_of(checked))
    put_into(parsed.output, text, what="the picture could not be written")
    if has_errors(checked.findings):
        say(f"{path}: this scenario has errors, so the best line is not marked; `trainer lint {path}` shows them.")
        return ExitCode.FOUND
    return ExitCode.DONE
