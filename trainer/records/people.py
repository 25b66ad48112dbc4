"""Who is who: names and their pseudonyms, in one private file. Everything else knows pseudonyms only."""

import json
import re
import secrets
import shlex
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from trainer.cleaning import clean_line
from trainer.errors import UnusableInput, UsageError
from trainer.files import describe, read_if_there, unusable, write_private
from trainer.limits import NAME_CHARACTERS, PEOPLE_BYTES
from trainer.locks import exclusive

FORMAT = "people/1"
_OURS = re.compile("people/[0-9]{1,4}")
_MEND = "Mend or remove it."
_VARIANTS = {chr(code) for code in range(0xFE00, 0xFE10)}
"""Variation selectors: how a character is drawn, not which it is."""


@dataclass(frozen=True, slots=True)
class Person:
    """A trainee. `since` is a date."""

    pseudonym: str
    name: str
    since: str


class SpeltOtherwise(UsageError):
    """Nobody has exactly this name, but somebody's is the same in another spelling. Who it is must be said."""

    def __init__(self, name: str, people: Sequence[Person]) -> None:
        first = people[0].name
        what = f'"{first}" has practised here, and "{name}" may be another spelling of that name'
        do = f"Say --trainee {shlex.quote(first)} if that is who practises; add --new-trainee if it is somebody else."
        super().__init__(what, do=do)
        self.name = name
        self.people = people
        """Whose names are spelt otherwise, first met first."""


def read_people(path: Path) -> list[Person]:
    """Everybody known, none where there is no file. UnusableInput when it is not what it should be."""
    try:
        data = read_if_there(path, PEOPLE_BYTES)
    except (OSError, UnusableInput) as error:
        why = describe(error) if isinstance(error, OSError) else error.what
        raise unusable(f"the list of people cannot be read: {why}", path, _MEND) from error
    if data is None:
        return []
    if len(data) > PEOPLE_BYTES:
        raise unusable(f"the list of people is damaged: it is larger than {PEOPLE_BYTES:,} bytes", path, _MEND)
    try:
        kept = json.loads(data.decode("utf-8"))
        kind = kept["format"]
        if isinstance(kind, str) and kind != FORMAT and _OURS.fullmatch(kind):
            raise unusable(f'this is "{kind}", not {FORMAT}', path, "Update service-trainer.")
        if kind != FORMAT:
            raise ValueError("no list of people")
        people = [Person(*(p[field] for field in ("pseudonym", "name", "since"))) for p in kept["people"]]
        if not all(isinstance(text, str) for p in people for text in (p.pseudonym, p.name, p.since)):
            raise TypeError("names are texts")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise unusable("the list of people is damaged", path, _MEND) from error
    return people


def find(people: Iterable[Person], name: str) -> Person | None:
    """The person of exactly this name, or with this pseudonym. Names that merely look alike are different people."""
    wanted = tidy(name)
    return next((p for p in people if wanted in (unicodedata.normalize("NFC", p.name), p.pseudonym)), None)


def spelt_otherwise(people: Iterable[Person], name: str) -> list[Person]:
    """Those whose names differ from this one in spelling alone: in case, in spaces, in how characters are composed.

    Nobody when somebody has exactly this name. What only looks alike, as letters of two scripts do, is another name.
    """
    known = list(people)
    return [] if find(known, name) else [p for p in known if _folded(p.name) == _folded(tidy(name))]


def _folded(name: str) -> str:
    """What all spellings of a name have in common: Unicode's compatibility caseless form, without what is unseen."""
    seen = (c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf" and c not in _VARIANTS)
    folded = unicodedata.normalize("NFKC", "".join(seen)).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def tidy(name: str) -> str:
    """A name as it is kept: harmless, on one line, composed. UsageError when nothing is left, or too much."""
    tidied = unicodedata.normalize("NFC", clean_line(name)).strip()
    if not tidied:
        raise UsageError("a name needs at least one letter")
    if len(tidied) > NAME_CHARACTERS:
        raise UsageError(f"a name can have at most {NAME_CHARACTERS} characters", do="A nickname will do.")
    return tidied


def meet(path: Path, name: str, now: datetime, *, apart: bool = True) -> Person:
    """The person of this name, added with a new pseudonym when nobody is called so. NotWritable when that fails.

    `apart`: whoever is called nearly so is known to be somebody else; unless it is said, that is `SpeltOtherwise`.
    """
    known = _known(read_people(path), name, apart)
    if known:
        return known
    with exclusive(path):
        # Somebody else may have been added, or this very person, between the reading and the lock.
        people = read_people(path)
        known = _known(people, name, apart)
        if known:
            return known
        taken = {p.pseudonym for p in people}
        pseudonym = next(p for p in iter(lambda: f"t-{secrets.token_hex(6)}", "") if p not in taken)
        person = Person(pseudonym, tidy(name), now.date().isoformat())
        text = json.dumps({"format": FORMAT, "people": [asdict(p) for p in [*people, person]]}, indent=2)
        what = "the name could not be kept"
        write_private(path, text + "\n", what=what, do="Choose another folder with --transcripts.")
        return person


def _known(people: list[Person], name: str, apart: bool) -> Person | None:
    others = [] if apart else spelt_otherwise(people, name)
    if others:
        raise SpeltOtherwise(tidy(name), others)
    return find(people, name)
