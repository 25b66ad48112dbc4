"""What the tests run in processes of their own, to kill them, to bound them, to make them someone else.

python -m tests.records.child COMMAND PATH
"""

import itertools
import os
import resource
import sys
from pathlib import Path

from trainer.errors import TrainerError
from trainer.records.event import Kind
from trainer.records.journal import read_journal
from trainer.records.system_clock import SystemClock
from trainer.records.writer import JournalWriter

NOBODY = 65534


def writer_of(path: Path) -> JournalWriter:
    return (JournalWriter.reopen if path.exists() else JournalWriter.create)(path, SystemClock())


def attempt(path: Path, words: str) -> bool:
    """One reply in a session of its own, or why not."""
    try:
        with writer_of(path) as writer:
            print("saved", writer.append(Kind.REPLY, {"words": words}).number)
    except TrainerError as error:
        print(f"{type(error).__name__}: {error}")
        return False
    return True


def append(path: Path) -> None:
    """Append without end, and acknowledge each event on stdout once it is saved."""
    sizes = itertools.cycle(range(0, 900, 37))
    with writer_of(path) as writer:
        for size in sizes:
            event = writer.append(Kind.REPLY, {"words": "x" * size})
            print(event.number, event.hash, flush=True)


def hold(path: Path) -> None:
    """Hold the journal until stdin ends."""
    with writer_of(path):
        print("held", flush=True)
        sys.stdin.read()


def bounded(path: Path) -> None:
    """Append in a process whose files may grow by 100 bytes more: a short write, without an error."""
    with writer_of(path) as writer:
        writer.append(Kind.START, {})
        bound = path.stat().st_size + 100
        resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound))
        for _ in range(2):
            try:
                writer.append(Kind.REPLY, {"words": "x" * 500})
            except TrainerError as error:
                print(f"{type(error).__name__}: {error}")
    attempt(path, "y")


def fill(path: Path) -> None:
    """Fill a small disk, then make room, then go on."""
    ballast = path.with_name("ballast")
    ballast.write_bytes(bytes(20_000))
    while attempt(path, "x" * 700):
        pass
    ballast.unlink()
    attempt(path, "y")
    journal = read_journal(path)
    print(journal.state, sum(event.kind is Kind.REPLY for event in journal.events))


def stranger(path: Path) -> None:
    """As an ordinary user, begin a journal in a folder that may only be read; then go on with one there."""
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    attempt(path / "new.jsonl", "x")
    attempt(path / "newer" / "new.jsonl", "x")
    attempt(path / "old.jsonl", "x")


if __name__ == "__main__":
    {"append": append, "hold": hold, "bounded": bounded, "fill": fill, "stranger": stranger}[sys.argv[1]](
        Path(sys.argv[2])
    )
