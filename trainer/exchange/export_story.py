"""A scenario as a Twine story in Harlowe 3, the format that Twine begins with: scenes and consequences as passages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from trainer.exchange.story import FORMAT, Passage, Story, UniqueIds
from trainer.scenario.conditions import Compare, Condition, Every, Not, Some
from trainer.scenario.facts import Value
from trainer.scenario.model import NARRATOR, YOU, Ending, Line, Response, Scenario, Scene, Variant, WayOn
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
        passages += writer.passages(scene)
    identifier = str(uuid5(NAMESPACE_URL, f"service-trainer:{scenario.id}")).upper()
    story = Story(" ".join(scenario.title.split()), identifier, FORMAT, scenario.start, passages)
    decisions = [s.decision for s in scenario.scenes.values() if s.decision]
    replies = [r for d in decisions for r in d.ways_out()]
    left_out = {
        "marks on replies, and so the score": sum(len(r.marks) for r in replies),
        "time limits with what silence leads to": sum(d.timeout is not None for d in decisions),
        "fallbacks for own words": sum(d.fallback is not None for d in decisions),
        "other words where a reply lacks what a line answers": sum(bool(t.otherwise) for r in replies for t in r.then),
        "losses that endings set": sum(bool(s.ending.loss) for s in scenario.scenes.values() if s.ending),
        "critical errors": sum(r.critical is not None for r in replies),
        "variants but the one chosen": len(scenario.variants) - 1,
    }
    return Exported(story, tuple(f"{what}: {count}" for what, count in left_out.items() if count))


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

    def passages(self, scene: Scene) -> list[Passage]:
        """A scene's passage, and one for what each of its replies leads to."""
        told = [self.plain(self._scenario.setting), ""] if scene.id == self._scenario.start else []
        told += self.lines(scene.lines)
        consequences: list[Passage] = []
        if scene.decision:
            told += [self.plain(scene.decision.prompt), ""]
            for response in scene.decision.responses:
                name = f"{scene.id} / {response.id}"
                told.append(self.link(response, name))
                parts = [self.effects(response), *self.lines(response.then), self.ways(response.next)]
                consequences.append(Passage(name, ("consequence",), "\n".join(part for part in parts if part), 0))
        if scene.ending:
            told += self.ending(scene.ending)
        if scene.next:
            told.append(self.ways(scene.next))
        tags = (f"ending-{scene.ending.outcome}", "scene") if scene.ending else ("scene",)
        return [Passage(scene.id, tags, "\n".join(told).strip("\n"), 0), *consequences]

    # -- words -------------------------------------------------------------------------------

    def plain(self, text: Text) -> str:
        """A text in which nothing is markup; shown facts are printed by their words."""
        told: list[str] = []
        for i, part in enumerate(text.parts):
            # Every second part is the name of a placeholder.
            fact = self._scenario.facts.get(part) if i % 2 else None
            if fact is None:
                told.append(escaped(self._words[part] if i % 2 else part))
                continue
            # A macro prints a fact's word: one test for each run of values that have the same.
            words = [(v, fact.word(v)) for v in fact.values]
            changes = [w for w, before in zip(words, [None, *words], strict=False) if not before or w[1] != before[1]]
            test = f"{self._variables[fact.id]} {'>=' if fact.is_number else 'is'}"
            *others, (_, last) = reversed(changes) if fact.is_number else changes
            tests = "".join(f"{test} {_value(v)}, {_quoted(word)}, " for v, word in others)
            told.append(f"(print: (cond: {tests}{_quoted(last)}))" if tests else escaped(last))
        return "".join(told)

    def lines(self, lines: Iterable[Line]) -> Iterator[str]:
        """Lines with who says them, an empty line after each."""
        for line in lines:
            told = self.plain(line.text)
            if line.speaker != NARRATOR:
                told = f"''{'You' if line.speaker == YOU else escaped(self._words[line.speaker])}:'' {told}"
            yield f"(if: {self.condition(line.when)})[{told}]" if line.when else told
            yield ""

    def ending(self, ending: Ending) -> Iterator[str]:
        """How it ended, and the lesson."""
        title = self.plain(ending.title) if ending.title else "The end"
        yield f"''{title}'' (a {ending.outcome} ending)".replace("(a ", "&#40;a ").replace(" ending)", " ending&#41;")
        yield ""
        yield self.plain(ending.lesson)

    # -- ways --------------------------------------------------------------------------------

    def link(self, response: Response, passage: str) -> str:
        """A reply's link, if it is on offer."""
        # Nothing can be worked out in a link: a fact's word is the one at the start.
        spoken = self._words | {f.id: f.word(f.start) for f in self._scenario.facts.values()}
        words = " ".join(response.words.fill(spoken).split())
        # Nor may anything be taken for a part of the link around it.
        for sign, instead in (("[[", "[ ["), ("]]", "] ]"), ("][", "] ["), ("->", "→"), ("<-", "←"), ("|", "¦")):
            words = words.replace(sign, instead)
        words = words.strip("[]") or "…"
        link = f"[[{words}->{passage}]]"
        tests = [f"({self.condition(response.when)})"] if response.when else []
        if id(response) in self._used:
            tests.append(f"not {self._used[id(response)]}")
        return f"(if: {' and '.join(tests)})[{link}]" if tests else link

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
        parts: list[str] = []
        for effect in response.effects:
            name, change = self._variables[effect.fact], _value(effect.value)
            if effect.adds:
                values = self._scenario.facts[effect.fact].values
                step = int(effect.value)
                by = f"{name} {'+' if step >= 0 else '-'} {abs(step)}"
                change = f"(min: {values[-1]}, {by})" if step >= 0 else f"(max: {values[0]}, {by})"
            parts.append(f"(set: {name} to {change})")
        if id(response) in self._used:
            parts.append(f"(set: {self._used[id(response)]} to true)")
        return "".join(parts)

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


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
