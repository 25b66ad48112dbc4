from hashlib import sha256
from pathlib import Path

import pytest

from tests.records.journals import WALL, a_folder, create, reopen, small_journal
from trainer.records.event import Kind
from trainer.records.journal import JournalState, parse, read_journal
from trainer.records.line import encode
from trainer.records.torn import MARK, naming, stretch


@pytest.fixture(scope="module")
def whole() -> bytes:
    with a_folder() as folder:
        small_journal(folder / "j.jsonl")
        return (folder / "j.jsonl").read_bytes()


def complete_events(raw: bytes, cut: int) -> int:
    """How many events a journal cut there holds: a line counts that lacks only its newline."""
    ends = [place for place in range(len(raw)) if raw[place : place + 1] == b"\n"]
    return sum(end <= cut for end in ends)


def test_cut_at_any_byte_a_journal_keeps_exactly_its_valid_events_and_goes_on(whole: bytes) -> None:
    events = parse(whole, Path("j")).events
    with a_folder() as folder:
        for cut in range(len(whole) + 1):
            path = folder / f"{cut}.jsonl"
            path.write_bytes(whole[:cut])
            kept = complete_events(whole, cut)
            assert read_journal(path).events == events[:kept]
            with reopen(path) as writer:
                assert writer.events[:kept] == events[:kept]
                assert all(event.kind is Kind.RECOVER for event in writer.events[kept:])
                added = writer.append(Kind.RESUME, {"cut": cut})
            journal = read_journal(path)
            assert journal.state is JournalState.WHOLE
            assert journal.events == (*writer.events[:-1], added)
            assert path.read_bytes().startswith(whole[:cut])


