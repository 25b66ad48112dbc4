import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.records.journals import HandClock, create, no_sync, reopen, small_journal
from trainer.errors import NotWritable, UnusableInput
from trainer.records.event import GENESIS, Kind
from trainer.records.journal import JournalState, read_journal
from trainer.records.system_clock import SystemClock
from trainer.records.writer import JournalWriter

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="modes and deleting open files are POSIX")


def test_events_are_numbered_and_chained(tmp_path: Path) -> None:
    first, second, third = small_journal(tmp_path / "j.jsonl")
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert [first.prev, second.prev, third.prev] == [GENESIS, first.hash, second.hash]


@posix_only
def test_a_journal_and_the_folders_made_for_it_are_private(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "j.jsonl"
    create(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


@posix_only
def test_the_folder_is_made_durable_before_the_first_event(tmp_path: Path) -> None:
    kinds: list[bool] = []

    def noting(fd: int) -> None:
        kinds.append(stat.S_ISDIR(Path(f"/dev/fd/{fd}").stat().st_mode))

    with JournalWriter.create(tmp_path / "new" / "j.jsonl", HandClock(), fsync=noting) as writer:
        assert kinds == [True, True]
        writer.append(Kind.START, {})
        assert kinds == [True, True, False]


@posix_only
def test_what_is_found_on_reopening_is_made_durable_before_it_is_built_on(tmp_path: Path) -> None:
    small_journal(tmp_path / "j.jsonl")
    synced: list[bool] = []

    def noting(fd: int) -> None:
        synced.append(stat.S_ISREG(Path(f"/dev/fd/{fd}").stat().st_mode))

    JournalWriter.reopen(tmp_path / "j.jsonl", HandClock(), fsync=noting).close()
    assert synced == [False, True]


def test_a_journal_that_changes_while_it_is_recovered_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    small_journal(path)
    path.write_bytes(path.read_bytes()[:-1])

    def meddling(_: int) -> None:
        if path.read_bytes().endswith(b"\n"):
            with path.open("ab") as file:
                file.write(b"{")

    with pytest.raises(NotWritable, match="another program changed it"):
        JournalWriter.reopen(path, HandClock(), fsync=meddling)


def test_a_path_that_is_taken_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_text("mine")
    with pytest.raises(NotWritable, match="there already"):
        create(path)
    assert path.read_text() == "mine"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable, match="not a folder"):
        create(tmp_path / "file" / "j.jsonl")


def test_a_missing_journal_is_not_made_by_reopening(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no such file"):
        reopen(tmp_path / "j.jsonl")
    assert not list(tmp_path.iterdir())


def test_a_folder_is_not_reopened_as_a_journal(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="it is a folder"):
        reopen(tmp_path)


def test_a_reopened_journal_goes_on_where_it_ended(tmp_path: Path) -> None:
    events = small_journal(tmp_path / "j.jsonl")
    with reopen(tmp_path / "j.jsonl") as writer:
        assert writer.events == events
        added = writer.append(Kind.CLOSE, {})
        assert writer.events == (*events, added)
    journal = read_journal(tmp_path / "j.jsonl")
    assert journal.events == (*events, added)
    assert journal.receipt == writer.receipt


def test_seconds_go_on_over_sessions_and_do_not_count_the_time_between(tmp_path: Path) -> None:
    path, clock = tmp_path / "j.jsonl", HandClock(seconds=1_000)
    with JournalWriter.create(path, clock, fsync=no_sync) as writer:
        clock.pass_seconds(2.5)
        assert writer.append(Kind.START, {}).mono == 2.5
        clock.pass_seconds(60)
    clock = HandClock(seconds=3)
    with JournalWriter.reopen(path, clock, fsync=no_sync) as writer:
        clock.pass_seconds(1.25)
        assert writer.append(Kind.RESUME, {}).mono == 3.75


def test_a_wall_clock_set_back_is_recorded_as_it_is_and_the_seconds_go_on(tmp_path: Path) -> None:
    clock = HandClock()
    with JournalWriter.create(tmp_path / "j.jsonl", clock, fsync=no_sync) as writer:
        first = writer.append(Kind.START, {})
        clock.pass_seconds(1)
        clock.wall -= timedelta(hours=3)
        second = writer.append(Kind.REPLY, {})
    assert second.wall < first.wall
    assert second.mono > first.mono
    assert read_journal(tmp_path / "j.jsonl").state is JournalState.WHOLE


def test_seconds_never_run_backwards_even_if_the_clock_does(tmp_path: Path) -> None:
    clock = HandClock()
    with JournalWriter.create(tmp_path / "j.jsonl", clock, fsync=no_sync) as writer:
        clock.pass_seconds(5)
        writer.append(Kind.START, {})
        clock.seconds -= 50
        assert writer.append(Kind.REPLY, {}).mono == 5.0


def test_the_clock_of_this_computer_will_do(tmp_path: Path) -> None:
    with JournalWriter.create(tmp_path / "j.jsonl", SystemClock()) as writer:
        assert 0 <= writer.append(Kind.START, {}).mono < 60


def test_data_that_cannot_be_kept_is_refused_and_the_journal_stays_good(tmp_path: Path) -> None:
    with create(tmp_path / "j.jsonl") as writer:
        for data in ({"words": "\x1b[2J"}, {"words": "\ud800"}, {"level": float("nan")}):
            with pytest.raises(UnusableInput):
                writer.append(Kind.REPLY, data)
        assert not writer.broken
        writer.append(Kind.REPLY, {"words": "fine"})
    assert len(read_journal(tmp_path / "j.jsonl").events) == 1


def test_an_event_does_not_change_with_the_data_it_was_made_from(tmp_path: Path) -> None:
    data = {"marks": [1]}
    with create(tmp_path / "j.jsonl") as writer:
        event = writer.append(Kind.REPLY, data)
        data["marks"].append(2)
        assert event.data == {"marks": [1]}


def test_only_the_journal_itself_writes_recover_events(tmp_path: Path) -> None:
    with create(tmp_path / "j.jsonl") as writer, pytest.raises(ValueError, match="recover"):
        writer.append(Kind.RECOVER, {})


def test_a_journal_does_not_outgrow_what_can_be_read(tmp_path: Path) -> None:
    with create(tmp_path / "j.jsonl") as writer:
        with pytest.raises(NotWritable, match="as large as it may be"):
            writer.append(Kind.DRAFT, {"words": "," * 2_100_000})
        writer.append(Kind.DRAFT, {"words": ""})
    assert read_journal(tmp_path / "j.jsonl").state is JournalState.WHOLE


def test_after_closing_nothing_is_written_and_closing_twice_is_fine(tmp_path: Path) -> None:
    writer = create(tmp_path / "j.jsonl")
    writer.close()
    writer.close()
    with pytest.raises(NotWritable, match="it is closed"):
        writer.append(Kind.REPLY, {})


@posix_only
def test_a_deleted_journal_is_noticed_before_the_next_event(tmp_path: Path) -> None:
    with create(tmp_path / "j.jsonl") as writer:
        writer.append(Kind.START, {})
        (tmp_path / "j.jsonl").unlink()
        with pytest.raises(NotWritable, match=r"deleted.*--transcripts"):
            writer.append(Kind.REPLY, {})
        assert writer.broken == "the file was deleted"


def test_a_journal_that_another_program_changed_gets_no_further_event(tmp_path: Path) -> None:
    with create(tmp_path / "j.jsonl") as writer:
        writer.append(Kind.START, {})
        with (tmp_path / "j.jsonl").open("ab") as file:
            file.write(b"\n")
        with pytest.raises(NotWritable, match="another program changed the file"):
            writer.append(Kind.REPLY, {})


def test_a_damaged_journal_is_not_reopened_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    small_journal(path)
    spoilt = path.read_bytes().replace(b'"level":3', b'"level":4')
    path.write_bytes(spoilt)
    with pytest.raises(UnusableInput, match="damaged at line 2: its hash"):
        reopen(path)
    assert path.read_bytes() == spoilt
    with pytest.raises(UnusableInput, match="damaged"):
        reopen(path)
