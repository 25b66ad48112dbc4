"""A loss of power at any moment, and every write of a folder that was not synced yet kept, lost or torn by itself.

The disk is a model: what a sync of a file or a folder has confirmed is on it for certain; of everything else each name
and each file may be as it was or as it is, and bytes that were appended may be cut anywhere or never have arrived. The
index is left out: SQLite syncs on its own, and it can be made again.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.clocks import SetClock
from tests.records.journals import MEMORY
from tests.scenarios import playable
from trainer.errors import TrainerError
from trainer.output.transcript import write_transcripts
from trainer.records.attempt import Setup
from trainer.records.folder import resume_attempt, start_attempt
from trainer.records.header import Mode
from trainer.records.index import NAME, list_attempts
from trainer.records.people import meet, read_people
from trainer.records.record import read_record
from trainer.records.summary import Standing

WHOLE_TRANSCRIPT_ENDS = {".md": "as they were.", ".html": "</html>"}
SECTOR = 512
STATES_AT_A_SYNC = 3
"""Disks drawn at each sync, beside the two on which all of it, or none, arrived."""
PLAYED = (("Ann", "one", ("check", "help")), ("Béa", "two", ("chat", "back", "check", "help")))
Names = dict[str, int]
"""The files of a folder by name, each by its number."""


@dataclass
class Disk:
    """What is certain to be on the disk, and what the system says is there."""

    folder: Path
    names: dict[str, Names] = field(default_factory=dict)
    """Of each folder, as it was synced last."""
    contents: dict[int, bytes] = field(default_factory=dict)
    """Of each file, as it was synced last."""

    def synced(self, fd: int) -> None:
        number = os.fstat(fd).st_ino
        path = Path(f"/proc/self/fd/{fd}").readlink()
        if path.is_dir():
            self.names[str(path)] = self.listed(path)
        else:
            self.contents[number] = path.read_bytes()

    def listed(self, folder: Path) -> Names:
        return {p.name: p.stat().st_ino for p in folder.iterdir() if not p.name.startswith((NAME, ".library"))}

    def after_a_crash(self, place: Path, chance: random.Random, share: float) -> None:
        """One disk that the crash may have left: each thing not synced has arrived with this chance."""
        there = self.listed(self.folder)
        inodes = {p.stat().st_ino: p for p in self.folder.rglob("*")}
        certain = self.names.get(str(self.folder), {})
        for name in {*there, *certain}:
            now, then = there.get(name), certain.get(name)
            number = now if now == then or chance.random() < share else then
            path = inodes.get(number or 0)
            if number is None or (path and path.is_dir()):
                continue
            now_there = path.read_bytes() if path else self.contents[number]
            (place / name).write_bytes(self._content(number, now_there, chance, share))

    def _content(self, number: int, now: bytes, chance: random.Random, share: float) -> bytes:
        then = self.contents.get(number, b"")
        if now == then or chance.random() < share:
            return now
        if not now.startswith(then) or chance.random() < 0.3:
            return then
        at = chance.randint(len(then), len(now))
        if chance.random() < 0.7:
            return now[:at]
        # What never arrived while the length did is whole sectors, which read as zeros.
        at = max(len(then), at // SECTOR * SECTOR)
        return now[:at] + bytes(len(now) - at)


@dataclass
class Acknowledged:
    """What the program has said is kept."""

    people: dict[str, str] = field(default_factory=dict)
    replies: dict[str, list[str]] = field(default_factory=dict)
    """Of each attempt, by its id."""
    ended: set[str] = field(default_factory=set)


def live_through(folder: Path, kept: Acknowledged) -> None:
    """Two people meet and play; one leaves and goes on, takes back, types, ends, and has transcripts written twice."""
    clock = SetClock()
    for name, variant, replies in (
        ("Ann", "one", ["check", "help"]),
        ("Béa", "two", ["chat", "back", "check", "help"]),
    ):
        person = meet(folder / "people.json", name, clock.now())
        kept.people[name] = person.pseudonym
        clock.move(60)
        with start_attempt(
            folder, playable(), Setup(variant, 1, Mode.COACH, person.pseudonym, "test"), clock
        ) as attempt:
            said = kept.replies.setdefault(attempt.header.attempt, [])
            attempt.show()
            attempt.pause("words begun")
        for reply in replies:
            with resume_attempt(attempt.path, clock) as again:
                again.show()
                if reply == "back":
                    # Before it is acknowledged either may be found, so that nothing is expected while it is written.
                    taken = said.pop()
                    again.undo()
                    assert taken == "chat"
                else:
                    again.answer(reply, "My own words" if reply == "check" else "")
                    said.append(reply)
        kept.ended.add(attempt.header.attempt)
        for _ in range(2):
            write_transcripts(read_record(attempt.path), folder)


def check_that_nothing_acknowledged_is_lost(place: Path, kept: Acknowledged) -> None:
    found = {p.name: p.pseudonym for p in read_people(place / "people.json")}
    assert kept.people.items() <= found.items()
    standing = {a.attempt: a for a in list_attempts(place)}
    assert kept.replies.keys() <= standing.keys()
    for name, replies in kept.replies.items():
        assert standing[name].standing in (Standing.ENDED, Standing.UNFINISHED), standing[name]
        record = read_record(place / f"{name}.jsonl")
        given = [g.reply.response for g in record.given]
        assert given[: len(replies)] == replies or (record.log.taken_back and given == replies)
        if name in kept.ended:
            assert standing[name].standing is Standing.ENDED
    for path in place.iterdir():
        if path.suffix in WHOLE_TRANSCRIPT_ENDS:
            assert path.read_text(encoding="utf-8").rstrip().endswith(WHOLE_TRANSCRIPT_ENDS[path.suffix])


def goes_on(place: Path) -> None:
    """Whoever comes back can go on with what had not ended."""
    for one in list_attempts(place):
        if one.standing is Standing.UNFINISHED:
            with resume_attempt(one.path, SetClock()) as attempt:
                while not attempt.ended:
                    attempt.answer(attempt.run.options()[0].id)
    assert all(a.standing is not Standing.DAMAGED or not a.title for a in list_attempts(place))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="which file is synced is read from /proc")
@pytest.mark.parametrize("seed", range(2))
def test_whatever_a_loss_of_power_leaves_nothing_acknowledged_is_lost(
    seed: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    memory = MEMORY if MEMORY.is_dir() else tmp_path
    folder, place = memory / f"crash-{os.getpid()}-{seed}", memory / f"crash-{os.getpid()}-{seed}-after"
    folder.mkdir()
    chance, disk, kept = random.Random(seed), Disk(folder), Acknowledged()
    real: Callable[[int], None] = os.fsync
    states = 0

    def crash_here(fd: int) -> None:
        nonlocal states
        monkeypatch.setattr(os, "fsync", real)
        for share in (0.0, 1.0, *[chance.random() for _ in range(STATES_AT_A_SYNC)]):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            disk.after_a_crash(place, chance, share)
            check_that_nothing_acknowledged_is_lost(place, kept)
            if states % 4 == 0:
                goes_on(place)
            states += 1
        disk.synced(fd)
        monkeypatch.setattr(os, "fsync", crash_here)

    monkeypatch.setattr(os, "fsync", crash_here)
    try:
        live_through(folder, kept)
    finally:
        monkeypatch.undo()
        for made in (folder, place):
            shutil.rmtree(made, ignore_errors=True)
    assert states > 150
    assert len(kept.ended) == 2


def test_the_model_finds_a_writer_that_does_not_sync(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Were a reply acknowledged before it is on the disk, some crash would lose it."""
    folder, place = tmp_path / "folder", tmp_path / "after"
    for made in (folder, place):
        made.mkdir()
    disk, kept = Disk(folder), Acknowledged()
    real: Callable[[int], None] = os.fsync
    syncs = 0

    def forgetful(fd: int) -> None:
        nonlocal syncs
        syncs += 1
        if syncs < 12:
            disk.synced(fd)

    monkeypatch.setattr(os, "fsync", forgetful)
    live_through(folder, kept)
    monkeypatch.setattr(os, "fsync", real)
    disk.after_a_crash(place, random.Random(1), 0.0)
    with pytest.raises((AssertionError, TrainerError)):
        check_that_nothing_acknowledged_is_lost(place, kept)
