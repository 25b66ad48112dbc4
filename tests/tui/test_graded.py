"""Typed replies that are graded: what they lead to, and what coach mode shows of it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.tui.graded import GIBBERISH, GOOD, RUDE, UNCLEAR, graded_stand, say
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
    seen,
    sees,
    wait_until,
)
from trainer.grading.grader import ReplyGrader
from trainer.grading.model import Graded, Match
from trainer.output.phrases import NO_ACTS
from trainer.play.run import Run
from trainer.records.header import Mode
from trainer.session.typed_words import WordGrading
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.play import PlayScreen


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    """Folders with the scenario that is graded."""
    return graded_stand(tmp_path)


def styles(play: PlayScreen, text: str) -> set[str]:
    """How a stretch of the conversation is written: bold, underlined."""
    for strip in play.stage.conversation._lines:
        for segment in strip:
            if text in segment.text and segment.style:
                return {n for n in ("bold", "underline") if getattr(segment.style, n)}
    raise AssertionError(f"{text!r} does not stand there by itself")


async def test_words_that_leave_nothing_open_are_a_reply_at_once(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        assert "closest" not in seen(pilot)
        assert GOOD[:30] in play.stage.conversation.plain()
    (given,) = stand.record().given
    assert (given.reply.response, given.reply.words, given.asked) == ("check", GOOD, False)
    assert given.graded
    assert given.graded.found("checks-detail")


async def test_words_that_leave_it_open_are_asked_about_and_kept_with_their_grade(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, UNCLEAR)
        assert "Which of these is closest to what you meant?" in seen(pilot)
        assert "None of these." in seen(pilot)
        await press_reply(pilot, play, "chat")
    (given,) = stand.record().given
    assert (given.reply.response, given.reply.words, given.asked) == ("chat", UNCLEAR, True)
    assert given.graded
    assert not given.graded.acts


async def test_why_nothing_was_graded_is_said_where_it_is_asked(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GIBBERISH)
        assert note(play).startswith("Not graded: No words can be made out in it.")
        await press_reply(pilot, play, "chat")
        await wait_until(pilot, lambda: "Not graded: No words" in play.stage.conversation.plain())


async def test_coach_mode_marks_the_words_and_says_what_they_did(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        await wait_until(pilot, lambda: "+ apologises for the trouble: “Sorry about the wait”" in seen(pilot))
        assert styles(play, "Sorry about the wait") == {"underline"}
        assert not styles(play, "I hear you")


async def test_what_did_harm_stands_bold_comes_first_and_holds_the_reply_back(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, RUDE)
        await sees(pilot, "− ")
        assert styles(play, "not my job") == {"bold"}
        assert "Nothing was heard in your words that checks a detail" in seen(pilot)
        assert "taking care: violated, by “" in seen(pilot)
    step = stand.record().run.steps[0]
    assert step.levels["demo.care"] == 0


async def test_a_low_screen_shows_one_line_of_it_and_the_rest_on_request(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, RUDE)
        await sees(pilot, "heard: − ")
        assert "You" in seen(pilot)
        assert "violated, by" not in play.stage.conversation.plain()
        await pilot.press("y")
        await sees(pilot, "Nothing was heard in your words that checks a detail")
        assert "taking care: violated, by “" in play.stage.conversation.plain()
        assert "Taken as: “ID.”" in play.stage.conversation.plain()
        assert "Cold." not in play.stage.conversation.plain()
        assert not play.stage.has_more_why
        await press_reply(pilot, play, "help")


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALLEST])
async def test_model_replies_are_shown_on_request(stand: Stand, size: tuple[int, int]) -> None:
    async with stand.playing().run_test(size=size) as pilot:
        play = await at_play(pilot)
        await pilot.press("m")
        assert note(play) == "Nothing has been answered yet."
        await say(pilot, play, RUDE)
        assert "lost nothing" not in play.stage.conversation.plain()
        await pilot.press("m")
        await sees(pilot, "This would have lost nothing there:")
        await pilot.press("m", "y")
        told = play.stage.conversation.plain()
        assert told.count("would have lost nothing") == 1
        assert told.count("Dulles, did I get that right?") == 1
        assert told.index("Taken as: “") < told.index("would have lost nothing") < told.index("The gate.")


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.CHECK])
async def test_other_modes_mark_nothing_and_show_no_model(stand: Stand, mode: Mode) -> None:
    async with stand.playing(mode).run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, RUDE)
        await wait_until(pilot, lambda: stand.replies() == ["grunt"])
        assert not styles(play, "not my job")
        for key in ("m", "y"):
            play.stage.decision.note("")
            await pilot.press(key)
            assert note(play) == "The explanations wait for the debrief."
        assert "lost nothing" not in play.stage.conversation.plain()
    assert stand.record().given[0].graded


async def test_the_marks_are_there_again_when_it_is_gone_on_with(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        await pilot.press("p")
        await at_home(pilot)
        await sees(pilot, "Go on where you stopped")
        await pilot.press("enter")
        play = await at_play(pilot)
        assert styles(play, "Sorry about the wait") == {"underline"}
        await pilot.press("m")
        await sees(pilot, "This would have lost nothing there:")


async def test_a_reply_in_own_words_can_be_taken_back(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, RUDE)
        await pilot.press("u")
        await pilot.press("u")
        await wait_until(pilot, lambda: stand.record().log.taken_back)
        await asked(pilot, play)
        await say(pilot, play, GOOD)
    assert stand.replies() == ["check"]


async def test_a_whole_scenario_is_played_by_typing(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, "1 moment: " + GOOD)
        await asked(pilot, play)
        await press_reply(pilot, play, "help")
        await pilot.press("1")
        await at(pilot, DebriefPage)
    assert stand.replies() == ["check", "help"]


# -- where nothing can be graded ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "notice"),
    [
        ("format: acts/1\nid: english\nlanguage: en\n", "What you type is asked about instead of graded: "),
        ("format: acts/1\nid: deutsch\nlanguage: de\n", NO_ACTS),
    ],
)
async def test_without_sound_acts_it_is_asked_and_said_once_why(tmp_path: Path, acts: str, notice: str) -> None:
    stand = graded_stand(tmp_path / "other", acts)
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        assert "closest to what you meant?" in seen(pilot)
        assert note(play).startswith(notice)
        assert ("english.yaml cannot be used" in note(play)) is (notice != NO_ACTS)
        assert ".." not in note(play)
        await pilot.press("escape")
        await wait_until(pilot, lambda: play.stage.decision.typing)
        await pilot.press("enter")
        await wait_until(pilot, lambda: note(play) == "Your words are kept as you typed them. Esc: change them.")
        await press_reply(pilot, play, "check")
        assert "heard" not in seen(pilot)
    (given,) = stand.record().given
    assert (given.reply.words, given.graded) == (GOOD, None)


# -- where hearing takes seconds ---------------------------------------------------------------


class Slow(ReplyGrader):
    """Takes its time, as a judge over the network may."""

    may_answer = threading.Event()

    def grade(self, run: Run, words: str) -> Graded | None:  # noqa: ARG002
        self.may_answer.wait(8)
        return Graded(words, "slow", match=Match("check", "check", 1.0))


async def test_while_somebody_hears_slowly_nothing_else_is_taken_and_time_stands_still(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        assert play.sitting
        play.sitting.grading = WordGrading(Slow, is_slow=True)
        await pilot.press("t", *"Dulles?")
        await pilot.press("enter")
        await sees(pilot, "Your words are being read")
        stand.clock.move(40)
        await pilot.press("1", "enter", "2")
        assert stand.replies() == []
        Slow.may_answer.set()
        await wait_until(pilot, stand.replies)
    assert stand.replies() == ["check"]
    assert stand.record().given[0].reply.words == "Dulles?"


async def test_after_slow_hearing_time_still_stands_while_it_is_asked_what_was_meant(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Slow, "grade", lambda *_: None)
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        assert play.sitting
        play.sitting.grading = WordGrading(Slow, is_slow=True)
        await say(pilot, play, UNCLEAR)
        stand.clock.move(40)
        play.tick()
        await press_reply(pilot, play, "check")
    assert [(g.reply.response, g.reply.words) for g in stand.record().given] == [("check", UNCLEAR)]


async def test_a_judge_is_announced_before_anything_is_typed(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_JUDGE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TRAINER_JUDGE_MODEL", "small")
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        told = " ".join(play.stage.conversation.plain().split())
        assert "Your typed replies, with what the customer just said, are sent to 127.0.0.1:9" in told
