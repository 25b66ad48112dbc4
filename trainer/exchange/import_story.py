"""From the bytes of a Twine story to the text of a scenario, with what a trainer must know at its top.

Passages become scenes, links responses, variables facts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from trainer.analysis.graph import explore, scenes_in_cycles
from trainer.cleaning import clean, clean_line
from trainer.errors import UnusableInput
from trainer.exchange.expressions import Setter
from trainer.exchange.imported_facts import ImportedFacts, make_facts
from trainer.exchange.passages import PassageContent, StoryChoice, format_of, read_passage
from trainer.exchange.story import PASSAGES, STORY_BYTES, ImportNote, Story, UniqueIds, slug, too_large
from trainer.exchange.twee import read_twee
from trainer.exchange.twine_html import looks_like_html, read_twine_html
from trainer.limits import OPTIONS_IN_A_DECISION, DocumentLimits
from trainer.play.machine import Machine
from trainer.principles.frameworks import Framework
from trainer.scenario import model
from trainer.scenario.conditions import Condition, facts_in
from trainer.scenario.facts import Value
from trainer.scenario.load import UNSEEN_LINKS
from trainer.scenario.placeholders import EMPTY, Text, parse_text
from trainer.scenario.write_scenario import write_scenario

MOST_TEXT = 2 * 1024 * 1024
"""Characters of all passages together; a document may have half of it."""
CUSTOMER = "customer"
_NOTES_KEPT = 500
_STATES = 100_000
"""Looked through for a way to go on for ever; `trainer lint` looks further."""
NOWHERE = "nowhere"
"""The scene that stands for passages that are not there."""
_MOST_CHARACTERS = 12_000
"""In one line; longer text is divided."""
_QUOTES = "\"“”„«'‘’"


@dataclass(frozen=True, slots=True)
class ImportedScenario:
    """The scenario, what was not carried, and the scenes with links that were not seen (why, by scene)."""

    scenario: model.Scenario
    notes: tuple[ImportNote, ...]
    unseen: dict[str, tuple[ImportNote, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The document, what was imported, and the scenes through which a run could go on for ever."""

    text: str
    imported: ImportedScenario
    circles: tuple[str, ...]


def import_story(data: bytes, framework: Framework, name: str = "") -> ImportResult:
    """Twee 3 or published Twine 2 HTML as a scenario, called `name` if it has no title. UnusableInput says why not.

    Where a trainer must write, the scenario has placeholders.
    """
    if len(data) > STORY_BYTES:
        raise UnusableInput(f"this file is larger than {STORY_BYTES // 2**20} MiB")
    try:
        text = clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnusableInput(f"this is not UTF-8 text (byte {error.start})", do="Save it as UTF-8.") from error
    story = read_twine_html(text) if looks_like_html(text) else read_twee(text)
    imported = convert(story, framework, name)
    endless = explore(Machine(imported.scenario), _STATES).loop is not None
    circles = tuple(scenes_in_cycles(imported.scenario)) if endless else ()
    document = write_scenario(imported.scenario, _comments(imported, circles))
    if len(document.encode()) > DocumentLimits().bytes:
        raise too_large()
    return ImportResult(document, imported, circles)


def _comments(imported: ImportedScenario, circles: tuple[str, ...]) -> Iterator[str]:
    """What stands at the top of the document, line by line."""
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
    if not passages:
        do = "Is it a Twee 3 file, or a page published by Twine 2?"
        raise UnusableInput("there is no passage in this story", do=do)
    if len(passages) > PASSAGES or sum(len(p.text) for p in passages) > MOST_TEXT:
        raise too_large()
    contents = {p.name: read_passage(p, story) for p in passages}
    start = story.start
    if start not in contents:
        start = "Start" if "Start" in contents else next(iter(contents))
        if story.start:
            story.note("", 0, f'the start "{story.start[:60]}" is not among the passages; "{start}" was taken')
        elif start != "Start":
            story.note("", 0, f'no start is named; the first passage, "{start}", was taken')
    book = _facts(story, contents, start)
    identifiers = UniqueIds([NOWHERE])
    ids = {name: identifiers.give(name, "scene") for name in contents}
    maker = SceneMaker(contents, ids, book, story)
    scenes = {ids[n]: maker.scene(n) for n in [start, *(n for n in contents if n != start)]}
    if maker.needs_nowhere:
        lesson = parse_text("The imported story stops here: a link led to a passage that is not there, or was off.")
        scenes[NOWHERE] = model.Scene(NOWHERE, None, None, (), ending=model.Ending(model.Outcome.MIXED, EMPTY, lesson))
    unseen = {ids[n]: tuple(ImportNote(n, at, code) for at, code in c.unseen) for n, c in contents.items() if c.unseen}
    return ImportedScenario(_scenario(story, framework, book, ids[start], scenes), tuple(story.notes), unseen)


