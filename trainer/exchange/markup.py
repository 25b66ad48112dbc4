"""What a scan of a passage gathers, whatever its format: text under conditions, setters, links, notes."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from trainer.exchange.expressions import Setter
from trainer.scenario.conditions import Condition

_LINK = re.compile(r"\[\[(?!\[)((?:(?!\[\[|\]\])[^\n\x00]){1,2000})\]\]")
MARK = re.compile(r"\x00(\d+)\x00")
"""What stands in a text where a link stood: its number."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S", re.IGNORECASE)
_CODE = re.compile(r"[$_][A-Za-z]|^\(.*\)$|^`.*`$|<%|<<")
EXCERPT = 70
_VERBATIM = re.compile(r"(?<!`)(`{1,9})(?!`)([^`].{0,20000}?)(?<!`)\1(?!`)", re.DOTALL)
_KEPT = re.compile(r"\x01(\d+)\x01")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<%.*?(?:%>|\Z)|<script\b.*?(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HTML_LINK = re.compile(r"<a\b[^<>]{0,500}>|<[^<>]{0,500}\bdata-passage\b[^<>]{0,500}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A link as written. `setters` is the code after `][`; `computed`: where it leads is worked out by code."""

    text: str
    target: str
    setters: str
    line: int

    @property
    def leads_out(self) -> bool:
        """Whether it leads to an address outside the story."""
        return self.target.startswith("mailto:") or bool(_ADDRESS.match(self.target))

    @property
    def computed(self) -> bool:
        return bool(_CODE.search(self.target))


def take_links(text: str, line: int) -> tuple[str, list[StoryLink]]:
    """The text with a mark where each link stood, and the links. `line` is the number of the text's first line."""
    links: list[StoryLink] = []
    lines = LineNumbers(text, line)

    def mark(match: re.Match[str]) -> str:
        links.append(read_link(match[1], lines.at(match.start())))
        return f"\x00{len(links) - 1}\x00"

    return _LINK.sub(mark, text), links


def read_link(inner: str, line: int = 0) -> StoryLink:
    """What stands between the brackets: the rightmost `->`, else the leftmost `<-`, else the last `|` parts it."""
    inner, _, setters = inner.partition("][")
    if "->" in inner:
        text, _, target = inner.rpartition("->")
    elif "<-" in inner:
        target, _, text = inner.partition("<-")
    elif "|" in inner:
        text, _, target = inner.rpartition("|")
    else:
        text = target = inner
    return StoryLink(text.strip() or target.strip(), target.strip(), setters.strip(), line)


@dataclass(frozen=True, slots=True)
class ConditionalText:
    """Text with marks where links stood, told when a condition holds."""

    text: str
    when: Condition | None
    line: int


@dataclass(slots=True)
class ScannedPassage:
    """A passage taken apart. `unseen` says in which lines links may be made that were not seen, and by what."""

    links: list[StoryLink]
    verbatim: list[str] = field(default_factory=list)
    """What stands between backticks (Harlowe): text, whatever it looks like."""
    pieces: list[ConditionalText] = field(default_factory=list)
    setters: list[Setter] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    unseen: list[tuple[int, str]] = field(default_factory=list)

    def add_text(self, text: str, when: Condition | None, line: int) -> None:
        """Add text; what goes on under the same condition stays one piece."""
        if self.pieces and self.pieces[-1].when == when:
            self.pieces[-1] = replace(self.pieces[-1], text=self.pieces[-1].text + text)
        elif text.strip():
            self.pieces.append(ConditionalText(text, when, line))

    def note(self, line: int, what: str, code: str = "") -> None:
        """Something that was not carried."""
        self.notes.append((line, f"{what}: {excerpt(code)}" if code else what))

    def note_unseen_links(self, line: int, code: str) -> None:
        """Code that may make links which nobody sees before it runs."""
        self.unseen.append((line, excerpt(code)))

    def note_condition(self, line: int, code: str) -> None:
        """A condition that is not a simple one."""
        self.note(line, "this condition could not be carried, so what follows is always told", code)

    def with_verbatim(self, text: str) -> str:
        """Text with what stood between backticks."""
        return _KEPT.sub(lambda m: self.verbatim[int(m[1])], text)

    def mark(self, link: StoryLink) -> str:
        """Keep a link that code makes; what stands in the text for it."""
        self.links.append(link)
        return f"\x00{len(self.links) - 1}\x00"


class LineNumbers:
    """The number of a line by the place of a character."""

    def __init__(self, text: str, first: int) -> None:
        self._breaks = [m.start() for m in re.finditer("\n", text)]
        self._first = first

    def at(self, place: int) -> int:
        return self._first + bisect_right(self._breaks, place - 1)


def prepared(text: str, line: int, *, backticks: bool = False) -> tuple[str, ScannedPassage]:
    """A passage's text with marks for its links, without what every format hides; and where the rest is gathered."""
    verbatim: list[str] = []

    def keep(match: re.Match[str]) -> str:
        verbatim.append(match[2])
        return f"\x01{len(verbatim) - 1}\x01" + "\n" * match.group().count("\n")

    text = text.replace("\x00", "").replace("\x01", "")
    marked, links = take_links(_VERBATIM.sub(keep, text) if backticks else text, line)
    scanned = ScannedPassage(links, verbatim)
    lines = LineNumbers(marked, line)
    for match in _HIDDEN.finditer(marked):
        number, code = lines.at(match.start()), unmarked(match.group())
        scanned.note(number, "a comment or a program is not carried", code)
        if not code.startswith("<!--"):
            scanned.note_unseen_links(number, code)
    shown = _HIDDEN.sub(lambda m: "\n" * m.group().count("\n"), marked)
    for match in _HTML_LINK.finditer(shown):
        number = lines.at(match.start())
        scanned.note(number, "a link made with HTML is not carried", match.group())
        scanned.note_unseen_links(number, match.group())
    return _HTML_LINK.sub("", shown), scanned


def excerpt(code: str) -> str:
    """The beginning of some code, on one line."""
    flat = " ".join(code.split())
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1] + "…"


def unmarked(text: str) -> str:
    """Text of which a note tells: a sign for every link, in place of its mark."""
    return MARK.sub("[[…]]", text)
