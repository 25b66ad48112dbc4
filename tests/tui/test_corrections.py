"""Typed words that were not meant as they were taken, in the app: one key, one line, and nothing over the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.graded import GOOD, graded_stand, say
from tests.tui.stand import NARROW, WIDE, Seat, Stand, asked, at_play, note, press_reply, seen, sees, wait_until
from trainer.records.decisions import Became
from trainer.records.header import Mode
from trainer.session import sitting as sittings
from trainer.session.sitting import Question
from trainer.tui.screens.play import PlayScreen


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    return graded_stand(tmp_path / "graded")


@pytest.fixture(autouse=True)
def never_asked_how_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sittings, "asks_confidence", lambda _seed, _number: False)


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is matched for sure."""
    monkeypatch.setattr(sittings, "SURE_MATCH", 2.0)


def became(stand: Stand) -> list[tuple[Became, str, bool, bool]]:
    return [(c.became, c.response, c.after, c.stands) for _, c in stand.record().log.corrections()]


async def reopen(pilot: Seat, play: PlayScreen) -> None:
    await asked(pilot, play)
    await pilot.press("n")
    await sees(pilot, "Which of these is closest to what you meant?")
    await asked(pilot, play)


async def press(pilot: Seat, play: PlayScreen, response: str) -> None:
    assert play.sitting
    await pilot.press(str([o.id for o in play.sitting.options].index(response) + 1))


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize("key", ["enter", "space", "1"])
async def test_where_it_is_not_sure_one_key_goes_on(key: str, stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD, go_on=False)
        await sees(pilot, "Taken as: “Dulles, did I get that right?”")
        assert "Ann: “To Dulles, please.”" in seen(pilot)
        assert f"You: “{GOOD}”" in seen(pilot)
        assert stand.replies() == []
        await asked(pilot, play)
        await pilot.press(key)
        await wait_until(pilot, lambda: stand.replies() == ["check"])
    assert became(stand) == []


@pytest.mark.usefixtures("unsure")
async def test_before_anything_is_given_another_reply_can_be_meant(stand: Stand) -> None:
    async with stand.playing(Mode.CHECK).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD, go_on=False)
        await reopen(pilot, play)
        assert "Ann: “To Dulles, please.”" in seen(pilot)
        assert f"You: “{GOOD}”" in seen(pilot)
        await press(pilot, play, "chat")
        await wait_until(pilot, lambda: stand.replies() == ["chat"])
    assert became(stand) == [(Became.RESPONSE, "chat", False, False)]


@pytest.mark.parametrize("mode", [Mode.COACH, Mode.PRACTICE])
async def test_after_it_another_reply_takes_its_place(
    mode: Mode, stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "SURE_MATCH", 0.0)
    async with stand.playing(mode).run_test(size=WIDE) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        await wait_until(pilot, lambda: stand.replies() == ["check"])
        await sees(pilot, "n: that is not what I meant.")
        told = play.stage.conversation.plain() if mode is Mode.COACH else note(play)
        assert "Taken as: “Dulles, did I get that right?”" in told
        await reopen(pilot, play)
        await pilot.press("escape")
        await wait_until(pilot, lambda: play.sitting and play.sitting.question is Question.DECISION)
        await reopen(pilot, play)
        await press(pilot, play, "chat")
        await wait_until(pilot, lambda: stand.replies() == ["chat"])
        assert "not meant" not in seen(pilot).splitlines()[-1]
        await press_reply(pilot, play, "help")
    assert became(stand) == [(Became.RESPONSE, "chat", True, False)]
    assert stand.record().log.taken_back == 0


async def test_it_can_be_said_again(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sittings, "SURE_MATCH", 0.0)
    async with stand.playing().run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        await wait_until(pilot, lambda: stand.replies() == ["check"])
        await reopen(pilot, play)
        await pilot.press("t")
        await wait_until(pilot, lambda: play.stage.decision.typed == GOOD)
        assert stand.replies() == []
    assert became(stand) == [(Became.AGAIN, "", True, False)]


async def test_in_a_check_it_is_kept_and_that_decision_is_not_rated(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "SURE_MATCH", 0.0)
    async with stand.playing(Mode.CHECK).run_test(size=NARROW) as pilot:
        play = await at_play(pilot)
        await say(pilot, play, GOOD)
        await wait_until(pilot, lambda: stand.replies() == ["check"])
        await reopen(pilot, play)
        assert "say it again" not in seen(pilot)
        await press(pilot, play, "chat")
        await wait_until(pilot, lambda: note(play).startswith("Kept. The story goes on as it stands"))
        await press_reply(pilot, play, "help")
    assert became(stand) == [(Became.RESPONSE, "chat", True, True)]
    assert stand.record().run.steps[0].levels == {}
