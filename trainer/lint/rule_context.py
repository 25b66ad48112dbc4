"""What a rule looks at: a sound scenario, what its graph and decisions say, and how to make a finding about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from trainer.analysis.graph import Graph
from trainer.analysis.moves import Menu
from trainer.analysis.worth import Worth
from trainer.document.finding import START, Finding, Severity, Span
from trainer.scenario.model import Decision, Response, Scenario, Scene, Variant

if TYPE_CHECKING:
    from trainer.analysis.playable import Playable
    from trainer.principles.acts import ActsShelf
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
    found: dict[tuple[int, int, tuple[bool, ...]], int] = {}
    for i in graph.walked:
        menu = graph.menus[i]
        if menu.stakes:
            here = value[i]
            free = tuple([loss + value[t] == here for loss, t in zip(menu.losses, graph.targets[i], strict=True)])
            found.setdefault((graph.scene[i], id(menu), free), i)
    made = {_offered(graph, state, free): None for (_, _, free), state in found.items()}
    menus = [(graph.menus[state], free) for (_, _, free), state in found.items()]
    return DecisionChoices(
        all=tuple(sorted(made, key=lambda c: (c.scene, -len(c.offered), c.offered, sorted(c.keys)))),
        silence_may_pay=any(any(free[menu.listed :]) for menu, free in menus),
        traps_possible=any(not _best_is_free(menu, free) for menu, free in menus),
    )


def _best_is_free(menu: Menu, free: tuple[bool, ...]) -> bool:
    listed = zip(menu.losses[: menu.listed], free, strict=False)
    return any(is_free and not loss for loss, is_free in listed)


def _offered(graph: Graph, state: int, free: tuple[bool, ...]) -> OfferedResponses:
    menu = graph.menus[state]
    ids = tuple(r.id for r in menu.responses[: menu.listed] if r)
    scene = graph.machine.scenes[graph.scene[state]].id
    return OfferedResponses(scene, ids, frozenset(key for key, is_free in zip(ids, free, strict=False) if is_free))


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
        return (
            choices_of(self.graph, worth) if worth else DecisionChoices((), silence_may_pay=False, traps_possible=False)
        )

    @cached_property
    def reading(self) -> dict[str, str]:
        """What the placeholders say in the first variant; a fact stands for itself."""
        variant = next(iter(self.scenario.variants.values()))
        return _placeholder_values(self.scenario, variant)

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

    def warning(self, code: str, message: str, at: Span, witness: Sequence[str] | None = None) -> Finding:
        """Something that is likely a fault."""
        return Finding(code, Severity.WARNING, message, self.scenario.path, at, _as_tuple(witness))

    def info(self, code: str, message: str, at: Span, witness: Sequence[str] | None = None) -> Finding:
        """A remark."""
        return Finding(code, Severity.INFO, message, self.scenario.path, at, _as_tuple(witness))


def _placeholder_values(scenario: Scenario, variant: Variant) -> dict[str, str]:
    found = {name: name for name in scenario.facts}
    for name, detail in variant.details.items():
        found[name] = detail.text
        found[f"{name}.confused_with"] = detail.confused_with or ""
    for member in scenario.cast.values():
        if member.id not in found:
            found[member.id] = member.name.fill(found)
    return found


def _as_tuple(witness: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if witness is None else tuple(witness)
