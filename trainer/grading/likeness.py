"""How alike two texts are, by their words and pairs of words; little words hardly count."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from trainer.grading.languages import LITTLE_ENGLISH
from trainer.grading.words import Words

_LITTLE = 0.15
_PAIR = 0.5


def weighed(words: Words) -> dict[str, float]:
    """The stems of a text and their pairs, each with its weight."""
    found: dict[str, float] = {}
    previous = ""
    for token in words.tokens:
        weight = _LITTLE if token.text in LITTLE_ENGLISH else 1.0
        found[token.stem] = max(found.get(token.stem, 0.0), weight)
        pair = f"{previous} {token.stem}"
        found[pair] = max(found.get(pair, 0.0), _PAIR * weight)
        previous = token.stem
    return found


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two weighed texts, or of two profiles of acts: 0 to 1."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    dot = sum(weight * large.get(key, 0.0) for key, weight in small.items())
    if not dot:
        return 0.0
    return dot / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
