"""How often a program that is killed without warning loses an answer whose consequence it had shown: never.

    python tests/benchmarks/killing.py [ROUNDS]

Each round plays the small scenario of the tests in plain lines, from a file of replies, or in the app in a terminal of
its own, and kills it with SIGKILL at a moment drawn at random. What it had shown must be on disk; the attempt must be
whole or unfinished, never damaged, and go on from there to its end. The exit code is the number of rounds that failed.
"""

from __future__ import annotations

import contextlib
import os
import pty
import random
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.scenarios import FRAMEWORK, SMALL
from trainer.errors import TrainerError
from trainer.records.record import read_record
from trainer.records.summary import Standing, summarise

ROUNDS = 1_000
LONGEST = 2.5
"""Seconds at most until the kill: the whole play takes about two."""
NAMED = ["--trainee", "Ann", "--transcripts", "transcripts", "--scenarios", "scenarios"]
SHOWN = {"Yes. I am": 1, "Later.": 2}
"""What is told only once so many replies are kept."""


def prepare(folder: Path) -> None:
    """A folder to play in."""
    (folder / "scenarios" / "principles").mkdir(parents=True)
    (folder / "scenarios" / "principles" / "demo.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "scenarios" / "small.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "replies.txt").write_text("check\nhelp\n", encoding="utf-8")


def plain(folder: Path, until: float) -> str:
    """What `--plain` had printed when it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", "play", "small", "--variant", "one", "--plain", *NAMED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(b"1\n1\n")
        process.stdin.flush()
    time.sleep(until)
    process.kill()
    return process.communicate()[0].decode()


def from_a_file(folder: Path, until: float) -> str:
    """The same with `--replies`, which tells only that it has ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", "play", "small", "--variant", "one", "--replies", "replies.txt", *NAMED],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    time.sleep(until)
    process.kill()
    return process.communicate()[0].decode()


def app(folder: Path, until: float) -> str:
    """What the app had drawn when it was killed."""
    near, far = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", "play", "small", "--variant", "one", *NAMED],
        stdin=far,
        stdout=far,
        stderr=far,
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"},
        start_new_session=True,
    )
    os.close(far)
    drawn, ends, pressed = b"", time.monotonic() + until, 0.0
    while time.monotonic() < ends:
        if select.select([near], [], [], 0.02)[0]:
            with contextlib.suppress(OSError):
                drawn += os.read(near, 65536)
        if b"What do you say?" in drawn and time.monotonic() - pressed > 0.3:
            pressed = time.monotonic()
            os.write(near, b"1")
    process.kill()
    process.wait()
    while select.select([near], [], [], 0.05)[0]:
        try:
            drawn += os.read(near, 65536)
        except OSError:
            break
    os.close(near)
    return drawn.decode(errors="replace")


FRONTS: dict[str, tuple[Callable[[Path, float], str], float]] = {
    "plain": (plain, LONGEST),
    "replies": (from_a_file, LONGEST),
    "app": (app, 2 * LONGEST),
}


def round_of(front: str, chance: random.Random) -> tuple[int, str]:
    """One kill: how many replies were on disk, and what went wrong, "" where nothing did."""
    play, longest = FRONTS[front]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        shown = play(folder, chance.uniform(0, longest))
        journals = [p for p in (folder / "transcripts").glob("*.jsonl") if p.stat().st_size]
        if len(journals) > 1:
            return 0, f"{len(journals)} journals"
        if not journals:
            return 0, "shown, and nothing kept" if any(text in shown for text in SHOWN) else ""
        summary = summarise(journals[0])[0]
        if summary.standing is Standing.DAMAGED:
            # The very first line may be cut off: then nothing had been asked yet.
            return 0, "" if not summary.title and not any(text in shown for text in SHOWN) else summary.trouble
        given = [g.reply.response for g in read_record(journals[0]).given]
        if lost := [text for text, count in SHOWN.items() if text in shown and len(given) < count]:
            return len(given), f"shown, and not kept: {lost}"
        return len(given), went_on(folder, journals[0], given)


def went_on(folder: Path, journal: Path, given: list[str]) -> str:
    """What went wrong when it was gone on with; "" where it came to its end with everything there."""
    if summarise(journal)[0].standing is Standing.UNFINISHED:
        done = subprocess.run(
            [sys.executable, "-m", "trainer", "play", "--resume", "--plain", *NAMED],
            input=b"1\n1\n1\n",
            capture_output=True,
            cwd=folder,
            timeout=120,
        )
        if done.returncode:
            return f"it does not go on: {done.stderr.decode()}"
    try:
        record = read_record(journal)
    except TrainerError as error:
        return str(error)
    if not record.closed or [g.reply.response for g in record.given][: len(given)] != given:
        return "it came to no end, or to another one"
    return record.disagreement()


def main(rounds: int = ROUNDS) -> int:
    """How many rounds failed."""
    chance, failed = random.Random(), 0
    for number, front in enumerate(FRONTS):
        kept: Counter[int] = Counter()
        share = rounds // len(FRONTS) + (number < rounds % len(FRONTS))
        for _ in range(share):
            replies, wrong = round_of(front, chance)
            kept[replies] += 1
            if wrong:
                failed += 1
                print(f"{front}: {wrong}", flush=True)
        print(f"{front}: {share} kills; replies on disk: {dict(sorted(kept.items()))}", flush=True)
    print(f"{rounds} kills, {failed} of them lost something")
    return failed


if __name__ == "__main__":
    sys.exit(min(main(*map(int, sys.argv[1:2])), 125))
