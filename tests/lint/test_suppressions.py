"""`# lint: allow CODE reason`: what it silences, what it cannot, and what is wrong with a comment itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.examples import bases, report_on
from trainer.lint.suppressions import FileReport

HEART = "setting: A counter with a ❤️ on it"
ALLOW = "# lint: allow awkward-glyph it is our company's sign"


def _small(setting: str) -> str:
    return bases()["small"].replace("setting: A counter", setting)


def _codes(report: FileReport) -> list[str]:
    return [f.code for f in report.findings]


@pytest.mark.parametrize(
    "setting",
    [f"{HEART}   {ALLOW}", f"{ALLOW}\n{HEART}", f"{ALLOW}\n# and more\n\n{HEART}", f"{HEART} {ALLOW}"],
    ids=["behind", "above", "above with a comment between", "close behind"],
)
def test_a_comment_on_the_line_or_above_it_silences_and_keeps_the_reason(setting: str, tmp_path: Path) -> None:
    report = report_on(_small(setting).encode(), tmp_path)
    assert _codes(report) == []
    (allowed,) = report.allowed
    assert (allowed.finding.code, allowed.reason) == ("awkward-glyph", "it is our company's sign")


def test_a_comment_at_the_top_is_for_the_whole_file(tmp_path: Path) -> None:
    text = f"# Our counter.\n{ALLOW}\n" + _small(HEART).replace("You look it up.", "You ❤️ it.")
    report = report_on(text.encode(), tmp_path)
    assert _codes(report) == []
    assert len(report.allowed) == 2


def test_a_comment_elsewhere_silences_nothing_and_says_so(tmp_path: Path) -> None:
    report = report_on((_small(HEART) + f"{ALLOW}\n").encode(), tmp_path)
    assert sorted(_codes(report)) == ["allow-unused", "awkward-glyph"]


def test_one_comment_silences_only_its_own_rule(tmp_path: Path) -> None:
    text = _small(HEART).replace("setting:", "# lint: allow fact-never-read because\nsetting:")
    assert sorted(_codes(report_on(text.encode(), tmp_path))) == ["allow-unused", "awkward-glyph"]


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# lint: allow awkward-glyph", "allow-without-reason"),
        ("# lint: allow awkward-glpyh it is our sign", "allow-unknown"),
        ("# lint: alow awkward-glyph it is our sign", "allow-malformed"),
        ("# lint: allow", "allow-malformed"),
        ("#lint:", "allow-malformed"),
    ],
)
def test_a_comment_that_cannot_be_used_is_a_finding_and_silences_nothing(
    comment: str, code: str, tmp_path: Path
) -> None:
    report = report_on(_small(f"{HEART}   {comment}").encode(), tmp_path)
    assert sorted(_codes(report)) == sorted([code, "awkward-glyph"])


def test_an_error_cannot_be_allowed(tmp_path: Path) -> None:
    text = bases()["small"].replace("minutes: 1", "minutes: 0   # lint: allow bad-number we are quick")
    report = report_on(text.encode(), tmp_path)
    assert _codes(report) == ["bad-number", "allow-unused"]
    assert "is an error" in report.findings[1].message


@pytest.mark.parametrize(
    "setting",
    [
        f"setting: |\n  A sign says\n  {ALLOW}",
        f'setting: "A sign says {ALLOW}"',
        f'setting: "A sign says\n  {ALLOW}"',
        f"setting: 'It says {ALLOW.replace(chr(39), '')}'",
        f"setting: A#sign{ALLOW.replace(' ', '')}",
    ],
    ids=["block", "double quotes", "double quotes over lines", "single quotes", "inside a word"],
)
def test_what_stands_within_a_text_is_text(setting: str, tmp_path: Path) -> None:
    report = report_on(_small(setting).encode(), tmp_path)
    assert (_codes(report), report.allowed) == ([], [])


def test_a_comment_after_a_block_text_is_a_comment_again(tmp_path: Path) -> None:
    text = _small(f"setting: |\n  A counter\n{ALLOW}").replace("you: the clerk", "you: the ❤️ clerk")
    report = report_on(text.encode(), tmp_path)
    assert _codes(report) == []
    assert len(report.allowed) == 1


def test_frameworks_and_windows_line_ends_have_comments_too(tmp_path: Path) -> None:
    text = bases()["framework"].replace("source: Nobody", f"source: A ❤️   {ALLOW}").replace("\n", "\r\n")
    assert _codes(report_on(text.encode(), tmp_path)) == []


def test_in_a_file_that_cannot_be_read_comments_are_not_judged(tmp_path: Path) -> None:
    text = _small(f"setting: |\n  {ALLOW}").replace("cast:", "cast: {")
    assert "allow-unused" not in _codes(report_on(text.encode(), tmp_path))
