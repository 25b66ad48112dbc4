"""`trainer import` and `trainer export-scenario`: a Twine story as the beginning of a scenario, and the other way."""

from collections.abc import Sequence
from pathlib import Path

from trainer.analysis.playable import BadScenario, check
from trainer.cli.arguments import parse, parser, places, put_into, say
from trainer.document.finding import Severity
from trainer.errors import ExitCode, UnusableInput
from trainer.exchange.export_story import export_story
from trainer.exchange.import_story import import_story
from trainer.exchange.story import STORY_BYTES
from trainer.exchange.twee import write_twee
from trainer.exchange.twine_html import write_twine_archive
from trainer.files import read_regular
from trainer.scenario.library import open_library
from trainer.scenario.load import load_scenario


def run_import(arguments: Sequence[str]) -> ExitCode:
    """Write the scenario, and say what it lacks; exit 1 when something could not be carried, or must be mended."""
    example = "trainer import story.twee -o story.yaml"
    options = parser("import", "A Twine story as the beginning of a scenario.", example)
    options.add_argument("file", metavar="FILE", help="Twee 3 (.twee, .tw), or a page published by Twine 2 (.html)")
    options.add_argument("-o", "--output", metavar="FILE", help="write there and not to the screen")
    options.add_argument("--framework", default="giamanco", metavar="ID", help="what replies will be graded against")
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
    imported = result.imported
    for note in imported.notes:
        say(str(note))
    for scene, notes in imported.unseen.items():
        for unseen in notes:
            say(f'links not seen: scene "{scene}", passage "{unseen.passage}", line {unseen.line}: {unseen.what}')
    checked = check(load_scenario(result.text.encode(), parsed.output or "the scenario", library.frameworks))
    errors = [f for f in checked.findings if f.severity is Severity.ERROR]
    for finding in errors:
        say(str(finding))
    if result.circles:
        say(f"The story goes in circles through: {', '.join(result.circles)}. Here every run must end.")
    say(f"{len(imported.scenario.scenes)} scenes. Nothing is marked yet; the comments at the top say what to do.")
    return ExitCode.FOUND if imported.notes or imported.unseen or errors else ExitCode.DONE


def run_export(arguments: Sequence[str]) -> ExitCode:
    """Write the story, and say what of the scenario has no place in one."""
    example = "trainer export-scenario airport-counter --to twee -o airport.twee"
    options = parser("export-scenario", "A scenario for Twine.", example)
    options.add_argument("scenario", metavar="SCENARIO", help="its id, or the path of its file")
    options.add_argument("--to", choices=("twee", "html"), required=True, help="Twee 3, or HTML that Twine imports")
    options.add_argument("--variant", metavar="ID", help="whose words; without it, the first")
    options.add_argument("-o", "--output", metavar="FILE", help="write there and not to the screen")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    path = library.find(parsed.scenario)
    loaded = library.load(path)
    if loaded.scenario is None:
        raise BadScenario(str(path), loaded.findings)
    variants = loaded.scenario.variants
    variant = next(iter(variants)) if parsed.variant is None else parsed.variant
    if variant not in variants:
        what, known = f"there is no such variant of {loaded.scenario.id}", ", ".join(variants)
        raise UnusableInput(what, where=variant, do=f"There are: {known}.")
    exported = export_story(loaded.scenario, variants[variant])
    text = write_twee(exported.story) if parsed.to == "twee" else write_twine_archive(exported.story)
    put_into(parsed.output, text, what="the story could not be written")
    for left_out in exported.left_out:
        say(f"has no place in Twine and was left out: {left_out}")
    return ExitCode.DONE
