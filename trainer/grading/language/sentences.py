"""Where the sentences and clauses of a reply begin and end, told from what stands between its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from trainer.grading.language.normalise import word_set

_END = re.compile(r"[.!?…。！？؟۔\n\r]")
_PAUSE = re.compile(r"[,;:()\[\]—–…•،؛/]|\s-+\s|--|\.\.")
_ABBREVIATIONS = word_set("mr mrs ms dr st prof eg ie vs approx ext dept no doctor")
_JOINS = word_set("and but so because then or")
_SUBJECTS = word_set("i we you it he she they there that this let my your our if please")
_AUXILIARIES = word_set("can could would will may might shall should do does did is are was were am have has had")
_ASKS = word_set("what which when where who whose how why")
_SHORTEST_CLAUSE = 2

_PAIRS = {"“": "”", "«": "»", "„": "“"}
QUOTATION_MARKS = "\"“«„‘'’"
_STRAIGHT = '"'
_SINGLE = "'‘’"
_ELISION = re.compile(r"(?:em|cause|til|till|bout|tis|twas|n)\b", re.IGNORECASE)
_LONGEST_SINGLE = 200
"""Characters between single quotation marks; what is longer is taken for an apostrophe and another."""
NEGATIONS = word_set("not never nor neither without")
_REACH = 3
_HARMLESS_AFTER_NOT = word_set("only just hesitate worry mind forget merely simply")
_UNREAL = word_set("had were was did knew told")
_MODALS = word_set("would could should might")
_AFTER_MODAL = word_set("not never always also really definitely certainly")
_HAD_THINGS = word_set("a an the you your my our it to some any one this that no")
_ENOUGH_WITHIN = 6


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


class SpacedWord(NamedTuple):
    """A word, and the text between it and the next one."""

    text: str
    start: int
    end: int
    gap: str
    next_is_capital: bool


def split(pieces: Sequence[SpacedWord]) -> tuple[tuple[Sentence, ...], tuple[Clause, ...]]:
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


def pauses(piece: SpacedWord) -> bool:
    """Whether a pause stands behind this word: a comma, a dash, a bracket, the end of a sentence."""
    gap = piece.gap
    return not gap.isspace() and gap != "" and (_PAUSE.search(gap) is not None or _END.search(gap) is not None)


def _ends_sentence(piece: SpacedWord) -> bool:
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


def _clauses(
    pieces: Sequence[SpacedWord], first: int, last: int, index: int, sentence: int, asked: bool
) -> list[Clause]:
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


def _asks(pieces: Sequence[SpacedWord], first: int, last: int) -> bool:
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


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks, as offsets, in order of their ends. A mark without partner is none."""
    found: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for n, sign in enumerate(text):
        if sign == _STRAIGHT:
            _toggle(opened, sign, n, found)
        elif sign in _SINGLE:
            _single(text, n, opened, found)
        elif sign in opened and sign in "”»“":
            found.append((opened.pop(sign), n + 1))
        elif sign in _PAIRS:
            opened[_PAIRS[sign]] = n
    return found


def _toggle(opened: dict[str, int], sign: str, n: int, found: list[tuple[int, int]]) -> None:
    if sign in opened:
        found.append((opened.pop(sign), n + 1))
    else:
        opened[sign] = n


def _single(text: str, n: int, opened: dict[str, int], found: list[tuple[int, int]]) -> None:
    """A single quotation mark, unless it is an apostrophe."""
    before, after = text[n - 1 : n], text[n + 1 : n + 2]
    if "'" in opened and before.strip() and not after.isalnum():
        start = opened.pop("'")
        if n - start <= _LONGEST_SINGLE:
            found.append((start, n + 1))
    elif after.strip() and not before.isalnum() and not _ELISION.match(text, n + 1):
        opened["'"] = n


def negated_tokens(pieces: Sequence[SpacedWord]) -> set[int]:
    """The indexes of words that a negation reaches: three words, not across a pause."""
    found: set[int] = set()
    for n, piece in enumerate(pieces):
        if not is_negation(pieces, n) or not _negates(pieces, n) or pauses(piece):
            continue
        for m in range(n + 1, min(n + 1 + _REACH, len(pieces))):
            found.add(m)
            if pauses(pieces[m]) or pieces[m].text == "but":
                break
    return found


def is_negation(pieces: Sequence[SpacedWord], n: int) -> bool:
    """Whether the word at this index denies what follows."""
    word = pieces[n].text
    return word in NEGATIONS or (word == "longer" and n > 0 and pieces[n - 1].text == "no")


def _negates(pieces: Sequence[SpacedWord], n: int) -> bool:
    """False for "not only", "can not thank you enough", "why do not we" and "without delay"."""
    after = pieces[n + 1].text if n + 1 < len(pieces) else ""
    if after in _HARMLESS_AFTER_NOT or (
        pieces[n].text == "without" and after in ("delay", "fail", "doubt", "question")
    ):
        return False
    if n > 1 and pieces[n].text == "not" and pieces[n - 2].text == "why":
        return False
    return all(piece.text != "enough" for piece in pieces[n + 1 : n + _ENOUGH_WITHIN])


def conditional_tokens(pieces: Sequence[SpacedWord], sentences: Sequence[Sentence]) -> set[int]:
    """The indexes of words in what is only imagined: "if I were … I would", "I would have"."""
    found: set[int] = set()
    for sentence in sentences:
        words = [piece.text for piece in pieces[sentence.first : sentence.last + 1]]
        if _MODALS.isdisjoint(words):
            continue
        if _imagines(words):
            found.update(range(sentence.first, sentence.last + 1))
            continue
        found.update(range(sentence.first + _would_have(words), sentence.last + 1))
    return found


def _would_have(words: list[str]) -> int:
    """Where "I would have called" begins, the number of words if it is not there.

    "I would have a look" is none, and "we should have called" owns to something that is so.
    """
    for n, word in enumerate(words):
        if word in _MODALS and word != "should":
            have = n + 2 if words[n + 1 : n + 2] and words[n + 1] in _AFTER_MODAL else n + 1
            if words[have : have + 1] == ["have"] and not _HAD_THINGS.intersection(words[have + 1 : have + 2]):
                return max(0, n - 1)
    return len(words)


def _imagines(words: list[str]) -> bool:
    """Whether there is an "if" with a verb of what is not so. "If you could wait, I would check" asks, and is none."""
    for n, word in enumerate(words):
        if word in ("if", "unless"):
            unreal = any(w in _UNREAL for w in words[n + 2 : n + 5]) or _could_alone(words, n + 2)
            rest = words[:n] + words[n + 3 :]
            if unreal and ("would" in rest or "could" in rest):
                return True
    return False


def _could_alone(words: list[str], n: int) -> bool:
    """ "If I could, I would": nothing is said that could be done."""
    return words[n : n + 1] == ["could"] and words[n + 1 : n + 2] in (["i"], ["we"], ["would"])
