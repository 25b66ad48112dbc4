"""`trainer list`: the library."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.cli.arguments import add_folders, parse, parser, places, put, put_json, say
from trainer.exit_codes import ExitCode
from trainer.scenario.library import Library, open_library


def run(arguments: Sequence[str]) -> ExitCode:
    """Print what there is to practise; exit 1 when a scenario in the library cannot be used."""
    options = parser("list", "The library: what there is to practise.", "trainer list --json")
    add_folders(options)
    options.add_argument("--json", action="store_true", help="one JSON document")
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    rows, unusable = _rows(library)
    if parsed.json:
        put_json(rows)
    elif rows:
        _print(rows)
    else:
        say("No scenarios yet. `trainer where` shows where they are looked for.")
    for path in unusable:
        say(f"{path}: this scenario has errors; `trainer lint {path}` shows them.")
    twins = [(twin, first) for twin, first in library.hidden if twin.parent == first.parent]
    for twin, first in twins:
        say(f"{twin}: it has the id of {first}, and can be opened by its path only; give it another.")
    return ExitCode.FOUND if unusable or twins else ExitCode.DONE


def _rows(library: Library) -> tuple[list[dict[str, object]], list[str]]:
    rows: list[dict[str, object]] = []
    unusable: list[str] = []
    for path in library.paths.values():
        scenario = library.load(path).scenario
        if scenario is None:
            unusable.append(str(path))
            # One's own broken copy does not take the scenario away that came with the program.
            twins = (library.load(hidden).scenario for hidden, first in library.hidden if first == path)
            scenario = next((twin for twin in twins if twin), None)
        if scenario is not None:
            rows.append(
                {
                    "id": scenario.id,
                    "title": scenario.title,
                    "family": scenario.family,
                    "language": scenario.language,
                    "minutes": scenario.minutes,
                    "frameworks": [f.id for f in scenario.frameworks],
                    "variants": list(scenario.variants),
                    "summary": scenario.summary,
                    "path": scenario.path,
                }
            )
    return rows, unusable


def _print(rows: list[dict[str, object]]) -> None:
    for row in rows:
        frameworks = row["frameworks"]
        assert isinstance(frameworks, list)
        put(f"{row['id']}\n    {row['title']} · {row['family']} · {row['language']} · {row['minutes']} min")
        put(f"    {', '.join(frameworks)}")
