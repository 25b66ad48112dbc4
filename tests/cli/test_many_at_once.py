"""Many first starts at once in one new folder, as when a class begins: all play, and one name is one person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import replies, team_folder
from trainer.records.record import read_record

AT_ONCE = 50


def begin(number: int, name: str) -> subprocess.Popen[bytes]:
    command = ["play", "small", "--replies", "replies.txt", "--json", "--trainee", name, "--transcripts", "new/folder"]
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", *command, "--seed", str(number)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def all_play(names: list[str]) -> list[dict[str, object]]:
    """Start one process for each name, all at once. What each printed, once all have ended well."""
    team_folder()
    replies("check", "help")
    running = [begin(number, name) for number, name in enumerate(names)]
    ended = [(*process.communicate(timeout=300), process.returncode) for process in running]
    assert [(code, err) for _, err, code in ended if code or err] == []
    return [json.loads(out) for out, _, _ in ended]


def known() -> list[str]:
    return [p["name"] for p in json.loads(Path("new/folder/people.json").read_text(encoding="utf-8"))["people"]]


def test_fifty_first_starts_of_one_name_make_one_person_and_fifty_whole_attempts() -> None:
    results = all_play(["Ann"] * AT_ONCE)
    assert known() == ["Ann"]
    journals = sorted(Path("new/folder").glob("*.jsonl"))
    assert len(journals) == len({r["attempt"] for r in results}) == AT_ONCE
    records = [read_record(path) for path in journals]
    assert all(record.ended for record in records)
    assert len({record.header.trainee for record in records}) == 1
    assert sorted(record.header.number for record in records) == list(range(1, AT_ONCE + 1))
    assert list(Path("new/folder/.writing").iterdir()) == []


def test_first_starts_of_many_names_lose_nobody() -> None:
    all_play([f"P{number % 3}" for number in range(6)])
    assert sorted(known()) == [f"P{number}" for number in range(3)]


@pytest.mark.skipif(sys.platform == "win32", reason="modes as POSIX has them")
def test_what_they_leave_is_private() -> None:
    all_play(["Ann"] * 3)
    for path in [Path("new"), Path("new/folder"), *Path("new/folder").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert os.access("new/folder/people.json", os.R_OK | os.W_OK)


def test_two_spellings_of_one_name_at_once_are_one_person_or_said() -> None:
    team_folder()
    replies("check", "help")
    running = [begin(number, name) for number, name in enumerate(["José", "josé", "JOSÉ", "Jose\u0301"])]
    codes = [(process.communicate(timeout=300), process.returncode)[1] for process in running]
    assert set(codes) <= {0, 2}
    assert 0 in codes
    assert len(known()) == 1
