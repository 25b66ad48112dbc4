"""Reading the keys of a mapping into typed values, noting everything that is wrong on the way.

A reader never stops at the first problem: it notes a finding, returns a harmless value and goes on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TypeVar

from trainer.cleaning import clean_line
from trainer.document.finding import Finding, Severity, Span
from trainer.document.key_table import KeySet
from trainer.document.nodes import Mapping, Node, Scalar, Sequence, kind_of

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""Ids of everything: they become parts of file names, commands and records."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.0*)?")
_FLAGS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_E = TypeVar("_E", bound=StrEnum)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None if none is alike."""
    # Imported here: it is needed only when something is wrong, and start-up is not the time for it.
    from difflib import get_close_matches

    by_fold = {candidate.casefold(): candidate for candidate in known}
    # Comparing takes time that grows with the square of the length; no real word is longer.
    close = get_close_matches(word[:128].casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def quoted(word: str) -> str:
    """An author's word as it can stand in a message: harmless, on one line, not too long."""
    line = clean_line(word)
    return line if len(line) <= 60 else line[:57] + "…"


def read_flag(word: str) -> bool | None:
    """Yes or no as YAML's users write it, or None."""
    return _FLAGS.get(word.lower())


class Notes:
    """The findings about one document, as they are made; at most `most` of them beside those to begin with."""

    def __init__(self, path: str, most: int, findings: Iterable[Finding] = ()) -> None:
        self.path = path
        self.most = most
        self.findings = list(findings)

    def error(self, code: str, message: str, at: Node | Span) -> None:
        """Something that makes the document unusable."""
        if len(self.findings) < self.most:
            span = at if isinstance(at, Span) else at.span
            self.findings.append(Finding(code, Severity.ERROR, message, self.path, span))

    def unknown(self, code: str, what: str, word: str, known: Iterable[str], at: Node | Span) -> None:
        """A name that does not exist, with the nearest one that does."""
        names = list(known)
        near = nearest(word, names)
        listed = f" There is: {', '.join(sorted(names)[:12])}." if names else ""
        hint = f' Did you mean "{near}"?' if near else listed
        self.error(code, f'There is no {what} "{quoted(word)}".{hint}', at)

    def is_id(self, text: str, at: Node) -> bool:
        """Whether a text can be an id; if not, that is noted, with one that could."""
        if ID.fullmatch(text):
            return True
        better = re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-")[:64]
        hint = f' For example "{better}".' if ID.fullmatch(better) else ""
        message = f'"{quoted(text)}" cannot be an id: use small letters, digits, - and _, at most 64.{hint}'
        self.error("bad-id", message, at)
        return False

    def named(self, mapping: Mapping | None) -> Iterable[tuple[str, Scalar, Node]]:
        """The entries of a mapping whose keys are ids: id, its node, its value. Bad ids are noted and left out."""
        if mapping is not None:
            for key, node in mapping.keys.items():
                if self.is_id(key, node):
                    yield key, node, mapping.values[key]


class Fields:
    """The keys of one mapping. `what` names the thing in messages ("the response "next"").

    `known` is the table of the keys that can stand here: it says which are needed, and within which bounds a number
    lies. It is None where names are the author's own.
    """

    __slots__ = ("known", "mapping", "notes", "what")

    def __init__(self, mapping: Mapping, known: KeySet | None, what: str, notes: Notes) -> None:
        self.mapping = mapping
        self.known = known
        self.notes = notes
        self.what = what
        for key, node in mapping.keys.items():
            if known is not None and key not in known:
                near = nearest(key, known)
                hint = f'Did you mean "{near}"?' if near else f"It can have: {', '.join(known)}."
                notes.error("unknown-key", f'{_capital(what)} has no key "{quoted(key)}". {hint}', node)

    def __contains__(self, key: str) -> bool:
        return key in self.mapping.values

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The value of a key as it stands; that it is missing is noted if call or table say that it is needed."""
        node = self.mapping.values.get(key)
        if node is None and (required or (self.known is not None and self.known[key].required)):
            self.notes.error("missing-key", f'{_capital(self.what)} needs "{key}".', self.start)
        return node

    @property
    def start(self) -> Span:
        """The first character, where a finding about something that is not there is shown."""
        at = self.mapping.span
        return Span(at.line, at.column, at.line, at.column + 1)

    def at(self, key: str) -> Node:
        """Where a finding about a key is shown: its value, its name, or the whole."""
        return self.mapping.values.get(key) or self.mapping

    def wrong(self, key: str, wanted: str, node: Node) -> None:
        """Note that a key's value is of the wrong kind."""
        got = kind_of(node)
        if isinstance(node, Scalar):
            got = f'"{quoted(node.text)}"' if node.text else "empty"
        self.notes.error("wrong-type", f'"{key}" must be {wanted}; here it is {got}.', node)

    def text(self, key: str) -> str:
        """A text, "" where there is none."""
        node = self.node(key)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.wrong(key, "a text", node)
            return ""
        stripped = node.text.strip("\n")
        if not stripped.strip():
            self.notes.error("empty-text", f'"{key}" is empty: write something, or leave the key out.', node)
            return ""
        return stripped

    def identifier(self, key: str) -> str:
        """An id, "" where there is none."""
        text = self.text(key)
        return text if text and self.notes.is_id(text, self.at(key)) else ""

    def word(self, key: str, words: Collection[str]) -> str:
        """One of some words, noted where it is another; "" where there is none."""
        text = self.text(key)
        if text and text not in words:
            self.wrong(key, "one of " + ", ".join(words), self.at(key))
        return text

    def choice(self, key: str, kinds: type[_E], default: _E) -> _E:
        """One of the words of an enumeration."""
        node = self.node(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.text in kinds.__members__.values():
            return kinds(node.text)
        self.wrong(key, "one of " + ", ".join(kinds), node)
        return default

    def whole(self, key: str, bounds: tuple[int, int] | None = None) -> int | None:
        """A whole number within bounds, which the table gives if the call does not."""
        node = self.node(key)
        if bounds is None and self.known is not None:
            bounds = self.known[key].kind.bounds
        assert bounds is not None
        low, high = bounds
        if node is None:
            return None
        if not isinstance(node, Scalar) or not _NUMBER.fullmatch(node.text):
            self.wrong(key, f"a whole number from {low} to {high}", node)
            return None
        number = int(node.text.partition(".")[0])
        if not low <= number <= high:
            self.notes.error("bad-number", f'"{key}" must be a whole number from {low} to {high}.', node)
            return None
        return number

    def flag(self, key: str) -> bool:
        """Yes or no; no where there is none."""
        node = self.mapping.values.get(key)
        flag = read_flag(node.text) if isinstance(node, Scalar) else None
        if node is not None and flag is None:
            self.wrong(key, "yes or no", node)
        return bool(flag)

    def mapping_of(self, key: str) -> Mapping | None:
        """A set of keys."""
        node = self.node(key)
        if node is None or isinstance(node, Mapping):
            return node
        self.wrong(key, "a set of keys", node)
        return None

    def inner(self, key: str, known: KeySet | None, what: str = "") -> Fields | None:
        """The keys of a set of keys; without `what` messages call it by its key."""
        mapping = self.mapping_of(key)
        return None if mapping is None else Fields(mapping, known, what or f'"{key}"', self.notes)

    def items(self, key: str, *, required: bool = False) -> list[Node]:
        """The items of a list, none where there is no list."""
        node = self.node(key, required=required)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self.wrong(key, "a list (each item on its own line, after a dash)", node)
        return []

    def words(self, key: str) -> list[tuple[str, Scalar]]:
        """A list of texts, each with its node."""
        texts: list[tuple[str, Scalar]] = []
        for item in self.items(key):
            if isinstance(item, Scalar) and item.text.strip():
                texts.append((item.text.strip("\n"), item))
            else:
                self.wrong(key, "a list of texts", item)
        return texts

    def texts(self, key: str) -> tuple[str, ...]:
        """The same without the nodes."""
        return tuple(text for text, _ in self.words(key))

    def identifiers(self, key: str) -> tuple[str, ...]:
        """A list of ids. Bad ones are noted and left out; one that stands twice is noted."""
        identifiers: dict[str, Scalar] = {}
        for text, node in self.words(key):
            if self.notes.is_id(text, node) and identifiers.setdefault(text, node) is not node:
                self.notes.error("duplicate-id", f'"{text}" stands twice in "{key}".', node)
        return tuple(identifiers)


def fields_of(node: Node, known: KeySet | None, what: str, notes: Notes) -> Fields | None:
    """The keys of a node that must be a set of keys, None where it is none."""
    if isinstance(node, Mapping):
        return Fields(node, known, what, notes)
    notes.error("wrong-type", f"{_capital(what)} must be a set of keys; here it is {kind_of(node)}.", node)
    return None


def _capital(what: str) -> str:
    return what[0].upper() + what[1:]
