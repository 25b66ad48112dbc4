"""From the bytes of a Twine story to the text of a scenario, with what a trainer must know at its top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.analysis.graph import explore
from trainer.analysis.loops import scenes_in_circles
from trainer.cleaning import clean, clean_line
from trainer.errors import UnusableInput
from trainer.exchange.convert import Imported, convert
from trainer.exchange.story import STORY_BYTES
from trainer.exchange.twee import read_twee
from trainer.exchange.twine_html import looks_like_html, read_twine_html
from trainer.limits import DocumentLimits
from trainer.play.machine import Machine
from trainer.principles.model import Framework
from trainer.scenario.load import UNSEEN_LINKS
from trainer.scenario.write_scenario import write_scenario

_NOTES_KEPT = 500
_STATES = 100_000
"""Looked through for a way to go on for ever; `trainer lint` looks further."""


@dataclass(frozen=True, slots=True)
class Result:
    """The document, what was imported, and the scenes through which a run could go on for ever."""

    text: str
    imported: Imported
    circles: tuple[str, ...]


def import_story(data: bytes, framework: Framework, name: str = "") -> Result:
    """Twee 3 or published Twine 2 HTML as a scenario, called `name` if it has no title. UnusableInput says why not."""
    text = _decoded(data)
    story = read_twine_html(text) if looks_like_html(text) else read_twee(text)
    imported = convert(story, framework, name)
    endless = explore(Machine(imported.scenario), _STATES).loop is not None
    circles = tuple(scenes_in_circles(imported.scenario)) if endless else ()
    document = write_scenario(imported.scenario, _comments(imported, circles))
    if len(document.encode()) > DocumentLimits().bytes:
        raise UnusableInput("this story is too large to be one scenario", do="Divide it, and import the parts.")
    return Result(document, imported, circles)


def _decoded(data: bytes) -> str:
    if len(data) > STORY_BYTES:
        raise UnusableInput(f"this file is larger than {STORY_BYTES // 2**20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInput(f"this is not UTF-8 text (byte {error.start})", do="Save it as UTF-8.") from error
    return clean(text)


def _comments(imported: Imported, circles: tuple[str, ...]) -> Iterator[str]:
    yield "imported from Twine. Nothing here is marked yet: a story says what happens, not how well it serves."
    yield "To do: summary, setting, you, cast, minutes, language; who says which line; marks with their why at each"
    yield "decision (docs/scoring.md); the outcome and lesson of each ending. `trainer lint` tells what is missing."
    if circles:
        yield f"imported: the story goes in circles through {', '.join(circles[:40])}{_more(len(circles) - 40)}."
        yield 'Here every run must end: give a way back `once: yes`, or let it move a number that a "when" looks at.'
    for scene, notes in imported.unseen.items():
        for note in notes[:20]:
            where = f'(passage "{clean_line(note.passage)}", line {note.line})'
            yield f"{UNSEEN_LINKS} {scene} {where}: {clean_line(note.what)}"
    if imported.notes:
        yield "imported: not carried (positions, sizes and colours on Twine's map never are):"
    for note in imported.notes[:_NOTES_KEPT]:
        yield f"  {clean_line(str(note))}"
    if len(imported.notes) > _NOTES_KEPT:
        yield f"  and {len(imported.notes) - _NOTES_KEPT} more"


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""
