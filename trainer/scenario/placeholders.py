"""Texts with `{{ name }}` in them. Nothing is evaluated: a name is looked up, or it is an error."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z0-9_][A-Za-z0-9_.-]*)\s*\}\}")
SUSPECT = re.compile(r"\{\{|\}\}")
"""Two braces that are not part of a placeholder are a slip of the pen."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written, and its parts: plain text and names of placeholders, in turn."""

    source: str
    parts: tuple[str, ...]
    """Even places are plain text, odd ones names."""

    def names(self) -> Iterator[str]:
        """The placeholders in it."""
        return iter(self.parts[1::2])

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with each placeholder replaced by its value. KeyError for a name that is not there."""
        if len(self.parts) == 1:
            return self.parts[0]
        return "".join(values[p] if i % 2 else p for i, p in enumerate(self.parts))

    def __bool__(self) -> bool:
        return bool(self.source)


EMPTY = Text("", ("",))


def parse_text(source: str) -> Text:
    """A text split at its placeholders, its lines joined: a screen breaks them anew; an empty line parts paragraphs."""
    source = unwrapped(source)
    if "{{" not in source:
        return Text(source, (source,))
    return Text(source, tuple(PLACEHOLDER.split(source)))


def unwrapped(source: str) -> str:
    """A text as its author meant it: lines of a paragraph are one, paragraphs are parted by an empty line."""
    if "\n" not in source.strip("\n"):
        return source.strip("\n")
    paragraphs = _PARAGRAPHS.split(source.strip("\n"))
    return "\n\n".join(" ".join(line.strip() for line in p.split("\n")) for p in paragraphs)


def stray_braces(text: Text) -> bool:
    """Whether two braces stand in it that make no placeholder."""
    return any(SUSPECT.search(part) for part in text.parts[::2])