def _facts(story: Story, contents: dict[str, PassageContent], start: str) -> ImportedFacts:
    """The facts, starting as the story sets them before it begins or in its first passage."""
    before = [read_passage(p, story) for p in story.passages if p.begins]
    for passage in story.passages:
        if passage.special and not passage.begins:
            tags = f" [{' '.join(passage.tags)}]" if passage.tags else ""
            what = f"a passage that the story format reads itself{tags} is not carried"
            story.note(passage.name, passage.line, what)
    begun = [s for content in [*before, contents[start]] for s in content.setters]
    starts: dict[str, Value] = {s.name: s.value for s in begun if not s.adds}
    everywhere = [*before, *contents.values()]
    setters = [s for c in everywhere for s in [*c.setters, *(s for choice in c.choices for s in choice.setters)]]
    taken = (model.NARRATOR, model.YOU, CUSTOMER, "and", "or", "not")
    conditions = [condition for content in contents.values() for condition in content.conditions()]
    book = make_facts(setters, conditions, starts, taken)
    for name, why in book.refused.items():
        story.note("", 0, f'the variable "{name}" is not carried: {why}')
    return book


def _scenario(
    story: Story, framework: Framework, book: ImportedFacts, start: str, scenes: dict[str, model.Scene]
) -> model.Scenario:
    title = " ".join(story.name.split())[:200] or "An imported story"
    identifier = slug(title) or "imported-story"
    return model.Scenario(
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
        cast={CUSTOMER: model.CastMember(CUSTOMER, parse_text("The customer"))},
        facts=book.facts,
        variants={model.STANDARD_VARIANT: model.Variant(model.STANDARD_VARIANT, {})},
        start=start,
        scenes=scenes,
        text="",
        sha256="",
        path="",
    )


