"""The debrief: one's own view first, then everything in its order, and what can be said of it."""

from tests.tui.stand import (
    NARROW,
    SMALLEST,
    WIDE,
    Seat,
    Stand,
    at,
    at_home,
    at_play,
    press_reply,
    seen,
    sees,
    wait_until,
)
from trainer.practice.debrief import self_rating
from trainer.records.event import Kind
from trainer.records.header import Mode
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.debrief_sheets import ClosingSheet, DecisionSheet
from trainer.tui.screens.transcript import TranscriptScreen

TALL = (120, 70)


async def ended(pilot: Seat, *replies: str) -> DebriefPage:
    """At the debrief, where it is asked how it went."""
    play = await at_play(pilot)
    for reply in replies or ("chat", "shrug"):
        await press_reply(pilot, play, reply)
    await pilot.press("1")
    return await at(pilot, DebriefPage)


async def told(pilot: Seat, *replies: str) -> DebriefPage:
    """At the debrief, with the question left out."""
    debrief = await ended(pilot, *replies)
    await pilot.press("escape")
    await wait_until(pilot, lambda: not debrief.asking)
    return debrief


def kinds(stand: Stand) -> list[Kind]:
    return [e.kind for e in stand.record().events]


async def test_ones_own_view_is_asked_before_any_grade_stands_there(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        debrief = await ended(pilot)
        assert "What were you after?" in seen(pilot)
        for grade in ("Not yet", "critical", "Score", "One fix", "what if", "transcript"):
            assert grade not in seen(pilot)
        await pilot.press(*"a0w", "enter")
        await wait_until(pilot, lambda: debrief.query_one("#levels").has_focus)
        await pilot.press("3")
        await sees(pilot, "Not yet")
        assert "you said that it went well (3 of 4). You were after: a0w" in " ".join(seen(pilot).split())
        await wait_until(pilot, lambda: Kind.SELF_RATING in kinds(stand))
    found = self_rating(stand.record().events)
    assert found
    assert (found.level, found.aim) == (3, "a0w")


async def test_it_can_be_left_out_and_then_the_keys_say_what_can_be_done(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        await ended(pilot)
        await pilot.press("escape")
        await sees(pilot, "w what if")
    assert Kind.SELF_RATING not in kinds(stand)


async def test_it_is_never_asked_again_once_it_is_recorded(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        await ended(pilot)
        await pilot.press("enter", "2")
        await sees(pilot, "Not yet")
        await pilot.press("h")
        await at(pilot, ClosingSheet)
        await pilot.press("enter")
        await at_home(pilot)
        await pilot.press("3", "enter")
        await at(pilot, TranscriptScreen)
        await pilot.press("b")
        debrief = await at(pilot, DebriefPage)
        assert not debrief.asking
        await sees(pilot, "Not yet")


async def test_everything_stands_in_its_order(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=TALL) as pilot:
        await told(pilot)
        await sees(pilot, "Picking at random")
        page = seen(pilot)
        order = (
            "Not yet", "A critical error stood in the way, at decision 2", "Score", "The score that was still possible",
            "at the counter: poor", "“Lovely weather!”", "slip 2", "One fix", "This would have cost nothing",
            "Your weakest reply, again", "One goal for the counter", "Transcript", "Receipts",
        )  # fmt: skip
        places = [page.index(words) for words in order]
        assert places == sorted(places)
        assert "you were sure" in page or "confident" not in page


async def test_a_decision_opens_and_one_walks_from_it_to_the_next(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        await pilot.press("enter")
        await at(pilot, DecisionSheet)
        await sees(pilot, "A line that would have cost nothing")
        assert "taking care: poor. Nothing was checked." in seen(pilot)
        await pilot.press("right")
        await sees(pilot, "Critical: You left a guest stranded.")
        await pilot.press("left", "left", "escape")
        await at(pilot, DebriefPage)


async def test_the_debrief_of_a_scenario_that_is_gone_is_that_of_its_record(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await told(pilot)
        (stand.scenarios / "small.yaml").unlink()
        await pilot.press("h")
        await at_home(pilot)
        await pilot.press("3", "enter")
        await at(pilot, TranscriptScreen)
        await pilot.press("b")
        debrief = await at(pilot, DebriefPage)
        assert debrief.asking
        await pilot.press("escape", "w")
        await at_play(pilot)


async def test_at_its_smallest_everything_can_be_read(stand: Stand) -> None:
    async with stand.playing().run_test(size=SMALLEST) as pilot:
        debrief = await ended(pilot)
        await sees(pilot, "Badly.")
        await pilot.press("escape")
        await sees(pilot, "Not yet")
        page = debrief.query_one("#page")
        for _ in range(12):
            await pilot.press("space")
        await wait_until(pilot, lambda: page.scroll_y == page.max_scroll_y)
        assert "Receipts" in seen(pilot)
