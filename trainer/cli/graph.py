"""`trainer graph`: a scenario as a picture."""

from collections.abc import Sequence

from trainer.analysis.playable import BadScenario, check
from trainer.cli.arguments import parse, parser, places, put_into, say
from trainer.document.finding import has_errors
from trainer.errors import ExitCode
from trainer.scenario.library import open_library


def run(arguments: Sequence[str]) -> ExitCode:
    """Draw a scenario; exit 1 when it has errors and is drawn all the same, 3 when it cannot be."""
    options = parser("graph", "A scenario as a picture.", "trainer graph airport-counter --format html -o airport.html")
    options.add_argument("scenario", metavar="SCENARIO", help="its id, or the path of its file")
    options.add_argument("--format", choices=("mermaid", "dot", "svg", "html"), default="mermaid")
    options.add_argument("-o", "--output", metavar="FILE", help="write there and not to the screen")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    path = library.find(parsed.scenario)
    checked = check(library.load(path))
    if checked.scenario is None:
        raise BadScenario(str(path), checked.findings)
    from trainer.drawing.mermaid_dot import dot, mermaid
    from trainer.drawing.picture import picture_of
    from trainer.drawing.svg_html import page, svg

    draw = {"mermaid": mermaid, "dot": dot, "svg": svg, "html": page}[parsed.format]
    text = draw(picture_of(checked))
    put_into(parsed.output, text, what="the picture could not be written")
    if has_errors(checked.findings):
        say(f"{path}: this scenario has errors, so the best line is not marked; `trainer lint {path}` shows them.")
        return ExitCode.FOUND
    return ExitCode.DONE
