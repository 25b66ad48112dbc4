"""Hours of the day and durations: "by half past four", "two to three days", "tomorrow morning"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from trainer.grading.numbers import number_at
from trainer.grading.word_sets import word_set

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


class Times:
    """The times in one sentence. Indexes are of its words."""

    def __init__(self, words: Sequence[str], pauses_after: Callable[[int], bool]) -> None:
        self.words = words
        self.pauses_after = pauses_after

    def end_of(self, at: int, number: int) -> int:
        """The index behind a time that begins at `at`, 0 if there is none. `number` is the index behind a number there,
        `at` where there is none.
        """
        if number > at or _CLOCK.fullmatch(self._word(at)):
            number = max(number, at + 1)
            return self._hour(at, number) or self._counted(at, number) or self._bare_minutes(at, number)
        return self._named_hour(at) or self._few(at) or self._day(at)

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _number(self, at: int) -> tuple[float, int] | None:
        return number_at(self.words, at) if at < len(self.words) else None

    def _ends(self, behind: int) -> bool:
        return behind >= len(self.words) or self.pauses_after(behind - 1)

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

    def _named_hour(self, at: int) -> int:
        """ "noon", "half past four", "quarter to five", "at half five"."""
        word, after = self._word(at), self._word(at + 1)
        if word in ("noon", "midnight", "midday"):
            return at + 1
        if word in ("half", "quarter") and after in ("past", "to"):
            return self._hour_at(at + 2)
        return self._hour_at(at + 1) if word == "half" and self._word(at - 1) in _BEFORE_HOUR else 0

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

    def _bare_minutes(self, at: int, behind: int) -> int:
        """ "back in twenty": minutes, where nothing follows that is counted."""
        number = self._number(at)
        fits = number is not None and 2 <= number[0] <= 60 and self._word(at - 1) in _WITHIN
        return behind if fits and self._ends(behind) else 0

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
