"""Many phrases as one machine, which reads a reply's words once for all of them.

Phrases become the nodes of a graph; a state is a set of nodes, made when it is first met and then kept.
So a word that begins a hundred cues is looked up once, and what is never said costs nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from trainer.principles.cue_phrases import Alternation, Anchor, Gap, Phrase, PhraseItem, Slot, Stem, Word

GAP, BEGIN, END = "*", "^", "$"
"""Symbols that read no word."""
NOTHING = -1
"""The label of an edge that is free."""
_MOST_STATES = 50_000
"""States that are kept; beyond, all are forgotten and made again."""


class Spelling(Protocol):
    """How the words of phrases become symbols."""

    def word(self, text: str) -> tuple[str, ...]:
        """The symbols of a word, one for each normalised word that it is."""

    def stem(self, text: str) -> str:
        """The symbol of every word with this stem."""


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

    @property
    def root(self) -> frozenset[int]:
        """The nodes from which every phrase begins."""
        return frozenset((0,))

    def state(self, nodes: frozenset[int]) -> AutomatonState:
        """The state of a set of nodes."""
        found = self._states.get(nodes)
        if found is None:
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
            found = self._states[nodes] = self._made(nodes)
        return found

    def _made(self, nodes: frozenset[int]) -> AutomatonState:
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
        return AutomatonState(len(self._states), tuple(ends), sets, *special)


class AutomatonBuilder:
    """Makes an automaton of phrases that have numbers: `add` them all, then take it."""

    def __init__(self) -> None:
        self._edges: list[list[tuple[int, int]]] = [[]]
        self._ends: list[int] = [-1]
        self._numbers: dict[str, int] = {}

    def add(self, phrase: Phrase, number: int, spell: Spelling) -> None:
        """Add a phrase."""
        last = self._sequence(0, phrase.items, spell)
        end = self._node()
        self._edges[last].append((NOTHING, end))
        self._ends[end] = number

    def made(self) -> Automaton:
        """The automaton of all phrases so far."""
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

    def _sequence(self, node: int, items: tuple[PhraseItem, ...], spell: Spelling) -> int:
        for item in items:
            node = self._item(node, item, spell)
        return node

    def _item(self, node: int, item: PhraseItem, spell: Spelling) -> int:
        match item:
            case Word(text):
                for word in spell.word(text):
                    node = self._step(node, word)
                return node
            case Stem(text):
                return self._step(node, spell.stem(text))
            case Gap():
                return self._step(node, GAP)
            case Anchor(end):
                return self._step(node, END if end else BEGIN)
            case Slot(name):
                return self._step(node, f"<{name}>")
            case Alternation(branches):
                after = self._node()
                for branch in branches:
                    self._edges[self._sequence(node, branch, spell)].append((NOTHING, after))
                return after

    def _step(self, node: int, symbol: str) -> int:
        target = self._node()
        self._edges[node].append((self._numbers.setdefault(symbol, len(self._numbers)), target))
        return target
