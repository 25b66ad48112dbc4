"""Twee 3 read and written (iftechfoundation/twine-specs, twee-3-specification 3.0.2)."""

import json
import re

from trainer.cleaning import clean
from trainer.exchange.story import FORMAT_VERSION, PASSAGES, Passage, Story, too_large

_HEADER = re.compile(r"(?P<name>(?:\\.|[^\[\]{}\\])*)(?P<tags>\[(?:\\.|[^\[\]\\])*\])?[ \t]*(?P<meta>\{.*\})?[ \t]*")
_HEADERS = re.compile(r"^::", re.MULTILINE)
_ESCAPED = re.compile(r"^\\(?=\\*::)", re.MULTILINE)
"""What stands before a line of text that begins as a header does."""
_ESCAPE = re.compile(r"\\(.)")
_IN_HEADERS = re.compile(r"[\\\[\]{}]")
_HEADER_LIKE = re.compile(r"^(\\*::)", re.MULTILINE)


def read_twee(text: str) -> Story:
    """The story in a Twee file. What is wrong with it is a note; UnusableInput only for one with too many passages."""
    story = Story()
    known: set[str] = set()
    if text.count("\n::") > 2 * PASSAGES:
        raise too_large()
    before, *parts = _HEADERS.split(text)
    for place, line in enumerate(before.split("\n"), 1):
        if line.strip():
            story.note("", place, f"this stands before the first passage: {line.strip()[:60]}")
    number = 1 + before.count("\n")
    for part in parts:
        header, _, body = part.partition("\n")
        name, tags = _header(header, number, story)
        body = _ESCAPED.sub("", body).rstrip("\n \t")
        if name == "StoryTitle":
            story.name = body.strip()
        elif name == "StoryData":
            data = _object(body)
            if data is None:
                what = "this is not a JSON object; the story's format and start are not known"
                story.note("StoryData", number, what)
            else:
                told = (data.get(key) for key in ("ifid", "format", "start"))
                ifid, story.format, story.start = (v.strip() if isinstance(v, str) else "" for v in told)
                story.ifid = ifid.upper()
        elif not name:
            story.note("", number, "a passage without a name; it was left out")
        elif name in known:
            story.note(name, number, "a second passage of this name; only the first was read")
        else:
            known.add(name)
            story.passages.append(Passage(name, tags, body, number + 1))
        number += part.count("\n")
    return story


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


def _object(text: str) -> dict[str, object] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def write_twee(story: Story) -> str:
    """A story as Twee 3."""
    data = {"ifid": story.ifid, "format": story.format, "format-version": FORMAT_VERSION, "start": story.start}
    parts = [f":: StoryTitle\n{_body(story.name)}", f":: StoryData\n{json.dumps(data, indent=2)}"]
    for passage in story.passages:
        tags = f" [{' '.join(map(_escaped, passage.tags))}]" if passage.tags else ""
        parts.append(f":: {_escaped(passage.name)}{tags}\n{_body(passage.text)}")
    return "\n\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return _IN_HEADERS.sub(lambda m: f"\\{m.group()}", clean(text))


def _body(text: str) -> str:
    return _HEADER_LIKE.sub(r"\\\1", clean(text))
