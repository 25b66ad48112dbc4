"""The rules by code, and the page of each read into its parts: what the docs, SARIF and the tests are made from.

Each rule is one page in `rules/`; the listing of that folder is the list of the rules. `docs/linting.md` is made by
`python -m trainer.lint.rule_pages > docs/linting.md`. The form of a page:

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

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trainer.document.finding import Severity

RULES = Path(__file__).parent / "rules"


@cache
def codes() -> tuple[str, ...]:
    """The code of every rule, in order; nothing is read but the folder."""
    return tuple(sorted(p.stem for p in RULES.glob("*.md")))


def page_of(code: str) -> str:
    """The page of a rule, in Markdown. KeyError when there is no such rule."""
    if code not in codes():
        raise KeyError(code)
    return (RULES / f"{code}.md").read_text(encoding="utf-8")


SECTIONS = ("What it does", "Why it matters", "Failing example", "Passing example")
OPTIONAL = "Instead"

_TITLE = re.compile(r"# (?P<code>[a-z0-9-]+): (?P<title>.+)\n\n(?P<facts>[^\n]+)\n\n")
_SECTION = re.compile(r"^\*\*(?P<name>[^*\n]+)\*\*\n\n", re.MULTILINE)
_FENCE = re.compile(r"^```(?P<kind>yaml|bytes)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class BadPageError(ValueError):
    """A page that does not have the form of a rule's page; a fault of ours, met in tests."""


@dataclass(frozen=True, slots=True)
class PageExample:
    """A document, or what is put into a base document. `kind` is yaml or bytes."""

    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule, explained."""

    code: str
    title: str
    severity: Severity
    family: str
    base: str
    states: int | None
    what: str
    why: str
    failing: tuple[PageExample, ...]
    passing: tuple[PageExample, ...]
    instead: str


def read_page(code: str) -> RulePage:
    """The page of one rule."""
    text = page_of(code)
    head = _TITLE.match(text)
    if head is None or head["code"] != code:
        raise BadPageError(f"{code}: the title line or the line below it is not as it should be")
    pieces = _SECTION.split(text[head.end() :])
    parts = {name: body.strip() for name, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    wanted = [*SECTIONS, *([OPTIONAL] if OPTIONAL in parts else [])]
    if pieces[0].strip() or list(parts) != wanted:
        raise BadPageError(f"{code}: the sections are {', '.join(parts)}, and should be {', '.join(wanted)}")
    severity, family, base, *more = [part.strip() for part in head["facts"].split("·")]
    return RulePage(
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


def all_pages() -> list[RulePage]:
    """Every rule's page, by code."""
    return [read_page(code) for code in codes()]


def _examples(code: str, text: str) -> tuple[PageExample, ...]:
    examples = tuple(PageExample(m["kind"], m["body"]) for m in _FENCE.finditer(text))
    if not examples:
        raise BadPageError(f"{code}: a section has no example")
    return examples


def rules_document() -> str:
    """The whole document: the introduction, then every rule by family."""
    pages = all_pages()
    families: dict[str, list[RulePage]] = {}
    for page in pages:
        families.setdefault(page.family, []).append(page)
    parts = [(RULES / "_intro.txt").read_text(encoding="utf-8").rstrip("\n"), f"## The {len(pages)} rules"]
    for family in sorted(families):
        table = ["| rule | | what it says |", "|---|---|---|"]
        for page in families[family]:
            link = f"[`{page.code}`](../trainer/lint/rules/{page.code}.md)"
            table.append(f"| {link} | {page.severity} | {page.title.replace('|', '&#124;')} |")
        parts.append(f"### {family[0].upper() + family[1:]}\n\n" + "\n".join(table))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    print(rules_document(), end="")
