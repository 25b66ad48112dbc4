"""What the index believes is checked; what can be derived is derived; what happened to a record is told."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clocks import SetClock
from tests.records.test_index import FOLDER, ROOT, play, rewritten
from tests.scenarios import playable
from trainer.output.phrases import summary_remarks
from trainer.output.transcript import render_markdown, write_transcripts
from trainer.practice.progress import counts_for_mastery
from trainer.records import index
from trainer.records.attempt import Setup
from trainer.records.event import Kind
from trainer.records.folder import resume_attempt, start_attempt
from trainer.records.header import Mode
from trainer.records.history import read_history
from trainer.records.index import STARTS, check_attempts, known_attempts, list_attempts, plain_name
from trainer.records.index_rows import Seen, has_changed
from trainer.records.journal import read_journal
from trainer.records.record import Interruptions, read_record
from trainer.records.summary import AttemptSummary, Standing, summarise
from trainer.records.writer import JournalWriter

CASES = Path(ROOT) / "tests" / "data" / "records"


def kept(name: str) -> Path:
    """A journal of the cases, alone in a folder."""
    FOLDER.mkdir(exist_ok=True)
    return Path(shutil.copy(CASES / name, FOLDER / name))


def only() -> AttemptSummary:
    (found,) = list_attempts(FOLDER)
    return found


def flip(path: Path, place: int) -> None:
    """One bit turned by the disk, which tells nobody."""
    about, raw = path.stat(), bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def aged(*paths: Path) -> None:
    """Journals whose time can be trusted: they were not written a moment ago."""
    for number, path in enumerate(paths, 1):
        os.utime(path, (number, number))


# -- what the index believes ---------------------------------------------------------------------


def test_a_bit_that_flips_while_size_and_time_stay_is_found_within_ten_starts() -> None:
    clock = SetClock()
    paths = [play(clock, "one", "check", "help") for _ in range(23)]
    aged(*paths)
    list_attempts(FOLDER)
    flip(paths[11], 300)
    assert all(a.standing is Standing.ENDED for a in list_attempts(FOLDER))
    found = [check_attempts(FOLDER) for _ in range(STARTS)]
    assert [[a.path for a in one] for one in found if one] == [[paths[11]]]
    assert [a.path for a in list_attempts(FOLDER) if a.standing is Standing.DAMAGED] == [paths[11]]


def test_every_journal_is_read_whole_in_ten_starts_while_new_ones_come(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SetClock()
    paths = [play(clock, "one", "check", "help") for _ in range(15)]
    aged(*paths)
    list_attempts(FOLDER)
    read: set[str] = set()

    def watched(seen: Seen, *, tail: str | None = None, digest: str | None = None) -> bool:
        if digest is not None:
            read.add(seen.path.name)
        return differs(seen, tail=tail, digest=digest)

    differs = has_changed
    monkeypatch.setattr(index, "has_changed", watched)
    for _ in range(STARTS):
        check_attempts(FOLDER)
        aged(play(clock, "two", "check", "help"))
    assert {path.name for path in paths} <= read


def test_the_last_bytes_of_what_is_shown_are_checked_each_time() -> None:
    clock = SetClock()
    paths = [play(clock, "one", "check", "help") for _ in range(3)]
    aged(*paths)
    list_attempts(FOLDER)
    for _ in range(STARTS):
        assert check_attempts(FOLDER) == []
    flip(paths[1], paths[1].stat().st_size - 30)
    shown = {plain_name(path) for path in paths}
    assert [(a.path, a.standing) for a in check_attempts(FOLDER, shown=shown)] == [(paths[1], Standing.DAMAGED)]


def test_progress_checks_the_last_bytes_of_what_it_counts() -> None:
    path = play(SetClock(), "one", "check", "help")
    aged(path)
    assert len(read_history(FOLDER, "t-1").tries) == 1
    flip(path, path.stat().st_size - 30)
    found = read_history(FOLDER, "t-1")
    assert found.tries == ()
    assert [t.attempt for t in found.troubles] == [path.stem]


def test_everything_is_read_whole_when_that_is_asked_for() -> None:
    clock = SetClock()
    paths = [play(clock, "one", "check", "help") for _ in range(12)]
    aged(*paths)
    list_attempts(FOLDER)
    flip(paths[3], 200)
    told: list[tuple[int, int]] = []
    found = check_attempts(FOLDER, everything=True, on_progress=lambda done, of: told.append((done, of)))
    assert [a.path for a in found] == [paths[3]]
    assert told[-1] == (12, 12)


def test_the_list_is_there_at_once_from_the_index_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    play(SetClock(), "one", "check", "help")
    assert known_attempts(FOLDER) is None or known_attempts(FOLDER) == []
    listed = list_attempts(FOLDER)
    monkeypatch.setattr(os, "scandir", None)
    assert known_attempts(FOLDER) == listed


def test_a_journal_that_was_shortened_or_written_anew_is_told_from_one_that_grew() -> None:
    clock = SetClock()
    grown, cut, forged = (play(clock, "one", "check") for _ in range(3))
    aged(grown, cut, forged)
    list_attempts(FOLDER)
    with resume_attempt(grown, clock) as attempt:
        attempt.answer("help")
    lines = cut.read_bytes().splitlines(keepends=True)
    cut.write_bytes(b"".join(lines[:-1]))
    rewritten(forged, seed=77)
    assert {a.path: a.rewritten for a in list_attempts(FOLDER)} == {grown: False, cut: True, forged: True}
    with resume_attempt(cut, clock) as attempt:
        attempt.answer("chat")
    found = {a.path: a for a in list_attempts(FOLDER)}
    assert found[cut].rewritten
    assert not found[cut].is_sound
    assert "stands there no more" in "; ".join(summary_remarks(found[cut]))


def test_a_journal_emptied_since_it_was_read_is_told_and_one_that_never_held_anything_is_not() -> None:
    clock = SetClock()
    emptied, other = play(clock, "one", "check", "help"), play(clock, "two", "check", "help")
    (FOLDER / "crashed.jsonl").touch()
    assert {a.path: a.standing for a in list_attempts(FOLDER)} == {emptied: Standing.ENDED, other: Standing.ENDED}
    emptied.write_bytes(b"")
    for _ in range(2):
        found = {a.path: a for a in list_attempts(FOLDER)}
        assert found.keys() == {emptied, other}
        assert (found[emptied].standing, found[emptied].trouble) == (Standing.DAMAGED, "nothing was kept in it")
        assert found[emptied].rewritten


def test_a_copy_of_a_journal_that_was_shortened_gives_no_check_back() -> None:
    path = play(SetClock(), "one", "check", "help")
    trainee = only().trainee
    whole = path.read_bytes()
    path.write_bytes(whole + b"#torn")
    list_attempts(FOLDER)
    path.write_bytes(whole)
    assert only().rewritten
    assert [t.interrupted for t in read_history(FOLDER, trainee).tries] == [True]
    shutil.copy(path, FOLDER / f"0{path.name}")
    assert [t.interrupted for t in read_history(FOLDER, trainee).tries] == [True]


def test_many_journals_are_read_by_several_processes_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SetClock()
    paths = [play(clock, variant, "check", "help") for variant in ("one", "two") for _ in range(4)]
    aged(*paths)
    alone = list_attempts(FOLDER)
    (FOLDER / index.NAME).unlink()
    monkeypatch.setattr(index, "MANY", 3)
    monkeypatch.setattr(index, "_BATCH", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[tuple[int, int]] = []
    assert list_attempts(FOLDER, on_progress=lambda done, of: told.append((done, of))) == alone
    assert told == [(2, 8), (4, 8), (6, 8), (8, 8)]


# -- what is derived -----------------------------------------------------------------------------


def test_the_list_says_what_follows_from_the_replies_whatever_the_end_line_says() -> None:
    kept("forged-end.jsonl")
    found = only()
    assert (found.verdict, found.outcome, found.score) == ("not yet", "mixed", 29)
    assert "verdict amazing where not yet follows" in found.disagreement
    assert "score 100 where 0 follows" in found.disagreement
    assert not found.is_sound
    assert read_history(FOLDER, "t-0123456789ab").tries == ()
    assert "says otherwise" in read_history(FOLDER, "t-0123456789ab").troubles[0].why
    assert "says otherwise than its replies" in render_markdown(read_record(found.path))


def test_a_text_that_was_changed_with_every_hash_made_right_contradicts_its_end() -> None:
    kept("forged-scenario.jsonl")
    assert "verdict not yet where sound follows" in only().disagreement


@pytest.mark.parametrize("header", [{"title": "Another story"}, {"version": 99}])
def test_a_header_that_says_otherwise_than_its_texts_is_named(header: dict[str, object]) -> None:
    path = rewritten(play(SetClock(), "one", "check", "help"), **header)
    assert f"{next(iter(header))} " in only().disagreement
    assert "says otherwise" in render_markdown(read_record(path))


def test_an_end_without_an_end_is_named() -> None:
    path = play(SetClock(), "one", "check")
    with JournalWriter.reopen(path, SetClock()) as writer:
        writer.append(Kind.END, {"ending": "happy", "outcome": "good", "verdict": "amazing", "score": 100.0})
    assert "the replies lead to no end" in only().disagreement


def test_an_honest_journal_of_before_is_as_it_says() -> None:
    path = play(SetClock(), "one", "check", "help")
    assert only().disagreement == ""
    assert only().is_sound
    assert read_record(path).disagreement() == ""


def test_one_that_cannot_be_replayed_is_named_in_the_list() -> None:
    path = play(SetClock(), "one", "check")
    with JournalWriter.reopen(path, SetClock()) as writer:
        writer.append(Kind.REPLY, {"scene": "counter", "response": "no-such-reply"})
        writer.append(Kind.END, {})
    assert "cannot be replayed" in "; ".join(summary_remarks(only()))
    assert not only().is_sound


# -- what happened to a record -------------------------------------------------------------------


def test_a_flipped_bit_in_the_last_line_is_damage_wherever_it_is_told() -> None:
    path = kept("flip-in-last-line.jsonl")
    assert only().standing is Standing.DAMAGED
    assert read_journal(path).damage is not None


def check(clock: SetClock, *, leave: bool = False, tear: bool = False) -> Path:
    """An attempt in check mode, played in one go or not."""
    path = play(clock, "one", "check", mode=Mode.CHECK)
    if tear:
        with path.open("ab") as file:
            file.write(b'{"v":1,"n":4,"ki')
    if leave or tear:
        with resume_attempt(path, clock) as attempt:
            attempt.answer("help")
    return path


def test_a_check_that_was_left_and_gone_on_with_counts_as_none_and_says_so() -> None:
    path = check(SetClock(), leave=True)
    (one,) = read_history(FOLDER, "t-1").tries
    assert one.first
    assert not counts_for_mastery(one)
    assert only().interruptions == Interruptions(resumed=1)
    assert "left and gone on with once" in "; ".join(summary_remarks(only()))
    assert "left and gone on with once; so it counts as no check" in render_markdown(read_record(path))


def test_a_recovered_write_is_told_in_list_and_transcript_and_ends_a_check() -> None:
    path = check(SetClock(), tear=True)
    (one,) = read_history(FOLDER, "t-1").tries
    assert not counts_for_mastery(one)
    assert only().interruptions == Interruptions(resumed=1, recovered=1)
    assert "a write was cut off and set aside once" in "; ".join(summary_remarks(only()))
    assert "cut off and set aside once" in render_markdown(read_record(path))


def test_a_write_cut_off_at_the_end_is_told_before_anybody_goes_on() -> None:
    path = play(SetClock(), "one", "check")
    path.write_bytes(path.read_bytes()[:-20])
    assert only().interruptions == Interruptions(cut=True)
    assert "its last write is cut off" in "; ".join(summary_remarks(only()))


def test_what_is_said_in_the_debrief_later_takes_nothing_from_a_check() -> None:
    clock = SetClock()
    path = play(clock, "one", "check", "help", mode=Mode.CHECK)
    with JournalWriter.reopen(path, clock) as writer:
        writer.append(Kind.GOAL, {"text": "slower"})
    with path.open("ab") as file:
        file.write(b'{"v":1')
    JournalWriter.reopen(path, clock).close()
    (one,) = read_history(FOLDER, "t-1").tries
    assert counts_for_mastery(one)
    assert only().interruptions == Interruptions()


# -- copies --------------------------------------------------------------------------------------


def test_a_copy_is_told_as_one_and_counts_once() -> None:
    path = play(SetClock(), "one", "check", "help")
    shutil.copy(path, FOLDER / "a-copy.jsonl")
    assert {a.path.name: a.copy_of for a in list_attempts(FOLDER)} == {"a-copy.jsonl": path.name, path.name: ""}
    assert len(read_history(FOLDER, "t-1").tries) == 1


def test_the_transcript_of_a_copy_never_takes_the_place_of_the_originals() -> None:
    path = play(SetClock(), "one", "check", "help")
    files = write_transcripts(read_record(path), FOLDER)
    before = files.markdown.read_bytes()
    copy = Path(shutil.copy(path, FOLDER / "a-copy.jsonl"))
    others = write_transcripts(read_record(copy), FOLDER)
    assert others.markdown == FOLDER / "a-copy.md"
    assert files.markdown.read_bytes() == before
    assert f"a copy of {path.stem}" in others.markdown.read_text(encoding="utf-8")


# -- numbers -------------------------------------------------------------------------------------


def test_attempts_begun_at_once_have_different_numbers() -> None:
    FOLDER.mkdir()
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.clocks import SetClock; from tests.scenarios import playable\n"
        "from trainer.records.attempt import Setup; from trainer.records.folder import start_attempt\n"
        "from trainer.records.header import Mode\n"
        "setup = Setup('one', 1, Mode.COACH, 't-1', 'test')\n"
        "input()\n"
        "for _ in range(4):\n"
        "    start_attempt(Path(sys.argv[1]), playable(), setup, SetClock()).close()\n"
    )
    command = [sys.executable, "-c", code, str(FOLDER.absolute())]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT) for _ in range(6)]
    for process in running:
        process.communicate(b"\n", timeout=120)
    assert [process.returncode for process in running] == [0] * 6
    numbers = [read_record(path).header.number for path in FOLDER.glob("*.jsonl")]
    assert sorted(numbers) == list(range(1, 25))


def test_a_journal_the_index_has_not_seen_is_counted() -> None:
    clock = SetClock()
    first = play(clock, "one", "check")
    list_attempts(FOLDER)
    second = play(clock, "one", "check")
    with start_attempt(FOLDER, playable(), Setup("one", 1, Mode.COACH, "t-1", "test"), clock) as third:
        numbers = [summarise(path)[1] for path in (first, second, third.path)]
    assert [journal.events[0].data["number"] for journal in numbers if journal] == [1, 2, 3]
