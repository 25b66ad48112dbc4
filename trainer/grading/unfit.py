"""Words that are not graded: nothing, noise, another language. Each is named, none is held against the trainee."""

from __future__ import annotations

from collections.abc import Callable

from trainer.grading.languages import LITTLE_ENGLISH, other_language
from trainer.grading.model import Abstained
from trainer.grading.words import Words

_KNOWN_SHARE = 0.34
_KNOWN_SHARE_OF_FEW = 0.26
_VOWELS = frozenset("aeiouy")


def unfit(text: str, words: Words, known: Callable[[str], bool], language: str) -> tuple[Abstained, str] | None:
    """Why these words cannot be graded, with what the trainee is told; None when they can.

    `known` says whether a normalised English word has been met before; other languages of acts are taken on trust.
    """
    if not any(c.isalnum() for c in text):
        return Abstained.EMPTY, "There are no words in it."
    if language.partition("-")[0] != "en":
        return None
    other = other_language(text)
    if other:
        return Abstained.LANGUAGE, f"This looks like {other}. Only English can be graded so far."
    spoken = [t.text for t in words.tokens if any(c.isalpha() for c in t.text)]
    if not spoken:
        return None if any(t.number is not None for t in words.tokens) else _noise()
    if len(spoken) >= 3 and len(set(spoken)) == 1:
        return _noise()
    share = sum(w in LITTLE_ENGLISH or known(w) for w in spoken) / len(spoken)
    if share < _KNOWN_SHARE and (len(spoken) >= 2 or _unsayable(spoken[0])) and _noisy(spoken, share):
        return _noise()
    return None


def _noise() -> tuple[Abstained, str]:
    return Abstained.GIBBERISH, "No words can be made out in it."


def _noisy(spoken: list[str], share: float) -> bool:
    """Names and rare words are no noise: most of what is unknown must be hard to say, or nothing at all known."""
    unsayable = sum(map(_unsayable, spoken)) / len(spoken)
    return unsayable >= 0.5 or (share < _KNOWN_SHARE_OF_FEW and len(spoken) >= 3)


def _unsayable(word: str) -> bool:
    """No vowel, one letter over and over, or far too many consonants in a row."""
    run = longest = 0
    for letter in word:
        run = 0 if letter in _VOWELS or not letter.isalpha() else run + 1
        longest = max(longest, run)
    return longest >= 5 or len(set(word)) * 2 <= len(word) or not _VOWELS & set(word) or len(word) > 30
