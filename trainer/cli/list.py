"""`trainer list`: the library."""

from collections.abc import Sequence

from trainer.cli.arguments import parse, parser, places, put, put_json, say
from trainer.errors import ExitCode
from trainer.scenario.library import open_library
from trainer.scenario.model import Scenario


def run(arguments: Sequence[str]) -> ExitCode:
    """Print what there is to practise; exit 1 when a scenario in the library cannot be used."""
    options = parser("list", "The library: what there is to practise.", "trainer list --json")
    options.add_folders()
    options.add_argument("--json", action="store_true", help="one JSON document")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    scenarios: list[Scenario] = []
    unusable: list[str] = []
    for path in library.paths.values():
        scenario = library.load(path).scenario
        if scenario is None:
            unusable.append(str(path))
            # One's own broken copy does not take the scenario away that came with the program.
            twins = (library.load(hidden).scenario for hidden, first in library.hidden if first == path)
            scenario = next((twin for twin in twins if twin), None)
        if scenario is not None:
            scenarios.append(scenario)
    if parsed.json:
        rows = [
            {
                "id": one.id,
                "title": one.title,
                "family": one.family,
                "language": one.language,
                "minutes": one.minutes,
                "frameworks": [f.id for f in one.frameworks],
                "variants": list(one.variants),
                "summary": one.summary,
                "path": one.path,
            }
            for one in scenarios
        ]
        put_json(rows)
    else:
        for one in scenarios:
            put(f"{one.id}\n    {one.title} · {one.family} · {one.language} · {one.minutes} min")
            put(f"    {', '.join(f.id for f in one.frameworks)}")
        if not scenarios:
            say("No scenarios yet. `trainer where` shows where they are looked for.")
    for broken in unusable:
        say(f"{broken}: this scenario has errors; `trainer lint {broken}` shows them.")
    same_id = [(twin, first) for twin, first in library.hidden if twin.parent == first.parent]
    for twin, first in same_id:
        say(f"{twin}: it has the id of {first}, and can be opened by its path only; give it another.")
    return ExitCode.FOUND if unusable or same_id else ExitCode.DONE
