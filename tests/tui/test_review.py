"""What is on record can be read by somebody who does not practise."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.tui.stand import NARROW, SMALLEST, Seat, Stand, at, at_home, at_play, press_reply, seen, sees, wait_until
from trainer.session.services import Services
from trainer.tui.app import Start
from trainer.tui.screens import first_start, transcript
from trainer.tui.screens.first_start import FirstStart
from trainer.tui.screens.home import REVIEW, Home
from trainer.tui.screens.notices import ErrorSheet
from trainer.tui.screens.transcript import TranscriptScreen


async def practised(stand: Stand, *names: str) -> None:
    for name in names:
        app = stand.app(Start(scenario="small", variant="one", seed=1, trainee=name))
        async with app.run_test(size=NARROW) as pilot:
            play = await at_play(pilot)
            await press_reply(pilot, play, "check")


async def look(pilot: Seat) -> Home:
    await at(pilot, FirstStart)
    await pilot.press("tab", "end", "enter")
    home = await at_home(pilot)
    assert home.door == REVIEW
    return home


async def test_review_asks_nobody_for_a_name(stand: Stand) -> None:
    await practised(stand, "Ann", "Bob")
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        await look(pilot)
        await sees(pilot, "unfinished")
        await pilot.press("enter")
        await at(pilot, TranscriptScreen)
        await pilot.press("escape")
        await at_home(pilot)
        await pilot.press("1")
        await at(pilot, FirstStart)
        await pilot.press(*"Bob", "enter")
        await sees(pilot, "Hello, Bob.")
    assert sorted(r.header.trainee for r in stand.records())


async def test_review_works_where_nothing_can_be_kept(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.errors import NotWritable

    await practised(stand, "Ann", "Bob")
    monkeypatch.setattr(first_start, "write_problem", lambda _: NotWritable("this may not be written", where="here"))
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        await at(pilot, FirstStart)
        await sees(pilot, "Nothing can be kept there")
        await pilot.press("end", "enter")
        await at_home(pilot)
        await sees(pilot, "unfinished")


async def test_a_transcript_is_read_while_the_screen_already_answers(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    await practised(stand, "Ann")
    go, read = threading.Event(), transcript.read_transcript

    def slow(services: Services, path: Path) -> tuple[str, str, str, Path | None]:
        assert go.wait(10)
        return read(services, path)

    monkeypatch.setattr(transcript, "read_transcript", slow)
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("3")
        await sees(pilot, "unfinished")
        await pilot.press("enter")
        await sees(pilot, "reading…")
        go.set()
        await sees(pilot, "A small one")
        await wait_until(pilot, lambda: "reading…" not in seen(pilot))


async def test_a_transcript_that_cannot_be_read_says_why(stand: Stand) -> None:
    await practised(stand, "Ann")
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("3")
        await sees(pilot, "unfinished")
        for path in stand.transcripts.glob("*.jsonl"):
            path.write_text("{}\n{}\n")
        await pilot.press("enter")
        await at(pilot, ErrorSheet)
        await sees(pilot, "it is not a line of a journal")
        await pilot.press("enter")
        await at(pilot, Home)


async def test_the_smallest_review_names_the_scenario(stand: Stand) -> None:
    await practised(stand, "Ann")
    async with stand.app().run_test(size=SMALLEST) as pilot:
        await at_home(pilot)
        await pilot.press("3")
        await sees(pilot, "unfinished")
        (row,) = [r for r in seen(pilot).splitlines() if "▸" in r and "Ann" in r]
        assert "A small one" in row
        assert "22 Nov" in row


async def test_a_name_that_is_too_long_or_empty_says_so_until_one_types_on(stand: Stand) -> None:
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        first = await at(pilot, FirstStart)
        assert "press Enter" in seen(pilot)
        await pilot.press("space", "enter")
        await sees(pilot, "at least one letter")
        await pilot.press("A")
        await wait_until(pilot, lambda: "at least one letter" not in seen(pilot))
        await pilot.press(*"n" * 81, "enter")
        await sees(pilot, "at most 80 characters")
        assert pilot.app.screen is first
