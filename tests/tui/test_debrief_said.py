"""What a trainee says in the debrief: objections, a reply written again, a goal; and the receipt over it."""

from functools import partial
from pathlib import Path

from tests.tui.stand import Stand, at, at_home, seen, sees, wait_until
from tests.tui.test_debrief import TALL, kinds, told
from trainer.practice.aftermath import disputes, second_receipt
from trainer.records.event import Kind
from trainer.tui.screens.closing_sheet import ClosingSheet
from trainer.tui.screens.debrief import Debrief
from trainer.tui.screens.dispute_sheet import DisputeSheet
from trainer.tui.screens.sheets_of_words import GoalSheet, RewriteSheet


def rewritten(stand: Stand, times: int) -> bool:
    return kinds(stand).count(Kind.REWRITE) == times


async def test_a_grade_is_disputed_with_a_key_and_enter(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        await pilot.press("d")
        await at(pilot, DisputeSheet)
        await pilot.press("enter")
        await at(pilot, Debrief)
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
        await at(pilot, Debrief)


async def test_with_acts_the_rewrite_is_graded_recorded_and_can_be_done_again(tmp_path: Path) -> None:
    from tests.scenarios import LIBRARY

    stand = Stand(tmp_path)
    acts = stand.scenarios / "acts"
    acts.mkdir()
    (acts / "english.yaml").write_bytes((LIBRARY / "acts" / "english.yaml").read_bytes())
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        await pilot.press("r")
        await at(pilot, RewriteSheet)
        for number, words in enumerate(("I am so sorry about that.", "Let me find it for you right now."), 1):
            await wait_until(pilot, lambda: pilot.app.focused and pilot.app.focused.id == "words")
            await pilot.press(*words, "enter")
            await wait_until(pilot, partial(rewritten, stand, number))
            await sees(pilot, "Now, at decision 2")
        await pilot.press("escape")
        await at(pilot, Debrief)
        await sees(pilot, "r: write it again")
    grade = next(e.data["grade"] for e in stand.record().events if e.kind is Kind.REWRITE)
    assert isinstance(grade, dict)
    assert grade["acts"]


async def test_a_goal_is_kept_and_closing_gives_the_second_receipt(stand: Stand) -> None:
    async with stand.playing().run_test(size=TALL) as pilot:
        await told(pilot)
        first = stand.record().receipt
        await pilot.press("g")
        await at(pilot, GoalSheet)
        await pilot.press(*"Say it back.", "enter")
        await at(pilot, Debrief)
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
