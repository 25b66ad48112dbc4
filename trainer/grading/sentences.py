"""Where the sentences and clauses of a reply begin and end, told from what stands between its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from trainer.grading.word_sets import word_set

_END = re.compile(r"[.!?…。！？؟۔\n\r]")
_PAUSE = re.compile(r"[,;:()\[\]—–…•،؛/]|\s-+\s|--|\.\.")
_ABBREVIATIONS = word_set("mr mrs ms dr st prof eg ie vs approx ext dept no doctor")
_JOINS = word_set("and but so because then or")
_SUBJECTS = word_set("i we you it he she they there that this let my your our if please")
_AUXILIARIES = word_set("can could would will may might shall should do does did is are was were am have has had")
_ASKS = word_set("what which when where who whose how why")
_SHORTEST_CLAUSE = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """`first` and `last` are indexes of tokens, both inclusive; `start` and `end` are offsets in the text."""

    index: int
    start: int
    end: int
    first: int
    last: int
    question: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence of at least two words where there are so many, otherwise all of it."""

    index: int
    start: int
    end: int
    first: int
    last: int
    question: bool
    """It asks: by its word order, or as the last of a sentence that ends with a question mark."""
    sentence: int


class Piece(NamedTuple):
    """A word, and the text between it and the next one."""

    text: str
    start: int
    end: int
    gap: str
    next_is_capital: bool


def split(pieces: Sequence[Piece]) -> tuple[tuple[Sentence, ...], tuple[Clause, ...]]:
    """The sentences and clauses of words in order."""
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    first = 0
    for n, piece in enumerate(pieces):
        if n + 1 < len(pieces) and not _ends_sentence(piece):
            continue
        asked = "?" in piece.gap or "？" in piece.gap or "؟" in piece.gap
        mine = _clauses(pieces, first, n, len(clauses), len(sentences), asked)
        question = asked or any(clause.question for clause in mine)
        sentences.append(Sentence(len(sentences), pieces[first].start, piece.end, first, n, question))
        clauses.extend(mine)
        first = n + 1
    return tuple(sentences), tuple(clauses)


def pauses(piece: Piece) -> bool:
    """Whether a pause stands behind this word: a comma, a dash, a bracket, the end of a sentence."""
    gap = piece.gap
    return not gap.isspace() and gap != "" and (_PAUSE.search(gap) is not None or _END.search(gap) is not None)


def _ends_sentence(piece: Piece) -> bool:
    gap = piece.gap
    if gap in (" ", "", ", "):
        return False
    if "\n" in gap or "\r" in gap or "?" in gap or "!" in gap:
        return True
    if _END.search(gap) is None:
        return False
    if ".." in gap or "…" in gap:
        return piece.next_is_capital
    if "." not in gap:
        return True
    if gap.startswith(".") and piece.text in _ABBREVIATIONS:
        return False
    return piece.next_is_capital or any(c.isspace() for c in gap) or len(piece.text) > _SHORTEST_CLAUSE


def _clauses(pieces: Sequence[Piece], first: int, last: int, index: int, sentence: int, asked: bool) -> list[Clause]:
    starts = [first]
    for n in range(first + 1, last + 1):
        joined = pieces[n].text in _JOINS and n < last and pieces[n + 1].text in _SUBJECTS
        if (joined or pauses(pieces[n - 1])) and n - starts[-1] >= _SHORTEST_CLAUSE:
            starts.append(n)
    if len(starts) > 1 and last + 1 - starts[-1] < _SHORTEST_CLAUSE:
        starts.pop()
    ends = [*(start - 1 for start in starts[1:]), last]
    return [
        Clause(
            index + n,
            pieces[begin].start,
            pieces[end].end,
            begin,
            end,
            (asked and end == last) or _asks(pieces, begin, end),
            sentence,
        )
        for n, (begin, end) in enumerate(zip(starts, ends, strict=True))
    ]


def _asks(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether the order of words asks: "could you", "what time is"."""
    begin = first + 1 if pieces[first].text in _JOINS and first < last else first
    words = [piece.text for piece in pieces[begin : min(begin + 4, last + 1)]]
    if len(words) < _SHORTEST_CLAUSE:
        return False
    if words[0] in _AUXILIARIES:
        return words[1] in _SUBJECTS or (words[1] == "not" and len(words) > 2 and words[2] in _SUBJECTS)
    return words[0] in _ASKS and any(
        word in _AUXILIARIES and after in _SUBJECTS | {"the"} for word, after in pairwise(words[1:])
    )
