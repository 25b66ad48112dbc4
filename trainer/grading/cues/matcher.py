"""Many phrases looked for in a reply in one reading; and the matcher that ships, compiled.

Phrases become the nodes of a graph; a state is a set of nodes, made when it is first met and then kept. So a word that
begins a hundred cues is looked up once, and what is never said costs nothing. `trainer.grading.training.compile_cues`
writes the matcher that ships. Acts that somebody has changed are compiled when first used.
"""

from __future__ import annotations

import gzip
import json
import sys
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from trainer.grading.cues.symbols import SituationWords, Symbols, SymbolTables
from trainer.grading.language.words import Words
from trainer.principles.cue_phrases import Alternation, Anchor, Gap, Phrase, PhraseItem, Slot, Stem, Word

GAP, BEGIN, END = "*", "^", "$"
"""Symbols that read no word."""
NOTHING = -1
"""The label of an edge that is free."""
ROOT = frozenset((0,))
"""The nodes from which every phrase begins."""
_MOST_STATES = 50_000
"""States that are kept; beyond, all are forgotten and made again."""
_MOST_OF_ONE = 12
"""Times that one phrase is found in a reply; saying it more often says no more."""
_WIDEST_GAP = 4
"""Words that a * can stand for."""
_MOST_STEPS = 100_000
"""Steps through a reply: a long one takes a tenth by our own cues, and by one of a hundred gaps would take minutes."""

COMPILED_CUES = Path(__file__).with_name("english.cues.json.gz")
_GRAPH = {"starts": "I", "labels": "i", "targets": "I", "ends": "i"}
"""The tables of an automaton, with the kind of number in each."""


class AutomatonState(NamedTuple):
    """What can follow: by symbol, over a gap, at the edges of a sentence; and the phrases that end here."""

    number: int
    ends: tuple[int, ...]
    by_symbol: Mapping[str, frozenset[int]]
    after_gap: frozenset[int] | None
    at_begin: frozenset[int] | None
    at_end: frozenset[int] | None


class Automaton:
    """A graph of phrases, as flat tables: node n has the edges `starts[n]` to `starts[n + 1]`.

    An edge is a symbol's number and the node it leads to; the number `NOTHING` reads nothing. `ends` has the phrase
    that ends at a node, or -1.
    """

    def __init__(
        self, symbols: Sequence[str], starts: array[int], labels: array[int], targets: array[int], ends: array[int]
    ) -> None:
        self.symbols, self.starts, self.labels, self.targets, self.ends = symbols, starts, labels, targets, ends
        self._states: dict[frozenset[int], AutomatonState] = {}

    def state(self, nodes: frozenset[int]) -> AutomatonState:
        """The state of a set of nodes."""
        known = self._states.get(nodes)
        if known is not None:
            return known
        seen = set(nodes)
        stack = list(nodes)
        ends: list[int] = []
        following: dict[int, set[int]] = {}
        while stack:
            node = stack.pop()
            if self.ends[node] >= 0:
                ends.append(self.ends[node])
            for edge in range(self.starts[node], self.starts[node + 1]):
                label, target = self.labels[edge], self.targets[edge]
                if label != NOTHING:
                    following.setdefault(label, set()).add(target)
                elif target not in seen:
                    seen.add(target)
                    stack.append(target)
        sets = {self.symbols[label]: frozenset(targets) for label, targets in following.items()}
        special = [sets.pop(symbol, None) for symbol in (GAP, BEGIN, END)]
        if len(self._states) >= _MOST_STATES:
            self._states.clear()
        made = self._states[nodes] = AutomatonState(len(self._states), tuple(ends), sets, *special)
        return made


