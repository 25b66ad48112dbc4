"""`trainer lint` as people, programs and hooks call it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.helpers import Done, team_folder, trainer
from tests.lint.examples import bases
from tests.scenarios import LIBRARY, ROOT
from trainer.lint.rule_pages import codes, page_of

SOUND = bases()["small"]
NEVER_READ = SOUND.replace("variants:", "  hurried: {flag: no}\nvariants:")


def _lint(text: str, *arguments: str) -> Done:
    if not Path("scenarios").exists():
        team_folder()
    Path("scenarios/small.yaml").write_text(text, encoding="utf-8")
    return trainer("lint", "scenarios/small.yaml", *arguments)


def test_a_warning_is_shown_with_its_line_and_a_caret_and_exits_1() -> None:
    done = _lint(NEVER_READ)
    assert done.code == 1
    assert "warning fact-never-read:" in done.out
    number = NEVER_READ[: NEVER_READ.index("  hurried")].count("\n") + 1
    assert f"{number:>5} |   hurried: {{flag: no}}\n      |            ^^^^^^^^^^" in done.out
    assert "checked:" in done.err


def test_remarks_alone_exit_0() -> None:
    text = SOUND.replace("Lovely weather, isn't it?", "We never check that.")
    done = _lint(text)
    assert "info absolute-word" in done.out
    assert " warning " not in done.out
    assert done.code == 0


def test_the_library_has_no_warnings() -> None:
    found = trainer("lint", str(LIBRARY), "--format", "json")
    assert [f for f in found.json if f["severity"] != "info"] == []
    assert found.code == 0


def test_what_is_allowed_is_left_out_and_shown_when_asked_for() -> None:
    text = NEVER_READ.replace("hurried: {flag: no}", "hurried: {flag: no}  # lint: allow fact-never-read for later")
    assert "fact-never-read" not in _lint(text).out
    assert "allowed: for later" in _lint(text, "--show-allowed").out
    rows = [f for f in _lint(text, "--show-allowed", "--format", "json").json if f["code"] == "fact-never-read"]
    assert [row["severity"] for row in rows] == ["info"]
    assert "for later" in rows[0]["message"]
    assert set(rows[0]) == {
        *("code", "severity", "message", "path", "line", "column", "end_line", "end_column", "witness"),
    }


def test_github_and_sarif_are_printed_on_stdout() -> None:
    assert "::warning file=scenarios/small.yaml,line=" in _lint(NEVER_READ, "--format", "github").out
    report = json.loads(_lint(NEVER_READ, "--format", "sarif").out)
    result = report["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "scenarios/small.yaml"


def test_a_rule_is_explained_and_an_unknown_one_names_the_nearest() -> None:
    assert trainer("lint", "--explain", "gameable").out == page_of("gameable")
    assert trainer("lint", "--explain", "all").out.split() == list(codes())
    unknown = trainer("lint", "--explain", "gamable")
    assert unknown.code == 2
    assert 'Did you mean "gameable"?' in unknown.err


def test_a_hook_passes_over_files_that_are_not_ours() -> None:
    Path("compose.yaml").write_text("services: {}\n", encoding="utf-8")
    assert trainer("lint", "--only-ours", "compose.yaml").code == 0
    assert trainer("lint", "compose.yaml").code == 1
    path = team_folder()
    path.write_text(NEVER_READ, encoding="utf-8")
    done = trainer("lint", "--only-ours", "compose.yaml", str(path))
    assert done.code == 1
    assert "1 file checked" in done.err


def test_a_hook_that_names_what_is_not_there_still_fails() -> None:
    done = trainer("lint", "--only-ours", "nowhere.yaml")
    assert done.code == 3
    assert "no such file" in done.err


def test_the_hook_definition_calls_what_exists() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert "id: trainer-lint" in text
    assert "entry: trainer lint --only-ours" in text
