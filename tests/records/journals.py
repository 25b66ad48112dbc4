"""What the tests of the journal share: a clock set by hand, a folder, sample events, forgeries."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st

from trainer.cleaning import clean
from trainer.records.event import GENESIS, JSON, Event, Kind
from trainer.records.line import encode
from trainer.records.writer import JournalWriter

WALL = "2026-03-01T10:00:00.000+01:00"
MEMORY = Path("/dev/shm")
OWN_KINDS = [kind for kind in Kind if kind is not Kind.RECOVER]

numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"])).map(clean)
data = st.dictionaries(
    texts,
    st.recursive(
        st.none() | st.booleans() | numbers | texts,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
        max_leaves=8,
    ),
    max_size=4,
)
happenings = st.tuples(st.sampled_from(OWN_KINDS), data)


@dataclass
class HandClock:
    """A clock that stands still until it is set."""

    wall: datetime = datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    seconds: float = 500.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def pass_seconds(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds


def no_sync(fd: int) -> None:
    """For tests of what the bytes are, not of when they are durable."""


@contextlib.contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that goes away again, in memory where there is such a place."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def create(path: Path) -> JournalWriter:
    return JournalWriter.create(path, HandClock(), fsync=no_sync)


def reopen(path: Path) -> JournalWriter:
    return JournalWriter.reopen(path, HandClock(), fsync=no_sync)


def small_journal(path: Path) -> tuple[Event, ...]:
    """A journal of three events, one of whose texts looks like the end of a line."""
    with create(path) as writer:
        writer.append(Kind.START, {"scenario": "missing-bag", "hash": "a" * 64})
        writer.append(Kind.REPLY, {"words": 'Soré 🙂 ","hash":"', "marks": [{"level": 3, "sure": 0.5}]})
        writer.append(Kind.END, {})
        return writer.events


def chained(happenings: Iterable[tuple[Kind, Mapping[str, JSON]]]) -> bytes:
    """The bytes of a journal made without the writer, its chain as it should be."""
    lines, prev = [], GENESIS
    for number, (kind, held) in enumerate(happenings, 1):
        lines.append(encode(number, kind, WALL, float(number), held, prev))
        prev = lines[-1][-66:-2].decode()
    return b"".join(line + b"\n" for line in lines)
