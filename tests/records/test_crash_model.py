"""A journal beside a model of it, through appends, crashes, torn sectors and crashes while recovering."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.records.journals import MEMORY, HandClock, happenings, no_sync
from trainer.records.event import JSON, Event, Kind
from trainer.records.journal import JournalState, read_journal
from trainer.records.writer import JournalWriter

shares = st.floats(0, 1)
SECTOR = 512


class JournalBesideItsModel(RuleBasedStateMachine):
    """The model is the list of acknowledged events; a crash may only add to it, never take away."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.path = Path(self.folder.name) / "j.jsonl"
        self.clock = HandClock()
        self.writer = JournalWriter.create(self.path, self.clock, fsync=no_sync)
        self.acknowledged: list[Event] = []

    @rule(happening=happenings)
    def append(self, happening: tuple[Kind, dict[str, JSON]]) -> None:
        event = self.writer.append(*happening)
        assert (event.kind, event.data) == happening
        self.acknowledged.append(event)

    @rule(seconds=st.floats(0, 1e6))
    def let_time_pass(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds)

    @rule(hours=st.integers(1, 50))
    def set_the_wall_clock_back(self, hours: int) -> None:
        self.clock.wall -= timedelta(hours=hours)

    @rule()
    def leave_and_come_back(self) -> None:
        self.writer.close()
        self.reopen()
        assert list(self.writer.events) == self.acknowledged

    @rule(happening=happenings, share=shares)
    def crash_while_appending(self, happening: tuple[Kind, dict[str, JSON]], share: float) -> None:
        self.cut_short(self.append_without_telling(happening), share)
        self.reopen()
        self.adopt()

    @rule(happening=happenings, share=shares, again=shares)
    def crash_while_recovering(self, happening: tuple[Kind, dict[str, JSON]], share: float, again: float) -> None:
        self.cut_short(self.append_without_telling(happening), share)
        torn = self.path.stat().st_size
        self.reopen()
        self.writer.close()
        self.cut_short(torn, again)
        self.reopen()
        self.adopt()

    @rule(happening=happenings, first=shares, last=shares)
    def lose_power_with_sectors_missing(
        self, happening: tuple[Kind, dict[str, JSON]], first: float, last: float
    ) -> None:
        safe = self.append_without_telling(happening)
        raw = bytearray(self.path.read_bytes())
        # What is lost is whole sectors, as far as the line reaches into them.
        sectors = sorted((safe + int(share * (len(raw) - safe - 1))) // SECTOR for share in (first, last))
        begin, end = max(safe, sectors[0] * SECTOR), min(len(raw), (sectors[1] + 1) * SECTOR)
        raw[begin:end] = bytes(end - begin)
        self.path.write_bytes(raw)
        self.reopen()
        self.adopt()

    @invariant()
    def the_file_is_whole_and_says_what_was_acknowledged(self) -> None:
        journal = read_journal(self.path)
        assert journal.state is JournalState.WHOLE
        assert list(journal.events) == self.acknowledged
        assert all(a.mono <= b.mono for a, b in zip(journal.events, journal.events[1:], strict=False))

    def append_without_telling(self, happening: tuple[Kind, dict[str, JSON]]) -> int:
        """An append whose acknowledgement never came; the length of the file that is safe."""
        safe = self.path.stat().st_size
        self.writer.append(*happening)
        self.writer.close()
        return safe

    def cut_short(self, safe: int, share: float) -> None:
        raw = self.path.read_bytes()
        self.path.write_bytes(raw[: safe + int(share * (len(raw) - safe))])

    def reopen(self) -> None:
        self.writer = JournalWriter.reopen(self.path, self.clock, fsync=no_sync)

    def adopt(self) -> None:
        """Nothing acknowledged is missing; beside it at most the last append, or a recovery, or both cut."""
        events = list(self.writer.events)
        assert events[: len(self.acknowledged)] == self.acknowledged
        assert len(events) <= len(self.acknowledged) + 1
        self.acknowledged = events

    def teardown(self) -> None:
        self.writer.close()
        self.folder.cleanup()


TestJournalBesideItsModel = JournalBesideItsModel.TestCase
TestJournalBesideItsModel.settings = settings(max_examples=80, stateful_step_count=20, deadline=None)
