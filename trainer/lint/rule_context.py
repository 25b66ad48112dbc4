"""What a rule looks at: a sound scenario, what its graph and decisions say, and how to make a finding about it.

Below that, where a name stands in a file, for values that keep no place of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from trainer.analysis.graph import Graph
from trainer.analysis.playable import Playable
from trainer.analysis.worth import Worth
from trainer.document.finding import START, Finding, Severity, Span
from trainer.principles.acts import ActsShelf
from trainer.scenario.model import Decision, Response, Scenario, Scene, Variant
from trainer.scenario.placeholders import Text


class OfferedResponses(NamedTuple):
    """The responses on offer, as written, and the keys among them, which depend on the state."""

    scene: str
    offered: tuple[str, ...]
    keys: frozenset[str]

    @property
    def matters(self) -> bool:
        """Whether anything on offer costs something."""
        return len(self.keys) < len(self.offered)


class DecisionChoices(NamedTuple):
    """What one pass over the states found; the widest choice of each scene comes first."""

    all: tuple[OfferedResponses, ...]
    silence_may_pay: bool
    """Whether a reply that is not listed costs nothing somewhere."""
    traps_possible: bool
    """Whether nothing that is marked best costs nothing somewhere."""


def choices_of(graph: Graph, worth: Worth) -> DecisionChoices:
    """Every distinct choice that play can bring, with what deserves a closer look."""
    value = worth.to_come.numbers
    first: dict[tuple[int, int, tuple[bool, ...]], int] = {}
    for i in graph.walked:
        menu = graph.menus[i]
        if menu.stakes:
            here = value[i]
            free = tuple([loss + value[t] == here for loss, t in zip(menu.losses, graph.targets[i], strict=True)])
            first.setdefault((graph.scene[i], id(menu), free), i)
    made: set[OfferedResponses] = set()
    silence_may_pay = traps_possible = False
    for (scene, _, free), state in first.items():
        menu = graph.menus[state]
        ids = tuple(r.id for r in menu.responses[: menu.listed] if r)
        keys = frozenset(key for key, is_free in zip(ids, free, strict=False) if is_free)
        made.add(OfferedResponses(graph.machine.scenes[scene].id, ids, keys))
        silence_may_pay |= any(free[menu.listed :])
        best_is_free = any(
            is_free and not loss for loss, is_free in zip(menu.losses[: menu.listed], free, strict=False)
        )
        traps_possible |= not best_is_free
    in_order = tuple(sorted(made, key=lambda c: (c.scene, -len(c.offered), c.offered, sorted(c.keys))))
    return DecisionChoices(in_order, silence_may_pay, traps_possible)


@dataclass(frozen=True)
class RuleContext:
    """A scenario under the rules; whatever costs time is worked out once, when a rule first asks for it."""

    playable: Playable
    shelf: ActsShelf | None = None
    """The acts by language; None where typed words are not looked at."""

    @property
    def scenario(self) -> Scenario:
        return self.playable.scenario

    @property
    def graph(self) -> Graph:
        return self.playable.graph

    @cached_property
    def choices(self) -> DecisionChoices:
        """What the decisions offer and which replies cost nothing; empty where that is not known."""
        worth = self.playable.worth
        return choices_of(self.graph, worth) if worth else DecisionChoices((), False, False)

    @cached_property
    def reading(self) -> dict[str, str]:
        """What the placeholders say in the first variant; a fact stands for itself."""
        return self.reading_in(next(iter(self.scenario.variants.values())))

    def reading_in(self, variant: Variant) -> dict[str, str]:
        """What the placeholders say in a variant; a fact stands for itself."""
        values = {name: name for name in self.scenario.facts}
        for name, detail in variant.details.items():
            values[name] = detail.text
            values[f"{name}.confused_with"] = detail.confused_with or ""
        for member in self.scenario.cast.values():
            if member.id not in values:
                values[member.id] = member.name.fill(values)
        return values

    def words(self, text: Text) -> str:
        """A text as the trainee reads it in the first variant."""
        return text.fill(self.reading) if len(text.parts) > 1 else text.parts[0]

    def decisions(self) -> Iterator[tuple[Scene, Decision]]:
        """The scenes that ask for a reply."""
        for scene in self.scenario.scenes.values():
            if scene.decision:
                yield scene, scene.decision

    def response(self, scene: str, reply: str) -> Response:
        """A reply of a decision by its id; time-outs and fallbacks too."""
        decision = self.scenario.scenes[scene].decision
        assert decision is not None
        return next(r for r in decision.ways_out() if r.id == reply)

    @property
    def is_english(self) -> bool:
        return self.scenario.language.split("-")[0] == "en"

    def head(self, key: str) -> Span:
        """Where a key of the scenario's head stands."""
        for number, line in enumerate(self.scenario.text.split("\n"), 1):
            if line.startswith(f"{key}:"):
                return Span(number, 1, number, len(key) + 1)
        return START

    def error(self, code: str, message: str, at: Span) -> Finding:
        """A fault that the loader cannot see."""
        return Finding(code, Severity.ERROR, message, self.scenario.path, at)

    def warning(self, code: str, message: str, at: Span, witness: tuple[str, ...] | None = None) -> Finding:
        """Something that is likely a fault."""
        return Finding(code, Severity.WARNING, message, self.scenario.path, at, witness)

    def info(self, code: str, message: str, at: Span) -> Finding:
        """A remark."""
        return Finding(code, Severity.INFO, message, self.scenario.path, at)


def find_word(text: str, within: Span, word: str, after: str = "") -> Span:
    """Where a word stands between two lines of a text, behind the key `after` if one is given; else all of `within`."""
    lines = text.split("\n")
    key = re.compile(rf"(?<![\w-]){re.escape(after)}[\"']?\s*:") if after else None
    name = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    for number in range(within.line, min(within.end_line, len(lines)) + 1):
        line, start = lines[number - 1], 0
        if key is not None:
            met = key.search(line)
            if met is None:
                continue
            start, key = met.end(), None
        if match := name.search(line, start):
            return Span(number, match.start() + 1, number, match.end() + 1)
    return within


def span_to_end(text: str, key: str) -> Span:
    """From the line of a key to the end of the text."""
    lines = text.split("\n")
    begins = re.compile(rf"\s+[\"']?{re.escape(key)}[\"']?\s*:")
    number = next((n for n, line in enumerate(lines, 1) if begins.match(line)), 1)
    return Span(number, 1, len(lines), len(lines[-1]) + 1)


def opening_words(text: str) -> str:
    """The beginning of a text, as it can stand in a message and be found in its file."""
    line = text.strip().split("\n")[0]
    return line if len(line) <= 48 else line[:48].rpartition(" ")[0] or line[:48]
