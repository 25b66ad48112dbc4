"""The phrases of many cues, looked for in a reply in one reading; and the matcher that ships, compiled.

`trainer.grading.training.compile_cues` writes it. Acts that somebody has changed are compiled when first used.
"""

from __future__ import annotations

import gzip
import json
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from trainer.grading.cues.automaton import Automaton
from trainer.grading.cues.symbols import SituationWords, Symbols, SymbolTables
from trainer.grading.language.words import Words

_MOST_OF_ONE = 12
"""Times that one phrase is found in a reply; saying it more often says no more."""
_WIDEST_GAP = 4
"""Words that a * can stand for."""
_MOST_STEPS = 100_000
"""Steps through a reply: a long one takes a tenth by our own cues, and by one of a hundred gaps would take minutes."""

COMPILED_CUES = Path(__file__).with_name("english.cues.json.gz")


class Rule(NamedTuple):
    """A phrase to look for. `denies` and `imagines`: denial, or mere imagination, do not make it void."""

    act: str
    text: str
    cancels: bool
    denies: bool
    imagines: bool
    question: bool


class RuleMatch(NamedTuple):
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

    def find(self, words: Words, situated: SituationWords) -> list[RuleMatch]:
        """Every phrase, the longest from the left; those of one rule do not overlap."""
        if not self.rules or not words.tokens:
            return []
        readings = self.symbols.read(words, situated)
        found: list[RuleMatch] = []
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
                    found.append(RuleMatch(rule, start, end - 1))
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


def compiled_matcher(sha256: str) -> Matcher | None:
    """The matcher of the acts with this hash, None when others were compiled."""
    kept = _read_compiled()
    return _matcher_from(kept) if kept and kept["sha256"] == sha256 else None


def matcher_to_bytes(matcher: Matcher, sha256: str) -> bytes:
    """A matcher as it is kept; the same bytes for the same cues."""
    graph = matcher.automaton
    document = {
        "sha256": sha256,
        "rules": [list(rule) for rule in matcher.rules],
        "symbols": list(graph.symbols),
        "starts": _packed(graph.starts),
        "labels": _packed(graph.labels),
        "targets": _packed(graph.targets),
        "ends": _packed(graph.ends),
        "tables": list(matcher.symbols.tables),
    }
    return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), 9, mtime=0)


@cache
def _read_compiled() -> dict[str, Any] | None:
    try:
        found = json.loads(gzip.decompress(COMPILED_CUES.read_bytes()))
    except OSError:
        return None
    assert isinstance(found, dict)
    return found


def _matcher_from(kept: dict[str, Any]) -> Matcher:
    graph = Automaton(
        kept["symbols"],
        _unpacked("I", kept["starts"]),
        _unpacked("i", kept["labels"]),
        _unpacked("I", kept["targets"]),
        _unpacked("i", kept["ends"]),
    )
    return Matcher([Rule(*rule) for rule in kept["rules"]], graph, Symbols(SymbolTables(*kept["tables"])))


def _packed(numbers: array[int]) -> str:
    return b64encode(_little(numbers).tobytes()).decode()


def _unpacked(kind: str, text: str) -> array[int]:
    return _little(array(kind, b64decode(text)))


def _little(numbers: array[int]) -> array[int]:
    """The same numbers in the order of bytes that files have."""
    import sys

    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers
