"""Typed replies: welcome or not, kept as typed, and resolved by asking."""

from textual.events import Key, Paste

from tests.tui.stand import NARROW, SMALLEST, Seat, Stand, at_home, at_play, note, press_reply, seen, wait_until
from trainer.records.event import Kind
from trainer.tui.screens.play import PlayScreen
from trainer.tui.widgets.own_words import OwnWords


async def type_words(pilot: Seat, play: PlayScreen, words: str) -> None:
    await pilot.press("t")
    await wait_until(pilot, lambda: play.stage.decision.typing)
    await pilot.press(*words)


async def test_typed_words_are_kept_with_the_reply_they_come_closest_to(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "Hi1u")
        assert "4 of 4,000" in seen(pilot)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "closest to what you meant?" in seen(pilot))
        assert "None of these." in seen(pilot)
        await press_reply(pilot, play, "check")
        assert "Hi1u" in play.stage.conversation.plain()
    (given,) = stand.record().given
    assert (given.reply.response, given.reply.words) == ("check", "Hi1u")


async def test_none_of_these_has_the_customer_ask_again_and_then_a_reply_must_do(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "what")
        await pilot.press("enter", "4")
        await wait_until(pilot, lambda: "Ann waits. Say it once more in other words" in play.stage.conversation.plain())
        assert note(play) == "t: say it once more in other words."
        await type_words(pilot, play, "so")
        await pilot.press("enter", "4")
        await wait_until(pilot, lambda: "Ann waits. Now choose one" in play.stage.conversation.plain())
        assert "say it in your own words" not in seen(pilot)
        await pilot.press("t")
        assert note(play) == "This time one of the replies has to do."
        await press_reply(pilot, play, "check")
    record = stand.record()
    assert [e.data["words"] for e in record.events if e.kind is Kind.ASKED] == ["what", "so"]
    assert [(g.reply.response, g.reply.words) for g in record.given] == [("check", "")]


async def test_escape_keeps_the_words_as_a_draft_and_so_does_a_pause(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "half")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not play.stage.decision.typing)
        assert note(play) == "Your words are kept: t goes on with them."
        await pilot.press("p")
        await at_home(pilot)
        assert stand.record().log.open.draft == "half"
        await wait_until(pilot, lambda: "Go on where you stopped" in seen(pilot))
        await pilot.press("enter")
        play = await at_play(pilot)
        await pilot.press("t")
        await wait_until(pilot, lambda: play.stage.decision.typed == "half")


async def test_escape_at_the_question_goes_back_to_the_words(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "hm")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "closest" in seen(pilot))
        await pilot.press("escape")
        await wait_until(pilot, lambda: play.stage.decision.typing)
        assert play.stage.decision.typed == "hm"
    assert stand.replies() == []


async def test_a_paste_keeps_its_lines(stand: Stand) -> None:
    async with stand.playing().run_test(size=SMALLEST) as pilot:
        play = await at_play(pilot)
        pilot.app.post_message(Paste("one\ntwo\nthree"))
        await wait_until(pilot, lambda: play.stage.decision.typed == "one\ntwo\nthree")
        await pilot.press("ctrl+j", "4", "enter")
        await wait_until(pilot, lambda: "closest" in seen(pilot))
        await press_reply(pilot, play, "check")
    assert stand.record().given[0].reply.words == "one\ntwo\nthree\n4"


async def test_words_are_never_longer_than_what_is_kept(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("t")
        pilot.app.screen.query_one(OwnWords).begin("x" * 5000)
        await wait_until(pilot, lambda: len(play.stage.decision.typed) == 4000)
        assert "4,000 of 4,000   the rest did not fit" in seen(pilot)


async def test_where_own_words_are_not_welcome_a_quiet_line_says_so(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("z")
        assert note(play) == "Press t to say it in your own words."
        stand.clock.move(2)
        await press_reply(pilot, play, "check")
        for act, said in (("t", "Own words are not asked for here"), ("z", "Here only the replies count")):
            play.stage.decision.note("")
            await pilot.press(act)
            await wait_until(pilot, lambda: note(play).startswith(said))  # noqa: B023
        play.stage.decision.note("")
        pilot.app.post_message(Paste("words"))
        await wait_until(pilot, lambda: note(play).startswith("Own words are not asked for here"))
    assert stand.replies() == ["check"]


async def test_an_empty_reply_is_not_said(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "  ")
        await pilot.press("enter")
        await wait_until(pilot, lambda: note(play).startswith("Nothing is typed yet."))
        assert play.stage.decision.typing


async def test_how_to_send_is_said_where_one_types(stand: Stand) -> None:
    async with stand.playing().run_test(size=SMALLEST) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "Hi")
        await wait_until(pilot, lambda: "2 of 4,000   enter: say it   ^j: new line" in seen(pilot))


async def test_a_paste_of_many_lines_stays_whole_and_says_what_did_not_fit(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await pilot.press("t")
        await wait_until(pilot, lambda: play.stage.decision.typing)
        pasted = "\n".join(f"line {n}" for n in range(40))
        pilot.app.post_message(Paste(pasted))
        await wait_until(pilot, lambda: play.stage.decision.typed == pasted)
        pilot.app.post_message(Paste("x" * 5000))
        await wait_until(pilot, lambda: "4,000 of 4,000   the rest did not fit" in seen(pilot))
        await pilot.press("backspace")
        await wait_until(pilot, lambda: "3,999 of 4,000   enter: say it" in seen(pilot))


LONG = "I hear you and I am sorry for the wait, so let me look at the ticket and put Dulles in Virginia on it now."


def at_once(pilot: Seat, words: str, *then: str) -> None:
    """Keys that are all on their way before the first of them is handled."""
    for character in words:
        pilot.app.post_message(Key("space" if character == " " else character, character))
    for name in then:
        pilot.app.post_message(Key(name, "\r" if name == "enter" else None))


async def test_enter_right_behind_many_keys_says_all_of_them(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "")
        at_once(pilot, LONG, "ctrl+j")
        at_once(pilot, LONG, "enter")
        await wait_until(pilot, lambda: "closest to what you meant?" in seen(pilot))
        await press_reply(pilot, play, "check")
    assert stand.record().given[0].reply.words == f"{LONG}\n{LONG}"


async def test_escape_right_behind_many_keys_keeps_all_of_them(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await type_words(pilot, play, "")
        at_once(pilot, LONG, "escape")
        await wait_until(pilot, lambda: play.sitting and play.sitting.draft == LONG)
