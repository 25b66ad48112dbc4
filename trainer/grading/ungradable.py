"""Words that are not graded: nothing, noise, another language, a list of the right words, a copy of an option."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

from trainer.grading.language.detection import LITTLE_ENGLISH, other_language
from trainer.grading.language.words import Token, Words, read_words
from trainer.grading.model import Abstained, Candidate

_KNOWN_SHARE = 0.34
_KNOWN_SHARE_OF_FEW = 0.26
_VOWELS = frozenset("aeiouy")

_LISTED_WORDS = frozenset(
    """empathy empathetic empathize empathise listen listening listened apology apologize apologise apologies
    apologizing sincere sincerely ownership own accountable accountability responsible responsibility courtesy
    courteous polite professional accuracy accurate confirm confirming confirmation verify timeliness timely
    resolve resolution resolving solution solutions proactive proactively realistic realism honest honesty
    follow followup understand understanding validate validation acknowledge reassure reassurance greeting greet
    thanks thank sorry please value valued patience appreciate service excellent excellence quality care caring
    satisfaction satisfied help helpful assist assistance refund replacement upgrade discount absolutely
    certainly definitely welcome feedback priority important commitment restate rapport personalise personalize
    recovery escalate naturalness composure calm calmly minutes immediately alternative alternatives offer limit
    promise detail details check time course""".split()
)
"""Words that name good service rather than give it, and the small coin of courtesy."""
_BETWEEN_LISTED = LITTLE_ENGLISH - _LISTED_WORDS - frozenset("we you your it own and of".split())
_FEWEST_LISTED = 5
"""Words in a row, nearly all of them from the list, that no sentence has."""
_FEWEST_BESIDE = 4
"""Words beside a list from which on there is a reply to grade."""
_WIDEST_GAP = 3
"""Words between two named ones, at most, that still belong to one list."""
_PROCLAIMED = frozenset("listening empathetic empathy ownership proactive accountable accountability realistic".split())

_COPY_SHARE = 0.92
"""The share of words, in order, from which a text is a copy: pasted, with a word changed."""
_FEWEST_COPIED = 6
"""Words below which only the very same ones are a copy: short replies are often alike."""
_MOST_COMPARED = 300
"""Words above which only the very same ones are a copy: comparing takes the square of the length."""


def why_ungradable(
    text: str, words: Words, known: Callable[[str], bool], language: str
) -> tuple[Abstained, str] | None:
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


def word_lists(words: Words) -> tuple[bool, frozenset[int]]:
    """Whether the whole is a list of words, and which clauses are part of one. Nothing in those counts."""
    tokens = words.tokens
    inside = [False] * len(tokens)
    start = 0
    while start < len(tokens):
        end = _list_end(tokens, start)
        if end - start >= _FEWEST_LISTED and _is_list(tokens[start:end]):
            inside[start:end] = [True] * (end - start)
            start = end
        else:
            start += 1
    if _proclaims(words):
        return True, frozenset(c.index for c in words.clauses)
    covered: dict[int, list[bool]] = {}
    for token, is_in in zip(tokens, inside, strict=True):
        covered.setdefault(token.clause, []).append(is_in)
    clauses = frozenset(c for c, flags in covered.items() if sum(flags) * 2 > len(flags))
    return any(inside) and len(tokens) - sum(inside) < _FEWEST_BESIDE, clauses


def _list_end(tokens: tuple[Token, ...], start: int) -> int:
    """Where a stretch ends that has at most one word of glue in a row, and names something every few words."""
    glue = since = 0
    end = start
    for i in range(start, len(tokens)):
        if tokens[i].text in _LISTED_WORDS:
            glue = since = 0
            end = i + 1
            continue
        since += 1
        glue = glue + 1 if tokens[i].text in _BETWEEN_LISTED else 0
        if glue > 1 or since > _WIDEST_GAP:
            break
    return end


def _is_list(tokens: tuple[Token, ...]) -> bool:
    named = [t for t in tokens if t.text in _LISTED_WORDS]
    glue = sum(t.text in _BETWEEN_LISTED for t in tokens)
    return len(named) >= 0.6 * len(tokens) and len({t.stem for t in named}) >= 4 and glue <= 0.2 * len(tokens)


def _proclaims(words: Words) -> bool:
    """ "I am listening and empathetic. I take ownership.": virtues told, in sentences too short to do anything."""
    told = {t.text for t in words.tokens if t.text in _PROCLAIMED}
    return len(told) >= 2 and len(words.tokens) <= 6 * len(words.sentences)


def copied_from(words: Words, candidates: Iterable[Candidate]) -> str | None:
    """The id of the authored reply that these words repeat, None where they are the trainee's own."""
    own = [t.text for t in words.tokens]
    for candidate in candidates:
        authored = [t.text for t in read_words(candidate.words).tokens]
        if authored and (own == authored or _nearly_same(own, authored)):
            return candidate.id
    return None


def _nearly_same(own: list[str], authored: list[str]) -> bool:
    few, many = sorted((len(own), len(authored)))
    if few < _FEWEST_COPIED or few < _COPY_SHARE * many or many > _MOST_COMPARED:
        return False
    return SequenceMatcher(None, own, authored, autojunk=False).ratio() >= _COPY_SHARE
