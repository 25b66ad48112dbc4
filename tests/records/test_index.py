"""The index of attempts: never the truth, always to be had again."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.clocks import SetClock
from tests.scenarios import playable
from trainer.errors import UnusableInput
from trainer.records import index
from trainer.records.attempt import Setup
from trainer.records.event import Kind
from trainer.records.folder import resume_attempt, start_attempt
from trainer.records.header import Mode, Parent
from trainer.records.history import read_history
from trainer.records.index import NAME, list_attempts
from trainer.records.journal import read_journal, read_raw
from trainer.records.record import read_record
from trainer.records.summary import Standing, summarise
from trainer.records.writer import JournalWriter

FOLDER = Path("kept")
ROOT = str(Path(__file__).parent.parent.parent)


def play(
    clock: SetClock,
    variant: str,
    *replies: str,
    mode: Mode = Mode.COACH,
    trainee: str = "t-1",
    parent: Parent | None = None,
) -> Path:
    """An attempt; `back` takes the last reply back."""
    clock.move(60)
    setup = Setup(variant=variant, seed=1, mode=mode, trainee=trainee, front="test", parent=parent)
    with start_attempt(FOLDER, playable(), setup, clock) as attempt:
        for reply in replies:
            attempt.show()
            if reply == "back":
                attempt.undo()
            else:
                attempt.answer(reply)
    return attempt.path


def rewritten(path: Path, **header: object) -> Path:
    """The same journal with another header."""
    events = read_journal(path).events
    path.unlink()
    with JournalWriter.create(path, SetClock()) as writer:
        for event in events:
            writer.append(event.kind, {**event.data, **header} if event.kind is Kind.START else event.data)  # type: ignore[dict-item]
    return path


def files() -> set[str]:
    """What lies there beside the journals and the lock under which they are numbered."""
    return {p.name for p in FOLDER.iterdir() if not p.name.endswith((".jsonl", ".lock"))}


def test_the_index_says_what_the_journals_say() -> None:
    clock = SetClock()
    play(clock, "one", "check", "help")
    play(clock, "two", "chat")
    play(clock, "one", "grunt", trainee="t-2").write_bytes(b"nothing of the kind\n")
    for _ in range(2):
        found = list_attempts(FOLDER)
        derived = ("outcome", "verdict", "score", "critical")
        assert [replace(a, **{d: getattr(summarise(a.path)[0], d) for d in derived}) for a in found] == [
            summarise(a.path)[0] for a in found
        ]
        ended = read_record(found[1].path)
        assert (found[1].verdict, found[1].score) == (ended.result().verdict, ended.result().score)
        assert [a.standing for a in found] == [Standing.UNFINISHED, Standing.ENDED, Standing.DAMAGED]


def test_only_what_has_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SetClock()
    first, second = play(clock, "one", "check"), play(clock, "two", "check")
    for path in (first, second):
        os.utime(path, (1, 1))
    read: list[Path] = []

    def watched(path: Path) -> bytes:
        read.append(path)
        return read_raw(path)

    monkeypatch.setattr("trainer.records.index_rows.read_raw", watched)
    list_attempts(FOLDER)
    assert sorted(read) == sorted([first, second])
    list_attempts(FOLDER)
    assert len(read) == 2
    with resume_attempt(first, clock) as attempt:
        attempt.answer("help")
    os.utime(first, (1, 1))
    assert [a.standing for a in list_attempts(FOLDER) if a.path == first] == [Standing.ENDED]
    assert read[2:] == [first]


def test_a_file_that_has_just_been_written_is_not_trusted_by_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    path = play(SetClock(), "one", "check")
    monkeypatch.setattr("trainer.records.index_rows.time.time_ns", lambda: path.stat().st_mtime_ns + 4_000_000)
    list_attempts(FOLDER)
    about = path.stat()
    path.write_bytes(b"x" + path.read_bytes()[1:])
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert [a.standing for a in list_attempts(FOLDER)] == [Standing.DAMAGED]


def test_what_is_deleted_is_forgotten_without_a_trace() -> None:
    clock = SetClock()
    gone = play(clock, "one", "check", "help", trainee="t-forget-me")
    play(clock, "one", "check", "help")
    read_history(FOLDER, "t-forget-me")
    gone.unlink()
    assert len(list_attempts(FOLDER)) == 1
    held = b"".join((FOLDER / name).read_bytes() for name in files())
    assert b"t-forget-me" not in held
    assert gone.stem.encode() not in held


@pytest.mark.parametrize("how", ["noise", "cut", "version", "empty", "foreign", "nonsense", "bad scale"])
def test_a_damaged_or_foreign_index_is_thrown_away_and_made_again(how: str) -> None:
    clock = SetClock()
    for variant in ("one", "two", "one"):
        os.utime(play(clock, variant, "check", "help"), (1, 1))
    before = list_attempts(FOLDER), read_history(FOLDER, "t-1")
    path = FOLDER / NAME
    if how == "noise":
        path.write_bytes(b"\xff" * 4096)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "empty":
        path.write_bytes(b"")
    else:
        with closing(sqlite3.connect(path)) as db, db:
            if how == "version":
                db.execute("UPDATE made SET by = '999 9.9'")
            elif how == "foreign":
                db.executescript("DROP TABLE made; CREATE TABLE recipes (name)")
            elif how == "nonsense":
                db.execute("UPDATE attempts SET standing = 'dancing'")
            else:
                db.execute("UPDATE scales SET scale = '[1]'")
                db.execute("UPDATE attempts SET size = 0")
    assert (list_attempts(FOLDER), read_history(FOLDER, "t-1")) == before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM attempts").fetchone() == (3,)


def test_the_index_is_private_and_knows_no_words() -> None:
    clock = SetClock()
    setup = Setup("one", 1, Mode.COACH, "t-1", "test")
    with start_attempt(FOLDER, playable(), setup, clock) as attempt:
        attempt.answer("chat", "My very own words")
        attempt.answer("help")
    history = read_history(FOLDER, "t-1")
    assert len(history.tries) == 1
    held = b"".join((FOLDER / name).read_bytes() for name in files())
    assert b"very own" not in held
    assert (FOLDER / NAME).stat().st_mode & 0o077 == 0


def test_no_folder_and_an_empty_one_get_no_index() -> None:
    assert list_attempts(FOLDER) == []
    FOLDER.mkdir()
    assert list_attempts(FOLDER) == []
    assert read_history(FOLDER, "t-1").tries == ()
    assert files() == set()


def test_a_folder_that_can_only_be_read_is_read_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    play(SetClock(), "one", "check", "help")

    def refuse(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, mode)

    opened = os.open
    monkeypatch.setattr(os, "open", refuse)
    assert len(list_attempts(FOLDER)) == 1
    assert len(read_history(FOLDER, "t-1").tries) == 1
    assert files() == set()


def test_a_name_that_leads_nowhere_is_listed_as_damaged() -> None:
    play(SetClock(), "one", "check", "help")
    (FOLDER / "gone.jsonl").symlink_to("nowhere")
    for _ in range(2):
        assert [a.standing for a in list_attempts(FOLDER)] == [Standing.ENDED, Standing.DAMAGED]


def test_a_folder_that_cannot_be_listed_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnusableInput, match="cannot be listed"):
        list_attempts(FOLDER)


def test_a_good_index_that_another_process_has_made_meanwhile_is_kept() -> None:
    play(SetClock(), "one", "check", "help")
    list_attempts(FOLDER)
    number = (FOLDER / NAME).stat().st_ino
    index._throw_away(FOLDER / NAME)
    assert (FOLDER / NAME).stat().st_ino == number
    (FOLDER / NAME).write_bytes(b"x" * 5000)
    index._throw_away(FOLDER / NAME)
    assert not (FOLDER / NAME).exists()


def test_where_the_index_cannot_be_opened_it_is_made_in_memory() -> None:
    play(SetClock(), "one", "check", "help")
    (FOLDER / NAME).mkdir()
    assert len(list_attempts(FOLDER)) == 1
    assert read_history(FOLDER, "t-1").tries[0].principles["demo.care"].levels == (4,)


def test_where_the_disk_is_full_the_work_is_done_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    play(SetClock(), "one", "check", "help")

    def full(db: sqlite3.Connection, *rest: Any) -> None:
        if db.execute("PRAGMA database_list").fetchone()[2]:
            raise sqlite3.OperationalError("database or disk is full")
        put(db, *rest)

    put = index._insert
    monkeypatch.setattr(index, "_insert", full)
    assert len(list_attempts(FOLDER)) == 1


def test_two_processes_may_make_the_index_at_once() -> None:
    clock = SetClock()
    for number in range(30):
        play(clock, ("one", "two")[number % 2], "check", "help")
    code = (
        "import sys; from pathlib import Path; from trainer.records.history import read_history\n"
        "print(len(read_history(Path(sys.argv[1]), 't-1').tries))"
    )
    command = [sys.executable, "-c", code, str(FOLDER.absolute())]
    for damage in (b"", b"\xff" * 5000):
        if damage:
            (FOLDER / NAME).write_bytes(damage)
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)]
        assert [p.communicate(timeout=120)[0] for p in running] == ["30\n"] * 4
    with closing(sqlite3.connect(FOLDER / NAME)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*), sum(judged) FROM attempts").fetchone() == (30, 30)


def test_a_name_that_is_not_utf_8_is_listed() -> None:
    path = play(SetClock(), "one", "check")
    odd = Path(os.fsdecode(os.fsencode(FOLDER) + b"/od\xff.jsonl"))
    path.rename(odd)
    assert [a.path for a in list_attempts(FOLDER)] == [odd]
