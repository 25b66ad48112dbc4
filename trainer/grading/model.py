"""The grade of typed words, as values: which acts they show, by which words, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.principles.acts import Cue
from trainer.scenario.model import Detail

CUE = "cue: "
"""How the rule of evidence begins that a cue phrase found."""


class Sure(StrEnum):
    """How far a mark can be relied on."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"
    """Too little to score by: the words count neither as shown nor as missing."""

    @property
    def scores(self) -> bool:
        """Whether a mark of this kind takes part in the score."""
        return self is not Sure.POSSIBLE


class Shown(StrEnum):
    """What a reply did with an act's dimension."""

    MET = "met"
    MISSED = "missed"
    VIOLATED = "violated"


class Abstained(StrEnum):
    """Why words were not graded."""

    EMPTY = "empty"
    GIBBERISH = "gibberish"
    LANGUAGE = "language"
    """Another language than the acts are in."""
    STUFFED = "stuffed"
    """A list of the right words instead of a sentence."""
    COPIED = "copied"
    """One of the authored replies, word for word: it counts as a choice."""
    UNRECOGNISED = "unrecognised"
    """A whole sentence in which nothing was recognised: for the author to look at, never a failure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the reply, by their place in it (`words[start:end] == text`), and the rule that found them."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class ActMark:
    """One act found in a reply. `confidence` is the chance that a careful reader finds it too."""

    act: str
    harms: bool
    sure: Sure
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def verdict(self) -> Shown:
        return Shown.VIOLATED if self.harms else Shown.MET


@dataclass(frozen=True, slots=True)
class Match:
    """Which authored reply the words come closest to; `response` is None below the threshold: ask."""

    response: str | None
    nearest: str | None
    likeness: float
    """The chance that `nearest` is what was meant, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Graded:
    """Typed words, graded. `grader` names what graded them, with its version."""

    words: str
    grader: str
    acts: tuple[ActMark, ...] = ()
    abstained: Abstained | None = None
    note: str = ""
    """What the trainee is told about an abstention, or about a judge that could not be asked."""
    match: Match = field(default=Match(None, None, 0.0))
    acts_sha256: str = ""
    """The hash of the acts file as it was used."""

    def found(self, act: str) -> ActMark | None:
        """The mark of an act, if it was found at all."""
        return next((m for m in self.acts if m.act == act), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An authored reply that typed words can mean. `quality` is its mean level, 0 to 4, None when not marked."""

    id: str
    words: str
    examples: tuple[str, ...] = ()
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A reply whose acts the scene's author has given."""

    words: str
    shows: tuple[str, ...]
    lacks: tuple[str, ...]
    means: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the words are an answer to."""

    said: tuple[str, ...] = ()
    """What the customer said since the trainee last spoke."""
    details: Mapping[str, Detail] = field(default_factory=dict)
    expects: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    cues: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    """The scene's own, by act."""
    exemplars: tuple[Exemplar, ...] = ()
