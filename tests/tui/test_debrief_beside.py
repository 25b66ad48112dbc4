"""Back into the story from the debrief: what if, and learning from one's slips. Both stay beside the attempt."""

from tests.tui.stand import NARROW, WIDE, Seat, Stand, asked, at, at_home, press_reply, seen, sees, wait_until
from tests.tui.test_debrief import told
from trainer.records.header import Part
from trainer.records.record import Record
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.drill_play import DrillPlay, SlipsPlay, WhatIfPlay


def beside(stand: Stand) -> list[Record]:
    """The records that branch off."""
    return [r for r in stand.records() if r.header.parent]


async def here(pilot: Seat, kind: type[DrillPlay]) -> DrillPlay:
    play = await at(pilot, kind)
    await wait_until(pilot, lambda: not play.stage.decision.listing.empty)
    await asked(pilot, play)
    return play


async def test_what_if_plays_on_from_the_marked_decision_and_comes_back(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await told(pilot)
        await pilot.press("down", "w")
        play = await here(pilot, WhatIfPlay)
        assert "what if, from decision 2" in seen(pilot)
        assert "never scored" in seen(pilot)
        await press_reply(pilot, play, "help")
        await pilot.press("1")
        await at(pilot, DebriefPage)
        await sees(pilot, "Your attempt stands as it was.")
    (record,) = beside(stand)
    parent = record.header.parent
    assert parent
    assert parent.part is Part.WHAT_IF
    assert [r.response for r in parent.replies] == ["chat"]
    assert parent.attempt == next(r.header.attempt for r in stand.records() if r.header.parent is None)
    assert [g.reply.response for g in record.given] == ["help"]


async def test_what_was_left_beside_is_nothing_to_go_on_with(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        await told(pilot)
        await pilot.press("w")
        await here(pilot, WhatIfPlay)
        await pilot.press("p")
        await at(pilot, DebriefPage)
        await sees(pilot, "left before its end")
        await pilot.press("h")
        await at_home(pilot)
        assert "Go on where you stopped" not in seen(pilot)
    assert len(beside(stand)) == 1


async def test_slips_come_until_a_good_reply_is_found_and_then_one_with_other_people(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await told(pilot)
        await pilot.press("s")
        play = await here(pilot, SlipsPlay)
        assert "slip 1 of 2" in seen(pilot)
        await press_reply(pilot, play, "chat")
        await sees(pilot, "Not yet: a slip.")
        await pilot.press("1")
        await wait_until(pilot, lambda: len(beside(stand)) == 2)
        await asked(pilot, play)
        await press_reply(pilot, play, "check")
        await sees(pilot, "That is a good reply here")
        await pilot.press("1")
        await sees(pilot, "slip 2 of 2")
        await asked(pilot, play)
        await press_reply(pilot, play, "help")
        await sees(pilot, "That is a good reply here")
        await pilot.press("1")
        await sees(pilot, "one of them again, with other people")
        await asked(pilot, play)
        await press_reply(pilot, play, "help")
        await sees(pilot, "That is a good reply here")
        await pilot.press("1")
        await at(pilot, DebriefPage)
        await sees(pilot, "all 2, and one anew")
    assert sorted(r.header.variant for r in beside(stand)) == ["one", "one", "one", "two"]
    assert {r.header.parent.part for r in beside(stand) if r.header.parent} == {Part.DRILL}


async def test_slips_can_be_left_at_any_time(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        await told(pilot)
        await pilot.press("s")
        play = await here(pilot, SlipsPlay)
        await press_reply(pilot, play, "chat")
        await pilot.press("2")
        await at(pilot, DebriefPage)
        await sees(pilot, "0 of 2 with a good reply")


async def test_without_slips_the_key_does_nothing(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await told(pilot, "check", "help")
        assert "slips" not in seen(pilot).splitlines()[-1]
        await pilot.press("s", "r")
        await at(pilot, DebriefPage)
    assert not beside(stand)


async def test_quitting_in_the_middle_keeps_what_was_answered(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await told(pilot)
        await pilot.press("w")
        play = await here(pilot, WhatIfPlay)
        await press_reply(pilot, play, "grunt")
        await pilot.press("ctrl+q")
    (record,) = beside(stand)
    assert [g.reply.response for g in record.given] == ["grunt"]
