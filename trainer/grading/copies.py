"""Authored replies given back as typed words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from trainer.grading.model import Candidate
from trainer.grading.words import Words, read_words

_ALIKE = 0.92
"""The share of words, in order, from which a text is a copy: pasted, with a word changed."""
_FEWEST = 6
"""Words below which only the very same ones are a copy: short replies are often alike."""


_MOST = 300
"""Words above which only the very same ones are a copy: comparing takes the square of the length."""


def copied_from(words: Words, candidates: Iterable[Candidate]) -> str | None:
    """The id of the authored reply that these words repeat, None where they are the trainee's own."""
    own = [t.text for t in words.tokens]
    for candidate in candidates:
        authored = [t.text for t in read_words(candidate.words).tokens]
        if authored and (own == authored or _nearly(own, authored)):
            return candidate.id
    return None


def _nearly(own: list[str], authored: list[str]) -> bool:
    few, many = sorted((len(own), len(authored)))
    if few < _FEWEST or few < _ALIKE * many or many > _MOST:
        return False
    return SequenceMatcher(None, own, authored, autojunk=False).ratio() >= _ALIKE
