"""Home for a trainee, today's practice and the page of progress."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios import SMALL
from tests.tui.stand import NARROW, SMALLEST, WIDE, Seat, Stand, asked, at, at_home, press_reply, seen, sees, wait_until
from trainer.errors import UnusableInput
from trainer.records.header import Mode, Part
from trainer.session import catalogue
from trainer.session.drills import DailyDrill
from trainer.settings import Settings
from trainer.tui import play_text
from trainer.tui.app import Start
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.drill_play import DailyPlay
from trainer.tui.screens.home import Home
from trainer.tui.screens.notices import ErrorSheet
from trainer.tui.screens.play import PlayScreen
from trainer.tui.screens.progress import ProgressPage

DAY = 86_400


def played(stand: Stand, *replies: str, variant: str = "one", mode: Mode = Mode.COACH, goal: str = "") -> None:
    """An attempt of Ann's that has ended, a day before now."""
    desk = stand.services()
    desk.meet("Ann")
    with desk.begin(desk.playable("small"), mode, variant, 1) as attempt:
        for reply in replies:
            attempt.answer(reply)
        if goal:
            attempt.afterwards.set_goal(goal)
    stand.clock.move(DAY)


async def at_drill(pilot: Seat) -> DailyPlay:
    play = await at(pilot, DailyPlay)
    await wait_until(pilot, lambda: not play.stage.decision.listing.empty)
    await asked(pilot, play)
    return play


async def test_home_says_to_somebody_new_what_to_do_first(stand: Stand) -> None:
    async with stand.app().run_test(size=SMALLEST) as pilot:
        await at_home(pilot)
        await sees(pilot, "Practise: “A small one”")
        assert "Progress:" not in seen(pilot)
        await pilot.press("t")
        play = await at(pilot, PlayScreen)
        await sees(pilot, "Why this one: You have not played this one")
        assert play.here.mode is Mode.COACH


async def test_an_empty_library_says_how_to_begin_and_nothing_breaks(tmp_path: Path) -> None:
    stand = Stand(tmp_path)
    (stand.scenarios / "small.yaml").unlink()
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await sees(pilot, "trainer new my-first")
        await pilot.press("t", "g")
        await sees(pilot, "Nothing counts yet")


async def test_home_tells_goal_practice_and_progress_without_a_best_score(stand: Stand) -> None:
    played(stand, "check", "shrug", goal="Say the place back.")
    async with stand.app().run_test(size=WIDE) as pilot:
        await at_home(pilot)
        await sees(pilot, "“Say the place back.”")
        for said in (
            "Practise: 2 decisions",
            "It did not come off the last",
            "Progress: 2 of 4 at standard",
        ):
            assert said in seen(pilot)
        assert "best" not in seen(pilot).lower()


async def test_a_decision_is_practised_in_its_place_and_told_what_it_cost(stand: Stand) -> None:
    played(stand, "check", "shrug")
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("t")
        play = await at_drill(pilot)
        assert "today: 1 of 2" in seen(pilot)
        await press_reply(pilot, play, "shrug")
        await sees(pilot, "That was the one decision.")
        assert "would have cost nothing" in " ".join(seen(pilot).split())
        await pilot.press("1")
        await sees(pilot, "today: 2 of 2")
        await asked(pilot, play)
        await press_reply(pilot, play, "check")
        await pilot.press("1")
        await at_home(pilot)
        await sees(pilot, "if you like")
    drill = stand.records()[1]
    assert drill.header.parent
    assert (drill.header.parent.part, drill.closed, len(drill.given)) == (Part.DRILL, True, 1)
    assert drill.header.variant == "two"


