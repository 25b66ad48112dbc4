"""What a scan of a passage gathers, whatever its format: text under conditions, setters, links, notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from trainer.exchange.expressions import Setter
from trainer.exchange.link_forms import Link, take_links
from trainer.scenario.conditions import Condition, Every

EXCERPT = 70
_VERBATIM = re.compile(r"(?<!`)(`{1,9})(?!`)([^`].{0,20000}?)(?<!`)\1(?!`)", re.DOTALL)
_KEPT = re.compile(r"\x01(\d+)\x01")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<%.*?(?:%>|\Z)|<script\b.*?(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HTML_LINK = re.compile(r"<a\b[^<>]{0,500}>|<[^<>]{0,500}\bdata-passage\b[^<>]{0,500}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with marks where links stood, told when a condition holds."""

    text: str
    when: Condition | None
    line: int


@dataclass(slots=True)
class Scanned:
    """A passage taken apart. `unseen` says in which lines links may be made that were not seen, and by what."""

    links: list[Link]
    verbatim: list[str] = field(default_factory=list)
    """What stands between backticks (Harlowe): text, whatever it looks like."""
    pieces: list[Piece] = field(default_factory=list)
    setters: list[Setter] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    unseen: list[tuple[int, str]] = field(default_factory=list)

    def tell(self, text: str, when: Condition | None, line: int) -> None:
        """Add text; what goes on under the same condition stays one piece."""
        if self.pieces and self.pieces[-1].when == when:
            self.pieces[-1] = replace(self.pieces[-1], text=self.pieces[-1].text + text)
        elif text.strip():
            self.pieces.append(Piece(text, when, line))

    def note(self, line: int, what: str, code: str = "") -> None:
        """Something that was not carried."""
        self.notes.append((line, f"{what}: {excerpt(code)}" if code else what))

    def hides_links(self, line: int, code: str) -> None:
        """Code that may make links which nobody sees before it runs."""
        self.unseen.append((line, excerpt(code)))

    def written(self, text: str) -> str:
        """Text with what stood between backticks."""
        return _KEPT.sub(lambda m: self.verbatim[int(m[1])], text)

    def mark(self, link: Link) -> str:
        """Keep a link that code makes; what stands in the text for it."""
        self.links.append(link)
        return f"\x00{len(self.links) - 1}\x00"


class Lines:
    """The number of a line by the place of a character."""

    def __init__(self, text: str, first: int) -> None:
        self._breaks = [m.start() for m in re.finditer("\n", text)]
        self._first = first

    def at(self, place: int) -> int:
        return self._first + bisect_right(self._breaks, place - 1)


def prepared(text: str, line: int, *, backticks: bool = False) -> tuple[str, Scanned]:
    """A passage's text with marks for its links, without what every format hides; and where the rest is gathered."""
    verbatim: list[str] = []

    def keep(match: re.Match[str]) -> str:
        verbatim.append(match[2])
        return f"\x01{len(verbatim) - 1}\x01" + "\n" * match.group().count("\n")

    text = text.replace("\x00", "").replace("\x01", "")
    marked, links = take_links(_VERBATIM.sub(keep, text) if backticks else text, line)
    scanned = Scanned(links, verbatim)
    lines = Lines(marked, line)
    for match in _HIDDEN.finditer(marked):
        scanned.note(lines.at(match.start()), "a comment or a program is not carried", _without_marks(match.group()))
        if not match.group().startswith("<!--"):
            scanned.hides_links(lines.at(match.start()), _without_marks(match.group()))
    shown = _HIDDEN.sub(lambda m: "\n" * m.group().count("\n"), marked)
    for match in _HTML_LINK.finditer(shown):
        scanned.note(lines.at(match.start()), "a link made with HTML is not carried", match.group())
        scanned.hides_links(lines.at(match.start()), match.group())
    return _HTML_LINK.sub("", shown), scanned


def both(one: Condition | None, other: Condition | None) -> Condition | None:
    """A condition within another."""
    parts: list[Condition] = []
    for condition in (one, other):
        parts += condition.parts if isinstance(condition, Every) else [condition] if condition else []
    return Every(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def excerpt(code: str) -> str:
    """The beginning of some code, on one line."""
    flat = " ".join(code.split())
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1] + "…"


def _without_marks(text: str) -> str:
    return re.sub("\x00\\d+\x00", "[[…]]", text)
