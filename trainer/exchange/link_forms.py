"""Plain links in all their usual forms, taken out of a passage's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_LINK = re.compile(r"\[\[(?!\[)((?:(?!\[\[|\]\])[^\n\x00]){1,2000})\]\]")
MARK = re.compile(r"\x00(\d+)\x00")
"""What stands in a text where a link stood: its number."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S", re.IGNORECASE)
_CODE = re.compile(r"[$_][A-Za-z]|^\(.*\)$|^`.*`$|<%|<<")


@dataclass(frozen=True, slots=True)
class Link:
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


def take_links(text: str, line: int) -> tuple[str, list[Link]]:
    """The text with a mark where each link stood, and the links. `line` is the number of the text's first line."""
    found: list[Link] = []
    breaks = [m.start() for m in re.finditer("\n", text)]

    def mark(match: re.Match[str]) -> str:
        found.append(read_link(match[1], line + bisect_right(breaks, match.start())))
        return f"\x00{len(found) - 1}\x00"

    return _LINK.sub(mark, text), found


def read_link(inner: str, line: int = 0) -> Link:
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
    return Link(text.strip() or target.strip(), target.strip(), setters.strip(), line)
