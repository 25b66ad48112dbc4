"""Keys that were pressed too early, twice, or as part of words change nothing."""

from __future__ import annotations

from math import inf

import pytest

from tests.tui.stand import (
    NARROW,
    SMALLEST,
    WIDE,
    Stand,
    asked,
    at,
    at_home,
    at_play,
    note,
    press_reply,
    sees,
    wait_until,
)
from trainer.errors import NotWritable
from trainer.records.attempt import Attempt
from trainer.records.event import Kind
from trainer.records.header import Mode
from trainer.tui import play_text
from trainer.tui.keys import StrayKeyGuard
from trainer.tui.screens.notices import ErrorSheet
from trainer.tui.screens.play import PlayScreen
from trainer.tui.screens.start_panel import StartPanel
from trainer.tui.widgets.decision import DecisionPanel
from trainer.tui.widgets.listing import Listing


async def test_an_answer_to_an_earlier_question_is_none(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        decision = play.stage.decision
        for _ in range(2):
            decision.post_message(DecisionPanel.Chosen("check", decision.asking))
        await wait_until(pilot, lambda: "The gate." in play.stage.conversation.plain())
        await asked(pilot, play)
    assert stand.replies() == ["check"]


async def test_what_is_not_on_offer_is_said_quietly(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        play.stage.decision.post_message(DecisionPanel.Chosen("shrug", play.stage.decision.asking))
        await wait_until(pilot, lambda: note(play) == play_text.NOT_ON_OFFER)
    assert stand.replies() == []


async def test_a_second_press_does_not_answer_what_cannot_have_been_read(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StrayKeyGuard, "SETTLE", 0.35)
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at(pilot, PlayScreen)
        await wait_until(pilot, lambda: play.attention.since < inf)
        stand.clock.move(1)
        assert play.sitting
        number = str([name for name, _, _ in play_text.choices(play.sitting)].index("check") + 1)
        await pilot.press(number, number, "enter", "enter")
        await sees(pilot, play_text.TOO_QUICK)
        assert stand.replies() == ["check"]
        stand.clock.move(1)
        await pilot.press("1")
        await wait_until(pilot, lambda: len(stand.replies()) == 2)


@pytest.mark.parametrize("welcome", [True, False])
async def test_words_typed_where_there_is_no_place_for_them_are_no_commands(stand: Stand, welcome: bool) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        if not welcome:
            await press_reply(pilot, play, "check")
        before = stand.replies()
        await pilot.press(*"Of course, up to 12 pounds", "enter")
        said = play_text.PRESS_T if welcome else play_text.ONLY_REPLIES
        await wait_until(pilot, lambda: note(play) == said)
        assert pilot.app.screen is play
        assert not play.stage.decision.typing
        assert stand.replies() == before
        assert not stand.record().log.taken_back
        stand.clock.move(2)
        await pilot.press("enter")
        assert note(play) == play_text.NONE_MARKED
        await press_reply(pilot, play, "help" if welcome is False else "check")
    assert len(stand.replies()) == len(before) + 1


async def test_a_number_that_is_not_there_says_how_many_there_are(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("7")
        assert note(play) == "There are 3 replies."
        await press_reply(pilot, play, "check")
        assert note(play) == ""
        await press_reply(pilot, play, "help")
        await pilot.press("2")
        assert note(play) == play_text.ONLY_ONWARD


async def test_a_second_enter_after_own_words_chooses_nothing(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("t", *"Well", "enter")
        await sees(pilot, "closest to what you meant?")
        await pilot.press("enter")
        await wait_until(pilot, lambda: note(play) == play_text.NONE_MARKED)
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        await pilot.press("enter")
        assert stand.replies() == []
        first = play.stage.decision.listing.options[0].id
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: stand.replies() == [first])


async def test_a_reply_that_comes_too_late_is_none(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        stand.clock.move(31)
        await pilot.press("1")
        await wait_until(pilot, lambda: "Time is up." in play.stage.conversation.plain())
    assert stand.replies() == ["timeout"]


async def test_a_reply_that_is_kept_without_its_end_is_said_to_be_kept(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotWritable("the disk is full", where="/there", do="Make room.")

    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        with monkeypatch.context() as patched:
            patched.setattr(Attempt, "_end", full)
            await pilot.press("1")
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, ErrorSheet))
            await sees(pilot, "the last one too")
    assert len(stand.replies()) == 2


async def test_leaving_before_anything_is_drawn_pauses_and_closes(stand: Stand) -> None:
    app = stand.playing()
    async with app.run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await play.stage.remove()
        app.leave()
        await pilot.pause()
    assert stand.record().events[-1].kind is Kind.PAUSE


async def test_the_palette_offers_no_numbers(stand: Stand) -> None:
    async with stand.playing().run_test(size=SMALLEST) as pilot:
        play = await at_play(pilot)
        offered = [command.title for command in pilot.app.get_system_commands(play)]
    assert "Choose" not in offered
    assert "Pause" in offered


async def test_back_within_words_is_no_command(stand: Stand) -> None:
    async with stand.playing(Mode.COACH).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        await pilot.press(*"vacuum", "u", "u")
        assert not stand.record().log.taken_back


async def test_what_is_chosen_twice_before_an_attempt_begins_it_once(stand: Stand) -> None:
    async with stand.app().run_test(size=NARROW) as pilot:
        home = await at_home(pilot)
        listing = home.query_one(Listing)
        listing.action_last()
        listing.action_select()
        listing.action_select()
        panel = await at(pilot, StartPanel)
        modes = panel.query_one(Listing)
        modes.action_select()
        modes.action_select()
        await at_play(pilot)
        await pilot.press("p")
        await at_home(pilot)
        assert len(pilot.app.screen_stack) == 1
    assert len(stand.records()) == 1


@pytest.mark.parametrize("sentence", ["1 moment", "please wait", "unless", "12 pounds"])
async def test_a_sentence_that_begins_with_a_command_is_none(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, sentence: str
) -> None:
    monkeypatch.setattr(StrayKeyGuard, "BURST", 5.0)
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press(*sentence)
        await wait_until(pilot, lambda: note(play) == play_text.PRESS_T)
        assert pilot.app.screen is play
    assert stand.replies() == []


async def test_a_command_by_itself_is_one_after_a_moment(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StrayKeyGuard, "BURST", 0.06)
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("u")
        await wait_until(pilot, lambda: note(play) == play_text.NOTHING_TO_TAKE_BACK)
        await press_reply(pilot, play, "check")
        await pilot.press("p")
        await at_home(pilot)
    assert stand.replies() == ["check"]


async def test_a_command_before_an_arrow_or_the_same_key_again_is_not_lost(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StrayKeyGuard, "BURST", 5.0)
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("y", "down")
        assert note(play) == play_text.WHY_LATER
        await pilot.press("u", "u")
        assert note(play) == play_text.NOT_COACHED


async def test_pausing_twice_at_once_is_pausing(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StrayKeyGuard, "BURST", 5.0)
    async with stand.playing().run_test(size=NARROW) as pilot:
        await at_play(pilot)
        await pilot.press("p", "p")
        await at_home(pilot)
    assert stand.replies() == []
