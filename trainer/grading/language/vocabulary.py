"""The words that are known, and the one that a typing error was probably meant to be."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TAKEN_FOR = {
    "a": "eiousqz", "b": "vn", "c": "kxsv", "d": "sf", "e": "aiouwr", "f": "dgv", "g": "fhj", "h": "gjn", "i": "aeouyl",
    "j": "hkg", "k": "jlc", "l": "ki", "m": "n", "n": "bm", "o": "aeiupl", "p": "ob", "q": "w", "r": "et", "s": "adzc",
    "t": "rydg", "u": "aeioy", "v": "cbf", "w": "qe", "x": "zc", "y": "tui", "z": "xs",
}  # fmt: skip
"""By letter, those that it is written for: beside it on the keyboard, or like it in sound."""
_SHORTEST = 4
"""Letters of a word that is corrected; a shorter one has too many neighbours."""
_LONG = 8
"""From so many letters on two errors are allowed."""
_LONGEST = 20
_MOST_LOOKED_UP = 100
_MOST_COMPARED = 40
"""Words of one reply for which a neighbour, or one at two errors, is looked for: bounds a reply of nonsense."""
_KEPT = 20_000
_VOWELS = "aeiou"


class Vocabulary:
    """Known words and their regular forms. Nothing changes what it answers; it remembers answers."""

    def __init__(self, words: Iterable[str], rarer: Iterable[str] = ()) -> None:
        """`words` may be what was meant by a typing error; `rarer` ones and forms of both are only known."""
        self._listed = frozenset(words)
        self._known = frozenset(form for word in (*self._listed, *rarer) for form in _forms(word))
        self._meant = lru_cache(maxsize=2 * _KEPT)(self._look_up)
        self._long: dict[str, list[str]] = {}
        for word in sorted(self._listed):
            if len(word) >= _LONG - 1:
                self._long.setdefault(word[:2], []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self._known

    def corrector(self) -> Callable[[str], str]:
        """A function from a normalised word to itself or to the one that was meant, for the words of one reply.

        How much it does is counted without regard to what is remembered, so that the same reply always reads the same.
        """
        unknown: set[str] = set()
        long: set[str] = set()

        def correct(word: str) -> str:
            if word in self._known or not _SHORTEST <= len(word) <= _LONGEST:
                return word
            unknown.add(word)
            if len(unknown) > _MOST_LOOKED_UP:
                return word
            meant = self._meant(word, 1)
            if meant is None and len(word) >= _LONG:
                long.add(word)
                if len(long) <= _MOST_COMPARED:
                    meant = self._meant(word, 2)
            return meant or word

        return correct

    def _look_up(self, word: str, errors: int) -> str | None:
        """The listed word at one error, the likeliest error first; or the first one at two."""
        if errors == 1:
            return next((min(listed) for kind in _neighbours(word) if (listed := kind & self._listed)), None)
        letters = set(word)
        for other in self._long.get(word[:2], ()):
            alike = abs(len(other) - len(word)) <= 2 and len(letters.symmetric_difference(other)) <= 4
            if alike and _within_two(word, other):
                return other
        return None


@cache
def standard() -> Vocabulary:
    """Common English words, and those of service."""
    folder = files("trainer.grading.language")
    common, rarer = (folder.joinpath(f"{name}_words.txt").read_text("utf-8").split() for name in ("common", "rarer"))
    return Vocabulary(common, rarer)


def _forms(word: str) -> Iterator[str]:
    """A word and its regular forms: -s, -ed, -ing, -er."""
    yield word
    if len(word) < _SHORTEST or word.endswith(("ed", "ing", "ly", "s")):
        return
    if word.endswith("e"):
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing", f"{word}r", f"{word}rs")
    elif word.endswith("y") and word[-2] not in _VOWELS:
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    else:
        double = word[-1] if word[-1] in "bdgmnpt" and word[-2] in _VOWELS and word[-3] not in _VOWELS else ""
        ends = ("ed", "ing", "er", "ers")
        yield from (f"{word}s", f"{word}es", *(f"{word}{double}{end}" for end in ends))


def _neighbours(word: str) -> Iterator[set[str]]:
    """Words at one error, by kind of error. The first letter stays, unless the first two were exchanged."""
    parts = [(word[:n], word[n:]) for n in range(1, len(word) + 1)]
    yield {word[1] + word[0] + word[2:]} | {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    yield {a + b[0] + b for a, b in parts if b} | {a + a[-1] + b for a, b in parts}
    yield {a + letter + b for a, b in parts for letter in _LETTERS}
    if len(word) > _SHORTEST:
        yield {a + b[1:] for a, b in parts if b}
        yield {a + letter + b[1:] for a, b in parts if b for letter in _TAKEN_FOR.get(b[0], "")}


def _within_two(word: str, other: str) -> bool:
    """Whether two errors at most make one of the other."""
    n, shorter = 0, min(len(word), len(other))
    while n < shorter and word[n] == other[n]:
        n += 1
    word, other = word[n:], other[n:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    if max(len(word), len(other)) <= 2:
        return True
    before, row = list(range(len(other) + 1)), list(range(len(other) + 1))
    two_before = before
    for i, letter in enumerate(word, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > 2:
            return False
        two_before, before = before, row
    return row[-1] <= 2
