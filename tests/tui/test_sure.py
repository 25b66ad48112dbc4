"""How sure somebody is of a reply: asked now and then, at the cost of one key, and never scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.graded import GOOD, graded_stand, say
from tests.tui.stand import NARROW, Stand, asked, at_home, at_play, note, press_reply, seen, sees, wait_until
from trainer.play.run import asks_confidence
from trainer.records.event import Kind
from trainer.records.header import Mode
from trainer.session import sitting
from trainer.tui import play_text
from trainer.tui.screens.play import PlayScreen

QUESTION = "How sure are you of that reply?"


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked at each decision where it may be asked at all."""
    monkeypatch.setattr(sitting, "asks_confidence", lambda _seed, _number: True)


def levels(stand: Stand) -> list[object]:
    return [e.data["level"] for e in stand.record().events if e.kind is Kind.CONFIDENCE]


async def choose(pilot: object, play: PlayScreen, response: str) -> None:
    """Press a reply's number, without more."""
    assert play.sitting
    number = [name for name, _, _ in play_text.choices(play.sitting)].index(response)
    await pilot.press(str(number + 1))  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.CHECK])
async def test_it_is_asked_before_the_reply_is_given_and_kept_before_it(stand: Stand, mode: Mode) -> None:
    async with stand.playing(mode).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await choose(pilot, play, "check")
        await sees(pilot, QUESTION)
        for words in ("Guessing.", "Rather unsure.", "Rather sure.", "Certain.", "Never scored"):
            assert words in seen(pilot)
        assert stand.replies() == []
        await asked(pilot, play)
        await pilot.press("4")
        await wait_until(pilot, lambda: stand.replies() == ["check"])
    kinds = [e.kind for e in stand.record().events]
    assert kinds.index(Kind.CONFIDENCE) == kinds.index(Kind.REPLY) - 1
    assert levels(stand) == [4]


async def test_it_is_never_asked_in_coach_mode(stand: Stand) -> None:
    async with stand.playing(Mode.COACH).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await choose(pilot, play, "check")
        await wait_until(pilot, lambda: stand.replies() == ["check"])
    assert levels(stand) == []


async def test_it_is_asked_where_the_rule_says_so(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting, "asks_confidence", asks_confidence)
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        await press_reply(pilot, play, "help")
    assert levels(stand) == [3]
    asked_at = [e.data["scene"] for e in stand.record().events if e.kind is Kind.CONFIDENCE]
    assert asked_at == ["gate"]


async def test_escape_goes_back_to_the_replies(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await choose(pilot, play, "grunt")
        await sees(pilot, QUESTION)
        await pilot.press("escape")
        await sees(pilot, "What do you say?")
        await asked(pilot, play)
        await press_reply(pilot, play, "check")
    assert stand.replies() == ["check"]
    assert levels(stand) == [3]


async def test_enter_and_other_keys_choose_none_of_the_levels(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await choose(pilot, play, "check")
        await sees(pilot, QUESTION)
        await asked(pilot, play)
        await pilot.press("enter", "7")
        assert note(play) == "There are 4 replies."
        assert stand.replies() == []


async def test_own_words_are_asked_about_too_and_can_still_be_changed(tmp_path: Path) -> None:
    stand = graded_stand(tmp_path / "graded")
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        await sees(pilot, QUESTION)
        await pilot.press("escape")
        await wait_until(pilot, lambda: play.stage.decision.typed == GOOD)
        await pilot.press("enter")
        await sees(pilot, QUESTION)
        await asked(pilot, play)
        await pilot.press("1")
        await wait_until(pilot, lambda: stand.replies() == ["check"])
    assert levels(stand) == [1]
    assert stand.record().given[0].reply.words == GOOD


async def test_the_question_takes_no_time_from_the_decision(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        stand.clock.move(20)
        await choose(pilot, play, "check")
        await sees(pilot, QUESTION)
        stand.clock.move(60)
        play.tick()
        assert "00:10 left" in seen(pilot)
        await pilot.press("escape")
        await sees(pilot, "What do you say?")
        assert play.sitting
        assert play.sitting.left() == 10
        await asked(pilot, play)
        await choose(pilot, play, "check")
        await sees(pilot, QUESTION)
        stand.clock.move(60)
        await asked(pilot, play)
        await pilot.press("2")
        await wait_until(pilot, stand.replies)
    assert stand.replies() == ["check"]


async def test_it_is_not_asked_about_nothing_said_in_time(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        stand.clock.move(31)
        await pilot.press("1")
        await wait_until(pilot, lambda: "Time is up." in play.stage.conversation.plain())
    assert stand.replies() == ["timeout"]
    assert levels(stand) == []


async def test_who_leaves_at_the_question_has_not_answered(stand: Stand) -> None:
    async with stand.playing(Mode.PRACTICE).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await choose(pilot, play, "grunt")
        await sees(pilot, QUESTION)
        await pilot.press("p")
        await at_home(pilot)
        await sees(pilot, "Go on where you stopped")
        await pilot.press("enter")
        play = await at_play(pilot)
        assert "What do you say?" in seen(pilot)
        await press_reply(pilot, play, "check")
    assert stand.replies() == ["check"]
    assert levels(stand) == [3]
