"""`trainer transcripts`: the attempts on record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer.cli.arguments import add_folders, parse, parser, places, put, put_json, say
from trainer.errors import UnusableInput
from trainer.exit_codes import ExitCode
from trainer.records.people import read_people
from trainer.records.shelf import Shelved, Standing, list_attempts


def run(arguments: Sequence[str]) -> ExitCode:
    """Print the attempts, newest first; exit 1 when one is damaged."""
    example = "trainer transcripts --scenario airport-counter"
    options = parser("transcripts", "The attempts on record, newest first.", example)
    options.add_argument("--scenario", metavar="ID", help="only attempts of this scenario")
    options.add_argument("--trainee", metavar="NAME", help="only attempts of this person, by name or pseudonym")
    options.add_argument("--json", action="store_true", help="one JSON document")
    add_folders(options)
    parsed = parse(options, arguments)
    found = places(parsed)
    names = _names(found.people.readable)
    rows = [a for a in list_attempts(found.transcripts.readable) if _wanted(a, parsed.scenario, parsed.trainee, names)]
    if parsed.json:
        put_json([_as_json(a) for a in rows])
    else:
        for attempt in rows:
            put(_line(attempt, names))
        if not rows:
            say(f"No attempts in {found.transcripts.readable}. `trainer play two-minute-counter` makes one.")
    return ExitCode.FOUND if any(a.standing is Standing.DAMAGED for a in rows) else ExitCode.DONE


def _names(path: Path) -> dict[str, str]:
    """Names by pseudonym; none, and a word about it, where the list of people is damaged."""
    try:
        return {p.pseudonym: p.name for p in read_people(path)}
    except UnusableInput as error:
        say(f"trainer: {error} Pseudonyms are shown instead of names.")
        return {}


def _wanted(attempt: Shelved, scenario: str | None, trainee: str | None, names: dict[str, str]) -> bool:
    header = attempt.header
    if header is None:
        return not scenario and not trainee
    if scenario and header.scenario.id != scenario:
        return False
    return not trainee or trainee in (header.trainee, names.get(header.trainee))


def _line(attempt: Shelved, names: dict[str, str]) -> str:
    if attempt.header is None:
        return f"{attempt.attempt}  {attempt.standing}: {attempt.trouble}"
    who = names.get(attempt.header.trainee, attempt.header.trainee)
    how = f"{attempt.decisions} decisions, unfinished"
    if attempt.standing is Standing.ENDED:
        score = "not scored" if attempt.score is None else f"{attempt.score:.0f}"
        how = f"{attempt.verdict or 'no verdict'}, {score}" + (", critical error" if attempt.critical else "")
    return f"{attempt.started[:16].replace('T', ' ')}  {attempt.attempt}  {who}  {attempt.header.mode}  {how}"


def _as_json(attempt: Shelved) -> dict[str, object]:
    header = attempt.header
    return {
        "attempt": attempt.attempt,
        "started": attempt.started or None,
        "scenario": header.scenario.id if header else None,
        "variant": header.variant if header else None,
        "mode": header.mode.value if header else None,
        "trainee": header.trainee if header else None,
        "state": attempt.standing.value,
        "decisions": attempt.decisions,
        "outcome": attempt.outcome or None,
        "verdict": attempt.verdict or None,
        "score": attempt.score,
        "critical": attempt.critical,
        "trouble": attempt.trouble or None,
        "path": str(attempt.path),
    }
