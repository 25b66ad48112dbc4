"""The phrases of many cues, looked for in a reply in one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trainer.grading.automaton import Automaton
from trainer.grading.symbols import Situated, Symbols
from trainer.grading.words import Words

_MOST_OF_ONE = 12
"""Times that one phrase is found in a reply; saying it more often says no more."""
_WIDEST_GAP = 4
"""Words that a * can stand for."""
_MOST_STEPS = 100_000
"""Steps through a reply: a long one takes a tenth by our own cues, and by one of a hundred gaps would take minutes."""


class Rule(NamedTuple):
    """A phrase to look for. `denies` and `imagines`: denial, or mere imagination, do not make it void."""

    act: str
    text: str
    cancels: bool
    denies: bool
    imagines: bool
    question: bool


class Found(NamedTuple):
    """A rule's phrase in a reply; `first` and `last` are indexes of tokens, both inclusive."""

    rule: Rule
    first: int
    last: int


class Matcher:
    """Looks for many rules at once."""

    def __init__(self, rules: Sequence[Rule], automaton: Automaton, symbols: Symbols) -> None:
        self.rules = rules
        self.automaton = automaton
        self.symbols = symbols

    def find(self, words: Words, situated: Situated) -> list[Found]:
        """Every phrase, the longest from the left; those of one rule do not overlap."""
        if not self.rules or not words.tokens:
            return []
        readings = self.symbols.read(words, situated)
        found: list[Found] = []
        behind: dict[int, int] = {}
        times: Counter[int] = Counter()
        left = _MOST_STEPS
        for sentence in words.sentences:
            for start in range(sentence.first, sentence.last + 1):
                ends, steps = self._from(start, sentence.first, sentence.last + 1, readings, left)
                left -= steps
                for number, end in ends.items():
                    rule = self.rules[number]
                    if (
                        start < behind.get(number, 0)
                        or times[number] >= _MOST_OF_ONE
                        or (rule.question and not sentence.question)
                    ):
                        continue
                    behind[number] = end
                    times[number] += 1
                    found.append(Found(rule, start, end - 1))
        return found

    def _from(
        self, start: int, first: int, limit: int, readings: Sequence[Iterable[tuple[str, int]]], most: int
    ) -> tuple[dict[int, int], int]:
        """The rules that match from a token on, each with the index behind its longest match; and the steps it took."""
        state_of = self.automaton.state
        root = self.automaton.root
        begins = state_of(root).by_symbol
        if start != first and all(symbol not in begins for symbol, _ in readings[start]):
            return {}, 0
        found: dict[int, int] = {}
        seen: set[tuple[int, int]] = set()
        todo: list[tuple[frozenset[int], int]] = [(root, start)]
        while todo and len(seen) < most:
            nodes, at = todo.pop()
            state = state_of(nodes)
            key = (state.number, at)
            if key in seen:
                continue
            seen.add(key)
            for number in state.ends:
                if at > found.get(number, start):
                    found[number] = at
            if state.at_begin is not None and at == first:
                todo.append((state.at_begin, at))
            if state.at_end is not None and at == limit:
                todo.append((state.at_end, at))
            if state.after_gap is not None:
                todo.extend((state.after_gap, to) for to in range(at, min(at + _WIDEST_GAP, limit) + 1))
            if at < limit:
                by_symbol = state.by_symbol
                for symbol, length in readings[at]:
                    target = by_symbol.get(symbol)
                    if target is not None and at + length <= limit:
                        todo.append((target, at + length))
        return found, len(seen)
