"""Real faults, in processes of their own; only the failing fsync is handed in, as no disk fails on demand."""

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.records.journals import HandClock, reopen, small_journal
from trainer.errors import NotWritable
from trainer.records.event import Kind
from trainer.records.journal import JournalState, read_journal
from trainer.records.torn import MARK
from trainer.records.writer import JournalWriter

ROOT = Path(__file__).parents[2]
NOBODY = 65534

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these faults are made the POSIX way")


def command(name: str, path: Path) -> list[str]:
    return [sys.executable, "-m", "tests.records.child", name, str(path)]


def start(name: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(command(name, path), cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def lines_of(name: str, path: Path, *before: str) -> list[str]:
    done = subprocess.run(
        [*before, *command(name, path)], cwd=ROOT, text=True, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


class Disk:
    """An fsync that begins to fail."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.failing = False
        self.calls = 0

    def sync(self, fd: int) -> None:
        self.calls += 1
        if self.failing:
            raise OSError(self.number, os.strerror(self.number))
        os.fsync(fd)


def test_after_kill_9_every_acknowledged_event_is_there(tmp_path: Path) -> None:
    path, dice = tmp_path / "j.jsonl", random.Random(9)
    acknowledged: list[str] = []
    for _ in range(10):
        with start("append", path) as child:
            assert child.stdout is not None
            said = [child.stdout.readline() for _ in range(dice.randint(1, 40))]
            child.kill()
            said += [line for line in child.stdout if line.endswith("\n")]
        acknowledged += said
        present = {f"{event.number} {event.hash}\n" for event in read_journal(path).events}
        assert present >= set(acknowledged)
    reopen(path).close()
    journal = read_journal(path)
    assert journal.state is JournalState.WHOLE
    assert len(acknowledged) <= len(journal.events) <= len(acknowledged) + 10


def test_a_journal_open_in_another_process_is_refused_until_that_ends(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    small_journal(path)
    before = path.read_bytes()
    for end in ("close", "kill"):
        with start("hold", path) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "held\n"
            with pytest.raises(NotWritable, match="this attempt is open elsewhere"):
                reopen(path)
            assert len(read_journal(path).events) == 3
            if end == "kill":
                child.kill()
        reopen(path).close()
    assert path.read_bytes() == before


def test_a_journal_open_twice_in_one_process_is_refused_too(tmp_path: Path) -> None:
    small_journal(tmp_path / "j.jsonl")
    with reopen(tmp_path / "j.jsonl"), pytest.raises(NotWritable, match="open elsewhere"):
        reopen(tmp_path / "j.jsonl")


def test_a_short_write_is_reported_never_retried_and_recovered_later(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    first, second, third = lines_of("bounded", path)
    assert first.startswith(f"NotWritable: {path}: only 100 of ")
    assert first.endswith("bytes fitted: the disk is full. Choose another folder with --transcripts")
    assert second == first
    assert third == f"NotWritable: {path}: the file may not grow any larger. Choose another folder with --transcripts"
    journal = read_journal(path)
    assert (journal.state, len(journal.events)) == (JournalState.TORN, 1)
    assert journal.torn is not None
    assert journal.torn.length == 100 + len(MARK)
    with reopen(path) as writer:
        writer.append(Kind.REPLY, {"words": "again"})
    assert [event.kind for event in read_journal(path).events] == [Kind.START, Kind.RECOVER, Kind.REPLY]


def a_small_disk() -> list[str] | None:
    """The command that runs another beside a disk of 64 KiB of its own, if this system lets us."""
    if not shutil.which("unshare"):
        return None
    script = 'mount -t tmpfs -o size=64k tmpfs "$0" && exec "$@"'
    for flags in ("-m", "-rm"):
        found = ["unshare", flags, "sh", "-c", script]
        with tempfile.TemporaryDirectory() as folder:
            if not subprocess.run([*found, folder, "true"], capture_output=True, check=False).returncode:
                return found
    return None


def test_a_full_disk_is_reported_and_harms_nothing(tmp_path: Path) -> None:
    before = a_small_disk()
    if before is None:
        pytest.skip("no small disk can be mounted here; the short write is tested by a limit on size")
    *saved, full, again, last = lines_of("fill", tmp_path / "j.jsonl", *before, str(tmp_path))
    assert len(saved) > 10
    assert all(line.startswith("saved") for line in saved)
    assert full.startswith("NotWritable: ")
    assert "the disk is full. Choose another folder" in full
    assert again.startswith("saved")
    assert last == f"whole {len(saved) + 1}"


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder with a journal that an ordinary user may read and not write."""
    with tempfile.TemporaryDirectory() as name:
        outer, folder = Path(name), Path(name) / "records"
        small_journal(folder / "old.jsonl")
        if os.getuid() == 0:
            for path in (folder / "old.jsonl", folder):
                os.chown(path, NOBODY, NOBODY)
        outer.chmod(0o755)
        (folder / "old.jsonl").chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_a_read_only_folder_is_reported_and_left_as_it_is(read_only: Path) -> None:
    before = (read_only / "old.jsonl").read_bytes()
    said = lines_of("stranger", read_only)
    assert said == [
        f"NotWritable: {read_only / name}: you are not allowed to open or write it."
        " Choose another folder with --transcripts"
        for name in ("new.jsonl", "newer/new.jsonl", "old.jsonl")
    ]
    assert [path.name for path in read_only.iterdir()] == ["old.jsonl"]
    assert (read_only / "old.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EIO, "the disk reported a fault"), (errno.ENOSPC, "disk is full"), (errno.EDQUOT, "used up")],
)
def test_a_failed_fsync_is_never_retried_and_ends_the_writing(tmp_path: Path, number: int, words: str) -> None:
    disk = Disk(number)
    with JournalWriter.create(tmp_path / "j.jsonl", HandClock(), fsync=disk.sync) as writer:
        kept = writer.append(Kind.START, {})
        disk.failing = True
        with pytest.raises(NotWritable, match=f"did not confirm.*{words}.*--transcripts"):
            writer.append(Kind.REPLY, {})
        disk.failing, calls, size = False, disk.calls, (tmp_path / "j.jsonl").stat().st_size
        with pytest.raises(NotWritable, match="did not confirm"):
            writer.append(Kind.REPLY, {})
        assert (disk.calls, (tmp_path / "j.jsonl").stat().st_size) == (calls, size)
        assert writer.events == (kept,)


def test_a_journal_whose_folder_cannot_be_made_durable_is_not_begun(tmp_path: Path) -> None:
    disk = Disk(errno.EIO)
    disk.failing = True
    with pytest.raises(NotWritable, match="did not confirm its name"):
        JournalWriter.create(tmp_path / "j.jsonl", HandClock(), fsync=disk.sync)
    reopen(tmp_path / "j.jsonl").close()


def test_a_folder_that_knows_no_fsync_is_accepted(tmp_path: Path) -> None:
    """Some network folders answer EINVAL. The file itself is given no such leave."""
    disk = Disk(errno.EINVAL)
    disk.failing = True
    writer = JournalWriter.create(tmp_path / "j.jsonl", HandClock(), fsync=disk.sync)
    with writer, pytest.raises(NotWritable, match="did not confirm"):
        writer.append(Kind.START, {})


def test_a_journal_that_cannot_be_made_durable_is_not_reopened_and_let_go(tmp_path: Path) -> None:
    path, disk = tmp_path / "j.jsonl", Disk(errno.EIO)
    small_journal(path)
    disk.failing = True
    with pytest.raises(NotWritable, match="did not confirm"):
        JournalWriter.reopen(path, HandClock(), fsync=disk.sync)
    reopen(path).close()


def test_an_append_interrupted_by_ctrl_c_ends_the_writing_and_is_found_on_reopening(tmp_path: Path) -> None:
    interrupted = False

    def sync(fd: int) -> None:
        os.fsync(fd)
        if interrupted:
            raise KeyboardInterrupt

    with JournalWriter.create(tmp_path / "j.jsonl", HandClock(), fsync=sync) as writer:
        interrupted = True
        with pytest.raises(KeyboardInterrupt):
            writer.append(Kind.REPLY, {"words": "almost"})
        with pytest.raises(NotWritable, match="an append was interrupted"):
            writer.append(Kind.PAUSE, {})
        assert writer.events == ()
    with reopen(tmp_path / "j.jsonl") as writer:
        assert [event.data for event in writer.events] == [{"words": "almost"}]
