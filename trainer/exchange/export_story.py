"""A scenario as a Twine story in Harlowe 3, the format that Twine begins with: scenes and consequences as passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from trainer.exchange.story import FORMAT, Passage, Story, UniqueIds
from trainer.scenario.conditions import Compare, Condition, Every, Not, Some
from trainer.scenario.facts import Fact, Value
from trainer.scenario.model import NARRATOR, YOU, Effect, Ending, Line, Response, Scenario, Scene, Variant, WayOn
from trainer.scenario.placeholders import Text

_SIGNS = re.compile(r"[$<>\[\](){}|`*_/~^#=@&\\]|''|::|--|\d\.\s|^[^\S\n]*[-+]", re.MULTILINE)
"""What Harlowe could take for markup, a macro or a variable."""
_TICKS = re.compile("`+")
FIRST = "Before the story"
"""The passage that sets the facts."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The story, and what of the scenario has no place in one."""

    story: Story
    left_out: tuple[str, ...]


def export_story(scenario: Scenario, variant: Variant) -> Exported:
    """The story in the words of one variant."""
    writer = HarloweWriter(scenario, variant)
    passages = [Passage(FIRST, ("startup",), writer.facts(), 0)]
    for scene in scenario.scenes.values():
        passages += _passages(scene, scenario, writer)
    identifier = str(uuid5(NAMESPACE_URL, f"service-trainer:{scenario.id}")).upper()
    story = Story(" ".join(scenario.title.split()), identifier, FORMAT, scenario.start, passages)
    return Exported(story, tuple(_left_out(scenario)))


def consequence(scene: Scene, response: Response) -> str:
    """The name of the passage that tells what a reply leads to."""
    return f"{scene.id} / {response.id}"


def _passages(scene: Scene, scenario: Scenario, writer: HarloweWriter) -> Iterator[Passage]:
    intro = [writer.plain(scenario.setting), ""] if scene.id == scenario.start else []
    told = [*intro, *writer.lines(scene.lines)]
    consequences: list[Passage] = []
    if scene.decision:
        told += [writer.plain(scene.decision.prompt), ""]
        for response in scene.decision.responses:
            told.append(writer.link(response, consequence(scene, response)))
            consequences.append(_consequence(scene, response, writer))
    if scene.ending:
        told += writer.ending(scene.ending)
    if scene.next:
        told.append(writer.ways(scene.next))
    tags = tuple(t for t in (scene.ending and f"ending-{scene.ending.outcome}", "scene") if t)
    yield Passage(scene.id, tags, "\n".join(told).strip("\n"), 0)
    yield from consequences


def _consequence(scene: Scene, response: Response, writer: HarloweWriter) -> Passage:
    told = [writer.effects(response), *writer.lines(response.then), writer.ways(response.next)]
    text = "\n".join(part for part in told if part)
    return Passage(consequence(scene, response), ("consequence",), text, 0)


def _left_out(scenario: Scenario) -> Iterator[str]:
    decisions = [s.decision for s in scenario.scenes.values() if s.decision]
    replies = [r for d in decisions for r in d.ways_out()]
    counts = {
        "marks on replies, and so the score": sum(len(r.marks) for r in replies),
        "time limits with what silence leads to": sum(d.timeout is not None for d in decisions),
        "fallbacks for own words": sum(d.fallback is not None for d in decisions),
        "critical errors": sum(r.critical is not None for r in replies),
        "variants but the one chosen": len(scenario.variants) - 1,
    }
    yield from (f"{what}: {count}" for what, count in counts.items() if count)


