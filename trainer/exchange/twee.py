"""Twee 3 read and written (iftechfoundation/twine-specs, twee-3-specification 3.0.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from trainer.cleaning import clean
from trainer.errors import UnusableInput
from trainer.exchange.story import FORMAT_VERSION, PASSAGES, Passage, Story

_HEADER = re.compile(r"(?P<name>(?:\\.|[^\[\]{}\\])*)(?P<tags>\[(?:\\.|[^\[\]\\])*\])?[ \t]*(?P<meta>\{.*\})?[ \t]*")
_ESCAPED = re.compile(r"\\+::")
"""A line of text that begins as a header does."""
_ESCAPE = re.compile(r"\\(.)")
_IN_HEADERS = re.compile(r"[\\\[\]{}]")
_HEADER_LIKE = re.compile(r"^(\\*::)", re.MULTILINE)


def read_twee(text: str) -> Story:
    """The story in a Twee file. What is wrong with it is a note; UnusableInput only for one with too many passages."""
    story = Story()
    known: set[str] = set()
    if text.count("\n::") > 2 * PASSAGES:
        raise UnusableInput("this story is too large to be one scenario", do="Divide it, and import the parts.")
    for header, number, lines in _parts(text, story):
        name, tags = _header(header, number, story)
        body = "\n".join(lines).rstrip("\n \t")
        if name == "StoryTitle":
            story.name = body.strip()
        elif name == "StoryData":
            _read_data(body, number, story)
        elif not name:
            story.note("", number, "a passage without a name; it was left out")
        elif name in known:
            story.note(name, number, "a second passage of this name; only the first was read")
        else:
            known.add(name)
            story.passages.append(Passage(name, tags, body, number + 1))
    return story


def _parts(text: str, story: Story) -> Iterator[tuple[str, int, list[str]]]:
    """Each header with its line's number and the lines below it."""
    header: str | None = None
    number, lines = 0, list[str]()
    for place, line in enumerate(text.split("\n"), 1):
        if line.startswith("::"):
            if header is not None:
                yield header, number, lines
            header, number, lines = line[2:], place, []
        elif header is not None:
            lines.append(line[1:] if _ESCAPED.match(line) else line)
        elif line.strip():
            story.note("", place, f"this stands before the first passage: {line.strip()[:60]}")
    if header is not None:
        yield header, number, lines


def _header(header: str, number: int, story: Story) -> tuple[str, tuple[str, ...]]:
    match = _HEADER.match(header)
    if not match:
        return header.strip(), ()
    name = _ESCAPE.sub(r"\1", match["name"].strip())
    if match.end() < len(header):
        rest = header[match.end() :].strip()
        story.note(name, number, f"this in the passage's header cannot be read: {rest[:60]}")
    if match["meta"] and _object(match["meta"]) is None:
        story.note(name, number, "the passage's metadata is not JSON; it was left out")
    tags = _ESCAPE.sub(r"\1", (match["tags"] or "")[1:-1]).split()
    return name, tuple(tags)


def _read_data(body: str, number: int, story: Story) -> None:
    data = _object(body)
    if data is None:
        story.note("StoryData", number, "this is not a JSON object; the story's format and start are not known")
        return
    story.ifid = _text(data, "ifid").upper()
    story.format = _text(data, "format")
    story.start = _text(data, "start")


def _text(data: dict[str, object], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _object(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def write_twee(story: Story) -> str:
    """A story as Twee 3."""
    data = {"ifid": story.ifid, "format": story.format, "format-version": FORMAT_VERSION, "start": story.start}
    parts = [f":: StoryTitle\n{_body(story.name)}", f":: StoryData\n{json.dumps(data, indent=2)}"]
    parts += [f"{_written_header(p)}\n{_body(p.text)}" for p in story.passages]
    return "\n\n\n".join(parts) + "\n"


def _written_header(passage: Passage) -> str:
    tags = f" [{' '.join(map(_escaped, passage.tags))}]" if passage.tags else ""
    return f":: {_escaped(passage.name)}{tags}"


def _escaped(text: str) -> str:
    return _IN_HEADERS.sub(lambda m: f"\\{m.group()}", clean(text))


def _body(text: str) -> str:
    return _HEADER_LIKE.sub(r"\\\1", clean(text))
