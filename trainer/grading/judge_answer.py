"""A judge's answer, read with suspicion: known acts with words that do stand in the reply; all else is void."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.grading.judge_ask import Failed
from trainer.grading.judge_prompt import PLANTED
from trainer.principles.acts import Acts

_ITEMS = 100
"""Read of an answer at most; the rest is void."""
_QUOTES = 3
"""Kept for an act."""
_ACTS_BY_ONE_QUOTE = 3
"""More acts than that from the very same words is a judge that marks what it is told to."""
_LETTERS = 2
"""Letters or digits that a quote must have to be evidence of anything."""
_TRIES = 50
"""Places looked at where a quote stands inside longer words: bounds the time of a made-up answer."""
_PIECE = re.compile(r"\s+|\S+")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """Where in the reply a judge saw each act (start, end), and how many of its marks were void."""

    places: Mapping[str, tuple[Place, ...]]
    void: int


def read_answer(body: bytes, words: str, acts: Acts) -> Answer | Failed:
    """What a server sent, as places in the reply. Failed when it is not in the schema, or obeys somebody else."""
    items = _items(body)
    if items is None:
        return Failed("did not answer in the schema")
    found: dict[str, list[Place]] = {}
    void = max(0, len(items) - _ITEMS)
    quotable = Quotable(words)
    for item in items[:_ITEMS]:
        act, quote = (item.get("act"), item.get("quote")) if isinstance(item, dict) else (None, None)
        if act == PLANTED:
            return Failed("marked an act that was planted, so its answer is void")
        place = quotable.place_of(quote) if isinstance(quote, str) else None
        if not isinstance(act, str) or act not in acts.acts or place is None:
            void += 1
        elif place not in found.setdefault(act, []):
            found[act].append(place)
    shared = Counter(place for places in found.values() for place in places)
    kept = {act: [p for p in places if shared[p] <= _ACTS_BY_ONE_QUOTE] for act, places in found.items()}
    void += sum(len(found[act]) - len(kept[act]) for act in found)
    return Answer({act: tuple(places[:_QUOTES]) for act, places in kept.items() if places}, void)


class Quotable:
    """Words in which quotes are looked up to the letter, but for white space."""

    def __init__(self, words: str) -> None:
        pieces = [(found.group(), *found.span()) for found in _PIECE.finditer(words)]
        self._text = "".join(" " if piece.isspace() else piece for piece, _, _ in pieces)
        self._starts = [
            at for piece, start, end in pieces for at in (range(start, end) if not piece.isspace() else [start])
        ]

    def place_of(self, quote: str) -> Place | None:
        """Where a quote stands first as whole words, start and end in the words; None where it does not."""
        quote = " ".join(quote.split())
        if sum(c.isalnum() for c in quote) < _LETTERS:
            return None
        at = -1
        for _ in range(_TRIES):
            at = self._text.find(quote, at + 1)
            if at < 0:
                return None
            if self._is_whole(at, at + len(quote)):
                return self._starts[at], self._starts[at + len(quote) - 1] + 1
        return None

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether a stretch neither begins nor ends inside a word."""
        text = self._text
        begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def _items(body: bytes) -> list[Any] | None:
    """The list of marks in a chat completion, None where there is none."""
    try:
        content = json.loads(body.decode("utf-8", "replace"))["choices"][0]["message"]["content"]
        answer = _object_in(content) if isinstance(content, str) else None
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    items = answer.get("acts") if isinstance(answer, dict) else None
    return items if isinstance(items, list) else None


def _object_in(content: str) -> object:
    """The JSON in a text: servers without schemas put thoughts, fences and kind words around it."""
    text = content.rpartition("</think>")[2]
    start, end = text.find("{"), text.rfind("}")
    parsed: object = json.loads(text[start : end + 1])
    return parsed
