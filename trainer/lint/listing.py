"""`docs/linting.md`, made from the pages of the rules.

python -m trainer.lint.listing > docs/linting.md
"""

from __future__ import annotations

from trainer.lint.pages import Page, all_pages
from trainer.lint.registry import RULES


def listing() -> str:
    """The whole document: the introduction, then every rule by family."""
    pages = all_pages()
    families: dict[str, list[Page]] = {}
    for page in pages:
        families.setdefault(page.family, []).append(page)
    parts = [(RULES / "_intro.txt").read_text(encoding="utf-8").rstrip("\n")]
    parts.append(f"## The {len(pages)} rules")
    for family in sorted(families):
        rows = [_row(page) for page in families[family]]
        table = "\n".join(["| rule | | what it says |", "|---|---|---|", *rows])
        parts.append(f"### {family[0].upper() + family[1:]}\n\n{table}")
    return "\n\n".join(parts) + "\n"


def _row(page: Page) -> str:
    link = f"[`{page.code}`](../trainer/lint/rules/{page.code}.md)"
    return f"| {link} | {page.severity} | {page.title.replace('|', '&#124;')} |"


if __name__ == "__main__":
    print(listing(), end="")
