"""What a rule looks at: a sound scenario, what its graph says, and how to make a finding about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trainer.document.finding import START, Finding, Severity, Span
from trainer.lint.choices import Choices, choices_of
from trainer.scenario.model import Decision, Response, Scenario, Scene, Variant

if TYPE_CHECKING:
    from trainer.analysis.graph import Graph
    from trainer.analysis.playable import Playable
    from trainer.principles.acts import ActsShelf
    from trainer.scenario.placeholders import Text


@dataclass(frozen=True)
class Subject:
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
    def choices(self) -> Choices:
        """What the decisions offer and which replies cost nothing; empty where that is not known."""
        worth = self.playable.worth
        return choices_of(self.graph, worth) if worth else Choices((), silence_may_pay=False, traps_possible=False)

    @cached_property
    def reading(self) -> dict[str, str]:
        """What the placeholders say in the first variant; a fact stands for itself."""
        variant = next(iter(self.scenario.variants.values()))
        return _readings(self.scenario, variant)

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
        return Finding(code, Severity.WARNING, message, self.scenario.path, at, _tuple(witness))

    def info(self, code: str, message: str, at: Span, witness: Sequence[str] | None = None) -> Finding:
        """A remark."""
        return Finding(code, Severity.INFO, message, self.scenario.path, at, _tuple(witness))


def _readings(scenario: Scenario, variant: Variant) -> dict[str, str]:
    found = {name: name for name in scenario.facts}
    for name, detail in variant.details.items():
        found[name] = detail.text
        found[f"{name}.confused_with"] = detail.confused_with or ""
    for member in scenario.cast.values():
        if member.id not in found:
            found[member.id] = member.name.fill(found)
    return found


def _tuple(witness: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if witness is None else tuple(witness)