class AutomatonBuilder:
    """Makes an automaton of phrases, whose numbers are their places in the order in which they come."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols
        self._edges: list[list[tuple[int, int]]] = [[]]
        self._ends: list[int] = [-1]
        self._numbers: dict[str, int] = {}

    def build(self, phrases: Iterable[Phrase]) -> Automaton:
        """The automaton of some phrases."""
        for number, phrase in enumerate(phrases):
            last = self._sequence(0, phrase.items)
            end = self._node()
            self._edges[last].append((NOTHING, end))
            self._ends[end] = number
        starts, labels, targets = array("I", [0]), array("i"), array("I")
        for edges in self._edges:
            for label, target in edges:
                labels.append(label)
                targets.append(target)
            starts.append(len(labels))
        return Automaton(tuple(self._numbers), starts, labels, targets, array("i", self._ends))

    def _node(self) -> int:
        self._edges.append([])
        self._ends.append(-1)
        return len(self._edges) - 1

    def _step(self, node: int, symbol: str) -> int:
        target = self._node()
        self._edges[node].append((self._numbers.setdefault(symbol, len(self._numbers)), target))
        return target

    def _sequence(self, node: int, items: tuple[PhraseItem, ...]) -> int:
        """Add some items behind a node; the node behind them."""
        for item in items:
            match item:
                case Word(text):
                    for word in self._symbols.word(text):
                        node = self._step(node, word)
                case Stem(text):
                    node = self._step(node, self._symbols.stem(text))
                case Gap():
                    node = self._step(node, GAP)
                case Anchor(end):
                    node = self._step(node, END if end else BEGIN)
                case Slot(name):
                    node = self._step(node, f"<{name}>")
                case Alternation(branches):
                    after = self._node()
                    for branch in branches:
                        self._edges[self._sequence(node, branch)].append((NOTHING, after))
                    node = after
        return node


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
        matches: list[RuleMatch] = []
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
                    matches.append(RuleMatch(rule, start, end - 1))
        return matches

    def _from(
        self, start: int, first: int, limit: int, readings: Sequence[Iterable[tuple[str, int]]], most: int
    ) -> tuple[dict[int, int], int]:
        """The rules that match from a token on, each with the index behind its longest match; and the steps it took."""
        state_of = self.automaton.state
        begins = state_of(ROOT).by_symbol
        if start != first and all(symbol not in begins for symbol, _ in readings[start]):
            return {}, 0
        longest: dict[int, int] = {}
        seen: set[tuple[int, int]] = set()
        todo: list[tuple[frozenset[int], int]] = [(ROOT, start)]
        while todo and len(seen) < most:
            nodes, at = todo.pop()
            state = state_of(nodes)
            key = (state.number, at)
            if key in seen:
                continue
            seen.add(key)
            for number in state.ends:
                if at > longest.get(number, start):
                    longest[number] = at
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
        return longest, len(seen)


def compiled_matcher(sha256: str) -> Matcher | None:
    """The matcher of the acts with this hash, None when others were compiled."""
    kept = _read_compiled()
    if not kept or kept["sha256"] != sha256:
        return None
    tables = (_little(array(kind, b64decode(kept[name]))) for name, kind in _GRAPH.items())
    graph = Automaton(kept["symbols"], *tables)
    return Matcher([Rule(*rule) for rule in kept["rules"]], graph, Symbols(SymbolTables(*kept["tables"])))


def matcher_to_bytes(matcher: Matcher, sha256: str) -> bytes:
    """A matcher as it is kept; the same bytes for the same cues."""
    graph = matcher.automaton
    document = {
        "sha256": sha256,
        "rules": [list(rule) for rule in matcher.rules],
        "symbols": list(graph.symbols),
        **{name: b64encode(_little(getattr(graph, name)).tobytes()).decode() for name in _GRAPH},
        "tables": list(matcher.symbols.tables),
    }
    return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), 9, mtime=0)


@cache
def _read_compiled() -> dict[str, Any] | None:
    try:
        compiled = json.loads(gzip.decompress(COMPILED_CUES.read_bytes()))
    except OSError:
        return None
    assert isinstance(compiled, dict)
    return compiled


def _little(numbers: array[int]) -> array[int]:
    """The same numbers in the order of bytes that files have."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers
