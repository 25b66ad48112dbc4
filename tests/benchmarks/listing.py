"""How long 20,000 attempts take: listed with an index, without one, checked, and on Home's first lists.

    python tests/benchmarks/listing.py [ATTEMPTS] [FOLDER]

The attempts are played at random in the library's scenarios by forty trainees, and written without syncing; with FOLDER
they are kept there, and used again. Each figure is by the clock. What is cold is a new process without an index; the
files themselves may be in memory.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from trainer.analysis.playable import Playable, open_playable
from trainer.principles.acts import Acts
from trainer.records.attempt import Attempt, Setup
from trainer.records.event import GENESIS, JSON, Event, Kind
from trainer.records.header import Mode
from trainer.records.index import NAME, known_attempts, list_attempts
from trainer.records.journal import Journal, JournalState
from trainer.records.line import decode, encode
from trainer.scenario.library import open_library

ROOT = Path(__file__).parents[2]
NAMES = ("two-minute-counter", "airport-counter", "borrowed-phone", "borrowed-phone-supervisor")
ATTEMPTS, TRAINEES, ROUNDS = 20_000, 40, 5


class BulkClock:
    """A quarter of an hour for each attempt."""

    def __init__(self) -> None:
        self.wall = datetime(2020, 1, 1, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.wall.timestamp()


@dataclass
class BulkJournal:
    """The lines of a journal, written at once when it is closed."""

    path: Path
    clock: BulkClock
    lines: list[bytes] = field(default_factory=list)
    _last: Event | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        return (self._last,) if self._last else ()

    def append(self, kind: Kind, data: Mapping[str, JSON]) -> Event:
        prev = self._last.hash if self._last else GENESIS
        wall = self.clock.now().isoformat(timespec="milliseconds")
        line = encode(len(self.lines) + 1, kind, wall, round(self.clock.monotonic(), 3), data, prev)
        self.lines.append(line)
        self._last = decode(line)
        return self._last

    def read(self) -> Journal:
        return Journal(self.path, self.events, JournalState.WHOLE)

    def close(self) -> None:
        self.path.write_bytes(b"".join(line + b"\n" for line in self.lines))


@dataclass
class BulkStorage:
    """Journals in a folder, as fast as they can be written."""

    folder: Path
    clock: BulkClock
    numbers: dict[str, int] = field(default_factory=dict)

    def create(self, trainee: str, begin: Callable[[int], tuple[str, Mapping[str, JSON]]]) -> BulkJournal:
        number = self.numbers[trainee] = self.numbers.get(trainee, 0) + 1
        name, data = begin(number)
        journal = BulkJournal(self.folder / f"{name}.jsonl", self.clock)
        journal.append(Kind.START, data)
        return journal

    def reopen(self, path: Path) -> BulkJournal:
        raise NotImplementedError(path)

    def keep_acts(self, acts: Acts) -> None:
        raise NotImplementedError(acts.sha256)


def play(folder: Path, attempts: int) -> None:
    """Attempts at random, the better replies more often; one in fifty is left unfinished."""
    library, clock, chance = open_library([ROOT / "scenarios"]), BulkClock(), random.Random(1)
    ready = [open_playable(library, name) for name in NAMES]
    storage = BulkStorage(folder, clock)
    for number in range(attempts):
        clock.wall += timedelta(minutes=15)
        _play(storage, ready[number % len(ready)], chance, clock, f"t-{number % TRAINEES:012x}")


def _play(storage: BulkStorage, playable: Playable, chance: random.Random, clock: BulkClock, trainee: str) -> None:
    variant = chance.choice(list(playable.scenario.variants))
    setup = Setup(variant, chance.randrange(2**32), chance.choice(list(Mode)), trainee, "benchmark")
    with Attempt.begin(storage, playable, setup, clock) as attempt:
        until = chance.randrange(1, 4) if chance.random() < 0.02 else 999
        while not attempt.ended and len(attempt.run.steps) < until:
            attempt.show()
            losses = attempt.run.machine.stakes(attempt.run.state).losses
            options = sorted(attempt.run.options(), key=lambda r: losses[r.id])
            clock.wall += timedelta(seconds=5)
            attempt.answer(options[min(chance.randrange(len(options)), chance.randrange(len(options)))].id)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _shell(*arguments: str) -> float:
    command = [sys.executable, "-m", "trainer", *arguments]
    return _seconds(lambda: subprocess.run(command, capture_output=True, check=False))


def _first_lists(folder: Path) -> str:
    """Until Home has its first lists, and until they are checked, in a new process."""
    code = (
        "import os, random, sys, time; from pathlib import Path; began = time.perf_counter()\n"
        "from trainer.paths import find_places; from trainer.records.system_clock import SystemClock\n"
        "from trainer.session.services import Services; from trainer.records.people import Person\n"
        "places = find_places({**os.environ, 'TRAINER_TRANSCRIPTS': sys.argv[1]}, Path(sys.argv[2]))\n"
        "services = Services(places, SystemClock(), random.Random(1), 'app')\n"
        "services.trainee = Person('t-000000000001', 'Ann', '')\n"
        "for overview in services.overviews(): print(f'{time.perf_counter() - began:.2f}', end=' ')\n"
        "services.check_records(); print(f'checked {time.perf_counter() - began:.2f}')\n"
    )
    command = [sys.executable, "-c", code, str(folder), str(ROOT)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


def main() -> None:
    """Print seconds."""
    attempts = int(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.glob("*.jsonl")):
            play(folder, attempts)
        sizes = [path.stat().st_size for path in folder.glob("*.jsonl")]
        print(f"{len(sizes):,} attempts, {sum(sizes) / 1e6:.0f} MB of journals, on {os.cpu_count()} cores")
        (folder / NAME).unlink(missing_ok=True)
        print(f"the list, no index there:            {_seconds(lambda: list_attempts(folder)):6.2f} s")
        print(f"the list, as the index has it:       {_median(lambda: known_attempts(folder)):6.2f} s")
        print(f"the list, sizes and times looked at: {_median(lambda: list_attempts(folder)):6.2f} s")
        said = ("transcripts", "--transcripts", str(folder))
        print(
            f"`trainer transcripts`, with a tenth of the journals read: {median(_shell(*said) for _ in range(3)):.2f} s"
        )
        print(f"`trainer transcripts --check`: {_shell(*said, '--check'):.2f} s")
        print(f"Home's lists, seconds since the start of the process: {_first_lists(folder)}")
        print(f"the index: {(folder / NAME).stat().st_size / 1e6:.1f} MB")


def _median(work: Callable[[], object]) -> float:
    return median(_seconds(work) for _ in range(ROUNDS))


if __name__ == "__main__":
    main()
