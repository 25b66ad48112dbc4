"""A typed reply as words: each with its place in the original text and what stands around it."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from trainer.grading.language.amounts import Amount, amounts_of
from trainer.grading.language.normalise import expand, fold, in_place, spelling, stem, without_runs
from trainer.grading.language.sentences import (
    Clause,
    Sentence,
    SpacedWord,
    conditional_tokens,
    negated_tokens,
    quoted_ranges,
    split,
)
from trainer.grading.language.vocabulary import Vocabulary, standard

MOST_CHARACTERS = 8_000
"""Twice the longest reply; what stands behind is not read."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f"
)
_WORD = re.compile(
    rf"""[$£€¥][ ]?\d+(?:,\d{{3}})*(?:\.\d+)?(?!\w)
    |2(?:nite|day|moro)\b
    |\d+(?:st|nd|rd|th)\b
    |\d+(?:[,.:]\d+)*
    |[ap]\.m\b\.?
    |w/o?(?![\w/])
    |['’](?:em|cause|bout)\b
    |[^\W\d_](?:[^\W_]|[{_MARKS}])*(?:['’‘](?:[^\W_]|[{_MARKS}])+)*
    |&""",
    re.VERBOSE | re.IGNORECASE,
)
_Found: TypeAlias = tuple[str, int, int, str]
"""A normalised word, its offsets, and how it was written."""
_REMEMBERED = 500
"""Characters of a text up to which its words are kept, so that 512 of them take 10 MB."""
_AMBIGUOUS = frozenset(("ill", "id", "its", "were"))


class Token(NamedTuple):
    """A normalised word. `start` and `end` are offsets of what it came from in the original text."""

    text: str
    stem: str
    start: int
    end: int
    sentence: int
    clause: int
    quoted: bool
    negated: bool
    """A negation stands up to three words before it, without a pause between them."""
    conditional: bool
    """It belongs to what would be or would have been."""
    number: float | None
    """The value of the number that begins here: "twenty-five" is 25 at "twenty"."""
    written: str = ""
    """The word before a typing error in it was corrected, otherwise the same as `text`."""


@dataclass(frozen=True, slots=True)
class Words:
    """A reply's words, and how they are grouped."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    amounts: tuple[Amount, ...]
    """Numbers, times and sums of money, in the order in which they begin."""


def read_words(text: str, vocabulary: Vocabulary | None = None) -> Words:
    """The words of a reply. What is not in the vocabulary and nearly is, is taken for a typing error.

    Short texts are remembered: authored replies are compared with everything that is typed.
    """
    if vocabulary is None and len(text) <= _REMEMBERED:
        return _read_again(text, standard())
    return _read(text, vocabulary or standard())


def _read(text: str, vocabulary: Vocabulary) -> Words:
    expanded = _expanded(text, vocabulary)
    begins = [start for _, start, _, _ in expanded]
    pieces = [
        SpacedWord(word, start, end, text[end:behind], text[behind].isupper())
        if behind is not None
        else SpacedWord(word, start, end, text[end : end + 20], False)
        for (word, start, end, _), behind in zip_longest(expanded, begins[1:])
    ]
    sentences, clauses = split(pieces)
    quoted: set[int] = set()
    behind_quoted = 0
    for low, high in sorted(quoted_ranges(text[:MOST_CHARACTERS])):
        first = max(behind_quoted, bisect_left(begins, low))
        behind_quoted = max(behind_quoted, bisect_left(begins, high))
        quoted.update(range(first, behind_quoted))
    negated = negated_tokens(pieces)
    conditional = conditional_tokens(pieces, sentences)
    amounts = amounts_of(pieces, sentences)
    numbers = {amount.first: amount.value for amount in amounts if amount.kind in ("num", "money")}
    tokens: list[Token] = []
    for clause in clauses:
        for n in range(clause.first, clause.last + 1):
            word, start, end, written = expanded[n]
            tokens.append(
                Token(word, stem(word), start, end, clause.sentence, clause.index, n in quoted, n in negated,
                      n in conditional, numbers.get(n), written)
            )  # fmt: skip
    return Words(text, tuple(tokens), sentences, clauses, amounts)


_read_again = lru_cache(maxsize=512)(_read)


@lru_cache(maxsize=10_000)
def plain_words(text: str) -> tuple[str, ...]:
    """The normalised words of an authored phrase: nothing in it is taken for a typing error."""
    return tuple(part for match in _WORD.finditer(text, 0, MOST_CHARACTERS) for part, _ in expand(match.group()))


def _expanded(text: str, vocabulary: Vocabulary) -> list[_Found]:
    """Normalised words with their offsets."""
    raw = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, 0, MOST_CHARACTERS)]
    correct = vocabulary.corrector()
    shouted = text.isupper()
    expanded: list[_Found] = []
    for n, (word, start, end) in enumerate(raw):
        folded = fold(word)
        between = text[raw[n - 1][2] : start] if n else ""
        if folded in _AMBIGUOUS:
            before = fold(raw[n - 1][0]) if n and not any(c in ".!?\n,;" for c in between) else ""
            after = correct(spelling(fold(raw[n + 1][0]))) if n + 1 < len(raw) else ""
            meant = in_place(folded, before, after)
            if meant is not None:
                expanded.extend((part, start, end, part) for part in meant.split())
                continue
        parts = expand(word)
        if len(parts) == 1:
            part = written = parts[0][0]
            if part not in vocabulary and part.isalpha():
                # A capital that the beginning of a sentence does not explain may be a name's.
                begins = n == 0 or any(c in ".!?\n" for c in between)
                if shouted or begins or not word[0].isupper():
                    shorter = [w for w in without_runs(part) if w in vocabulary or expand(w) != ((w, 0),)]
                    parts = expand(shorter[0]) if shorter else ((correct(part), 0),)
            expanded.extend((part, start, end, written) for part, _ in parts)
            continue
        for part, length in parts:
            whole = length == 0 or len(folded) != end - start
            low = start if whole or length < 0 else end - length
            high = end if whole or length > 0 else end + length
            expanded.append((part, low, high, part))
    return expanded
