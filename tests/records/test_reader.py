import os
import sys
import threading
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.journals import WALL, a_folder, chained, create, happenings, reopen, small_journal
from trainer.errors import NewerFormat, TrainerError, UnusableInput
from trainer.records.event import GENESIS, JSON, Kind
from trainer.records.journal import JOURNAL_BYTES, JOURNAL_WEIGHT, Damage, JournalState, parse, read_bytes, read_journal
from trainer.records.line import decode, encode
from trainer.records.torn import naming, stretch

HERE = Path("journal.jsonl")


@pytest.fixture
def small(tmp_path: Path) -> bytes:
    small_journal(tmp_path / "j.jsonl")
    return (tmp_path / "j.jsonl").read_bytes()


@pytest.fixture
def recovered(tmp_path: Path, small: bytes) -> bytes:
    """A journal in whose middle torn bytes lie."""
    path = tmp_path / "recovered.jsonl"
    path.write_bytes(small[:-100])
    with reopen(path) as writer:
        writer.append(Kind.CLOSE, {})
    return path.read_bytes()


@given(st.lists(happenings, max_size=6))
def test_any_list_of_events_comes_back(happened: list[tuple[Kind, dict[str, JSON]]]) -> None:
    with a_folder() as folder:
        with create(folder / "j.jsonl") as writer:
            written = tuple(writer.append(kind, data) for kind, data in happened)
            number = writer.receipt
        journal = read_journal(folder / "j.jsonl")
        assert journal.state is JournalState.WHOLE
        assert journal.events == written
        assert journal.receipt == number
        assert [(event.kind, event.data) for event in journal.events] == happened


def test_an_empty_file_is_a_whole_journal_without_events_or_receipt() -> None:
    journal = parse(b"", HERE)
    assert (journal.events, journal.state, journal.receipt) == ((), JournalState.WHOLE, "")


@pytest.mark.parametrize("which", ["small", "recovered"])
def test_every_single_flipped_bit_is_damage_and_never_taken_for_a_crash(
    which: str, request: pytest.FixtureRequest
) -> None:
    raw: bytes = request.getfixturevalue(which)
    whole = parse(raw, HERE).events
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            journal = parse(bytes(changed), HERE)
            assert journal.state is JournalState.DAMAGED, (place, bit)
            assert journal.events == whole[: len(journal.events)]
            assert len(journal.events) < len(whole)


def test_a_flipped_bit_is_damage_in_the_line_it_stands_in(small: bytes) -> None:
    for place in range(len(small) - 1):
        changed = bytearray(small)
        changed[place] ^= 1
        journal = parse(bytes(changed), HERE)
        assert journal.damage is not None
        assert journal.damage.line == small.count(b"\n", 0, place) + 1


@given(st.data())
def test_any_byte_made_any_other_is_damage(draw: st.DataObject) -> None:
    raw = chained(
        [(Kind.START, {"words": "Just  a @moment"}), (Kind.REPLY, {"words": "* JJ @ please"}), (Kind.END, {})]
    )
    place = draw.draw(st.integers(0, len(raw) - 1))
    byte = draw.draw(st.integers(0, 255).filter(lambda b: b != raw[place]))
    journal = parse(raw[:place] + bytes([byte]) + raw[place + 1 :], HERE)
    assert journal.state is JournalState.DAMAGED


def test_a_bit_flipped_in_the_text_of_the_last_line_is_damage(small: bytes) -> None:
    changed = small.replace(b'"kind":"end"', b'"kind":"enf"')
    journal = parse(changed, HERE)
    assert journal.damage is not None
    assert (journal.damage.line, journal.damage.reason) == (3, "its hash does not match its bytes")
    assert len(journal.events) == 2


def changed_alone(raw: bytes, number: int) -> bytes:
    """The journal with one event's data changed and only that line's hash made right again."""
    lines = raw.splitlines()
    old = decode(lines[number - 1])
    lines[number - 1] = encode(number, old.kind, old.wall, old.mono, {"forged": True}, old.prev)
    return b"".join(line + b"\n" for line in lines)


@pytest.mark.parametrize("number", [1, 2])
def test_one_event_changed_with_its_hash_made_right_is_damage_in_the_next_line(small: bytes, number: int) -> None:
    journal = parse(changed_alone(small, number), HERE)
    assert journal.damage is not None
    assert (journal.damage.line, journal.damage.reason) == (
        number + 1,
        "it does not continue the event before it",
    )


def test_the_last_event_changed_with_its_hash_made_right_shows_in_the_receipt(small: bytes) -> None:
    journal = parse(changed_alone(small, 3), HERE)
    assert journal.state is JournalState.WHOLE
    assert journal.receipt != parse(small, HERE).receipt


