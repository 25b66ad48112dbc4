"""Scenes made of passages that have been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trainer.cleaning import clean
from trainer.exchange.expressions import Setter
from trainer.exchange.imported_facts import ImportedFacts
from trainer.exchange.passages import PassageContent, StoryChoice
from trainer.exchange.story import Story, UniqueIds
from trainer.limits import OPTIONS_IN_A_DECISION
from trainer.scenario.conditions import Condition, facts_in
from trainer.scenario.model import (
    FALLBACK,
    NARRATOR,
    NONE_OF_THESE,
    TIMEOUT,
    YOU,
    Decision,
    Effect,
    Ending,
    Line,
    Outcome,
    Response,
    Scene,
    WayOn,
)
from trainer.scenario.placeholders import EMPTY, Text, parse_text

NOWHERE = "nowhere"
"""The scene that stands for passages that are not there."""
_MOST_CHARACTERS = 12_000
"""In one line; longer text is divided."""
_QUOTES = "\"“”„«'‘’"


class SceneMaker:
    """Makes the scenes, and notes what it could not carry."""

    def __init__(
        self, contents: dict[str, PassageContent], ids: dict[str, str], book: ImportedFacts, story: Story
    ) -> None:
        self._contents = contents
        self._ids = ids
        self._book = book
        self._story = story
        self._late = self._set_on_leaving()
        self.needs_nowhere = False

    def all(self, start: str) -> Iterator[Scene]:
        """Every scene, the first one first."""
        for name in [start, *(n for n in self._contents if n != start)]:
            yield self._scene(name, self._contents[name])

    def _scene(self, name: str, content: PassageContent) -> Scene:
        lines = tuple(
            line for told in content.told for line in self._lines(name, told.paragraphs, told.when, told.line)
        )
        scene = Scene(self._ids[name], None, None, lines)
        choices = list(dict.fromkeys(content.choices))
        if len(choices) > OPTIONS_IN_A_DECISION:
            for choice in choices[OPTIONS_IN_A_DECISION:]:
                what = f"a decision has at most {OPTIONS_IN_A_DECISION} responses, so this link is not carried"
                self._story.note(name, choice.line, f"{what}: [[{choice.text}->{choice.target}]]")
            choices = choices[:OPTIONS_IN_A_DECISION]
        if len(choices) > 1:
            return replace(scene, decision=self._decision(name, content, choices))
        if choices:
            return self._told(name, scene, choices[0])
        return replace(scene, ending=_ending(name, bool(content.unseen)))

    def _lines(
        self, name: str, paragraphs: tuple[str, ...], when: Condition | None, line: int, speaker: str = NARRATOR
    ) -> Iterator[Line]:
        condition = self._condition(name, when, line)
        for text in split_long_text(paragraphs):
            yield Line(speaker, text, condition)

    def _condition(self, name: str, when: Condition | None, line: int) -> Condition | None:
        try:
            return self._book.condition(when)
        except KeyError as error:
            what = f"a condition on {error} could not be carried, so this is always told or offered"
            self._story.note(name, line, what)
            return None

    # -- a choice, one way, none -------------------------------------------------------------

    def _decision(self, name: str, content: PassageContent, choices: list[StoryChoice]) -> Decision:
        names = UniqueIds([TIMEOUT, FALLBACK, NONE_OF_THESE])
        leaving = content.setters if name in self._late else ()
        responses = tuple(self._response(name, choice, leaving, names) for choice in choices)
        return Decision(parse_text("What do you do?"), responses)

    def _response(self, name: str, choice: StoryChoice, leaving: tuple[Setter, ...], names: UniqueIds) -> Response:
        target = self._contents.get(choice.target)
        entering = target.setters if target and choice.target not in self._late else ()
        return Response(
            id=names.give(choice.text, "reply"),
            words=plain_text(choice.text),
            is_deed=choice.text[:1] not in _QUOTES,
            marks=(),
            effects=self._effects(name, (*leaving, *choice.setters, *entering)),
            then=(),
            next=(self._way(name, choice),),
            when=self._condition(name, choice.when, choice.line),
        )

    def _told(self, name: str, scene: Scene, choice: StoryChoice) -> Scene:
        """A passage with one link just goes on; the link's words are kept as what you say or do."""
        words: tuple[Line, ...] = (Line(YOU, plain_text(choice.text)),) if choice.alone and choice.text else ()
        target = self._contents.get(choice.target)
        lost = (*choice.setters, *(target.setters if target and choice.target not in self._late else ()))
        for setter in lost:
            if self._book.effect(setter):
                what = f'the way from here has no choice, and cannot set "{setter.name}"'
                self._story.note(name, choice.line, what)
        way = self._way(name, choice)
        when = self._condition(name, choice.when, choice.line)
        if when is None:
            return replace(scene, lines=(*scene.lines, *words), next=(way,))
        self.needs_nowhere = True
        self._story.note(name, choice.line, "the only link has a condition; where it is off, the story stops")
        words = tuple(replace(line, when=when) for line in words)
        return replace(scene, lines=(*scene.lines, *words), next=(replace(way, when=when), WayOn(NOWHERE)))

    def _way(self, name: str, choice: StoryChoice) -> WayOn:
        if choice.target in self._ids:
            return WayOn(self._ids[choice.target])
        self.needs_nowhere = True
        self._story.note(name, choice.line, f'there is no passage "{choice.target[:60]}"; the link leads to an ending')
        return WayOn(NOWHERE)

    # -- setters -----------------------------------------------------------------------------

    def _effects(self, name: str, setters: tuple[Setter, ...]) -> tuple[Effect, ...]:
        found: dict[str, Effect] = {}
        for setter in setters:
            effect = self._book.effect(setter)
            if effect is None:
                if setter.name in self._book.carried:
                    self._story.note(name, setter.line, f'setting "{setter.name}" to {setter.value!r} is not carried')
                continue
            found[effect.fact] = _after(found.get(effect.fact), effect)
        return tuple(found.values())

    def _set_on_leaving(self) -> set[str]:
        """Passages whose setters are carried by their own replies: something just goes on to them, and they do not
        read what they set."""
        walked_into = {c.choices[0].target for c in self._contents.values() if len(set(c.choices)) == 1}
        return {
            name
            for name in walked_into & self._contents.keys()
            if len(set(self._contents[name].choices)) > 1 and not _reads_what_it_sets(self._contents[name])
        }


def _reads_what_it_sets(content: PassageContent) -> bool:
    set_here = {s.name for s in content.setters}
    return any(fact in set_here for condition in content.conditions() for fact in facts_in(condition))


def _after(before: Effect | None, effect: Effect) -> Effect:
    """Two effects on one fact as one."""
    if before is None or not effect.adds:
        return effect
    return replace(before, value=int(before.value) + int(effect.value))


def _ending(name: str, unseen: bool) -> Ending:
    lesson = "Imported: nothing leads on from here. Write what is to be learned, and choose the outcome."
    if unseen:
        lesson = "Imported: links made here by code were not seen, so this may be no ending. See the top of the file."
    return Ending(Outcome.MIXED, plain_text(" ".join(name.split())[:200]), parse_text(lesson))


def nowhere() -> Scene:
    """What stands for passages that are not there."""
    lesson = parse_text("The imported story stops here: a link led to a passage that is not there, or was off.")
    return Scene(NOWHERE, None, None, (), ending=Ending(Outcome.MIXED, EMPTY, lesson))


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
