"""The rules by code. Each is one page in `rules/`; the listing of that folder is the list of the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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
