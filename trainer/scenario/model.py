"""The scenario as values: frozen, without behaviour of its own.

`at` is where a thing stands in its file; it takes no part in comparisons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.document.finding import START, Span
from trainer.principles.acts import Cue
from trainer.principles.frameworks import Framework, Principle, by_full_id
from trainer.scenario.conditions import Condition
from trainer.scenario.facts import Fact, Value
from trainer.scenario.placeholders import EMPTY, Text

NARRATOR = "narrator"
YOU = "you"
STANDARD_VARIANT = "standard"
TIMEOUT = "timeout"
FALLBACK = "fallback"
NONE_OF_THESE = "none"


class Outcome(StrEnum):
    """How an ending turned out for the customer."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CastMember:
    id: str
    name: Text
    about: Text = EMPTY
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Detail:
    """A named text of a variant, other ways to say it, and what it is taken for by mistake."""

    text: str
    also: tuple[str, ...] = ()
    confused_with: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    id: str
    details: Mapping[str, Detail]
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """Something told: by the narrator, by you, or by a member of the cast."""

    speaker: str
    text: Text
    when: Condition | None = None
    answers: tuple[str, ...] = ()
    """The acts it answers, in a consequence: after typed words it is told only if one of them was heard."""
    otherwise: Text | None = None
    """What the speaker says instead, where none of them was heard; None for nothing."""
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """A level on a principle (its full id) and why."""

    principle: str
    level: int
    why: Text
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a reply does to a fact: add to a number, or set a value."""

    fact: str
    value: Value
    adds: bool = False
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class WayOn:
    """Where the story goes, if the condition holds."""

    scene: str
    when: Condition | None = None
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Response:
    """An authored reply. A time-out and a fallback are responses without words that are never listed."""

    id: str
    words: Text
    is_deed: bool
    marks: tuple[Mark, ...]
    effects: tuple[Effect, ...]
    then: tuple[Line, ...]
    next: tuple[WayOn, ...]
    when: Condition | None = None
    once: bool = False
    critical: Text | None = None
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """A reply in own words that the author has graded: a test of the grader, and a pattern for it to learn from."""

    typed: str
    means: str | None
    """The response it is closest to, `none`, or None where nothing is said about that."""
    shows: tuple[str, ...]
    """Acts that are in it."""
    lacks: tuple[str, ...]
    """Acts that are not."""
    source: str = ""
    """Where it comes from, as "reviewer 2026-05-02, attempt 20260501-…"."""
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """A question to the trainee. `time_limit` is in seconds."""

    prompt: Text
    responses: tuple[Response, ...]
    typed: bool = False
    expects: tuple[str, ...] = ()
    """The acts that a good reply in own words shows."""
    listen_for: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    """This scene's own cues, by act."""
    examples: tuple[Example, ...] = ()
    time_limit: int | None = None
    timeout: Response | None = None
    fallback: Response | None = None
    at: Span = field(default=START, compare=False)

    def ways_out(self) -> Iterator[Response]:
        """Every reply this decision can have: what is listed, then the time-out and the fallback."""
        yield from self.responses
        if self.timeout:
            yield self.timeout
        if self.fallback:
            yield self.fallback


@dataclass(frozen=True, slots=True)
class EndingLoss:
    """What an ending adds to the loss of a run, if the condition holds."""

    loss: float
    when: Condition | None = None
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ends. `loss` is the author's, the first that holds; where none does, the scoring rules' default counts."""

    outcome: Outcome
    title: Text
    lesson: Text
    loss: tuple[EndingLoss, ...] = ()
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Scene:
    """A point in the scenario: lines, then exactly one of a decision, an ending, or the way on."""

    id: str
    touchpoint: str | None
    partner: str | None
    lines: tuple[Line, ...]
    decision: Decision | None = None
    ending: Ending | None = None
    next: tuple[WayOn, ...] = ()
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario, the frameworks it is graded against, and the text it was read from with its SHA-256."""

    id: str
    title: str
    version: int
    language: str
    family: str
    minutes: int
    summary: str
    setting: Text
    you: Text
    source: str
    frameworks: tuple[Framework, ...]
    weights: Mapping[str, int]
    """By full principle id; a principle that is not here weighs 1."""
    cast: Mapping[str, CastMember]
    facts: Mapping[str, Fact]
    variants: Mapping[str, Variant]
    start: str
    scenes: Mapping[str, Scene]
    text: str
    sha256: str
    path: str

    @property
    def principles(self) -> dict[str, Principle]:
        """The principles of its frameworks, by full id."""
        return by_full_id(self.frameworks)


def links(scene: Scene) -> Iterator[WayOn]:
    """Every way on that leaves a scene."""
    yield from scene.next
    if scene.decision:
        for response in scene.decision.ways_out():
            yield from response.next
