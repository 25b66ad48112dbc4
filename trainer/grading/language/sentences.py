"""Where the sentences and clauses of a reply begin and end, told from what stands between its words."""

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

_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“"}
_SINGLE = "'‘’"
_QUOTATION_MARKS = re.compile("[\"“”«»„'‘’]")
_ELISION = re.compile(r"(?:em|cause|til|till|bout|tis|twas|n)\b", re.IGNORECASE)
_LONGEST_SINGLE = 200
"""Characters between single quotation marks; what is longer is taken for an apostrophe and another."""
NEGATIONS = word_set("not never nor neither without")
_REACH = 3
_HARMLESS_AFTER_NOT = word_set("only just hesitate worry mind forget merely simply")
_HARMLESS_AFTER_WITHOUT = word_set("delay fail doubt question")
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
    for last, piece in enumerate(pieces):
        if last + 1 < len(pieces) and not _ends_sentence(piece):
            continue
        starts = [first]
        for n in range(first + 1, last + 1):
            joined = pieces[n].text in _JOINS and n < last and pieces[n + 1].text in _SUBJECTS
            if (joined or pauses(pieces[n - 1])) and n - starts[-1] >= _SHORTEST_CLAUSE:
                starts.append(n)
        if len(starts) > 1 and last + 1 - starts[-1] < _SHORTEST_CLAUSE:
            starts.pop()
        question = asked = any(sign in piece.gap for sign in "?？؟")
        for begin, end in zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True):
            asks = (asked and end == last) or _asks(pieces, begin, end)
            place = (len(clauses), pieces[begin].start, pieces[end].end, begin, end)
            clauses.append(Clause(*place, asks, len(sentences)))
            question = question or asks
        sentences.append(Sentence(len(sentences), pieces[first].start, piece.end, first, last, question))
        first = last + 1
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
    ranges: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for match in _QUOTATION_MARKS.finditer(text):
        sign, n = match.group(), match.start()
        if sign in _SINGLE:
            # It may be an apostrophe: one that opens has no letter before it, one that closes none behind it.
            before, after = text[n - 1 : n], text[n + 1 : n + 2]
            if "'" in opened and before.strip() and not after.isalnum():
                start = opened.pop("'")
                if n - start <= _LONGEST_SINGLE:
                    ranges.append((start, n + 1))
            elif after.strip() and not before.isalnum() and not _ELISION.match(text, n + 1):
                opened["'"] = n
        elif sign in opened:
            ranges.append((opened.pop(sign), n + 1))
        elif sign in _PAIRS:
            opened[_PAIRS[sign]] = n
    return ranges


def negated_tokens(pieces: Sequence[SpacedWord]) -> set[int]:
    """The indexes of words that a negation reaches: three words, not across a pause."""
    negated: set[int] = set()
    for n, piece in enumerate(pieces):
        word = piece.text
        if word not in NEGATIONS and not (word == "longer" and n > 0 and pieces[n - 1].text == "no"):
            continue
        after = pieces[n + 1].text if n + 1 < len(pieces) else ""
        # Nothing is denied by "not only", "without delay", "why do not we" and "can not thank you enough".
        if (
            pauses(piece)
            or after in _HARMLESS_AFTER_NOT
            or (word == "without" and after in _HARMLESS_AFTER_WITHOUT)
            or (word == "not" and n > 1 and pieces[n - 2].text == "why")
            or any(later.text == "enough" for later in pieces[n + 1 : n + _ENOUGH_WITHIN])
        ):
            continue
        for m in range(n + 1, min(n + 1 + _REACH, len(pieces))):
            negated.add(m)
            if pauses(pieces[m]) or pieces[m].text == "but":
                break
    return negated


def conditional_tokens(pieces: Sequence[SpacedWord], sentences: Sequence[Sentence]) -> set[int]:
    """The indexes of words in what is only imagined: "if I were … I would", "I would have"."""
    imagined: set[int] = set()
    for sentence in sentences:
        words = [piece.text for piece in pieces[sentence.first : sentence.last + 1]]
        if _MODALS.isdisjoint(words):
            continue
        begin = len(words)
        for n, word in enumerate(words):
            # "I would have called"; "I would have a look" is real, and "we should have called" owns to what is so.
            if word in _MODALS and word != "should":
                have = n + 2 if words[n + 1 : n + 2] and words[n + 1] in _AFTER_MODAL else n + 1
                if words[have : have + 1] == ["have"] and _HAD_THINGS.isdisjoint(words[have + 1 : have + 2]):
                    begin = min(begin, max(0, n - 1))
            # An "if" with a verb of what is not so; "if you could wait, I would check" asks. In "if I could, I would"
            # nothing is said that could be done.
            if word in ("if", "unless"):
                could_alone = words[n + 2 : n + 3] == ["could"] and words[n + 3 : n + 4] in (["i"], ["we"], ["would"])
                unreal = could_alone or not _UNREAL.isdisjoint(words[n + 2 : n + 5])
                if unreal and not {"would", "could"}.isdisjoint(words[:n] + words[n + 3 :]):
                    begin = 0
        imagined.update(range(sentence.first + begin, sentence.last + 1))
    return imagined
