"""There is room for what the customer says, whatever stands below and beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios import SMALL
from tests.tui.stand import NARROW, SMALLEST, WIDE, Stand, at_play, press_reply, seen, sees, wait_until
from trainer.records.header import Mode

LONG = "and so on and so forth for as long as it takes to fill two lines of a narrow screen, surely"
MANY = SMALL.replace("ID.\n", f"ID. {LONG}\n").replace("Lovely weather!\n", f"Lovely weather! {LONG}\n")
FOUR = MANY.replace(
    "      - id: grunt", "      - id: nod\n        do: |\n          Nod.\n        next: gate\n      - id: grunt"
)
SET = FOUR.replace("setting: Nowhere", f"setting: Nowhere {LONG} {LONG} {LONG}")
WHYS = SET.replace("why: Warm.", f"why: Warm. {LONG} {LONG}").replace("why: Nothing", f"why: {LONG} Nothing")


@pytest.fixture
def full(tmp_path: Path) -> Stand:
    """Long replies, and long reasons."""
    return Stand(tmp_path, {"small": WHYS})


@pytest.mark.parametrize("size", [NARROW, SMALLEST])
async def test_the_conversation_keeps_six_rows_and_what_was_said_last(full: Stand, size: tuple[int, int]) -> None:
    async with full.playing().run_test(size=size) as pilot:
        play = await at_play(pilot)
        assert play.stage.conversation.outer_size.height >= 6
        for _ in range(4):
            await pilot.press("space")
        await sees(pilot, "Dulles, please.")
        assert "nobody" not in seen(pilot)


async def test_the_key_bar_says_how_to_read_on(full: Stand) -> None:
    async with full.playing().run_test(size=SMALLEST) as pilot:
        play = await at_play(pilot)
        await wait_until(pilot, lambda: play.stage.conversation.more_below)
        await sees(pilot, "space read on")
        for _ in range(6):
            await pilot.press("space")
        await wait_until(pilot, lambda: "space read on" not in seen(pilot))


async def test_replies_that_have_no_room_are_announced_and_come_into_sight(full: Stand) -> None:
    async with full.playing().run_test(size=SMALLEST) as pilot:
        play = await at_play(pilot)
        if play.stage.decision.listing.max_scroll_y:
            await sees(pilot, "more replies")
        await pilot.press("end")
        await sees(pilot, "▸ t")
        assert "more replies" not in seen(pilot)


async def test_after_all_of_why_the_next_key_shows_the_request_again(full: Stand) -> None:
    async with full.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "chat")
        await pilot.press("y")
        await sees(pilot, "(taking care: poor)")
        await pilot.press("down")
        await sees(pilot, "This says Dallas!")


async def test_coach_mode_says_what_is_at_stake_where_there_is_no_panel(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        await at_play(pilot)
        assert "At stake here: warmth, taking care" in seen(pilot)


async def test_other_modes_do_not(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        assert "At stake" not in seen(pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_whom_one_deals_with_stands_apart_from_the_facts(stand: Stand, size: tuple[int, int]) -> None:
    async with stand.playing().run_test(size=size) as pilot:
        await at_play(pilot)
        rows = [row for row in seen(pilot).splitlines() if "With: Ann" in row]
        assert rows
        if size == WIDE:
            assert "Patience" not in rows[0]
            assert "──" in seen(pilot).splitlines()[seen(pilot).splitlines().index(rows[0]) + 2][-32:]
        else:
            assert "With: Ann  │  Patience" in rows[0]