class SceneMaker:
    """Makes the scenes, and notes what it could not carry."""

    def __init__(
        self, contents: dict[str, PassageContent], ids: dict[str, str], book: ImportedFacts, story: Story
    ) -> None:
        self._contents = contents
        self._ids = ids
        self._book = book
        self._story = story
        # Passages whose setters are carried by their own replies: something just goes on to them, and they do not read
        # what they set.
        walked_into = {c.choices[0].target for c in contents.values() if len(set(c.choices)) == 1}
        self._late = set()
        for name in walked_into & contents.keys():
            set_here = {s.name for s in contents[name].setters}
            read_here = {fact for condition in contents[name].conditions() for fact in facts_in(condition)}
            if len(set(contents[name].choices)) > 1 and set_here.isdisjoint(read_here):
                self._late.add(name)
        self.needs_nowhere = False

    def scene(self, name: str) -> model.Scene:
        """The scene of a passage: a decision where it has choices, the way on where it has one, else an ending."""
        content = self._contents[name]
        lines: list[model.Line] = []
        for told in content.told:
            when = self._condition(name, told.when, told.line)
            lines += [model.Line(model.NARRATOR, text, when) for text in split_long_text(told.paragraphs)]
        scene = model.Scene(self._ids[name], None, None, tuple(lines))
        choices = list(dict.fromkeys(content.choices))
        for choice in choices[OPTIONS_IN_A_DECISION:]:
            what = f"a decision has at most {OPTIONS_IN_A_DECISION} responses, so this link is not carried"
            self._story.note(name, choice.line, f"{what}: [[{choice.text}->{choice.target}]]")
        if len(choices) > 1:
            return replace(scene, decision=self._decision(name, content, choices[:OPTIONS_IN_A_DECISION]))
        if choices:
            return self._going_on(name, scene, choices[0])
        lesson = "Imported: nothing leads on from here. Write what is to be learned, and choose the outcome."
        if content.unseen:
            lesson = (
                "Imported: links made here by code were not seen, so this may be no ending. See the top of the file."
            )
        title = plain_text(" ".join(name.split())[:200])
        return replace(scene, ending=model.Ending(model.Outcome.MIXED, title, parse_text(lesson)))

    def _condition(self, name: str, when: Condition | None, line: int) -> Condition | None:
        try:
            return self._book.condition(when) if when else None
        except KeyError as error:
            what = f"a condition on {error} could not be carried, so this is always told or offered"
            self._story.note(name, line, what)
            return None

    def _decision(self, name: str, content: PassageContent, choices: list[StoryChoice]) -> model.Decision:
        names = UniqueIds([model.TIMEOUT, model.FALLBACK, model.NONE_OF_THESE])
        leaving = content.setters if name in self._late else ()
        responses: list[model.Response] = []
        for choice in choices:
            effects: dict[str, model.Effect] = {}
            for setter in (*leaving, *choice.setters, *self._entering(choice)):
                effect = self._book.effect(setter)
                if effect:
                    before = effects.get(effect.fact)
                    # Two effects on one fact become one.
                    if before and effect.adds:
                        effect = replace(before, value=int(before.value) + int(effect.value))
                    effects[effect.fact] = effect
                elif setter.name in self._book.carried:
                    self._story.note(name, setter.line, f'setting "{setter.name}" to {setter.value!r} is not carried')
            responses.append(
                model.Response(
                    id=names.give(choice.text, "reply"),
                    words=plain_text(choice.text),
                    is_deed=choice.text[:1] not in _QUOTES,
                    marks=(),
                    effects=tuple(effects.values()),
                    then=(),
                    next=(self._way(name, choice),),
                    when=self._condition(name, choice.when, choice.line),
                )
            )
        return model.Decision(parse_text("What do you do?"), tuple(responses))

    def _going_on(self, name: str, scene: model.Scene, choice: StoryChoice) -> model.Scene:
        """A passage with one link just goes on; the link's words are kept as what you say or do."""
        words = [model.Line(model.YOU, plain_text(choice.text))] if choice.alone and choice.text else []
        for setter in (*choice.setters, *self._entering(choice)):
            if self._book.effect(setter):
                what = f'the way from here has no choice, and cannot set "{setter.name}"'
                self._story.note(name, choice.line, what)
        way = self._way(name, choice)
        when = self._condition(name, choice.when, choice.line)
        if when is None:
            return replace(scene, lines=(*scene.lines, *words), next=(way,))
        self.needs_nowhere = True
        self._story.note(name, choice.line, "the only link has a condition; where it is off, the story stops")
        words = [replace(line, when=when) for line in words]
        return replace(scene, lines=(*scene.lines, *words), next=(replace(way, when=when), model.WayOn(NOWHERE)))

    def _way(self, name: str, choice: StoryChoice) -> model.WayOn:
        if choice.target in self._ids:
            return model.WayOn(self._ids[choice.target])
        self.needs_nowhere = True
        self._story.note(name, choice.line, f'there is no passage "{choice.target[:60]}"; the link leads to an ending')
        return model.WayOn(NOWHERE)

    def _entering(self, choice: StoryChoice) -> tuple[Setter, ...]:
        """What is set where a link leads, unless that is carried by the replies there."""
        target = self._contents.get(choice.target)
        return target.setters if target and choice.target not in self._late else ()


def plain_text(text: str) -> Text:
    """Text of the story, harmless and without anything that could be taken for a placeholder."""
    plain = clean(text).strip().replace("{{", "{ {").replace("}}", "} }")
    while "{{" in plain or "}}" in plain:
        plain = plain.replace("{{", "{ {").replace("}}", "} }")
    return parse_text(plain)


def split_long_text(paragraphs: tuple[str, ...]) -> Iterator[Text]:
    """Paragraphs as texts that are not too long."""
    waiting: list[str] = []
    length = 0
    for paragraph in paragraphs:
        for start in range(0, len(paragraph), _MOST_CHARACTERS):
            part = paragraph[start : start + _MOST_CHARACTERS].strip()
            if waiting and length + len(part) > _MOST_CHARACTERS:
                yield plain_text("\n\n".join(waiting))
                waiting, length = [], 0
            waiting += [part] if part else []
            length += len(part) + 2
    if waiting:
        yield plain_text("\n\n".join(waiting))
