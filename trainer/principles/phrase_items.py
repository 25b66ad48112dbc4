"""What a cue phrase is made of, once it is read, and what a phrase must not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written; the matcher makes it like the words of replies."""

    text: str


@dataclass(frozen=True, slots=True)
class Stem:
    """Every word with the stem of this one, or made from it by an ending."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """None to four words of any kind."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One of `SLOTS`, or a named group of words. `column` counts from 0 and serves findings."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning of a sentence, or its end."""

    end: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to say it; one of them may be empty."""

    branches: tuple[tuple[Item, ...], ...]


Item: TypeAlias = Word | Stem | Gap | Slot | Edge | Choice


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cue as a tree: its items one after another, and whether the sentence must be a question."""

    items: tuple[Item, ...]
    question: bool = False


def slots_of(items: tuple[Item, ...]) -> Iterator[Slot]:
    """Every name between < >, in the order written."""
    for item in items:
        if isinstance(item, Slot):
            yield item
        elif isinstance(item, Choice):
            for branch in item.branches:
                yield from slots_of(branch)


def misplaced_edge(items: tuple[Item, ...], end: bool) -> bool:
    """Whether an edge stands where its sentence goes on."""
    edge = len(items) - 1 if end else 0
    for n, item in enumerate(items):
        if isinstance(item, Edge) and item.end is end and n != edge:
            return True
        if isinstance(item, Choice):
            if n == edge and any(misplaced_edge(branch, end) for branch in item.branches):
                return True
            if n != edge and any(_has_edge(branch, end) for branch in item.branches):
                return True
    return False


def _has_edge(items: tuple[Item, ...], end: bool) -> bool:
    return any(
        (isinstance(item, Edge) and item.end is end)
        or (isinstance(item, Choice) and any(_has_edge(branch, end) for branch in item.branches))
        for item in items
    )


def says_something(items: tuple[Item, ...]) -> bool:
    """Whether a word must be there, whichever branches are taken."""
    return any(
        isinstance(item, (Word, Stem, Slot))
        or (isinstance(item, Choice) and all(says_something(branch) for branch in item.branches))
        for item in items
    )
