"""`trainer import`: a Twine story as the beginning of a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer.analysis.playable import check
from trainer.cli.arguments import add_folders, parse, parser, places, put_into, say
from trainer.document.finding import Severity
from trainer.errors import UnusableInput
from trainer.exchange.import_story import ImportResult, import_story
from trainer.exchange.story import STORY_BYTES
from trainer.exit_codes import ExitCode
from trainer.files import read_regular
from trainer.scenario.library import Library, open_library
from trainer.scenario.load import load_scenario


def run(arguments: Sequence[str]) -> ExitCode:
    """Write the scenario, and say what it lacks; exit 1 when something could not be carried, or must be mended."""
    options = parser(
        "import", "A Twine story as the beginning of a scenario.", "trainer import story.twee -o story.yaml"
    )
    options.add_argument("file", metavar="FILE", help="Twee 3 (.twee, .tw), or a page published by Twine 2 (.html)")
    options.add_argument("-o", "--output", metavar="FILE", help="write there and not to the screen")
    options.add_argument("--framework", default="giamanco", metavar="ID", help="what replies will be graded against")
    add_folders(options)
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    if parsed.framework not in library.frameworks:
        raise UnusableInput("there is no such framework", where=parsed.framework, do="See docs/principles.md.")
    path = Path(parsed.file)
    try:
        result = import_story(read_regular(path, STORY_BYTES), library.frameworks[parsed.framework], path.stem)
    except UnusableInput as error:
        raise UnusableInput(error.what, where=error.where or parsed.file, do=error.do) from error
    put_into(parsed.output, result.text, what="the scenario could not be written")
    return _report(result, parsed.output or "the scenario", library)


def _report(result: ImportResult, path: str, library: Library) -> ExitCode:
    imported = result.imported
    for note in imported.notes:
        say(str(note))
    for scene, notes in imported.unseen.items():
        for note in notes:
            say(f'links not seen: scene "{scene}", passage "{note.passage}", line {note.line}: {note.what}')
    checked = check(load_scenario(result.text.encode(), path, library.frameworks))
    errors = [f for f in checked.findings if f.severity is Severity.ERROR]
    for finding in errors:
        say(str(finding))
    if result.circles:
        say(f"The story goes in circles through: {', '.join(result.circles)}. Here every run must end.")
    say(f"{len(imported.scenario.scenes)} scenes. Nothing is marked yet; the comments at the top say what to do.")
    return ExitCode.FOUND if imported.notes or imported.unseen or errors else ExitCode.DONE
