"""Acts: observable things that a reply does, and the phrases by which each is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.document.finding import START, Span
from trainer.principles.phrases import Phrase, parse_phrase


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase as written, and where it stands. It has been found to be readable."""

    text: str
    at: Span = field(default=START, compare=False)

    @property
    def pattern(self) -> Phrase:
        """The phrase as a tree."""
        return parse_phrase(self.text)


@dataclass(frozen=True, slots=True)
class Act:
    """An observable thing that a reply does. `title` is read after "the reply ..."."""

    id: str
    title: str
    about: str
    harms: bool
    opposite: str | None
    """The act that is its contrary."""
    cues: tuple[Cue, ...]
    cancels: tuple[Cue, ...]
    """Phrases that make the act's cues in the same sentence void."""
    shows: tuple[str, ...]
    """Replies that do it."""
    lacks: tuple[str, ...]
    """Replies that do not, though they may look like it."""
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """The acts of one language, with the text they were read from and that text's SHA-256.

    Compared by identity, so that what is made of them once can be kept by them.
    """

    id: str
    language: str
    title: str
    words: Mapping[str, tuple[Cue, ...]]
    """The named groups, each a list of words or short phrases."""
    acts: Mapping[str, Act]
    """By id, in the order written."""
    text: str
    sha256: str
    path: str
