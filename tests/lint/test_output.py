"""Findings as people, GitHub and code-scanning services read them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from trainer.document.finding import Finding, Severity, Span
from trainer.lint.finding_formats import COLUMNS, as_github_commands, as_sarif, as_text, caret, summary
from trainer.lint.suppressions import SuppressedFinding

ODD = Finding("bad-id", Severity.ERROR, "50 % is\nno: id, is it?", "a,b:c%.yaml", Span(2, 5, 2, 8), ("one", "two"))
REMARK = Finding("absolute-word", Severity.INFO, "Never say never.", "a,b:c%.yaml", Span(1, 1, 3, 2))


def _under(line: str, at: Span) -> tuple[str, str]:
    shown, below = caret(line, at)
    return shown[8:], below[8:]


def test_the_caret_stands_under_the_place() -> None:
    assert _under("id: A small one", Span(1, 5, 1, 16)) == ("id: A small one", "    ^^^^^^^^^^^")


@pytest.mark.parametrize(
    ("line", "at", "below"),
    [
        ("日本: x", Span(1, 5, 1, 6), "      ^"),
        ("é: x", Span(1, 4, 1, 5), "   ^"),
        ("a:\tx", Span(1, 4, 1, 5), "   ^"),
        ("a: 日本", Span(1, 4, 1, 6), "   ^^^^"),
        ("a: b", Span(1, 1, 4, 2), "^^^^"),
        ("a", Span(1, 9, 1, 10), " ^"),
        ("a: \x1b[31mx", Span(1, 4, 1, 5), "   ^"),
    ],
    ids=["wide letters before", "an accent", "a tab", "wide letters under", "many lines", "past the end", "an escape"],
)
def test_the_caret_counts_columns_and_not_characters(line: str, at: Span, below: str) -> None:
    shown, under = _under(line, at)
    assert under == below
    assert "\x1b" not in shown
    assert "\t" not in shown


def test_of_a_long_line_the_part_with_the_place_is_shown() -> None:
    shown, below = _under("x" * 500 + "HERE" + "y" * 500, Span(1, 501, 1, 505))
    assert len(shown) == COLUMNS
    assert shown[below.index("^") :][:4] == "HERE"


def test_an_empty_line_has_no_caret() -> None:
    assert list(caret("  ", Span(1, 1, 1, 2))) == []


def test_text_names_the_replies_and_the_reasons() -> None:
    Path("a,b:c%.yaml").write_text("a\nid: A b\n", encoding="utf-8")
    lines = list(as_text([ODD], [SuppressedFinding(REMARK, "so we speak")]))
    assert lines[0].startswith("a,b:c%.yaml:2:5: error bad-id: 50 %")
    assert "      the replies that lead there: one, two" in lines
    assert lines[-1] == "      allowed: so we speak"


def test_a_long_witness_is_cut_and_counted() -> None:
    long = Finding("gameable", Severity.WARNING, "Long.", "nowhere.yaml", witness=("x",) * 100)
    assert list(as_text([long]))[-1].endswith("… and 76 more")


def test_the_summary_counts_by_kind() -> None:
    assert summary([], [], 1) == "1 file checked: nothing found."
    assert (
        summary([ODD, REMARK, REMARK], [SuppressedFinding(REMARK, "x")], 3)
        == "3 files checked: 1 error, 2 remarks (1 allowed)."
    )


def test_github_commands_are_escaped() -> None:
    first, second = as_github_commands([ODD, REMARK])
    assert first == (
        "::error file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=5,endColumn=8,title=bad-id"
        "::50 %25 is%0Ano: id, is it?%0AThe replies that lead there: one, two"
    )
    assert second.startswith("::notice ")
    assert "endColumn" not in second


def test_sarif_has_rules_with_help_regions_and_relative_places() -> None:
    report = as_sarif([ODD], [SuppressedFinding(REMARK, "so we speak")], Path())
    assert report["version"] == "2.1.0"
    (run,) = report["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == ["absolute-word", "bad-id"]
    assert rules[1]["help"]["markdown"].startswith("# bad-id")
    first, second = run["results"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "bad-id"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%2Cb%3Ac%25.yaml", "uriBaseId": "ROOT"}
    assert place["region"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 8}
    assert first["properties"]["witness"] == ["one", "two"]
    assert second["suppressions"] == [{"kind": "inSource", "justification": "so we speak"}]
    assert run["originalUriBaseIds"]["ROOT"]["uri"].endswith("/")


def test_sarif_of_a_file_elsewhere_names_it_in_full(tmp_path: Path) -> None:
    elsewhere = Finding("bad-id", Severity.ERROR, "Bad.", str(tmp_path / "x.yaml"))
    (run,) = as_sarif([elsewhere], [], Path())["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("file://")


@pytest.mark.parametrize("worktree", [False, True])
def test_sarif_counts_paths_from_the_repository_s_root(tmp_path: Path, worktree: bool) -> None:
    inner = tmp_path / "training" / "scenarios"
    inner.mkdir(parents=True)
    if worktree:
        (tmp_path / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    else:
        (tmp_path / ".git").mkdir()
    finding = Finding("bad-id", Severity.ERROR, "Bad.", str(inner / "a b.yaml"))
    (run,) = as_sarif([finding], [], tmp_path / "training")["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "training/scenarios/a%20b.yaml", "uriBaseId": "ROOT"}
    assert run["originalUriBaseIds"]["ROOT"]["uri"] == tmp_path.as_uri() + "/"


def test_sarif_says_where_to_read_about_the_tool_and_has_the_structure_of_2_1_0() -> None:
    report = as_sarif([ODD], [SuppressedFinding(REMARK, "so we speak")], Path())
    assert set(report) == {"$schema", "version", "runs"}
    (run,) = report["runs"]
    driver = run["tool"]["driver"]
    assert urlsplit(driver["informationUri"]).scheme
    assert {"name", "version", "informationUri", "rules"} == set(driver)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        region = result["locations"][0]["physicalLocation"]["region"]
        assert all(isinstance(number, int) and number >= 1 for number in region.values())
