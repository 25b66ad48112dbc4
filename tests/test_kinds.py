"""Every recogniser of our files is one: it sees through what may stand before `format`, and tells what was mistyped."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import team_folder, trainer
from tests.scenarios import SMALL
from trainer.document.finding import Finding, Severity
from trainer.kinds import FileKind, edits, head_of, is_scenario, kind_of, read_head
from trainer.lint.check import check_all, files_to_check
from trainer.lint.suppressions import FileReport
from trainer.paths import is_team_folder
from trainer.scenario.library import open_library

PLANS = "format: plan/1\nscenario: small\nplans:\n  - id: a\n    title: A\n    replies: []\n"
BEFORE = {
    "nothing": "",
    "a mark of the byte order": "\ufeff",
    "comments": "# ours\n\n   # and yours\n",
    "forty blank lines": "\n" * 40,
    "blank lines of spaces": "  \t \n" * 40,
    "300 kB of blank lines": "\n" * 300_000,
    "900 kB of comments": "# a long history\n" * 53_000,
    "one endless comment": "#" + "x" * 900_000 + "\n",
    "the sign of a document": "---\n# and a comment\n",
    "a byte-order mark and comments": "\ufeff# ours\n\n",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_whatever_stands_before_it_a_file_is_known_everywhere(before: str, end: str) -> None:
    Path("scenarios").mkdir()
    path = Path("scenarios/a.yaml")
    path.write_bytes((before + SMALL)[: 1024 * 1024].replace("\n", end)[: 1024 * 1024].encode())
    assert is_scenario(path)
    assert kind_of(path) is FileKind.SCENARIO
    assert is_team_folder(Path())
    assert [kind for _, kind in files_to_check([Path("scenarios")], only_ours=True)] == [FileKind.SCENARIO]
    assert list(open_library([Path("scenarios")]).paths) == ["small"]
    plans = (before + PLANS).replace("\n", end).encode()
    assert head_of(plans).kind is FileKind.PLAN


@pytest.mark.parametrize(
    "unit", ["\n", "\r", " \n", "a:\n", "x\n", "format:\n", "{", '"', "---\n", "#\n", "\0", "fromat: x\n"]
)
def test_a_file_that_is_not_ours_is_passed_over_whatever_stands_in_it(unit: str) -> None:
    data = (unit * (1024 * 1024 // len(unit))).encode()
    assert head_of(data) == head_of(b"\xef\xbb\xbf" + data)
    assert head_of(data).kind is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"format": "plan/1"\n', FileKind.PLAN),
        ("format : acts/1 # ours\nlanguage: en\n", FileKind.ACTS),
        ("format:\n  # which\n  framework/1\n", FileKind.FRAMEWORK),
        ('{"format": "scenario/1", "id": "x"}', FileKind.SCENARIO),
        ("  format: scenario/1\n  id: x\n", FileKind.SCENARIO),
        ("format: scenario/1", FileKind.SCENARIO),
        ("format: scenario/22\n", FileKind.SCENARIO),
        ("format: |\n  scenario/1\n", FileKind.SCENARIO),
        ("text: |\n  format: scenario/1\n", None),
        ("format: story/1\n", None),
        ("format: scenarioplan/1\n", None),
        ("# format: scenario/1\n", None),
        ("", None),
    ],
)
def test_format_is_read_as_yaml_reads_it(text: str, kind: FileKind | None) -> None:
    assert head_of(text.encode()).kind is kind
    assert head_of(text.encode("utf-16")).kind is kind


def test_a_head_is_found_whole_where_only_a_part_is_read_first() -> None:
    Path("a.yaml").write_text(
        "format: scenario/1\n" + "# x\n" * 2043 + "id: a-long-id-across-the-edge\n" + "# x\n" * 99
    )
    assert read_head(Path("a.yaml")).id == "a-long-id-across-the-edge"


@pytest.mark.parametrize("name", ["a.yaml", "principles/a.yaml", "acts/a.yaml"])
def test_a_pipe_holds_nothing_up(name: str) -> None:
    team_folder()
    path = Path("scenarios") / name
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    assert read_head(path) == head_of(b"")
    assert trainer("list", TRAINER_SCENARIOS="scenarios").code in (0, 1)
    assert trainer("lint", "scenarios").code in (0, 1)
    named = trainer("lint", str(path))
    assert (named.code, "not a regular file" in named.err) == (3, True)


MISTYPED = {
    "format: scenarios/1": "scenario/1",
    "format: scenaro/1": "scenario/1",
    "fromat: scenario/1": "scenario/1",
    "Format: Scenario/1": "scenario/1",
    "formta: plam/1": "plan/1",
    "format: plans/1": "plan/1",
    "format: act/1": "acts/1",
    "format: frameworks/1": "framework/1",
    "format:scenario/1": "scenario/1",
    "format scenario/1": "scenario/1",
    "format: scenario1": "scenario/1",
    "- format: scenario/1": "scenario/1",
}


@pytest.mark.parametrize(("line", "meant"), MISTYPED.items())
def test_a_format_within_two_edits_of_ours_is_a_finding_with_what_was_meant(line: str, meant: str) -> None:
    Path("scenarios").mkdir()
    Path("scenarios/a.yaml").write_text(f"# ours\n{line}\nid: x\n", encoding="utf-8")
    [finding] = lint()
    assert (finding.code, finding.severity, finding.at.line) == ("format-mistyped", Severity.WARNING, 2)
    assert f'Did you mean "format: {meant}"?' in finding.message
    [finding] = lint(only_ours=True)
    assert (finding.code, finding.severity) == ("format-mistyped", Severity.INFO)


def lint(*, only_ours: bool = False) -> list[Finding]:
    files = list(files_to_check([Path("scenarios")], only_ours=only_ours))
    reports = list(check_all(files, [Path("scenarios")]))
    return [f for report in reports if isinstance(report, FileReport) for f in report.findings]


def test_scenes_and_a_start_without_a_format_are_a_finding() -> None:
    team_folder().write_text(SMALL.replace("format: scenario/1\n", ""), encoding="utf-8")
    [finding] = lint()
    assert (finding.code, finding.severity) == ("format-mistyped", Severity.WARNING)
    assert 'begin it with "format: scenario/1"' in finding.message
    done = trainer("lint", "--only-ours", "scenarios/small.yaml")
    assert (done.code, "info format-mistyped" in done.out) == (0, True)


@pytest.mark.parametrize(
    "text",
    ["format: twine/2\nscenes: {}\nstart: a\n", "format: png\n", "from: here\n", "scenes: []\n", "a: format: x\n"],
)
def test_other_people_s_files_are_passed_over(text: str) -> None:
    Path("scenarios").mkdir()
    Path("scenarios/a.yaml").write_text(text, encoding="utf-8")
    assert lint() == []


def test_a_format_that_is_not_first_is_told_since_the_library_passes_over_the_file() -> None:
    path = team_folder()
    path.write_text("title: A small one\n" + SMALL.replace("title: ", "# "), encoding="utf-8")
    assert not open_library([Path("scenarios")]).paths
    assert "format-not-first" in {f.code for f in lint()}


def test_edits_are_counted_to_two() -> None:
    counted = {"scenario": 0, "scenaro": 1, "scenarios": 1, "scneario": 1, "Scenarjo": 2, "xxscenario": 2, "scene": 3}
    assert {word: edits(word.encode(), b"scenario") for word in counted} == counted


def test_forty_blank_lines_in_a_shared_file_hold_no_command_up() -> None:
    team_folder()
    Path("scenarios/blank.yaml").write_text("\n" * 40 + "x: 1\n", encoding="utf-8")
    assert trainer("list").code == 0
    assert trainer("where").code == 0
    assert trainer("lint", "scenarios").code == 1
    assert trainer("test", "scenarios").code == 3


def test_a_file_of_an_old_mac_is_told_what_to_do() -> None:
    path = team_folder()
    path.write_bytes(SMALL.replace("\n", "\r").encode())
    done = trainer("lint", str(path))
    assert done.code == 1
    assert done.out.count("error") == 1
    assert "old Macs (CR)" in done.out
    assert "LF" in done.out
    assert "    1 | format: scenario/1" in done.out


def test_doubled_line_ends_are_told_once() -> None:
    path = team_folder()
    path.write_bytes(SMALL.replace("\n", "\r\r\n").encode())
    done = trainer("lint", str(path))
    assert (done.code, done.out.count("error"), "CR CR LF" in done.out) == (1, 1, True)


def test_a_huge_file_is_not_read_to_show_a_line_of_it() -> None:
    with Path("huge.yaml").open("wb") as file:
        file.write(b"format: scenario/1\n")
        file.truncate(3_000_000_000)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))

    command = [sys.executable, "-m", "trainer", "lint", "huge.yaml"]
    done = subprocess.run(command, capture_output=True, timeout=30, preexec_fn=bounded, check=False)
    assert (done.returncode, b"too-large" in done.stdout) == (1, True), done.stderr
