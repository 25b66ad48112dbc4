"""A Twine story written: as Twee 3, or as an archive that Twine imports (Library, Import)."""

from __future__ import annotations

import json
import re
from html import escape

from trainer.cleaning import clean
from trainer.exchange.export_story import FORMAT_VERSION
from trainer.exchange.story import Passage, Story

_IN_HEADERS = re.compile(r"[\\\[\]{}]")
_HEADER_LIKE = re.compile(r"^(\\*::)", re.MULTILINE)


def twee(story: Story) -> str:
    """Twee 3."""
    data = {"ifid": story.ifid, "format": story.format, "format-version": FORMAT_VERSION, "start": story.start}
    parts = [f":: StoryTitle\n{_body(story.name)}", f":: StoryData\n{json.dumps(data, indent=2)}"]
    parts += [f"{_header(p)}\n{_body(p.text)}" for p in story.passages]
    return "\n\n\n".join(parts) + "\n"


def archive(story: Story) -> str:
    """HTML in which Twine finds the story. It is not a page to be played: publish it from Twine."""
    numbers = {p.name: i for i, p in enumerate(story.passages, 1)}
    head = {
        "name": story.name,
        "startnode": str(numbers.get(story.start, 1)),
        "creator": "service-trainer",
        "ifid": story.ifid,
        "format": story.format,
        "format-version": FORMAT_VERSION,
    }
    passages = "\n".join(_passage(p, numbers[p.name]) for p in story.passages)
    return f"<tw-storydata {_attributes(head)} hidden>\n{passages}\n</tw-storydata>\n"


def _passage(passage: Passage, number: int) -> str:
    place = f"{100 + 150 * ((number - 1) % 8)},{100 + 150 * ((number - 1) // 8)}"
    head = {
        "pid": str(number),
        "name": passage.name,
        "tags": " ".join(passage.tags),
        "position": place,
        "size": "100,100",
    }
    return f"<tw-passagedata {_attributes(head)}>{escape(clean(passage.text))}</tw-passagedata>"


def _attributes(attributes: dict[str, str]) -> str:
    return " ".join(f'{key}="{escape(clean(value))}"' for key, value in attributes.items())


def _header(passage: Passage) -> str:
    tags = f" [{' '.join(map(_escaped, passage.tags))}]" if passage.tags else ""
    return f":: {_escaped(passage.name)}{tags}"


def _escaped(text: str) -> str:
    return _IN_HEADERS.sub(lambda m: f"\\{m.group()}", clean(text))


def _body(text: str) -> str:
    return _HEADER_LIKE.sub(r"\\\1", clean(text))