def test_torn_bytes_stay_and_are_named_by_the_recover_event(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(whole[:-100])
    start = whole.rindex(b"\n", 0, -1) + 1
    torn = whole[start:-100] + MARK
    journal = read_journal(path)
    assert journal.state is JournalState.TORN
    assert journal.torn is not None
    assert (journal.torn.offset, journal.torn.length) == (start, len(torn))
    with reopen(path) as writer:
        assert writer.events[-1].kind is Kind.RECOVER
        assert writer.events[-1].data == {
            "offset": start,
            "length": len(torn),
            "sha256": sha256(torn).hexdigest(),
        }
    assert path.read_bytes().startswith(whole[:-100] + b'#torn\n{"v":1,"n":3,"kind":"recover"')


def test_a_line_that_lacks_only_its_newline_gets_it_and_nothing_else(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(whole[:-1])
    journal = read_journal(path)
    assert (journal.state, journal.torn, len(journal.events)) == (JournalState.TORN, None, 3)
    reopen(path).close()
    assert path.read_bytes() == whole


def test_reopening_a_whole_journal_changes_no_byte(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(whole)
    reopen(path).close()
    assert path.read_bytes() == whole


@pytest.mark.parametrize("torn_at", [1, 60, 101, 200])
def test_a_recovery_cut_at_any_byte_is_recovered_again(whole: bytes, torn_at: int) -> None:
    """Twice over: the second recovery is cut in its middle too."""
    with a_folder() as folder:
        path = folder / "j.jsonl"
        start = whole.rindex(b"\n", 0, -1) + 1
        path.write_bytes(whole[: start + torn_at])
        reopen(path).close()
        mended = path.read_bytes()
        for cut in range(start + torn_at, len(mended) + 1):
            path.write_bytes(mended[:cut])
            reopen(path).close()
            second = path.read_bytes()
            if len(second) > len(mended) + 1:
                path.write_bytes(second[: (cut + len(second)) // 2])
            with reopen(path) as writer:
                writer.append(Kind.RESUME, {})
            journal = read_journal(path)
            assert journal.state is JournalState.WHOLE
            kinds = [event.kind for event in journal.events]
            assert kinds == [Kind.START, Kind.REPLY, Kind.RECOVER, Kind.RESUME]
            assert path.read_bytes().startswith(mended[:cut])


def test_a_journal_can_be_torn_and_recovered_many_times(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    create(path).close()
    for round_ in range(20):
        with reopen(path) as writer:
            writer.append(Kind.REPLY, {"round": round_})
        with path.open("ab") as file:
            file.write(f'{{"v":1,"n":{2 * round_ + 2},"ki'.encode())
    with reopen(path) as writer:
        assert [event.kind for event in writer.events] == [Kind.REPLY, Kind.RECOVER] * 20
        assert [event.data["round"] for event in writer.events[::2]] == list(range(20))


def test_sectors_that_never_reached_the_disk_are_torn_bytes(tmp_path: Path, whole: bytes) -> None:
    """After a loss of power the file may have its full length, and NUL bytes in the last line."""
    path = tmp_path / "j.jsonl"
    start = whole.rindex(b"\n", 0, -1) + 1
    for first, last in ((start, len(whole)), (start, start + 90), (start + 90, len(whole)), (start + 9, -1)):
        holed = bytearray(whole)
        holed[first:last] = bytes(len(holed[first:last]))
        path.write_bytes(holed)
        assert read_journal(path).state is JournalState.TORN
        with reopen(path) as writer:
            assert [event.kind for event in writer.events] == [Kind.START, Kind.REPLY, Kind.RECOVER]


def test_an_acknowledged_line_is_never_hidden_among_torn_bytes(tmp_path: Path, whole: bytes) -> None:
    """A line that has its end was written whole: what is wrong with it is damage, also before a torn one."""
    spoilt = whole.replace(b'"level":3', b'"level":4')
    for tail in (b"", b'{"v":1,"n":3,"kind":"reco'):
        path = tmp_path / "j.jsonl"
        path.write_bytes(spoilt[: spoilt.rindex(b"\n", 0, -1) + 1] + tail)
        assert read_journal(path).state is JournalState.DAMAGED


def test_torn_bytes_that_were_changed_after_the_recovery_are_damage(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(whole[:-120])
    reopen(path).close()
    raw = bytearray(path.read_bytes())
    raw[whole.rindex(b"\n", 0, -1) + 5] ^= 1
    journal = parse(bytes(raw), path)
    assert journal.damage is not None
    assert journal.damage.line == 3


def recovered_by_version_0_1(whole: bytes, torn_at: int) -> tuple[bytes, int]:
    """A journal that version 0.1 recovered, which set no mark, and where its recovery begins."""
    start = whole.rindex(b"\n", 0, -1) + 1
    raw = whole[: start + torn_at]
    prev = parse(raw, Path("j")).events[-1].hash
    line = encode(3, Kind.RECOVER, WALL, 900.0, naming(stretch(raw, start, len(raw))), prev)
    return raw + b"\n" + line + b"\n", len(raw)


def test_a_recovery_by_version_0_1_is_read_and_goes_on_where_it_was_cut(tmp_path: Path, whole: bytes) -> None:
    raw, begins = recovered_by_version_0_1(whole, 60)
    assert [event.kind for event in parse(raw, Path("j")).events] == [Kind.START, Kind.REPLY, Kind.RECOVER]
    for cut in range(begins + 40, len(raw) - 1):
        path = tmp_path / f"{cut}.jsonl"
        path.write_bytes(raw[:cut])
        with reopen(path) as writer:
            assert [event.kind for event in writer.events] == [Kind.START, Kind.REPLY, Kind.RECOVER]


@pytest.mark.parametrize("torn_at", [1, 3, 60, 200])
def test_a_mark_that_is_cut_off_many_times_is_still_a_recovery(tmp_path: Path, whole: bytes, torn_at: int) -> None:
    path = tmp_path / "j.jsonl"
    start = whole.rindex(b"\n", 0, -1) + 1
    path.write_bytes(whole[: start + torn_at])
    for kept in (1, 3, 5, 6):
        before = path.stat().st_size
        reopen(path).close()
        path.write_bytes(path.read_bytes()[: before + kept])
        assert read_journal(path).state is JournalState.TORN
    with reopen(path) as writer:
        assert [event.kind for event in writer.events] == [Kind.START, Kind.REPLY, Kind.RECOVER]


def test_a_small_hole_in_the_last_line_is_damage_unless_it_lies_where_sectors_end(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    with create(path) as writer:
        writer.append(Kind.START, {"words": "x" * 2_000})
        start = path.stat().st_size
        writer.append(Kind.REPLY, {"words": "y" * 2_000})
    raw = path.read_bytes()
    boundary = start // 512 * 512 + 512
    for first, last, state in (
        (start, start + 1, JournalState.DAMAGED),
        (boundary - 1, boundary, JournalState.DAMAGED),
        (boundary, boundary + 1, JournalState.DAMAGED),
        (len(raw) - 1, len(raw), JournalState.DAMAGED),
        (start, boundary, JournalState.TORN),
        (boundary, boundary + 512, JournalState.TORN),
        (len(raw) // 512 * 512, len(raw), JournalState.TORN),
    ):
        holed = raw[:first] + bytes(last - first) + raw[last:]
        assert parse(holed, path).state is state, (first, last)
