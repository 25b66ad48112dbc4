"""From the bytes of a Twine story to the text of a scenario, with what a trainer must know at its top.

Passages become scenes, links responses, variables facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from trainer.analysis.graph import explore, scenes_in_cycles
from trainer.cleaning import clean, clean_line
from trainer.errors import UnusableInput
from trainer.exchange.imported_facts import ImportedFacts, make_facts
from trainer.exchange.imported_scenes import NOWHERE, SceneMaker, nowhere
from trainer.exchange.passages import PassageContent, format_of, read_passage
from trainer.exchange.story import PASSAGES, STORY_BYTES, ImportNote, Passage, Story, UniqueIds, slug
from trainer.exchange.twee import read_twee
from trainer.exchange.twine_html import looks_like_html, read_twine_html
from trainer.limits import DocumentLimits
from trainer.play.machine import Machine
from trainer.principles.frameworks import Framework
from trainer.scenario.facts import Value
from trainer.scenario.load import UNSEEN_LINKS
from trainer.scenario.model import NARRATOR, STANDARD_VARIANT, YOU, CastMember, Scenario, Scene, Variant
from trainer.scenario.placeholders import parse_text
from trainer.scenario.write_scenario import write_scenario

MOST_TEXT = 2 * 1024 * 1024
"""Characters of all passages together; a document may have half of it."""
CUSTOMER = "customer"
_NOTES_KEPT = 500
_STATES = 100_000
"""Looked through for a way to go on for ever; `trainer lint` looks further."""


@dataclass(frozen=True, slots=True)
class ImportedScenario:
    """The scenario, what was not carried, and the scenes with links that were not seen (why, by scene)."""

    scenario: Scenario
    notes: tuple[ImportNote, ...]
    unseen: dict[str, tuple[ImportNote, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The document, what was imported, and the scenes through which a run could go on for ever."""

    text: str
    imported: ImportedScenario
    circles: tuple[str, ...]


def import_story(data: bytes, framework: Framework, name: str = "") -> ImportResult:
    """Twee 3 or published Twine 2 HTML as a scenario, called `name` if it has no title. UnusableInput says why not."""
    text = _decoded(data)
    story = read_twine_html(text) if looks_like_html(text) else read_twee(text)
    imported = convert(story, framework, name)
    endless = explore(Machine(imported.scenario), _STATES).loop is not None
    circles = tuple(scenes_in_cycles(imported.scenario)) if endless else ()
    document = write_scenario(imported.scenario, _comments(imported, circles))
    if len(document.encode()) > DocumentLimits().bytes:
        raise UnusableInput("this story is too large to be one scenario", do="Divide it, and import the parts.")
    return ImportResult(document, imported, circles)


def _decoded(data: bytes) -> str:
    if len(data) > STORY_BYTES:
        raise UnusableInput(f"this file is larger than {STORY_BYTES // 2**20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInput(f"this is not UTF-8 text (byte {error.start})", do="Save it as UTF-8.") from error
    return clean(text)


def _comments(imported: ImportedScenario, circles: tuple[str, ...]) -> Iterator[str]:
    yield "imported from Twine. Nothing here is marked yet: a story says what happens, not how well it serves."
    yield "To do: summary, setting, you, cast, minutes, language; who says which line; marks with their why at each"
    yield "decision (docs/scoring.md); the outcome and lesson of each ending. `trainer lint` tells what is missing."
    if circles:
        more = f" and {len(circles) - 40} more" if len(circles) > 40 else ""
        yield f"imported: the story goes in circles through {', '.join(circles[:40])}{more}."
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


def convert(story: Story, framework: Framework, name: str = "") -> ImportedScenario:
    """The scenario, with placeholders where a trainer must write. UnusableInput for a story empty or too large."""
    story.name = story.name or name
    story.format = format_of(story)
    passages = [p for p in story.passages if not p.special]
    _check_size(passages)
    contents = {p.name: read_passage(p, story) for p in passages}
    start = _start(story, contents)
    book = _facts(story, contents, start)
    identifiers = UniqueIds([NOWHERE])
    ids = {name: identifiers.give(name, "scene") for name in contents}
    made = SceneMaker(contents, ids, book, story)
    scenes = {scene.id: scene for scene in made.all(start)}
    if made.needs_nowhere:
        scenes[NOWHERE] = nowhere()
    unseen = {ids[n]: tuple(ImportNote(n, at, code) for at, code in c.unseen) for n, c in contents.items() if c.unseen}
    return ImportedScenario(_scenario(story, framework, book, ids[start], scenes), tuple(story.notes), unseen)


def _check_size(passages: list[Passage]) -> None:
    if not passages:
        raise UnusableInput(
            "there is no passage in this story", do="Is it a Twee 3 file, or a page published by Twine 2?"
        )
    if len(passages) > PASSAGES or sum(len(p.text) for p in passages) > MOST_TEXT:
        raise UnusableInput("this story is too large to be one scenario", do="Divide it, and import the parts.")


def _start(story: Story, contents: dict[str, PassageContent]) -> str:
    if story.start in contents:
        return story.start
    found = "Start" if "Start" in contents else next(iter(contents))
    if story.start:
        story.note("", 0, f'the start "{story.start[:60]}" is not among the passages; "{found}" was taken')
    elif found != "Start":
        story.note("", 0, f'no start is named; the first passage, "{found}", was taken')
    return found


def _facts(story: Story, contents: dict[str, PassageContent], start: str) -> ImportedFacts:
    """The facts, starting as the story sets them before it begins or in its first passage."""
    before = [read_passage(p, story) for p in story.passages if p.begins]
    for passage in story.passages:
        if passage.special and not passage.begins:
            story.note(passage.name, passage.line, _special(passage))
    begun = [s for content in [*before, contents[start]] for s in content.setters]
    starts: dict[str, Value] = {s.name: s.value for s in begun if not s.adds}
    everywhere = [*before, *contents.values()]
    setters = [s for c in everywhere for s in [*c.setters, *(s for choice in c.choices for s in choice.setters)]]
    taken = (NARRATOR, YOU, CUSTOMER, "and", "or", "not")
    book = make_facts(
        setters, (condition for content in contents.values() for condition in content.conditions()), starts, taken
    )
    for name, why in book.refused.items():
        story.note("", 0, f'the variable "{name}" is not carried: {why}')
    return book


def _special(passage: Passage) -> str:
    tags = f" [{' '.join(passage.tags)}]" if passage.tags else ""
    return f"a passage that the story format reads itself{tags} is not carried"


def _scenario(
    story: Story, framework: Framework, book: ImportedFacts, start: str, scenes: dict[str, Scene]
) -> Scenario:
    title = " ".join(story.name.split())[:200] or "An imported story"
    identifier = slug(title) or "imported-story"
    return Scenario(
        id=identifier,
        title=title,
        version=1,
        language="en",
        family=identifier,
        minutes=10,
        summary="Imported from Twine. Write here, in one or two sentences, what is practised.",
        setting=parse_text("Write here where we are, and what came before."),
        you=parse_text("the one who serves"),
        source=f"A Twine story{f' (IFID {story.ifid[:63]})' if story.ifid else ''}.",
        frameworks=(framework,),
        weights={},
        cast={CUSTOMER: CastMember(CUSTOMER, parse_text("The customer"))},
        facts=book.facts,
        variants={STANDARD_VARIANT: Variant(STANDARD_VARIANT, {})},
        start=start,
        scenes=scenes,
        text="",
        sha256="",
        path="",
    )
