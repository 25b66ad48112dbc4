"""How long progress takes over 5,000 attempts of one trainee, with the index, without it, and while it is made.

    python tests/benchmarks/progressing.py [ATTEMPTS]

The attempts are played at random in the library's scenarios, in memory where there is such a place, and then copied to
the disk. Each figure but the building of the index is a new process, by the clock, the median of some.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from trainer.analysis.playable import Playable, open_playable
from trainer.records.attempt import Setup
from trainer.records.folder import start_attempt
from trainer.records.header import Mode
from trainer.records.index import NAME, list_attempts
from trainer.scenario.library import open_library

ROOT = Path(__file__).parent.parent.parent
NAMES = ("two-minute-counter", "airport-counter", "borrowed-phone", "borrowed-phone-supervisor")
ATTEMPTS = 5_000
ROUNDS = 5
TRAINEE = "t-0123456789ab"
MEMORY = Path("/dev/shm")


class _Clock:
    """Three attempts a day."""

    def __init__(self) -> None:
        self.wall = datetime(2020, 1, 1, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.wall.timestamp()


def play(folder: Path, attempts: int) -> None:
    """Attempts at random, the better replies more often."""
    library = open_library([ROOT / "scenarios"])
    ready = [open_playable(library, name) for name in NAMES]
    chance, clock = random.Random(1), _Clock()
    for number in range(attempts):
        clock.wall += timedelta(hours=8)
        _attempt(folder, ready[number % len(ready)], chance, clock)


def _attempt(folder: Path, playable: Playable, chance: random.Random, clock: _Clock) -> None:
    variant = chance.choice(list(playable.scenario.variants))
    setup = Setup(variant, chance.randrange(2**32), chance.choice(list(Mode)), TRAINEE, "benchmark")
    with start_attempt(folder, playable, setup, clock) as attempt:
        while not attempt.ended:
            attempt.show()
            options = sorted(
                attempt.run.options(), key=lambda r: attempt.run.machine.stakes(attempt.run.state).losses[r.id]
            )
            clock.wall += timedelta(seconds=5)
            attempt.answer(options[min(chance.randrange(len(options)), chance.randrange(len(options)))].id)


def shell(*arguments: str) -> float:
    """A command in a new process, in seconds by the clock."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "trainer", *arguments], capture_output=True, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Print seconds."""
    attempts = int(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS
    memory = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as made, tempfile.TemporaryDirectory() as name:
        play(Path(made), attempts)
        folder = Path(name) / "transcripts"
        shutil.copytree(made, folder)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{attempts:,} attempts, {size / 1e6:.0f} MB of journals, on {os.cpu_count()} cores")
        said = ("progress", TRAINEE, "--transcripts", str(folder))
        empty = ("progress", "--help")
        started = time.perf_counter()
        list_attempts(folder)
        print(f"the list of attempts, index made:        {time.perf_counter() - started:6.2f} s")
        started = time.perf_counter()
        list_attempts(folder)
        print(f"the list of attempts, index there:       {time.perf_counter() - started:6.2f} s")
        print(f"progress, attempts listed, not judged:   {shell(*said):6.2f} s")
        (folder / NAME).unlink()
        print(f"progress, index made whole:              {shell(*said):6.2f} s")
        print(f"the index: {(folder / NAME).stat().st_size / 1e6:.1f} MB")
        there = [shell(*said) for _ in range(ROUNDS)]
        print(f"progress, index there:                   {median(there):6.2f} s (slowest {max(there):.2f})")
        print(f"starting the command and nothing else:   {median(shell(*empty) for _ in range(ROUNDS)):6.2f} s")


if __name__ == "__main__":
    main()
