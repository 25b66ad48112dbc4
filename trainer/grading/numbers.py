"""The value of a number, written in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = {word: n for n, word in enumerate(_COUNTED.split())}
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * n for n, word in enumerate(_ROUND.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_DIGITS = re.compile(r"\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?")
_MOST_WORDS = 12
"""Words in one number; a longer row of them is no number that anybody means."""


def number_at(words: Sequence[str], n: int) -> tuple[float, int] | None:
    """The number that begins at an index, and the index behind it; None where none begins."""
    word = words[n]
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", "")), n + 1
    total = current = 0.0
    at = n
    while at < min(len(words), n + _MOST_WORDS):
        word = words[at]
        if word in _SMALL and (at == n or (total and not current) or _takes_small(current, _SMALL[word])):
            current += _SMALL[word]
        elif word in _TENS and (at == n or (total and not current) or (current > 0 and current % 100 == 0)):
            current += _TENS[word]
        elif word == "hundred" and 0 < current < 100:
            current *= _SCALES[word]
        elif word in _SCALES and word != "hundred" and current > 0:
            total, current = total + current * _SCALES[word], 0.0
        elif not (word == "and" and at > n and _goes_on(words, at + 1) and current > 0 and current % 100 == 0):
            break
        at += 1
    return (total + current, at) if at > n else None


def _takes_small(current: float, small: int) -> bool:
    """Whether a small number goes on: "twenty five", "two hundred twelve"; "two five" are two numbers."""
    return (current >= 20 and current % 100 >= 20 and current % 10 == 0 and small < 10) or (
        current > 0 and current % 100 == 0
    )


def _goes_on(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at] in _SMALL or words[at] in _TENS)
