"""`trainer progress`: how consistent somebody is, principle by principle, and what is due."""

from __future__ import annotations

from argparse import SUPPRESS
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from trainer.cli.arguments import add_folders, day, parse, parser, places, put, put_json, say
from trainer.cli.progress_view import as_json, as_text
from trainer.document.fields import nearest
from trainer.errors import UnusableInput
from trainer.exit_codes import ExitCode
from trainer.paths import Places
from trainer.practice.due import queue
from trainer.practice.schedule import practice_settings
from trainer.records.history import read_history
from trainer.records.people import Person, find, read_people, spelt_otherwise
from trainer.records.tries import History
from trainer.settings import read_settings


def run(arguments: Sequence[str]) -> ExitCode:
    """Print a trainee's progress; exit 1 when attempts had to be left out because they are damaged."""
    what = "How consistent a trainee is, principle by principle, and what is due."
    options = parser("progress", what, "trainer progress Ann")
    options.add_argument("trainee", metavar="TRAINEE", help="a name or a pseudonym")
    options.add_argument("--json", action="store_true", help="one JSON document")
    # The day on which it is asked, for those who try out what comes next week.
    options.add_argument("--at", type=day, help=SUPPRESS)
    add_folders(options)
    parsed = parse(options, arguments)
    found = places(parsed)
    settings = practice_settings(read_settings(found.config.known))
    today = parsed.at or datetime.now(UTC).astimezone(settings.zone).date()
    name, history = _whose(found, parsed.trainee)
    due = queue(history, today, schedule=settings.schedule, zone=settings.zone)
    if parsed.json:
        put_json(as_json(history, due, today, settings.zone))
    else:
        put("\n".join(as_text(name, history, due, today, settings.zone)))
    for trouble in history.troubles:
        say(f"{trouble.attempt}: left out, {trouble.why}")
    return ExitCode.FOUND if history.troubles else ExitCode.DONE


def _whose(found: Places, said: str) -> tuple[str, History]:
    """The name and the history of whom the command line means. UnusableInput when nobody is."""
    people = _people(found.people.readable)
    person = find(people, said)
    pseudonym = person.pseudonym if person else said
    history = read_history(found.transcripts.readable, pseudonym)
    if person is None and not history.tries:
        others = spelt_otherwise(people, said)
        near = others[0].name if others else nearest(said, [p.name for p in people])
        hint = f'Did you mean "{near}"?' if near else "`trainer transcripts` shows who has."
        raise UnusableInput("nobody of this name has practised here", where=said, do=hint)
    return (person.name if person else said), history


def _people(path: Path) -> list[Person]:
    """Everybody known; nobody, and a word about it, where the list is damaged: pseudonyms still do."""
    try:
        return read_people(path)
    except UnusableInput as error:
        say(f"trainer: {error} Use a pseudonym.")
        return []
