"""What each word of a reply counts as for cues: itself, a stem, one of a group, a time, a detail, a word just said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from trainer.grading.language.amounts import number_at
from trainer.grading.language.normalise import expand, roots, stem, word_set
from trainer.grading.language.words import Token, Words, plain_words, read_words
from trainer.principles.acts import Cue
from trainer.principles.cue_phrases import Stem, Word
from trainer.scenario.model import Detail

_KEPT = 30_000
"""Words whose symbols are remembered."""
_SHORTEST_SAID = 3
_NOT_CONTENT = word_set(
    "the and but for are was were been being have has had having will would can could shall should may might must "
    "not you your yours our ours their theirs them they she her his him its this that these those there here what "
    "which who whom whose when where why how with without from into onto upon about after before again then than "
    "too very just only also still even ever never now well really quite some any all both each every much many "
    "more most other another such same own does did doing done get got getting let make made take took want wants "
    "wanted need needs needed like know think say said see tell told give gave going gone come came one two yes "
    "please thank thanks sorry hello okay sir madam maam miss good great fine right help look thing things something "
    "anything nothing everything because until while over under out off down again sure maybe"
)


class SituationWords(NamedTuple):
    """What depends on where a reply is given: stems just said; details and what they are taken for, as words."""

    said: frozenset[str]
    details: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """By first word: "<detail>" or "<confused>", and all the words."""


@lru_cache(maxsize=256)
def said_in(lines: tuple[str, ...]) -> frozenset[str]:
    """What a customer's lines are about: the stems of their content words, and their numbers."""
    stems: set[str] = set()
    for line in lines:
        for token in read_words(line).tokens:
            stems.update(_content(token))
    return frozenset(stems)


def details_of(details: Mapping[str, Detail]) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The details as words, by the first of them."""
    by_first_word: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for detail in details.values():
        kinds = [("<detail>", text) for text in (detail.text, *detail.also)]
        if detail.confused_with:
            kinds.append(("<confused>", detail.confused_with))
        for kind, text in kinds:
            words = plain_words(text)
            if words:
                by_first_word[words[0]] = (*by_first_word.get(words[0], ()), (kind, words))
    return by_first_word


def _content(token: Token) -> tuple[str, ...]:
    if token.number is not None and token.text != "one":
        return (f"#{token.number:g}",)
    if len(token.text) < _SHORTEST_SAID or token.text in _NOT_CONTENT or token.stem in _NOT_CONTENT:
        return ()
    return (token.stem,)


class SymbolTables(NamedTuple):
    """Which symbols a word has: by itself, by its stem, by its roots; and the slots that are in use."""

    literals: dict[str, list[str]]
    stems: dict[str, list[str]]
    roots: dict[str, list[str]]
    phrases: dict[str, list[tuple[list[str], str]]]
    """The members of groups that have several words, by the symbol of the first: the others', and the group's."""
    slots: list[str]


class Symbols:
    """The symbols that some cues use, and which of them a word is."""

    def __init__(self, tables: SymbolTables) -> None:
        self.tables = tables
        self._literals, self._stems, self._roots, self._phrases, _ = tables
        self._known: dict[str, tuple[tuple[str, int], ...]] = {}
        self._slots = frozenset(tables.slots)

    @classmethod
    def of_groups(cls, groups: Mapping[str, tuple[Cue, ...]]) -> Symbols:
        """The symbols of some groups of words; the words of cues are added as they are spelt."""
        symbols = cls(SymbolTables({}, {}, {}, {}, []))
        tables = symbols.tables
        for name, members in groups.items():
            symbol = f"<{name}>"
            for items in (member.pattern.items for member in members):
                only = items[0]
                if len(items) == 1 and isinstance(only, Stem):
                    tables.stems.setdefault(stem(_one(only.text)), []).append(symbol)
                    tables.roots.setdefault(_one(only.text), []).append(symbol)
                elif len(items) == 1 and isinstance(only, Word) and len(expand(only.text)) == 1:
                    tables.literals.setdefault(_canonical(_one(only.text)), []).append(symbol)
                else:
                    spelt: list[str] = []
                    for item in items:
                        assert isinstance(item, (Stem, Word))
                        spelt += symbols.word(item.text) if isinstance(item, Word) else [symbols.stem(item.text)]
                    tables.phrases.setdefault(spelt[0], []).append((spelt[1:], symbol))
        return symbols

    def word(self, text: str) -> tuple[str, ...]:
        """The symbols of a cue's word."""
        words = tuple(_canonical(word) for word in plain_words(text))
        for word in words:
            self._add(self._literals, word, word)
        return words

    def stem(self, text: str) -> str:
        """The symbol of a cue's word~."""
        word = _one(text)
        symbol = f"{word}~"
        self._add(self._stems, stem(word), symbol)
        self._add(self._roots, word, symbol)
        return symbol

    def close(self, used: Iterable[str]) -> None:
        """No more cues come: what they use is known."""
        self.tables.slots.extend(sorted(s for s in used if s.startswith("<")))
        self._slots = frozenset(self.tables.slots)

    def read(self, words: Words, situated: SituationWords) -> list[list[tuple[str, int]]]:
        """For each word the symbols that begin there, each with the number of words it covers."""
        by_word = [list(self._of_word(token.text, token.stem)) for token in words.tokens]
        for n, token in enumerate(words.tokens):
            if token.written != token.text:
                by_word[n].extend(self._of_word(token.written, stem(token.written)))
        if self._phrases:
            # The groups whose members of several words begin here.
            here = [{symbol for symbol, _ in symbols} for symbols in by_word]
            for n, symbols in enumerate(here):
                for first in symbols & self._phrases.keys():
                    for rest, group in self._phrases[first]:
                        end = n + 1 + len(rest)
                        if end <= len(here) and all(one in at for one, at in zip(rest, here[n + 1 : end], strict=True)):
                            by_word[n].append((group, end - n))
        for amount in words.amounts:
            if f"<{amount.kind}>" in self._slots:
                by_word[amount.first].append((f"<{amount.kind}>", amount.last - amount.first + 1))
        if situated.said and "<said>" in self._slots:
            for n, token in enumerate(words.tokens):
                if not situated.said.isdisjoint(_content(token)):
                    by_word[n].append(("<said>", 1))
        if situated.details:
            texts = [token.written for token in words.tokens]
            for n, text in enumerate(texts):
                for kind, parts in situated.details.get(text, ()):
                    if tuple(texts[n : n + len(parts)]) == parts:
                        by_word[n].append((kind, len(parts)))
        return by_word

    def _of_word(self, word: str, stem_of_it: str) -> tuple[tuple[str, int], ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            symbols = set(self._literals.get(_canonical(word), ()))
            symbols.update(self._stems.get(stem_of_it, ()))
            for root in roots(word):
                symbols.update(self._roots.get(root, ()))
            known = self._known[word] = tuple((symbol, 1) for symbol in sorted(symbols))
        return known

    @staticmethod
    def _add(table: dict[str, list[str]], key: str, symbol: str) -> None:
        kept = table.setdefault(key, [])
        if symbol not in kept:
            kept.append(symbol)


def _one(text: str) -> str:
    """A cue's word that must be a single one; of several the last, as in "o'clock~"."""
    words = expand(text)
    return words[-1][0] if words else text


def _canonical(word: str) -> str:
    """The same for "two" and "2"; every other word itself."""
    if word == "one":
        return word
    number = number_at([word], 0)
    return f"{number[0]:g}" if number else word
