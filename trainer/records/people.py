"""Who is who: names and their pseudonyms, in one private file. Everything else knows pseudonyms only."""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from trainer.cleaning import clean_line
from trainer.errors import UnusableInput, UsageError
from trainer.files import exclusive, write_private
from trainer.limits import NAME_CHARACTERS

FORMAT = "people/1"


@dataclass(frozen=True, slots=True)
class Person:
    """A trainee. `since` is a date."""

    pseudonym: str
    name: str
    since: str


def read_people(path: Path) -> list[Person]:
    """Everybody known, none where there is no file. UnusableInput when it is not what it should be."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"the list of people cannot be read: {error}", where=str(path)) from error
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise UnusableInput(
                f'this is "{data["format"]}", not {FORMAT}', where=str(path), do="Update service-trainer."
            )
        return [Person(str(p["pseudonym"]), str(p["name"]), str(p["since"])) for p in data["people"]]
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableInput("the list of people is damaged", where=str(path), do="Mend or remove it.") from error


def find(people: list[Person], name: str) -> Person | None:
    """The person of this name, or with this pseudonym. Names that merely look alike are different people."""
    wanted = tidy(name)
    return next((p for p in people if wanted in (p.name, p.pseudonym)), None)


def tidy(name: str) -> str:
    """A name as it is kept: harmless, on one line, composed. UsageError when nothing is left, or too much."""
    found = unicodedata.normalize("NFC", clean_line(name)).strip()
    if not found:
        raise UsageError("a name needs at least one letter")
    if len(found) > NAME_CHARACTERS:
        raise UsageError(f"a name can have at most {NAME_CHARACTERS} characters", do="A nickname will do.")
    return found


def meet(path: Path, name: str, now: datetime) -> Person:
    """The person of this name, added with a new pseudonym when nobody is called so. NotWritable when that fails."""
    found = find(read_people(path), name)
    if found:
        return found
    with exclusive(path):
        # Somebody else may have been added, or this very person, between the reading and the lock.
        people = read_people(path)
        found = find(people, name)
        if found:
            return found
        taken = {p.pseudonym for p in people}
        pseudonym = next(p for p in iter(_pseudonym, "") if p not in taken)
        person = Person(pseudonym, tidy(name), now.date().isoformat())
        _write(path, [*people, person])
        return person


def _pseudonym() -> str:
    return f"t-{secrets.token_hex(6)}"


def _write(path: Path, people: list[Person]) -> None:
    text = json.dumps({"format": FORMAT, "people": [asdict(p) for p in people]}, indent=2)
    what = "the name could not be kept"
    write_private(path, text + "\n", what=what, do="Choose another folder with --transcripts.")
