"""Time limits: seen, kept, stretched, switched off, and held where nothing can be read."""

from tests.tui.stand import NARROW, Stand, at, at_play, note, press_reply, seen, wait_until
from trainer.records.event import Kind
from trainer.records.header import TimeLimits
from trainer.settings import Settings
from trainer.tui.screens.notices import Help, TooSmall


async def test_when_the_time_is_up_the_story_goes_on_without_a_word(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        assert "00:30 left" in seen(pilot)
        stand.clock.move(29)
        play.tick()
        await wait_until(pilot, lambda: "00:01 left" in seen(pilot))
        stand.clock.move(2)
        play.tick()
        await wait_until(pilot, lambda: "Time is up." in play.stage.conversation.plain())
        assert note(play) == "Time is up."
    assert stand.replies() == ["timeout"]
    assert Kind.TIMEOUT in [e.kind for e in stand.record().events]


async def test_words_that_were_being_typed_when_the_time_ran_out_are_kept(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("t", *"One mo")
        stand.clock.move(31)
        play.tick()
        await wait_until(pilot, lambda: "Time is up." in play.stage.conversation.plain())
    drafts = [e.data["words"] for e in stand.record().events if e.kind is Kind.DRAFT]
    assert drafts == ["One mo"]


async def test_stretched_limits_are_twice_as_long_and_none_are_none(stand: Stand) -> None:
    for limits, shown in ((TimeLimits.STRETCHED, "01:00 left"), (TimeLimits.OFF, "00:00")):
        async with stand.playing(settings=Settings(time_limits=limits.value)).run_test(size=NARROW) as pilot:
            await at_play(pilot)
            stand.clock.move(1)
            assert shown in seen(pilot).splitlines()[0]
    assert [r.header.time_limits for r in stand.records()] == [TimeLimits.STRETCHED, TimeLimits.OFF]


async def test_the_time_runs_on_under_the_help_and_stands_where_there_is_no_room(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        play.tick()
        await pilot.resize_terminal(40, 10)
        await at(pilot, TooSmall)
        stand.clock.move(60)
        play.tick()
        await pilot.resize_terminal(*NARROW)
        await wait_until(pilot, lambda: pilot.app.screen is play)
        assert stand.replies() == []
        await pilot.press("f1")
        await at(pilot, Help)
        stand.clock.move(31)
        play.tick()
        await wait_until(pilot, lambda: stand.replies() == ["timeout"])


async def test_the_time_stands_still_from_the_moment_words_are_sent(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        stand.clock.move(20)
        await pilot.press("t", *"One mo", "enter")
        await wait_until(pilot, lambda: "closest to what you meant?" in seen(pilot))
        stand.clock.move(60)
        play.tick()
        assert "00:10 left" in seen(pilot)
        await pilot.press("escape")
        await wait_until(pilot, lambda: play.stage.decision.typing)
        stand.clock.move(4)
        play.tick()
        await wait_until(pilot, lambda: "00:06 left" in seen(pilot))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "closest to what you meant?" in seen(pilot))
        stand.clock.move(60)
        play.tick()
        await press_reply(pilot, play, "check")
    assert [(g.reply.response, g.reply.words) for g in stand.record().given] == [("check", "One mo")]