@given(st.lists(happenings, min_size=1, max_size=5), st.data())
def test_a_chain_written_anew_is_whole_and_its_receipt_is_another(
    happened: list[tuple[Kind, Mapping[str, JSON]]], draw: st.DataObject
) -> None:
    place = draw.draw(st.integers(0, len(happened) - 1))
    forged = [*happened[:place], (happened[place][0], {"forged": True}), *happened[place + 1 :]]
    before, after = parse(chained(happened), HERE), parse(chained(forged), HERE)
    assert before.state is after.state is JournalState.WHOLE
    assert (before.receipt == after.receipt) is (happened == forged)


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        pytest.param(lambda lines: [lines[0], lines[2]], 2, id="a line left out"),
        pytest.param(lambda lines: [lines[0], lines[0], *lines[1:]], 2, id="a line twice"),
        pytest.param(lambda lines: [lines[1], lines[0], lines[2]], 1, id="lines swapped"),
        pytest.param(lambda lines: [*lines, b""], 4, id="an empty line at the end"),
        pytest.param(lambda lines: [b"", *lines], 1, id="an empty line at the start"),
        pytest.param(lambda lines: [*lines, b"hello"], 4, id="a stray line"),
        pytest.param(lambda lines: [*lines, b'{"v":1,"n":5,"ki', b""], 4, id="a line cut, with a wrong number"),
        pytest.param(lambda lines: [line + b"\r" for line in lines], 1, id="carriage returns"),
        pytest.param(lambda lines: [b"\xef\xbb\xbf" + lines[0], *lines[1:]], 1, id="a byte order mark"),
    ],
)
def test_anything_else_wrong_is_damage_at_a_line(small: bytes, spoil: object, line: int) -> None:
    assert callable(spoil)
    lines = spoil(small.splitlines())
    journal = parse(b"".join(piece + b"\n" for piece in lines), HERE)
    assert journal.state is JournalState.DAMAGED
    assert journal.damage is not None
    assert journal.damage.line == line


def test_a_text_that_is_no_journal_is_damaged_and_not_torn() -> None:
    assert parse(b"hello", HERE).state is JournalState.DAMAGED


def test_a_recover_event_without_torn_bytes_before_it_is_damage() -> None:
    raw = chained([(Kind.START, {}), (Kind.RECOVER, {"offset": 0, "length": 0, "sha256": "0" * 64})])
    journal = parse(raw, HERE)
    assert journal.damage is not None
    assert journal.damage.line == 2


def test_a_wrong_number_in_a_right_chain_is_damage() -> None:
    first = encode(1, Kind.START, WALL, 0.0, {}, GENESIS)
    second = encode(3, Kind.END, WALL, 0.0, {}, decode(first).hash)
    journal = parse(first + b"\n" + second + b"\n", HERE)
    assert journal.damage == Damage(2, "it is event 3, where 2 was expected")


@pytest.mark.parametrize(
    ("torn", "number", "prev", "state"),
    [
        (b'{"v":1', 1, GENESIS, JournalState.WHOLE),
        (b'{"v":1', 2, GENESIS, JournalState.DAMAGED),
        (b'{"v":1', 1, "1" * 64, JournalState.DAMAGED),
        (b"", 1, GENESIS, JournalState.DAMAGED),
    ],
)
def test_a_recover_event_must_continue_the_chain_and_have_something_to_recover(
    torn: bytes, number: int, prev: str, state: JournalState
) -> None:
    named = naming(stretch(torn, 0, len(torn)))
    line = encode(number, Kind.RECOVER, WALL, 0.0, named, prev)
    assert parse(torn + b"\n" + line + b"\n", HERE).state is state


def test_seconds_that_run_backwards_are_damage() -> None:
    first = encode(1, Kind.START, WALL, 9.0, {}, GENESIS)
    second = encode(2, Kind.END, WALL, 8.999, {}, decode(first).hash)
    journal = parse(first + b"\n" + second + b"\n", HERE)
    assert journal.damage is not None
    assert (journal.damage.line, journal.damage.reason) == (2, "its seconds run backwards")


@given(st.binary(max_size=2_000), st.integers(0, 2_000))
def test_any_bytes_give_a_journal_or_an_error_of_ours(noise: bytes, place: int) -> None:
    raw = chained([(Kind.START, {"a": 1}), (Kind.END, {})])
    for bytes_ in (noise, raw[:place] + noise + raw[place:], raw[:place] + noise):
        try:
            journal = parse(bytes_, HERE)
        except TrainerError:
            continue
        assert (journal.state is JournalState.DAMAGED) == (journal.damage is not None)


@pytest.mark.parametrize("before", [b"", b'{"v":1,"n":1,"ki\n'])
def test_a_line_of_a_newer_version_is_refused_with_the_path(before: bytes) -> None:
    body = b'{"v":3,"unheard":1'
    with pytest.raises(NewerFormat, match=r"journal.jsonl: .*version 3.*Update"):
        parse(before + body + f',"hash":"{sha256(body).hexdigest()}"}}\n'.encode(), HERE)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    fd = os.open(tmp_path / "j.jsonl", os.O_WRONLY | os.O_CREAT)
    with pytest.raises(UnusableInput, match="the system answered: Bad file descriptor"):
        read_bytes(fd, HERE)
    os.close(fd)


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(JOURNAL_BYTES + 1)
    with pytest.raises(UnusableInput, match="too large"):
        read_journal(huge)
    huge.write_bytes(b"," * (JOURNAL_WEIGHT + 1))
    with pytest.raises(UnusableInput, match="too large"):
        read_journal(huge)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no such file"):
        read_journal(tmp_path / "none")
    with pytest.raises(UnusableInput, match="not an ordinary file"):
        read_journal(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnusableInput, match="not an ordinary file"):
        read_journal(tmp_path / "pipe")


def test_a_journal_that_is_being_written_can_be_read_at_any_moment(tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        with create(tmp_path / "j.jsonl") as writer:
            for number in range(300):
                writer.append(Kind.DRAFT, {"words": "x" * 2_000, "number": number})
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not done.is_set():
        if (tmp_path / "j.jsonl").exists():
            assert read_journal(tmp_path / "j.jsonl").state is not JournalState.DAMAGED
    thread.join()
