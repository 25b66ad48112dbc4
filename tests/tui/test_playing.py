"""A scenario is played by keys and mouse, and the journal holds what was answered."""

import pytest

from tests.tui.stand import (
    NARROW,
    SMALLEST,
    WIDE,
    Stand,
    at,
    at_home,
    at_play,
    note,
    press_reply,
    seen,
    sized,
    wait_until,
)
from trainer.records.event import Kind
from trainer.records.header import Mode
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.play import PlayScreen


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALLEST])
async def test_a_scenario_is_played_to_its_debrief_by_number_keys(stand: Stand, size: tuple[int, int]) -> None:
    async with stand.playing().run_test(size=size) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        await press_reply(pilot, play, "help")
        assert "The end of this story." in seen(pilot)
        await pilot.press("1")
        await at(pilot, DebriefPage)
    assert stand.replies() == ["check", "help"]
    assert stand.record().closed


async def test_arrows_and_enter_choose_the_marked_reply(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        expected = play.stage.decision.listing.options[1].id
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: stand.replies())
    assert stand.replies() == [expected]


async def test_a_click_chooses(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        expected = play.stage.decision.listing.options[2].id
        await pilot.click("#choices", offset=(8, 2))
        await wait_until(pilot, lambda: stand.replies())
    assert stand.replies() == [expected]


async def test_what_is_shown_is_on_record_before_it_is_answered(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        (shown,) = [e for e in stand.record().events if e.kind is Kind.SHOWN]
        assert shown.data["options"] == [o.id for o in play.stage.decision.listing.options][:3]


async def test_coach_mode_says_why_and_all_of_it_on_request(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        assert "At stake here" in seen(pilot)
        await press_reply(pilot, play, "chat")
        assert "why: Nothing was checked." in seen(pilot)
        assert "Warm." not in seen(pilot)
        await pilot.press("y")
        await wait_until(pilot, lambda: "Warm. (warmth: outstanding)" in seen(pilot))


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.CHECK])
async def test_other_modes_keep_the_reasons_for_the_debrief(stand: Stand, mode: Mode) -> None:
    async with stand.playing(mode).run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        assert "At stake here" not in seen(pilot)
        await press_reply(pilot, play, "chat")
        assert "why:" not in seen(pilot)
        assert "Your last reply touched" in seen(pilot)
        await pilot.press("y")
        assert note(play) == "The explanations wait for the debrief."


async def test_back_takes_the_last_reply_back_in_coach_mode(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("u")
        assert note(play) == "There is nothing to take back yet."
        await press_reply(pilot, play, "chat")
        await pilot.press("u")
        await wait_until(pilot, lambda: "Press u again." in note(play))
        assert not stand.record().log.taken_back
        await pilot.press("down", "u")
        assert not stand.record().log.taken_back
        await pilot.press("u")
        await wait_until(pilot, lambda: stand.record().log.taken_back)
        assert note(play).startswith("Taken back.")
        assert "The gate." not in play.stage.conversation.plain()
        await press_reply(pilot, play, "check")
    assert stand.replies() == ["check"]


async def test_there_is_no_way_back_in_check_mode(stand: Stand) -> None:
    async with stand.playing(Mode.CHECK).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "chat")
        await pilot.press("u")
        await wait_until(pilot, lambda: note(play) == "Replies can be taken back in coach mode only.")
        assert "back" not in seen(pilot).splitlines()[-1]
    assert stand.replies() == ["chat"]


async def test_a_paused_attempt_goes_on_from_home_where_it_stopped(stand: Stand) -> None:
    app = stand.playing()
    async with app.run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        await pilot.press("p")
        home = await at_home(pilot)
        await wait_until(pilot, lambda: "Go on where you stopped" in seen(pilot))
        assert stand.record().events[-1].kind is Kind.PAUSE
        assert home.shelf
        await pilot.press("enter")
        again = await at_play(pilot)
        assert again is play
        assert "Dulles, did I get that right?" in play.stage.conversation.plain()
        await press_reply(pilot, play, "help")
    assert stand.replies() == ["check", "help"]


async def test_leaving_saves_where_one_is(stand: Stand) -> None:
    app = stand.playing()
    async with app.run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        await pilot.press("ctrl+q")
    assert app.return_value == 0
    assert stand.record().events[-1].kind is Kind.PAUSE


async def test_a_resize_keeps_the_decision_in_sight_and_the_mark_where_it_was(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        await pilot.press("down")
        marked = play.stage.decision.listing.chosen_id
        for size in (SMALLEST, (160, 50), NARROW):
            await pilot.resize_terminal(*size)
            await sized(pilot, size)
            await pilot.pause()
            assert "What do you say?" in seen(pilot)
            assert "ID." in seen(pilot)
            assert play.stage.decision.listing.chosen_id == marked
        await press_reply(pilot, play, "check")
    assert stand.replies() == ["check"]


async def test_a_decision_that_cannot_be_kept_is_said_and_nothing_is_lost(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.errors import NotWritable
    from trainer.records.attempt import Attempt
    from trainer.tui.screens.notices import ErrorSheet

    def full(*_: object) -> None:
        raise NotWritable("the disk is full", where="/there", do="Make room.")

    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        monkeypatch.setattr(Attempt, "answer", full)
        await pilot.press("1")
        await at(pilot, ErrorSheet)
        for words in ("The disk is full.", "/there", "Make room.", "you can go on from there"):
            assert words in seen(pilot)
        await pilot.press("enter")
        await at_home(pilot)
    assert stand.replies() == ["check"]
    assert isinstance(play, PlayScreen)
