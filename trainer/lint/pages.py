"""The page of a rule, read into its parts: what the docs, SARIF and the tests are made from.

    # bad-id: an id with signs that ids cannot have

    error · names · in small

    **What it does** …
    **Why it matters** …
    **Failing example** …     fenced: `yaml`, or `bytes` with escapes
    **Passing example** …
    **Instead** …             optional

A page says in which base document (`rules/_bases.yaml`) its examples stand; `in nothing` means that they are
whole documents. `with 3 states` bounds the states for a page whose example would need a million.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.document.finding import Severity
from trainer.lint.registry import codes, page_of

SECTIONS = ("What it does", "Why it matters", "Failing example", "Passing example")
OPTIONAL = "Instead"

_TITLE = re.compile(r"# (?P<code>[a-z0-9-]+): (?P<title>.+)\n\n(?P<facts>[^\n]+)\n\n")
_SECTION = re.compile(r"^\*\*(?P<name>[^*\n]+)\*\*\n\n", re.MULTILINE)
_FENCE = re.compile(r"^```(?P<kind>yaml|bytes)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class BadPage(ValueError):
    """A page that does not have the form of a rule's page; a fault of ours, met in tests."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document, or what is put into a base document. `kind` is yaml or bytes."""

    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Page:
    """A rule, explained."""

    code: str
    title: str
    severity: Severity
    family: str
    base: str
    states: int | None
    what: str
    why: str
    failing: tuple[Example, ...]
    passing: tuple[Example, ...]
    instead: str


def read_page(code: str) -> Page:
    """The page of one rule."""
    text = page_of(code)
    head = _TITLE.match(text)
    if head is None or head["code"] != code:
        raise BadPage(f"{code}: the title line or the line below it is not as it should be")
    parts = _sections(code, text[head.end() :])
    severity, family, base, *more = [part.strip() for part in head["facts"].split("·")]
    return Page(
        code=code,
        title=head["title"],
        severity=Severity(severity),
        family=family,
        base=base.removeprefix("in "),
        states=int(more[0].split()[1]) if more else None,
        what=parts[SECTIONS[0]],
        why=parts[SECTIONS[1]],
        failing=_examples(code, parts[SECTIONS[2]]),
        passing=_examples(code, parts[SECTIONS[3]]),
        instead=parts.get(OPTIONAL, ""),
    )


def all_pages() -> list[Page]:
    """Every rule's page, by code."""
    return [read_page(code) for code in codes()]


def _sections(code: str, text: str) -> dict[str, str]:
    pieces = _SECTION.split(text)
    found = {name: body.strip() for name, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    wanted = [*SECTIONS, *([OPTIONAL] if OPTIONAL in found else [])]
    if pieces[0].strip() or list(found) != wanted:
        raise BadPage(f"{code}: the sections are {', '.join(found)}, and should be {', '.join(wanted)}")
    return found


def _examples(code: str, text: str) -> tuple[Example, ...]:
    found = tuple(Example(m["kind"], m["body"]) for m in _FENCE.finditer(text))
    if not found:
        raise BadPage(f"{code}: a section has no example")
    return found