class HarloweWriter:
    """Writes in the words of one variant."""

    def __init__(self, scenario: Scenario, variant: Variant) -> None:
        self._scenario = scenario
        variables = UniqueIds((), spaces="_")
        self._variables = {fact: f"${variables.give(fact, 'fact')}" for fact in scenario.facts}
        decisions = [s.decision for s in scenario.scenes.values() if s.decision]
        once = [r for d in decisions for r in d.responses if r.once]
        self._used = {id(r): f"${variables.give(f'used_{r.id}')}" for r in once}
        self._words = {name: detail.text for name, detail in variant.details.items()}
        self._words |= {f"{n}.confused_with": d.confused_with for n, d in variant.details.items() if d.confused_with}
        self._words |= {m.id: m.name.fill(self._words) for m in scenario.cast.values()}

    def facts(self) -> str:
        """What sets everything before the story."""
        starts = [(self._variables[f.id], f.start) for f in self._scenario.facts.values()]
        starts += [(name, False) for name in self._used.values()]
        return "\n".join(f"(set: {name} to {_value(value)})" for name, value in starts)

    # -- words -------------------------------------------------------------------------------

    def plain(self, text: Text) -> str:
        """A text in which nothing is markup; shown facts are printed by their words."""
        parts = [self._name(p) if i % 2 else escaped(p) for i, p in enumerate(text.parts)]
        return "".join(parts)

    def _name(self, name: str) -> str:
        fact = self._scenario.facts.get(name)
        return self._fact(fact) if fact else escaped(self._words[name])

    def _fact(self, fact: Fact) -> str:
        """A macro that prints a fact's word."""
        variable = self._variables[fact.id]
        words = [(v, fact.word(v)) for v in fact.values]
        changes = [
            pair for pair, before in zip(words, [None, *words], strict=False) if not before or pair[1] != before[1]
        ]
        sign = ">=" if fact.is_number else "is"
        *others, (_, last) = reversed(changes) if fact.is_number else changes
        tests = "".join(f"{variable} {sign} {_value(v)}, {_quoted(word)}, " for v, word in others)
        return f"(print: (cond: {tests}{_quoted(last)}))" if tests else escaped(last)

    def lines(self, lines: Iterable[Line]) -> Iterator[str]:
        """Lines with who says them, an empty line after each."""
        for line in lines:
            told = f"{self._speaker(line.speaker)}{self.plain(line.text)}"
            yield f"(if: {self.condition(line.when)})[{told}]" if line.when else told
            yield ""

    def _speaker(self, speaker: str) -> str:
        if speaker == NARRATOR:
            return ""
        return f"''{'You' if speaker == YOU else escaped(self._words[speaker])}:'' "

    def ending(self, ending: Ending) -> Iterator[str]:
        """How it ended, and the lesson."""
        title = self.plain(ending.title) if ending.title else "The end"
        yield f"''{title}'' (a {ending.outcome} ending)".replace("(a ", "&#40;a ").replace(" ending)", " ending&#41;")
        yield ""
        yield self.plain(ending.lesson)

    # -- ways --------------------------------------------------------------------------------

    def link(self, response: Response, passage: str) -> str:
        """A reply's link, if it is on offer."""
        words = _in_a_link(" ".join(response.words.fill(self._spoken()).split()))
        link = f"[[{words}->{passage}]]"
        used = [f"not {self._used[id(response)]}"] if id(response) in self._used else []
        tests = [f"({self.condition(response.when)})"] if response.when else []
        tests += used
        return f"(if: {' and '.join(tests)})[{link}]" if tests else link

    def _spoken(self) -> dict[str, str]:
        """Words for the placeholders of a link, in which nothing can be worked out: a fact's word at the start."""
        return self._words | {f.id: f.word(f.start) for f in self._scenario.facts.values()}

    def ways(self, ways: tuple[WayOn, ...]) -> str:
        """Where it goes on."""
        parts = []
        for number, way in enumerate(ways):
            link = f"[[Go on->{way.scene}]]"
            if way.when:
                parts.append(f"({'else-' if number else ''}if: {self.condition(way.when)})[{link}]")
            else:
                parts.append(f"(else:)[{link}]" if number else link)
        return "".join(parts)

    def effects(self, response: Response) -> str:
        """What a reply sets. A number cannot leave its range."""
        parts = [self._effect(e) for e in response.effects]
        if id(response) in self._used:
            parts.append(f"(set: {self._used[id(response)]} to true)")
        return "".join(parts)

    def _effect(self, effect: Effect) -> str:
        name = self._variables[effect.fact]
        if not effect.adds:
            return f"(set: {name} to {_value(effect.value)})"
        values = self._scenario.facts[effect.fact].values
        step = int(effect.value)
        change = f"{name} {'+' if step >= 0 else '-'} {abs(step)}"
        ends = f"(min: {values[-1]}, {change})" if step >= 0 else f"(max: {values[0]}, {change})"
        return f"(set: {name} to {ends})"

    def condition(self, condition: Condition) -> str:
        """A condition; every part of a larger one in brackets."""
        match condition:
            case Compare(fact, operator, value):
                sign = {"==": "is", "!=": "is not"}.get(operator, operator)
                return f"{self._variables[fact]} {sign} {_value(value)}"
            case Not(inner):
                return f"not ({self.condition(inner)})"
            case Every(parts):
                return " and ".join(f"({self.condition(p)})" for p in parts)
            case Some(parts):
                return " or ".join(f"({self.condition(p)})" for p in parts)


def escaped(text: str) -> str:
    """Text between more backticks than any in it, where it holds signs of Harlowe's."""
    if not _SIGNS.search(text):
        return text
    ticks = "`" * (max((len(m) for m in _TICKS.findall(text)), default=0) + 1)
    inner = f" {text} " if text.startswith("`") or text.endswith("`") else text
    return f"{ticks}{inner}{ticks}"


def _in_a_link(words: str) -> str:
    """Words that cannot be taken for a part of the link around them."""
    for sign, instead in (("[[", "[ ["), ("]]", "] ]"), ("][", "] ["), ("->", "→"), ("<-", "←"), ("|", "¦")):
        words = words.replace(sign, instead)
    return words.strip("[]") or "…"


def _value(value: Value) -> str:
    return (
        ("true" if value else "false")
        if isinstance(value, bool)
        else _quoted(value)
        if isinstance(value, str)
        else str(value)
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
