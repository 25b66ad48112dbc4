"""Killed at any moment, the attempt goes on at that decision with nothing lost."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import replies, team_folder, trainer
from tests.scenarios import LIBRARY
from trainer.records.record import read_record

POSIX = hasattr(signal, "SIGHUP")


def begin(*options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", "play", *options, "--plain", "--trainee", "Ann"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
    )


def read_until(process: "subprocess.Popen[bytes]", text: bytes) -> bytes:
    assert process.stdout is not None
    seen = b""
    while text not in seen:
        byte = process.stdout.read(1)
        assert byte, seen
        seen += byte
    return seen


def answer(process: "subprocess.Popen[bytes]", line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line.encode() + b"\n")
    process.stdin.flush()


def journal() -> Path:
    return max(Path("transcripts").glob("*.jsonl"))


@pytest.mark.parametrize("seed", range(4))
def test_killed_after_any_number_of_decisions_everything_shown_is_on_disk(seed: int) -> None:
    team_folder()
    chance = random.Random(seed)
    process = begin(str(LIBRARY / "two-minute-counter.yaml"), "--seed", str(seed))
    decisions = chance.randint(0, 3)
    read_until(process, b"\n> ")
    for _ in range(decisions):
        answer(process, str(chance.randint(1, 3)))
        read_until(process, b"\nYou: ")
        if chance.random() < 0.7:
            read_until(process, b"\n> ")
    process.kill()
    process.communicate()
    record = read_record(journal())
    assert len(record.given) >= decisions
    done = trainer("play", "--resume", "--plain", "--trainee", "Ann", stdin="1\n1\n1\n1\n1\n")
    assert done.code == 0, done.err
    assert "THE END" in done.out
    again = read_record(journal())
    assert again.given[: len(record.given)] == record.given


@pytest.mark.skipif(not POSIX, reason="these signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, *([signal.SIGHUP] if POSIX else [])])
def test_a_signal_is_a_pause(number: signal.Signals) -> None:
    team_folder()
    process = begin("small", "--seed", "1")
    read_until(process, b"\n> ")
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == (130 if number == signal.SIGINT else 0), err
    assert b"Paused; nothing is lost" in err
    assert not read_record(journal()).ended


def test_a_journal_that_was_cut_anywhere_is_resumed() -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("chat"), "--trainee", "Ann")
    whole = journal().read_bytes()
    start = whole.index(b"\n") + 1
    for cut in range(start, len(whole), 97):
        journal().write_bytes(whole[:cut])
        done = trainer("play", "--resume", "--plain", "--trainee", "Ann", stdin="p\n")
        assert done.code == 0, (cut, done.err)


@pytest.mark.skipif(sys.platform == "win32", reason="the app is killed in a pseudo-terminal")
@pytest.mark.parametrize("front", ["plain", "replies", "app"])
def test_killed_without_warning_nothing_shown_is_lost(front: str) -> None:
    """A few rounds of `tests/benchmarks/killing.py`, which has a thousand."""
    from tests.benchmarks.killing import round_of

    chance = random.Random()
    assert [wrong for _, wrong in (round_of(front, chance) for _ in range(3)) if wrong] == []
