"""Numbers, times and sums of money in a reply."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from trainer.grading.language.normalise import word_set
from trainer.grading.language.sentences import Sentence, SpacedWord, pauses

_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = {word: n for n, word in enumerate(_COUNTED.split())}
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * n for n, word in enumerate(_ROUND.split(), 2)}
_NUMBER_WORDS = frozenset((*_SMALL, *_TENS))
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_DIGITS = re.compile(r"\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?")
_MOST_WORDS = 12
"""Words in one number; a longer row of them is no number that anybody means."""

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
_HOUR_SIGNS = ("am", "pm", "oclock")
_LAST_HOUR = 12
_UNITS = word_set("second seconds minute minutes hour hours day days week weeks month months night nights")
_IDLE = word_set("second minute")
"""Units that "a" makes a manner of speaking: "just a second"."""
_BEFORE_HOUR = word_set("by at before until till")
_WITHIN = word_set("in within")
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_PARTS_OF_DAY = word_set("morning afternoon evening night")
_BETWEEN = word_set("more short business working full whole extra")
_FEW = word_set("a an half quarter couple few several another")
_AFTER_FEW = word_set("a an half quarter of couple few several good the more business extra other")
_AFTER_HOUR = word_set("and so today tonight tomorrow sharp")
_MOST_WORDS_OF_FEW = 5

_MONEY = re.compile(r"[$£€¥] ?(\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?)")
_CURRENCIES = word_set(
    "dollar dollars buck bucks pound pounds euro euros cent cents pence quid usd eur gbp yen franc francs"
)
_BEFORE_TIME = word_set("by at in within before until till around about after from under over")


def number_at(words: Sequence[str], n: int) -> tuple[float, int] | None:
    """The number that begins at an index, and the index behind it; None where none begins."""
    word = words[n]
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", "")), n + 1
    total = current = 0.0
    at = n
    while at < min(len(words), n + _MOST_WORDS):
        word = words[at]
        begins = at == n or (total and not current)
        hundreds = current > 0 and current % 100 == 0
        # "Twenty five" goes on, and so does "two hundred twelve"; "two five" are two numbers.
        tens = current % 100 >= 20 and current % 10 == 0
        if word in _SMALL and (begins or hundreds or (tens and _SMALL[word] < 10)):
            current += _SMALL[word]
        elif word in _TENS and (begins or hundreds):
            current += _TENS[word]
        elif word == "hundred" and 0 < current < 100:
            current *= _SCALES[word]
        elif word in _SCALES and word != "hundred" and current > 0:
            total, current = total + current * _SCALES[word], 0.0
        elif word != "and" or not hundreds or _NUMBER_WORDS.isdisjoint(words[at + 1 : at + 2]):
            break
        at += 1
    return (total + current, at) if at > n else None


class Amount(NamedTuple):
    """A number, time or sum. `first` and `last` are indexes of tokens, both inclusive."""

    kind: str
    """"num", "time" or "money"."""
    value: float | None
    """The number or the sum; a time has none."""
    first: int
    last: int
    start: int
    end: int


def amounts_of(pieces: Sequence[SpacedWord], sentences: Sequence[Sentence]) -> tuple[Amount, ...]:
    """All of them; a time or sum and the number in it are given both, and a time also with the word before it."""
    return tuple(amount for sentence in sentences for amount in _AmountReader(pieces, sentence).read())


class _AmountReader:
    """Reads one sentence; a long one in one pass. Indexes are of its words."""

    def __init__(self, pieces: Sequence[SpacedWord], sentence: Sentence) -> None:
        self.first = sentence.first
        self.pieces = pieces[sentence.first : sentence.last + 1]
        self.words = [piece.text for piece in self.pieces]
        self.found: list[Amount] = []

    def read(self) -> list[Amount]:
        """Every amount of the sentence."""
        at, words = 0, self.words
        while at < len(words):
            if money := _MONEY.fullmatch(words[at]):
                self._add("money", float(money[1].replace(",", "")), at, at + 1)
                at += 1
                continue
            number = number_at(words, at)
            behind = number[1] if number else at
            if number:
                self._add("num", number[0], at, behind)
                if self._word(behind) in _CURRENCIES:
                    self._add("money", number[0], at, behind + 1)
                    at = behind + 1
                    continue
                if any(c in self.pieces[behind - 1].gap[:2] for c in "$£€"):
                    self._add("money", number[0], at, behind)
            behind_time = self._time(at, behind)
            behind = max(behind, at + 1)
            if behind_time:
                # Numbers within a time are amounts too: the three of "two to three days".
                inner = behind
                while inner < behind_time:
                    number = number_at(words, inner)
                    if number:
                        self._add("num", number[0], inner, number[1])
                    inner = number[1] if number else inner + 1
                if self._word(at - 1) in _BEFORE_TIME:
                    self._add("time", None, at - 1, behind_time)
                self._add("time", None, at, behind_time)
            at = behind_time or behind
        return self.found

    def _add(self, kind: str, value: float | None, first: int, behind: int) -> None:
        last = behind - 1
        start, end = self.pieces[first].start, self.pieces[last].end
        self.found.append(Amount(kind, value, first + self.first, last + self.first, start, end))

    def _time(self, at: int, behind: int) -> int:
        """The index behind a time that begins at `at`, 0 if there is none. `behind` is the index behind a number there,
        `at` where there is none.
        """
        word, before, after = self._word(at), self._word(at - 1), self._word(at + 1)
        if behind > at or _CLOCK.fullmatch(word):
            behind = max(behind, at + 1)
            if end := self._hour(at, behind) or self._counted(at, behind):
                return end
            # "back in twenty": minutes, where nothing follows that is counted.
            number = self._number(at)
            fits = number is not None and 2 <= number[0] <= 60 and before in _WITHIN
            return behind if fits and self._ends(behind) else 0
        if word in ("noon", "midnight", "midday"):
            return at + 1
        # "half past four", "quarter to five", "at half five"
        named = 0
        if word in ("half", "quarter") and after in ("past", "to"):
            named = self._hour_at(at + 2)
        elif word == "half" and before in _BEFORE_HOUR:
            named = self._hour_at(at + 1)
        return named or self._few(at) or self._day(at)

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _number(self, at: int) -> tuple[float, int] | None:
        return number_at(self.words, at) if at < len(self.words) else None

    def _ends(self, behind: int) -> bool:
        return behind >= len(self.words) or pauses(self.pieces[behind - 1])

    def _hour(self, at: int, behind: int) -> int:
        """ "4:30", "4 pm", "by four", "by four thirty", "ten past four"."""
        after, number = self._word(behind), self._number(at)
        if _CLOCK.fullmatch(self._word(at)) or after in _HOUR_SIGNS:
            return behind + 1 if after in _HOUR_SIGNS else behind
        if number is None:
            return 0
        if after in ("past", "to") and number[0] in (5, 10, 20, 25):
            return self._hour_at(behind + 1) if self._word(at - 1) in _BEFORE_HOUR or after == "past" else 0
        if not 1 <= number[0] <= _LAST_HOUR or self._word(at - 1) not in _BEFORE_HOUR:
            return 0
        minutes = self._number(behind)
        if minutes and 5 <= minutes[0] < 60:
            return minutes[1]
        return behind if self._ends(behind) or after in _AFTER_HOUR else 0

    def _hour_at(self, at: int) -> int:
        number = self._number(at)
        return number[1] if number and 1 <= number[0] <= _LAST_HOUR else 0

    def _counted(self, at: int, behind: int) -> int:
        """ "ten minutes", "two to three business days", "two and a half hours"."""
        second = self._number(behind + 1) if self._word(behind) in ("to", "or") else self._number(behind)
        behind = second[1] if second else behind
        while self._word(behind) in _BETWEEN:
            behind += 1
        for half in (["and", "a", "half"], ["and", "half"], ["half"]):
            if list(self.words[behind : behind + len(half)]) == half:
                behind += len(half)
                break
        unit = self._word(behind)
        if unit not in _UNITS or (unit == "second" and self._word(at) in ("one", "1")):
            return 0
        return self._and_half(behind + 1)

    def _few(self, at: int) -> int:
        """ "half an hour", "a couple of minutes", "an hour and a half", "the hour" after "within"."""
        word = self._word(at)
        if word == "the" and self._word(at - 1) == "within" and self._word(at + 1) in ("hour", "day", "week"):
            return at + 2
        if word == "end" and self._word(at + 1) == "of":
            behind = at + 3 if self._word(at + 2) in ("the", "this", "my") else at + 2
            return behind + 1 if self._word(behind) in ("day", "week", "shift", "month") else 0
        if word not in _FEW:
            return 0
        behind = at + 1
        while behind - at < _MOST_WORDS_OF_FEW and self._word(behind) in _AFTER_FEW:
            behind += 1
        unit = self._word(behind)
        return self._and_half(behind + 1) if unit in _UNITS and unit not in _IDLE else 0

    def _and_half(self, behind: int) -> int:
        return behind + 3 if list(self.words[behind : behind + 3]) == ["and", "a", "half"] else behind

    def _day(self, at: int) -> int:
        """ "tomorrow morning", "Monday", "this afternoon", "next week", "first thing tomorrow"."""
        word, after = self._word(at), self._word(at + 1)
        if word == "first" and after == "thing":
            return self._day(at + 2)
        if word in ("tomorrow", "tonight") or word in _DAYS:
            return at + 2 if after in _PARTS_OF_DAY else at + 1
        if word == "this" and after in ("afternoon", "evening", "morning"):
            return at + 2
        return at + 2 if word == "next" and (after in _DAYS or after == "week") else 0