async def test_a_reply_whose_cost_cannot_be_read_back_is_said_and_nothing_breaks(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise UnusableInput("the disk is gone")

    played(stand, "check", "shrug")
    monkeypatch.setattr(DailyDrill, "look", fail)
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("t")
        play = await at_drill(pilot)
        number = [name for name, _, _ in play_text.choices(play.here)].index("shrug")
        await pilot.press(str(number + 1))
        await at(pilot, ErrorSheet)
        await sees(pilot, "disk is gone")
        await pilot.press("escape")
        await at(pilot, DailyPlay)
        await sees(pilot, "what came of it cannot be told")
        await asked(pilot, play)
        await pilot.press("1")
        await sees(pilot, "today: 2 of 2")


async def test_todays_practice_can_be_left_and_what_was_not_answered_waits(stand: Stand) -> None:
    played(stand, "check", "shrug")
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("t")
        await at_drill(pilot)
        await pilot.press("p")
        await at_home(pilot)
        await sees(pilot, "2 decisions")
        assert "Go on where you stopped" not in seen(pilot)


async def test_play_without_a_scenario_begins_what_is_due(stand: Stand) -> None:
    played(stand, "check", "shrug")
    async with stand.app(Start(trainee="Ann", today=True)).run_test(size=NARROW) as pilot:
        await at_drill(pilot)


async def test_play_without_a_scenario_says_when_nothing_is_due(stand: Stand) -> None:
    played(stand, "check", "shrug")
    stand.clock.move(-DAY)
    async with stand.app(Start(trainee="Ann", today=True)).run_test(size=NARROW) as pilot:
        home = await at_home(pilot)
        await sees(pilot, "Nothing more is due today; if you like")
        assert isinstance(pilot.app.screen, Home)
        assert home.begins_today is False


async def test_the_page_of_progress_says_every_number_and_f1_explains_them(stand: Stand) -> None:
    played(stand, "check", "help")
    played(stand, "check", "shrug", variant="two")
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("g")
        await at(pilot, ProgressPage)
        for said in ("2 stories count", "floor", "at standard", "proves at least", "next three", "longest run", "due"):
            await sees(pilot, said)
        assert "not yet: no first try in check mode" in seen(pilot)
        await pilot.press("f1")
        await sees(pilot, "never seen") if "never seen" in seen(pilot) else await sees(pilot, "no ranking")
        await pilot.press("escape", "escape")
        await at_home(pilot)


async def test_what_is_reliable_is_no_longer_explained_and_that_is_said_once(stand: Stand) -> None:
    for n in range(5):
        played(stand, "check", "help", variant=("one", "two")[n % 2])
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at(pilot, PlayScreen)
        await wait_until(pilot, lambda: not play.stage.decision.listing.empty)
        await asked(pilot, play)
        await press_reply(pilot, play, "check")
        await sees(pilot, "reliably: no more notes on it.")
        await press_reply(pilot, play, "help")
        assert seen(pilot).count("no more notes") == 1
        await pilot.press("1")
        await at(pilot, DebriefPage)


async def test_what_goes_wrong_is_explained_however_reliable(stand: Stand) -> None:
    for n in range(5):
        played(stand, "check", "help", variant=("one", "two")[n % 2])
    async with stand.playing().run_test(size=WIDE) as pilot:
        play = await at(pilot, PlayScreen)
        await wait_until(pilot, lambda: not play.stage.decision.listing.empty)
        await asked(pilot, play)
        await press_reply(pilot, play, "chat")
        await sees(pilot, "Nothing was checked.")


async def test_the_library_is_proved_once_and_damage_to_that_is_mended(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = stand.services()
    desk.meet("Ann")
    (before,) = [s.entries for s in desk.overviews() if s.proved]
    kept = stand.transcripts / catalogue.PROOFS_NAME

    def never(*_: object) -> None:
        raise AssertionError("proved again")

    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "check", never)
        again = stand.services()
        again.meet("Ann")
        (after,) = [s.entries for s in again.overviews() if s.proved]
    assert before == after
    text = kept.read_text()
    other_kinds = (
        ('"minutes":1', '"minutes":"1"'),
        ('"title":"A small one"', '"title":5'),
        ('"replies":[', '"replies":[7,'),
    )
    wrong = [text.replace(*one) for one in other_kinds]
    assert text not in wrong
    for damage in ("", "{", "[]", '{"by": 1}', text.replace('"witness"', '"w"').replace("drills", "d"), *wrong):
        kept.write_text(damage)
        anew = stand.services()
        anew.meet("Ann")
        assert [s.entries for s in anew.overviews() if s.proved] == [before]
    (stand.scenarios / "small.yaml").write_text(SMALL.replace("A small one", "Another"))
    changed = stand.services()
    changed.meet("Ann")
    assert [s.entries[0].title for s in changed.overviews() if s.proved] == ["Another"]


async def test_a_schedule_that_is_none_is_said_at_home(stand: Stand) -> None:
    settings = Settings(schedule="never")
    async with stand.app(settings=settings).run_test(size=NARROW) as pilot:
        await sees(pilot, "schedule can be ladder, fsrs")
