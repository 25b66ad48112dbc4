"""What a trainee says in the debrief: objections, a reply written again, a goal; and the receipt over it."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.tui.stand import NARROW, Stand, at, at_home, seen, sees, wait_until
from tests.tui.test_debrief import TALL, ended, kinds, told
from tests.tui.test_own_words import LONG, at_once
from trainer.practice.debrief import goal, self_rating
from trainer.practice.debrief_events import disputes, second_receipt
from trainer.records.event import Kind
from trainer.records.folder import kept_acts
from trainer.tui.keys import StrayKeyGuard
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.debrief_sheets import ClosingSheet, DisputeSheet, GoalSheet, RewriteSheet
from trainer.tui.screens.start_panel import StartPanel


def rewritten(stand: Stand, times: int) -> bool:
    return kinds(stand).count(Kind.REWRITE) == times


async def test_a_grade_is_disputed_with_a_key_and_enter(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        await pilot.press("d")
        await at(pilot, DisputeSheet)
        await pilot.press("enter")
        await at(pilot, DebriefPage)
        await sees(pilot, "you do not agree")
        await pilot.press("down", "d")
        await at(pilot, DisputeSheet)
        await pilot.press("tab", *"why", "enter")
        await wait_until(pilot, lambda: kinds(stand).count(Kind.DISPUTE) == 2)
    found = disputes(stand.record().events, 2)
    assert [(d.number, d.about, d.reason) for d in found] == [(0, "demo.care", ""), (1, "demo.speed", "why")]


async def test_the_weakest_reply_is_written_again_and_read_at_once(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        await pilot.press("r")
        await at(pilot, RewriteSheet)
        await sees(pilot, "You said: “Not me.”")
        await pilot.press("enter")
        await sees(pilot, "Nothing is typed yet.")
        await pilot.press(*"sorry", "enter")
        await sees(pilot, "Nothing grades words in this language yet")
        await pilot.press("escape")
        await at(pilot, DebriefPage)


async def test_with_acts_the_rewrite_is_graded_recorded_and_can_be_done_again(tmp_path: Path) -> None:
    from tests.scenarios import LIBRARY

    stand = Stand(tmp_path)
    acts = stand.scenarios / "acts"
    acts.mkdir()
    (acts / "english.yaml").write_bytes((LIBRARY / "acts" / "english.yaml").read_bytes())
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        shutil.rmtree(stand.transcripts / "acts", ignore_errors=True)
        await pilot.press("r")
        await at(pilot, RewriteSheet)
        for number, words in enumerate(("I am so sorry about that.", "Let me find it for you right now."), 1):
            await wait_until(pilot, lambda: pilot.app.focused and pilot.app.focused.id == "words")
            await pilot.press(*words, "enter")
            await wait_until(pilot, partial(rewritten, stand, number))
            await sees(pilot, "Now, at decision 2")
        await pilot.press("escape")
        await at(pilot, DebriefPage)
        await sees(pilot, "r: write it again")
    grade = next(e.data["grade"] for e in stand.record().events if e.kind is Kind.REWRITE)
    assert isinstance(grade, dict)
    assert grade["acts"]
    assert kept_acts(stand.transcripts, str(grade["acts_sha256"]))


async def test_a_goal_is_kept_and_closing_gives_the_second_receipt(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        first = stand.record().receipt
        await pilot.press("g")
        await at(pilot, GoalSheet)
        await pilot.press(*"Say it back.", "enter")
        await at(pilot, DebriefPage)
        await sees(pilot, "“Say it back.”")
        await pilot.press("h")
        await at(pilot, ClosingSheet)
        second = second_receipt(stand.record().events)
        assert second in seen(pilot)
        await pilot.press("enter")
        await at_home(pilot)
    record = stand.record()
    assert record.closed
    assert (record.receipt, second != first) == (first, True)
    (page,) = stand.transcripts.glob("*.md")
    assert "Say it back." in page.read_text(encoding="utf-8")


async def test_enter_right_behind_many_keys_keeps_all_of_them(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        debrief = await ended(pilot)
        at_once(pilot, LONG, "enter")
        await wait_until(pilot, lambda: debrief.query_one("#levels").has_focus)
        await pilot.press("3")
        await wait_until(pilot, lambda: not debrief.asking)
        await pilot.press("g")
        await at(pilot, GoalSheet)
        at_once(pilot, LONG, "enter")
        await at(pilot, DebriefPage)
        await pilot.press("r")
        await at(pilot, RewriteSheet)
        at_once(pilot, LONG, "enter")
        await sees(pilot, "Nothing grades words in this language yet")
        await pilot.press("escape")
        await at(pilot, DebriefPage)
        await pilot.press("d")
        await at(pilot, DisputeSheet)
        await pilot.press("tab")
        at_once(pilot, LONG, "enter")
        await wait_until(pilot, lambda: Kind.DISPUTE in kinds(stand))
    events = stand.record().events
    rating, aim = self_rating(events), goal(events)
    assert rating
    assert (rating.aim, aim, disputes(events, 2)[0].reason) == (LONG, LONG, LONG)


async def test_letters_typed_on_after_the_aim_do_nothing(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        debrief = await ended(pilot)
        await pilot.press("enter", "enter", *"how many 3 saga words")
        assert pilot.app.screen is debrief
        assert debrief.asking
        stand.clock.move(2)
        await pilot.press("3")
        await wait_until(pilot, lambda: not debrief.asking)


async def test_letters_typed_on_where_the_grades_just_came_do_nothing(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        debrief = await told(pilot)
        monkeypatch.setattr(StrayKeyGuard, "SETTLE", 0.35)
        await pilot.press(*"ahogwards")
        assert pilot.app.screen is debrief
        stand.clock.move(2)
        await pilot.press("g")
        await at(pilot, GoalSheet)
        await pilot.press("x", "enter", *"ahos")
        await at(pilot, DebriefPage)
        await wait_until(pilot, lambda: Kind.GOAL in kinds(stand))
        assert pilot.app.screen is debrief


async def test_the_debrief_is_left_for_another_attempt_by_two_keys(stand: Stand) -> None:
    async with stand.playing().run_test(size=NARROW) as pilot:
        debrief = await told(pilot)
        await pilot.press("a")
        await sees(pilot, "Press a once more.")
        await pilot.press("down", "a")
        await sees(pilot, "Press a once more.")
        assert pilot.app.screen is debrief
        await pilot.press("a")
        await at(pilot, StartPanel)
