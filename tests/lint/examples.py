"""Checking an example of a rule's page as `trainer lint` would check it in a folder."""

from __future__ import annotations

from pathlib import Path

from trainer.document.finding import Finding
from trainer.kinds import FileKind
from trainer.limits import STATES
from trainer.lint.check import FileReport, check_file, files_to_check
from trainer.lint.examples import bases, document_of
from trainer.lint.pages import Example, Page
from trainer.scenario.library import open_library


def folder(where: Path) -> Path:
    """A folder in which every base document has its place, beside a broken framework and two more sound ones."""
    principles = where / "principles"
    principles.mkdir(parents=True)
    demo = bases()["framework"]
    twin = demo.replace("id: demo", "id: twin")
    other = demo[: demo.index("principles:")].replace("id: demo", "id: other")
    other += "principles:\n  speed: {title: speed, statement: Be quick, honours: [Acts], breaks: [Dawdles]}\n"
    broken = demo.replace("id: demo", "id: broken").replace("title: warmth, ", "")
    for name, text in {"demo": demo, "twin": twin, "other": other, "broken": broken}.items():
        (principles / f"{name}.yaml").write_text(text, encoding="utf-8")
    (where / "acts").mkdir()
    (where / "acts" / "english.yaml").write_text(bases()["acts"], encoding="utf-8")
    (where / "small.yaml").write_text(bases()["small"], encoding="utf-8")
    return where


def report_on(data: bytes, where: Path, states: int = STATES) -> FileReport:
    """Everything found in a document, and what is allowed in it."""
    path = folder(where) / "example.yaml"
    path.write_bytes(data)
    kind = next((kind for known, kind in files_to_check([where]) if known == path), FileKind.SCENARIO)
    return check_file(path, kind, open_library([where]), states)


def check_example(example: Example, page: Page, where: Path) -> list[Finding]:
    """Everything found in an example of a page."""
    return report_on(document_of(example, page.base), where, page.states or STATES).findings
