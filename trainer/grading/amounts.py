"""Numbers, times and sums of money in a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from trainer.grading.numbers import number_at
from trainer.grading.sentences import Piece, Sentence, pauses
from trainer.grading.times import Times
from trainer.grading.word_sets import word_set

_MONEY = re.compile(r"[$£€¥] ?(\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?)")
_CURRENCIES = word_set(
    "dollar dollars buck bucks pound pounds euro euros cent cents pence quid usd eur gbp yen franc francs"
)
_BEFORE_TIME = word_set("by at in within before until till around about after from under over")


class Amount(NamedTuple):
    """A number, time or sum. `first` and `last` are indexes of tokens, both inclusive."""

    kind: str
    """"num", "time" or "money"."""
    value: float | None
    """The number or the sum; a time has none."""
    first: int
    last: int
    start: int
    end: int


def amounts_of(pieces: Sequence[Piece], sentences: Sequence[Sentence]) -> tuple[Amount, ...]:
    """All of them; a time or sum and the number in it are given both, and a time also with the word before it."""
    found: list[Amount] = []
    for sentence in sentences:
        reader = _Sentence(pieces, sentence)
        n = sentence.first
        while n <= sentence.last:
            n = reader.at(n, found)
    return tuple(found)


class _Sentence:
    """Reads one sentence; a long one in one pass."""

    def __init__(self, pieces: Sequence[Piece], sentence: Sentence) -> None:
        self.pieces = pieces
        self.low = sentence.first
        self.words = [piece.text for piece in pieces[sentence.first : sentence.last + 1]]
        self.times = Times(self.words, lambda at: pauses(pieces[at + self.low]))

    def at(self, n: int, found: list[Amount]) -> int:
        """Note what begins at this token; the token to go on with."""
        at, words = n - self.low, self.words
        word = words[at]
        if money := _MONEY.fullmatch(word):
            self._add(found, "money", float(money[1].replace(",", "")), at, at + 1)
            return n + 1
        number = number_at(words, at)
        if number is not None:
            value, behind = number
            self._add(found, "num", value, at, behind)
            if behind < len(words) and words[behind] in _CURRENCIES:
                self._add(found, "money", value, at, behind + 1)
                return n + behind + 1 - at
            if any(c in self.pieces[self.low + behind - 1].gap[:2] for c in "$£€"):
                self._add(found, "money", value, at, behind)
        behind_time = self.times.end_of(at, number[1] if number else at)
        if behind_time:
            self._more_numbers(found, number[1] if number else at + 1, behind_time)
            if at and words[at - 1] in _BEFORE_TIME:
                self._add(found, "time", None, at - 1, behind_time)
            self._add(found, "time", None, at, behind_time)
            return n + behind_time - at
        return n + (number[1] - at if number else 1)

    def _more_numbers(self, found: list[Amount], at: int, behind: int) -> None:
        """Note the numbers within a time, behind the first: the three of "two to three days"."""
        while at < behind:
            number = number_at(self.words, at)
            if number is not None:
                self._add(found, "num", number[0], at, number[1])
            at = number[1] if number else at + 1

    def _add(self, found: list[Amount], kind: str, value: float | None, first: int, behind: int) -> None:
        first, last = first + self.low, behind - 1 + self.low
        found.append(Amount(kind, value, first, last, self.pieces[first].start, self.pieces[last].end))
