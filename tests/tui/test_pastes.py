"""A paste is one paste, whatever stands in it: cleaned, and submitting nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.widgets import Input

from tests.tui.stand import NARROW, Stand, at, at_play, press_reply, seen, wait_until
from tests.tui.test_terminal import Terminal
from trainer.cleaning import DANGEROUS, clean
from trainer.tui.app import Start
from trainer.tui.driver import Pastes
from trainer.tui.screens.first_start import FirstStart

BEGIN, END = "\x1b[200~", "\x1b[201~"
HOSTILE = {
    "an escape": "I am sorry\x1bfor that\r1\r",
    "an escape at the end": "I am sorry\x1b",
    "two escapes": "\x1b\x1bI am sorry",
    "keys": "I am\x1b[A\x1b[B\r\x1bOP sorry\r",
    "a sequence": "\x1b]52;c;aGk=\x07I am sorry\x1b[31mred\x1b[0m",
    "carriage returns": "I am\r\rsorry\r\n1\r",
    "the beginning of a paste": f"I am {BEGIN}sorry\r1",
    "the end of a paste": f"I am {END}sorry\r1\r2",
    "controls": "I am \x00\x01\x03\x04\x11\x1a\x7fsorry\x9b31m",
    "a mouse": "I am \x1b[<0;5;5M\x1b[<0;5;5msorry",
}


class Clock:
    """Shows the time it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def parsed(pieces: Iterable[str]) -> list[events.Event]:
    """What Textual makes of what was read piece by piece."""
    pastes, parser = Pastes(Clock()), XTermParser()
    # Textual's driver does not hand on what is empty, which its parser would take for the end.
    read = (text for piece in pieces if (text := pastes.feed(piece)))
    return [e for text in read for e in parser.feed(text) if isinstance(e, events.Event)]


def cut(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(0, len(text), size)]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_bracketed_paste_is_one_paste_and_no_key(text: str) -> None:
    (paste,) = parsed([BEGIN + text + END])
    assert isinstance(paste, Paste)
    assert paste.text == clean(text)


@pytest.mark.parametrize("text", [t for t in HOSTILE.values() if END not in t and BEGIN not in t])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_however_it_is_cut_into_readings_it_is_the_same_paste(text: str, size: int) -> None:
    found = parsed(["a", *cut(BEGIN + text + END, size), "b"])
    assert [type(e) for e in found] == [Key, Paste, Key]
    assert isinstance(found[1], Paste)
    assert found[1].text == clean(text)


@given(st.text(), st.integers(1, 8))
def test_any_text_can_be_pasted(text: str, size: int) -> None:
    if END in text or BEGIN in text or not text:
        return
    (paste,) = parsed(cut(BEGIN + text + END, size))
    assert isinstance(paste, Paste)
    assert paste.text == clean(text)
    assert not DANGEROUS.search(paste.text)


def test_two_pastes_in_one_reading_are_two() -> None:
    found = parsed([f"{BEGIN}one\x1b{END}{BEGIN}two{END}x"])
    assert [e.text for e in found if isinstance(e, Paste)] == ["one␛", "two"]
    assert [e.character for e in found if isinstance(e, Key)] == ["x"]


def test_lines_that_come_at_once_without_brackets_are_a_paste_too() -> None:
    (paste,) = parsed(["I am sorry\rLet me look\x1b[31m\r1\r"])
    assert isinstance(paste, Paste)
    assert paste.text == "I am sorry\nLet me look␛[31m\n1\n"


def test_what_follows_such_lines_at_once_belongs_to_them() -> None:
    pastes = Pastes(lambda: 0.0)
    assert pastes.feed("I am sorry\rand I").startswith(BEGIN)
    assert pastes.feed(" mean it\r") == f"{BEGIN} mean it\n{END}"


@pytest.mark.parametrize(
    "keys",
    ["I am sorry\r", "1\r", "2\r2\r2\r2\r2\r", "\x1b[B" * 20, "hello", "\x1b[<35;10;10M" * 5, "\x1b", "a\rb\rc", "22"],
)
def test_keys_that_waited_for_a_busy_program_stay_keys(keys: str) -> None:
    assert Pastes(Clock()).feed(keys) == keys


def test_keys_after_a_paste_are_keys_again() -> None:
    assert [type(e) for e in parsed([f"{BEGIN}a\x1bb{END}", "\r", "\x1b[A", "x"])] == [Paste, Key, Key, Key]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_paste_at_a_decision_becomes_words_and_no_reply(stand: Stand, text: str) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        for _ in range(2):
            pilot.app.post_message(Paste(text))
            await wait_until(pilot, lambda: "sorry" in play.stage.decision.typed)
        await pilot.pause()
        assert not DANGEROUS.search(play.stage.decision.typed)
        assert play.stage.decision.typing
        assert stand.replies() == []
        await pilot.press("enter")
        await wait_until(pilot, lambda: "closest" in seen(pilot))
        await press_reply(pilot, play, "check")
    assert not DANGEROUS.search(stand.record().given[0].reply.words)


async def test_a_hostile_paste_as_a_name_submits_nothing(stand: Stand) -> None:
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        await at(pilot, FirstStart)
        pilot.app.post_message(Paste("Jo\x1b[31m\x07sé\rBob\r"))
        field = pilot.app.screen.query_one(Input)
        await wait_until(pilot, lambda: field.value != "")
        assert field.value == "Jo␛[31m␇sé"
        assert not stand.places.people.path.exists()


BRACKETED = [b"I am\x1b so\rsorry\r1\r2\x1b[B\r", b"\x1b\rwords of mine\x1b", b"a\x00b\xff\x1b[200~c words\r"]


@pytest.mark.parametrize("data", BRACKETED)
def test_in_a_real_terminal_a_bracketed_paste_submits_nothing(stand: Stand, data: bytes) -> None:
    _pasted(stand, b"\x1b[200~" + data + b"\x1b[201~")


def test_in_a_real_terminal_lines_without_brackets_submit_nothing(stand: Stand) -> None:
    _pasted(stand, b"I am so sorry\rwords of mine\r1\r2\r")


def _pasted(stand: Stand, data: bytes) -> None:
    """Paste at the first decision: the words stand there, and nothing is answered."""
    terminal = Terminal(stand)
    try:
        terminal.until(b"What do you say?")
        time.sleep(1)
        terminal.type(data)
        terminal.until(b"of 4,000")
        for _ in range(5):
            terminal.read(0.1)
        assert stand.replies() == []
        terminal.type(b"\x11")
        assert terminal.end() == 0
    finally:
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.process.wait()
    record = stand.record()
    assert record.given == ()
    assert record.log.open.draft
    assert not DANGEROUS.search(record.log.open.draft)
