"""The pages of the rules: each example is run; no code is without a page, and no page without a code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lint.examples import bases, check_example, document_of, report_on
from tests.scenarios import ROOT
from trainer.document.finding import Severity
from trainer.lint.rule_pages import RulePage, all_pages, codes, rules_document

PAGES = {page.code: page for page in all_pages()}
ROOMS = ("document", "principles", "scenario", "analysis", "lint")
TELLERS = {"Finding", "ConditionError", "Diagnosis", "_finding", "error", "warning", "info", "add", "unknown", "_end"}
TELLERS |= {"_warning", "_info"}
NO_CODES = {"python"}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_failing_example_is_found_with_the_severity_of_its_page(page: RulePage, tmp_path: Path) -> None:
    for number, example in enumerate(page.failing):
        findings = check_example(example, page, tmp_path / str(number))
        own = [f for f in findings if f.code == page.code]
        assert own, [str(f) for f in findings]
        assert page.severity in {f.severity for f in own}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_no_passing_example_is_found_and_all_can_be_used(page: RulePage, tmp_path: Path) -> None:
    for number, example in enumerate(page.passing):
        findings = check_example(example, page, tmp_path / str(number))
        assert page.code not in {f.code for f in findings}
        if page.base != "nothing":
            assert not [str(f) for f in findings if f.severity is Severity.ERROR]


def test_every_code_in_the_source_has_a_page_and_every_page_a_code() -> None:
    assert set(_emitted()) == set(codes())


def test_the_bases_have_no_findings(tmp_path: Path) -> None:
    for name, text in bases().items():
        assert report_on(text.encode(), tmp_path / name).findings == []


def test_the_list_of_rules_is_not_stale() -> None:
    written = (ROOT / "docs" / "linting.md").read_text(encoding="utf-8")
    assert written == rules_document(), "run `python -m trainer.lint.rule_pages > docs/linting.md`"


def test_pages_say_what_and_why_in_sentences() -> None:
    for page in PAGES.values():
        assert page.what.endswith((".", ")")), page.code
        assert page.why.endswith((".", ")")), page.code
        assert len(page.title) <= 80, page.code


def test_what_is_repeated_in_an_example_is_written_out() -> None:
    page = PAGES["too-many-options"]
    assert document_of(page.failing[0], page.base).count(b"id: reply-") == 21


def _emitted() -> Iterator[str]:
    """The codes in the source: the first argument of what tells a finding, or the first of several things returned."""
    for room in ROOMS:
        for path in sorted((ROOT / "trainer" / room).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from _codes_in(node)


def _codes_in(node: ast.AST) -> Iterator[str]:
    first: ast.AST | None = None
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0] if name in TELLERS else None
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and node.value.elts:
        first = node.value.elts[0]
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        code = first.value
        if code.replace("-", "a").replace("8", "a").isalpha() and code.islower() and code not in NO_CODES:
            yield code
