"""Files far too large are answered in bounded time and memory. The time is a guard against hanging, not a figure."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lint.examples import bases, folder

SECONDS = 60
MEGABYTES = 1024


def _scenes(count: int) -> str:
    scene = "  s{n}:\n    next: s{next}\n"
    scenes = "".join(scene.format(n=n, next=n + 1) for n in range(count))
    end = f"  s{count}:\n    ending: {{outcome: good, lesson: Done.}}\n"
    return _head() + "start: s0\nscenes:\n" + scenes + end


def _head() -> str:
    return bases()["small"].split("\nstart:")[0] + "\n"


def _options(count: int) -> str:
    option = "      - {{id: r{n}, say: Reply {n} of many., marks: {{warmth: {{level: 3, why: So.}}}}, next: e}}\n"
    options = "".join(option.format(n=n) for n in range(count))
    return (
        f"{_head()}start: s\nscenes:\n  s:\n    decide: What now?\n    responses:\n{options}"
        "  e:\n    ending: {outcome: good, lesson: Done.}\n"
    )


def _many_facts() -> str:
    """Fourteen numbers that every reply moves at will: more states than can be counted."""
    facts = "".join(f"  n{i}: {{from: 0, to: 999, start: 0, shown: {{as: bar}}}}\n" for i in range(14))
    option = "      - {{id: r{i}, say: Reply {i}., once: yes, effects: {{n{i}: +1}}, next: s}}\n"
    options = "".join(option.format(i=i) for i in range(14))
    head = _head().split("facts:")[0] + "variants: {one: {guest: Ann}}\nfacts:\n" + facts
    more = "      - {id: done, say: Done., marks: {warmth: {level: 3, why: So.}}, next: e}\n"
    return (
        f"{head}start: s\nscenes:\n  s:\n    decide: What now?\n    responses:\n{options}{more}"
        "  e:\n    ending: {outcome: good, lesson: Done.}\n"
    )


def _only_so_much() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024 * 1024, MEGABYTES * 1024 * 1024))


def _lint(text: str, where: Path) -> tuple[int, set[str], str]:
    path = folder(where) / "big.yaml"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "trainer", "lint", str(path), "--scenarios", str(where), "--format", "json"],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        preexec_fn=_only_so_much,
    )
    return done.returncode, {f["code"] for f in json.loads(done.stdout or "[]")}, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="bounds memory as Linux does")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        (_scenes(100_000), "too-large"),
        (_scenes(6_000), "too-many-items"),
        (_options(10_000), "too-many-values"),
        (_options(5_001), "too-many-items"),
        (_options(4_000), "too-many-options"),
        (_many_facts(), ""),
    ],
    ids=["100,000 scenes", "6,000 scenes", "10,000 options", "5,001 options", "4,000 options", "16,384 sets of facts"],
)
def test_too_much_is_said_to_be_too_much(text: str, code: str, tmp_path: Path) -> None:
    exit_code, found, said = _lint(text, tmp_path)
    assert exit_code in (0, 1), said
    assert "Traceback" not in said
    assert code in found or not code


def test_as_many_scenes_as_fit_are_linted(tmp_path: Path) -> None:
    exit_code, found, said = _lint(_scenes(4_900), tmp_path)
    assert (exit_code, said) != (70, "")
    assert "too-many-items" not in found
