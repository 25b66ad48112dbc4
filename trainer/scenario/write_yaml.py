"""YAML as authors of scenarios write it: texts after a bar, words bare, everything else in quotes.

What is written here reads back, by our own loader, as the very same text.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

COLUMNS = 100
_BARE = re.compile(r"[A-Za-z](?:[A-Za-z0-9_' .()-]*[A-Za-z0-9_)])?|-?[0-9]{1,9}")
_NO_VALUE = ("null", "Null", "NULL")
"""What is read as no value at all where it stands bare."""
_AWKWARD = re.compile(
    r"[\t\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff\ufff9-\uffff\ud800-\udfff]"
)
"""Characters for which a text stands in quotes, so that nothing about it depends on white space or on an editor."""
_ESCAPED = re.compile('["\\\\\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]')
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the story: paragraphs parted by an empty line, written after a bar."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A condition, a number, a word of the format: written as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Keys on one line, between braces."""

    keys: Mapping[str, str | Code]


Tree: TypeAlias = "Mapping[str, Tree] | Sequence[Tree] | Said | Code | Brief | str"


def write_yaml(tree: Mapping[str, Tree]) -> str:
    """The document; a key whose value is empty is left out."""
    return "".join(f"{line}\n" if line else "\n" for line in _keys(tree, 0))


def scalar(text: str) -> str:
    """A text on one line, bare where nothing can be made of it but itself."""
    if _BARE.fullmatch(text) and "  " not in text and text not in _NO_VALUE:
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def comment(lines: Iterable[str]) -> Iterator[str]:
    """Lines of comment."""
    for line in lines:
        yield f"# {line}".rstrip()


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character, f"\\u{ord(character):04x}")


def _keys(mapping: Mapping[str, Tree], indent: int) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, str | Said | Code | Brief) or value:
            yield from _entry(f"{' ' * indent}{scalar(key)}:", value, indent)


def _items(items: Sequence[Tree], indent: int) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            lines = list(_keys(item, indent + 2))
            yield f"{' ' * indent}- {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield from _entry(f"{' ' * indent}-", item, indent)


def _entry(head: str, value: Tree, indent: int) -> Iterator[str]:
    match value:
        case Said(text):
            yield from _said(head, text, indent + 2)
        case Code(text):
            yield f"{head} {text}"
        case Brief(keys):
            inner = ", ".join(f"{scalar(k)}: {v.text if isinstance(v, Code) else scalar(v)}" for k, v in keys.items())
            yield f"{head} {{{inner}}}"
        case str():
            yield f"{head} {scalar(value)}"
        case Mapping():
            yield head
            yield from _keys(value, indent + 2)
        case _:
            yield head
            yield from _items(value, indent + 2)


def _said(head: str, text: str, indent: int) -> Iterator[str]:
    if not _fits_bar(text):
        yield f"{head} {scalar(text)}"
        return
    yield f"{head} |"
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ""
        for line in _wrapped(paragraph, COLUMNS - indent):
            yield f"{' ' * indent}{line}"


def _fits_bar(text: str) -> bool:
    """Whether nothing is lost when lines are broken anew: no white space but single spaces between words."""
    paragraphs = text.split("\n\n")
    return all(p and p == p.strip() and "\n" not in p and not _AWKWARD.search(p) for p in paragraphs)


def _wrapped(paragraph: str, width: int) -> list[str]:
    if "  " in paragraph:
        return [paragraph]
    return textwrap.wrap(paragraph, max(width, 40), break_long_words=False, break_on_hyphens=False)
