"""`trainer export-scenario`: a scenario for the tools that trainers have."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.analysis.playable import BadScenario
from trainer.cli.arguments import add_folders, parse, parser, places, put_into, say
from trainer.errors import UnusableInput
from trainer.exchange.export_story import export_story
from trainer.exchange.twee import write_twee
from trainer.exchange.twine_html import write_twine_archive
from trainer.exit_codes import ExitCode
from trainer.scenario.library import open_library
from trainer.scenario.model import Scenario, Variant


def run(arguments: Sequence[str]) -> ExitCode:
    """Write the story, and say what of the scenario has no place in one."""
    example = "trainer export-scenario airport-counter --to twee -o airport.twee"
    options = parser("export-scenario", "A scenario for Twine.", example)
    options.add_argument("scenario", metavar="SCENARIO", help="its id, or the path of its file")
    options.add_argument("--to", choices=("twee", "html"), required=True, help="Twee 3, or HTML that Twine imports")
    options.add_argument("--variant", metavar="ID", help="whose words; without it, the first")
    options.add_argument("-o", "--output", metavar="FILE", help="write there and not to the screen")
    add_folders(options)
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    path = library.find(parsed.scenario)
    loaded = library.load(path)
    if loaded.scenario is None:
        raise BadScenario(str(path), loaded.findings)
    exported = export_story(loaded.scenario, _variant(loaded.scenario, parsed.variant))
    text = write_twee(exported.story) if parsed.to == "twee" else write_twine_archive(exported.story)
    put_into(parsed.output, text, what="the story could not be written")
    for what in exported.left_out:
        say(f"has no place in Twine and was left out: {what}")
    return ExitCode.DONE


def _variant(scenario: Scenario, name: str | None) -> Variant:
    if name is None:
        return next(iter(scenario.variants.values()))
    if name not in scenario.variants:
        known = ", ".join(scenario.variants)
        raise UnusableInput(f"there is no such variant of {scenario.id}", where=name, do=f"There are: {known}.")
    return scenario.variants[name]
