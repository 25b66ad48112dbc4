"""The syntax of cue phrases: what a trainer writes between the quotation marks, read into a small tree.

(i am|we are) (so|very|) sorry * <said>     choice, an empty branch, up to four words, a word just said
^ frustrat~ $                               a whole sentence of any word with that stem
did you mean <confused>?                    only in a question
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NoReturn, TypeAlias

SLOTS = {
    "num": "a number",
    "time": "an hour or a duration",
    "money": "a sum of money",
    "detail": "a detail of the variant",
    "confused": "what a detail is taken for",
    "said": "a word the customer just used",
}
"""The names between < > that are the trainer's own; every other one is a group of `words`."""
LONGEST = 400
"""Characters in one cue."""
DEEPEST = 4
"""Choices within choices."""
MOST_BRANCHES = 60
"""Branches of one choice."""
_TOKEN = re.compile(r"\s+|[$£€]\d[\d.,]*|[(|)*^$?]|<[^<>()|]*>|[^\s()|*^$?<>]+|<|>")
_WORD = re.compile(r"[^\W_]+(?:['’./&:-][^\W_]+)*['’]?~?|[$£€]\d[\d.,]*|\d[\d.,:]*%?")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


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
class Anchor:
    """The beginning of a sentence, or its end."""

    end: bool


@dataclass(frozen=True, slots=True)
class Alternation:
    """One of several ways to say it; one of them may be empty."""

    branches: tuple[tuple[PhraseItem, ...], ...]


PhraseItem: TypeAlias = Word | Stem | Gap | Slot | Anchor | Alternation


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cue as a tree: its items one after another, and whether the sentence must be a question."""

    items: tuple[PhraseItem, ...]
    question: bool = False


def slots_of(items: tuple[PhraseItem, ...]) -> Iterator[Slot]:
    """Every name between < >, in the order written."""
    for item in items:
        if isinstance(item, Slot):
            yield item
        elif isinstance(item, Alternation):
            for branch in item.branches:
                yield from slots_of(branch)


def misplaced_edge(items: tuple[PhraseItem, ...], end: bool) -> bool:
    """Whether an edge stands where its sentence goes on."""
    edge = len(items) - 1 if end else 0
    for n, item in enumerate(items):
        if isinstance(item, Anchor) and item.end is end and n != edge:
            return True
        if isinstance(item, Alternation):
            if n == edge and any(misplaced_edge(branch, end) for branch in item.branches):
                return True
            if n != edge and any(_has_edge(branch, end) for branch in item.branches):
                return True
    return False


def _has_edge(items: tuple[PhraseItem, ...], end: bool) -> bool:
    return any(
        (isinstance(item, Anchor) and item.end is end)
        or (isinstance(item, Alternation) and any(_has_edge(branch, end) for branch in item.branches))
        for item in items
    )


def says_something(items: tuple[PhraseItem, ...]) -> bool:
    """Whether a word must be there, whichever branches are taken."""
    return any(
        isinstance(item, (Word, Stem, Slot))
        or (isinstance(item, Alternation) and all(says_something(branch) for branch in item.branches))
        for item in items
    )


class PhraseError(ValueError):
    """A cue that cannot be read. `column` counts the characters before the place, from 0."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@lru_cache(maxsize=10_000)
def parse_phrase(text: str) -> Phrase:
    """A cue's tree. PhraseError if it cannot be read, or would match everything or nothing.

    Trees never change, and the cues of all acts are asked for again at each scene that has its own.
    """
    return _Reader(text).phrase()


class _Reader:
    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise PhraseError(f"A cue has at most {LONGEST} characters; make two of it.", LONGEST)
        tokens = [(m.group(), m.start()) for m in _TOKEN.finditer(text) if not m.group().isspace()]
        self.question = bool(tokens) and tokens[-1][0] == "?"
        self.tokens = tokens[:-1] if self.question else tokens
        self.end = self.tokens[-1][1] + len(self.tokens[-1][0]) if self.tokens else 0
        self.at = 0

    def phrase(self) -> Phrase:
        if not self.tokens:
            raise PhraseError("This cue is empty; write the words that it looks for, or delete it.", 0)
        items = self.sequence(0)
        if self.at < len(self.tokens):
            self.fail("This ) closes nothing; delete it, or write the ( that is missing before it.")
        for sign, end, where in (("^", False, "beginning"), ("$", True, "end")):
            if misplaced_edge(items, end):
                column = next(column for token, column in self.tokens if token == sign)
                message = f"A {sign} stands only at the {where} of a cue, for the {where} of a sentence."
                raise PhraseError(message, column)
        if not says_something(items):
            raise PhraseError("This cue would match anything: it needs a word that must be there.", 0)
        for place, column in ((0, self.tokens[0][1]), (-1, self.tokens[-1][1])):
            if isinstance(items[place], Gap):
                raise PhraseError("A * at the beginning or end of a cue says nothing; delete it.", column)
        return Phrase(items, self.question)

    def sequence(self, depth: int) -> tuple[PhraseItem, ...]:
        items: list[PhraseItem] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at][0]
            if token == ")" or (token == "|" and depth):
                break
            if token == "*" and items and isinstance(items[-1], Gap):
                self.fail("Two * beside each other are no more than one; delete one of them.")
            items.append(self.item(token, depth))
            self.at += 1
        return tuple(items)

    def item(self, token: str, depth: int) -> PhraseItem:
        if token == "(":
            return self.choice(depth + 1)
        if token == "*":
            return Gap()
        if token in "^$":
            return Anchor(token == "$")
        if token == "|":
            self.fail("A | stands between the branches of a choice; put the choice between ( and ).")
        if token == "?":
            self.fail("A ? stands only at the end of a cue, and says that the sentence is a question.")
        if token.startswith(("<", ">")):
            if not token.endswith(">") or not token.startswith("<"):
                self.fail(f"This {token[0]} has no partner; write a name between < and >, as in <time>.")
            name = token[1:-1].strip() if len(token) > 1 else ""
            if not _NAME.fullmatch(name):
                self.fail("Between < and > stands one name, in small letters, as in <time>.")
            return Slot(name, self.tokens[self.at][1])
        bare = token.strip(',.;:!"“”') if token[-1:] != "~" else token
        if not _WORD.fullmatch(bare):
            shown = "a ~ that follows no word" if token == "~" else f'"{token[:20]}"'
            self.fail(f"A cue cannot hold {shown}; write words, and of signs only ( | ) ~ * < > ^ $ and a last ?.")
        return Stem(bare[:-1]) if bare.endswith("~") else Word(bare)

    def choice(self, depth: int) -> Alternation:
        opened = self.tokens[self.at][1]
        if depth > DEEPEST:
            self.fail("Choices are nested too deep here; make several cues of this one.")
        branches: list[tuple[PhraseItem, ...]] = []
        while True:
            self.at += 1
            branches.append(self.sequence(depth))
            if self.at >= len(self.tokens):
                raise PhraseError("This ( is not closed; write the ) that is missing.", opened)
            if self.tokens[self.at][0] == ")":
                break
        if len(branches) > MOST_BRANCHES:
            raise PhraseError(f"A choice has at most {MOST_BRANCHES} branches; make a group of `words`.", opened)
        if not any(branches):
            raise PhraseError("There is nothing between this ( and its ); write words there, or delete both.", opened)
        return Alternation(tuple(branches))

    def fail(self, message: str) -> NoReturn:
        raise PhraseError(message, self.tokens[self.at][1])
