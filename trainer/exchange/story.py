"""A Twine story as values: passages as they were written, what could not be carried, and ids made of names."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.errors import UnusableInput

STORY_BYTES = 8 * 1024 * 1024
"""A published story carries its format's program along, about 1 MiB; stories of books' length fit."""
FORMAT, FORMAT_VERSION = "Harlowe", "3.3.9"
"""What a story is written for."""
PASSAGES = 3_000
"""More cannot become one document of 1 MiB."""
SPECIAL_NAMES = frozenset(
    ["StoryTitle", "StoryData", "StoryAuthor", "StoryBanner", "StoryCaption", "StoryDisplayTitle", "StoryInit",
     "StoryInterface", "StoryMenu", "StorySettings", "StoryShare", "StorySubtitle", "StoryIncludes", "StoryScript",
     "StoryStylesheet", "UserScript", "UserStylesheet", "PassageDone", "PassageFooter", "PassageHeader",
     "PassageReady", "ClickThroughs"]
)  # fmt: skip
"""Passages that a story format reads itself; nobody ever walks into them."""
SPECIAL_TAGS = frozenset(
    ["script", "stylesheet", "widget", "init", "Twine.private", "header", "footer", "startup", "debug-header",
     "debug-footer", "debug-startup", "annotation", "Twine.image", "Twine.audio", "Twine.video", "Twine.vtt"]
)  # fmt: skip
BEGINS = frozenset(["init", "startup"])
"""Tags of passages whose setters run before the story."""
_LONGEST = 56
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def too_large() -> UnusableInput:
    """What is said of a story that cannot become one document."""
    return UnusableInput("this story is too large to be one scenario", do="Divide it, and import the parts.")


@dataclass(frozen=True, slots=True)
class ImportNote:
    """Something that was not carried: in which passage ("" for the story), in which line of the file (0: unknown)."""

    passage: str
    line: int
    what: str

    def __str__(self) -> str:
        where = f'in "{self.passage}"' if self.passage else "in the story"
        return f"{where}{f', line {self.line}' if self.line else ''}: {self.what}"


@dataclass(frozen=True, slots=True)
class Passage:
    """`line` is where its text begins in the file (of a published story: 1, counted in the passage)."""

    name: str
    tags: tuple[str, ...]
    text: str
    line: int

    @property
    def special(self) -> bool:
        return self.name in SPECIAL_NAMES or bool(SPECIAL_TAGS.intersection(self.tags))

    @property
    def begins(self) -> bool:
        """Whether it runs before the story: its setters are where facts start."""
        return self.name == "StoryInit" or bool(BEGINS.intersection(self.tags))


@dataclass(slots=True)
class Story:
    """What was read. `start` is a passage's name, "" where none is named."""

    name: str = ""
    ifid: str = ""
    format: str = ""
    start: str = ""
    passages: list[Passage] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)

    def note(self, passage: str, line: int, what: str) -> None:
        """Keep what could not be carried."""
        self.notes.append(ImportNote(passage, line, what))


class UniqueIds:
    """Gives ids that are not yet taken."""

    def __init__(self, taken: Iterable[str], *, spaces: str = "-") -> None:
        self._taken = set(taken)
        self._spaces = spaces
        self._numbers: dict[str, int] = {}

    def give(self, name: str, otherwise: str = "item") -> str:
        """An id that reads like a name; one made of nothing it could keep reads as `otherwise`."""
        base = slug(name, self._spaces) or otherwise
        identifier = base
        while identifier in self._taken:
            self._numbers[base] = self._numbers.get(base, 1) + 1
            identifier = f"{base}{self._spaces}{self._numbers[base]}"
        self._taken.add(identifier)
        return identifier


def slug(name: str, spaces: str = "-") -> str:
    """Small letters, digits and dashes, "" where nothing is left."""
    if spaces == "_":
        name = _HUMP.sub("_", name)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_IDS.sub(spaces, plain)[:_LONGEST].strip(spaces)
