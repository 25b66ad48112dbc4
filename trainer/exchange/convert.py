"""A Twine story as the beginning of a scenario: passages become scenes, links responses, variables facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from trainer.errors import UnusableInput
from trainer.exchange.imported_facts import FactBook, make_facts
from trainer.exchange.imported_scenes import NOWHERE, Scenes, nowhere
from trainer.exchange.names import Names, slug
from trainer.exchange.passages import Content, format_of, read_passage
from trainer.exchange.story import PASSAGES, Note, Passage, Story
from trainer.principles.frameworks import Framework
from trainer.scenario.conditions import Condition
from trainer.scenario.facts import Value
from trainer.scenario.model import NARRATOR, STANDARD_VARIANT, YOU, CastMember, Scenario, Scene, Variant
from trainer.scenario.placeholders import parse_text

MOST_TEXT = 2 * 1024 * 1024
"""Characters of all passages together; a document may have half of it."""
CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Imported:
    """The scenario, what was not carried, and the scenes with links that were not seen (why, by scene)."""

    scenario: Scenario
    notes: tuple[Note, ...]
    unseen: dict[str, tuple[Note, ...]] = field(default_factory=dict)


def convert(story: Story, framework: Framework, name: str = "") -> Imported:
    """The scenario, with placeholders where a trainer must write. UnusableInput for a story empty or too large."""
    story.name = story.name or name
    story.format = format_of(story)
    passages = [p for p in story.passages if not p.special]
    _check_size(passages)
    contents = {p.name: read_passage(p, story) for p in passages}
    start = _start(story, contents)
    book = _facts(story, contents, start)
    identifiers = Names([NOWHERE])
    ids = {name: identifiers.give(name, "scene") for name in contents}
    made = Scenes(contents, ids, book, story)
    scenes = {scene.id: scene for scene in made.all(start)}
    if made.needs_nowhere:
        scenes[NOWHERE] = nowhere()
    unseen = {ids[n]: tuple(Note(n, at, code) for at, code in c.unseen) for n, c in contents.items() if c.unseen}
    return Imported(_scenario(story, framework, book, ids[start], scenes), tuple(story.notes), unseen)


def _check_size(passages: list[Passage]) -> None:
    if not passages:
        raise UnusableInput(
            "there is no passage in this story", do="Is it a Twee 3 file, or a page published by Twine 2?"
        )
    if len(passages) > PASSAGES or sum(len(p.text) for p in passages) > MOST_TEXT:
        raise UnusableInput("this story is too large to be one scenario", do="Divide it, and import the parts.")


def _start(story: Story, contents: dict[str, Content]) -> str:
    if story.start in contents:
        return story.start
    found = "Start" if "Start" in contents else next(iter(contents))
    if story.start:
        story.note("", 0, f'the start "{story.start[:60]}" is not among the passages; "{found}" was taken')
    elif found != "Start":
        story.note("", 0, f'no start is named; the first passage, "{found}", was taken')
    return found


def _facts(story: Story, contents: dict[str, Content], start: str) -> FactBook:
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
    book = make_facts(setters, _conditions(contents.values()), starts, taken)
    for name, why in book.refused.items():
        story.note("", 0, f'the variable "{name}" is not carried: {why}')
    return book


def _special(passage: Passage) -> str:
    tags = f" [{' '.join(passage.tags)}]" if passage.tags else ""
    return f"a passage that the story format reads itself{tags} is not carried"


def _conditions(contents: Iterable[Content]) -> Iterator[Condition]:
    for content in contents:
        yield from content.conditions()


def _scenario(story: Story, framework: Framework, book: FactBook, start: str, scenes: dict[str, Scene]) -> Scenario:
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
