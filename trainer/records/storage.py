"""Where attempts are kept: what playing asks of it, and the same in memory. A folder of journals is in `folder`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from trainer.errors import UnusableInput
from trainer.principles.acts import Acts
from trainer.records.event import JSON, Clock, Event, Kind, after
from trainer.records.journal import Journal, JournalState
from trainer.records.line import decode, encode


class OpenJournal(Protocol):
    """A journal that is open for writing. What writes raises `NotWritable` where it cannot."""

    @property
    def path(self) -> Path:
        """What it is called; only a folder has a file of that name."""

    @property
    def events(self) -> tuple[Event, ...]:
        """All events so far, those of earlier sittings included."""

    def append(self, kind: Kind, data: Mapping[str, JSON]) -> Event:
        """Write an event and return it once it is kept for good."""

    def read(self) -> Journal:
        """What is kept, read back."""

    def close(self) -> None:
        """Let go of it. May be called twice."""


class Storage(Protocol):
    """Where the attempts of one place are kept."""

    def create(self, trainee: str, begin: Callable[[int], tuple[str, Mapping[str, JSON]]]) -> OpenJournal:
        """A new journal with its first event. `NotWritable`, with nothing left of it.

        `begin` is given the attempt's number, which no other attempt of this pseudonym has, and answers with the
        attempt's id and the data of its start.
        """

    def reopen(self, path: Path) -> OpenJournal:
        """Go on with a journal. `NotWritable` if it is open elsewhere; `UnusableInput` if it is missing or damaged."""

    def keep_acts(self, acts: Acts) -> None:
        """Keep the text that typed words are graded by, once."""


@dataclass
class MemoryJournal:
    """Keeps the lines of a journal in memory."""

    path: Path
    clock: Clock
    lines: list[bytes]

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(decode(line) for line in self.lines)

    def append(self, kind: Kind, data: Mapping[str, JSON]) -> Event:
        number, prev, mono = after(self.events[-1] if self.lines else None)
        wall = self.clock.now().isoformat(timespec="milliseconds")
        self.lines.append(encode(number, kind, wall, max(mono, round(self.clock.monotonic(), 3)), data, prev))
        return self.events[-1]

    def read(self) -> Journal:
        return Journal(self.path, self.events, JournalState.WHOLE)

    def close(self) -> None:
        """Nothing holds it."""


@dataclass
class MemoryStorage:
    """Keeps attempts for as long as the program runs: for tests, and where there is no disk."""

    clock: Clock
    journals: dict[str, list[bytes]] = field(default_factory=dict)
    """Lines by attempt."""
    acts: dict[str, str] = field(default_factory=dict)
    """Texts by their SHA-256."""
    _numbers: dict[str, int] = field(default_factory=dict)

    def create(self, trainee: str, begin: Callable[[int], tuple[str, Mapping[str, JSON]]]) -> MemoryJournal:
        number = self._numbers[trainee] = self._numbers.get(trainee, 0) + 1
        name, data = begin(number)
        journal = MemoryJournal(Path(f"{name}.jsonl"), self.clock, self.journals.setdefault(name, []))
        journal.append(Kind.START, data)
        return journal

    def reopen(self, path: Path) -> MemoryJournal:
        if path.stem not in self.journals:
            raise UnusableInput("there is no such attempt", where=path.stem)
        return MemoryJournal(path, self.clock, self.journals[path.stem])

    def keep_acts(self, acts: Acts) -> None:
        self.acts[acts.sha256] = acts.text

    def names(self) -> Sequence[str]:
        """The attempts kept, in the order they were begun."""
        return list(self.journals)
