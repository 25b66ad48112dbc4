"""`--replies` takes whatever a file may hold: it is cleaned as everywhere, with a note, or refused with its line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import Done, team_folder, trainer
from trainer.cleaning import DANGEROUS
from trainer.records.event import Kind
from trainer.records.record import read_record

PLAY = ["play", "small", "--variant", "one", "--seed", "1", "--replies"]


@pytest.fixture(autouse=True)
def folder() -> None:
    team_folder()


def play(data: bytes, *more: str) -> Done:
    Path("r.txt").write_bytes(data)
    done = trainer(*PLAY, "r.txt", *more)
    assert "fault of ours" not in done.err
    assert "Traceback" not in done.err
    assert not DANGEROUS.search(done.err + done.out)
    return done


def typed() -> list[str]:
    """The words on record in the newest attempt."""
    record = read_record(max(Path("transcripts").glob("*.jsonl")))
    asked = [str(e.data["words"]) for e in record.events if e.kind is Kind.ASKED]
    return [g.reply.words for g in record.given if g.reply.words] or asked


CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
OTHERS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB]


@pytest.mark.parametrize(
    "codes", [CONTROLS[:16], CONTROLS[16:33], CONTROLS[33:], OTHERS], ids=["C0", "C0 2", "C1", "bidi"]
)
def test_every_character_that_acts_on_a_screen_is_replaced_with_a_note(codes: list[int]) -> None:
    words = "".join(f"a{chr(code)}b" for code in codes)
    done = play(f"= {words}\ncheck\nhelp\n".encode())
    assert done.code == 0, done.err
    notes = [line for line in done.err.splitlines() if line.startswith("r.txt:1: ")]
    assert len(notes) == 1
    assert all(f"U+{code:04X}" in notes[0] for code in codes)
    (kept,) = typed()
    assert len(kept) == len(words)
    assert not DANGEROUS.search(kept)


@pytest.mark.parametrize("name", ["replies-rt.txt", "replies-rt2.txt"])
def test_the_cases_that_ended_without_a_line_are_played(name: str) -> None:
    hostile = {
        "replies-rt.txt": "a\x7f\x7f\x7fb",
        "replies-rt2.txt": "\x1b]8;;http://127.0.0.1/x\x1b\\click me\x1b]8;;\x1b\\",
    }
    done = play(f"= {hostile[name]}\ncheck\nhelp\n".encode())
    assert done.code == 0, done.err
    assert done.err.startswith("r.txt:1: ")


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"check\n\xff\nhelp\n", "r.txt:2", "not UTF-8"),
        (b"= hi \xed\xa0\x80\n", "r.txt:1", "not UTF-8"),
        ("check\nhelp\n".encode("utf-16"), "r.txt:1", "not UTF-8"),
        (b"check\rhelp\r", "r.txt:1", "Old Mac"),
        (b"check\x1b\nhelp\n", "r.txt:1", "not on offer"),
        (b"che\x00ck\nhelp\n", "r.txt:1", "not on offer"),
        (b"check\n" + b"x" * 1_000_000 + b"\n", "r.txt:2", "1,000,000 characters"),
        (b"check\n" + b"x" * 5000 + b"\n", "r.txt:2", "no response"),
        (b"= " + b"x" * 4001 + b"\n", "r.txt:1", "longer than 4,000"),
        (b"=\x0c\ncheck\n", "r.txt", ""),
    ],
)
def test_what_is_refused_is_refused_with_its_line(data: bytes, where: str, what: str) -> None:
    done = play(data)
    assert done.code == 3
    assert f"{where}" in done.err
    assert what in done.err
    assert len(done.err) < 1000


def test_marks_and_line_ends_of_windows_are_no_trouble() -> None:
    assert play("\ufeffcheck\r\n\ufeff# a file joined to it\r\n\ufeffhelp\r\n".encode()).code == 0


def test_a_carriage_return_in_words_is_a_new_line_of_them() -> None:
    assert play(b"= one\rtwo\r\ncheck\nhelp\n").code == 0
    assert typed() == ["one\ntwo"]


def test_files_without_end_and_files_that_are_none_are_refused() -> None:
    with Path("huge.txt").open("wb") as file:
        file.truncate(3 * 2**30)
    Path("folder").mkdir()
    Path("loop").symlink_to("loop")
    for name, what in (
        ("huge.txt", "larger than"),
        ("/dev/zero", "larger than"),
        ("folder", "it is a folder"),
        ("loop", "circle"),
        ("nowhere", "no such file"),
    ):
        done = trainer(*PLAY, name)
        assert done.code == 3
        assert f"{name}: the replies" in done.err
        assert what in done.err
    done = trainer(*PLAY, "/dev/null")
    assert "the replies end before the run does" in done.err
    assert len(list(Path("transcripts").glob("*.jsonl"))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pipes as POSIX has them")
def test_stdin_and_pipes_are_read_by_any_name() -> None:
    for name in ("-", "/dev/stdin", "/dev/fd/0"):
        assert trainer(*PLAY, name, stdin="check\nhelp\n").code == 0
    shell = 'exec "$0" -m trainer "$@" <(printf "check\\nhelp\\n")'
    done = subprocess.run(["bash", "-c", shell, sys.executable, *PLAY], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    os.mkfifo("pipe")
    shell = 'printf "= a\\033b\\ncheck\\nhelp\\n" > pipe & exec "$0" -m trainer "$@" pipe'
    done = subprocess.run(["bash", "-c", shell, sys.executable, *PLAY], capture_output=True, timeout=60)
    assert (done.returncode, b"pipe:1: " in done.stderr) == (0, True), done.stderr


def test_the_plain_front_end_takes_the_same_text_as_words_and_never_as_a_choice() -> None:
    hostile = b"\x1b[200~1\x1b\r2\x1b[201~\n1\x1b\n\x1b1\n1\r2\nt a\x1b[31mb\rc\n1\n1\np\n"
    command = [sys.executable, "-m", "trainer", "play", "small", "--plain", "--trainee", "Ann", "--variant", "one"]
    done = subprocess.run([*command, "--mode", "coach"], input=hostile, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\r" not in done.stdout + done.stderr
    assert typed() == ["a␛[31mb\nc"]
