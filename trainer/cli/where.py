"""`trainer where`: which folders and files are in use, and why."""

from collections.abc import Sequence

from trainer.cli.arguments import parse, parser, places, put, put_json
from trainer.errors import ExitCode
from trainer.paths import Place


def run(arguments: Sequence[str]) -> ExitCode:
    """Print each place and what decided on it."""
    options = parser("where", "Which folders and files are in use, and why.", "trainer where --json")
    options.add_folders()
    options.add_argument("--json", action="store_true", help="one JSON document")
    parsed = parse(options, arguments)
    where = places(parsed)
    names = ("config", "scenarios", "library", "transcripts", "people")
    named: dict[str, Place] = {name: getattr(where, name) for name in names}
    if parsed.json:
        paths = {name: None if place.known is None else str(place.known) for name, place in named.items()}
        put_json({n: {"path": paths[n], "why": place.why, "exists": place.exists} for n, place in named.items()})
        return ExitCode.DONE
    for name, place in named.items():
        missing = "" if place.exists or place.known is None else " (not there yet)"
        put(f"{name:<12} {place.known or 'none'}{missing}\n{'':<12} {place.why}{place.do and '. ' + place.do}")
    return ExitCode.DONE
