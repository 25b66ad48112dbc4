"""First start, Home, the start panel, the debrief, transcripts, findings, help."""

import shutil
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import Input

from tests.scenarios import SMALL
from tests.tui.stand import (
    NARROW,
    SMALLEST,
    WIDE,
    Seat,
    Stand,
    at,
    at_home,
    at_play,
    press_reply,
    seen,
    sees,
    wait_until,
)
from trainer.records.header import Mode
from trainer.records.people import read_people
from trainer.settings import Settings
from trainer.tui.app import Start
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.debrief_sheets import DecisionSheet
from trainer.tui.screens.findings import Findings
from trainer.tui.screens.first_start import FirstStart
from trainer.tui.screens.home import Home
from trainer.tui.screens.notices import Help, TooSmall
from trainer.tui.screens.page import Navigation
from trainer.tui.screens.start_panel import StartPanel
from trainer.tui.screens.transcript import TranscriptScreen
from trainer.tui.screens.write import WriteScreen


def test_the_app_does_all_that_screens_may_ask_of_it(stand: Stand) -> None:
    app: Navigation = stand.app()
    asked = [name for name in (*vars(Navigation), *Navigation.__annotations__) if not name.startswith("_")]
    assert len(asked) > 20
    assert [name for name in asked if not hasattr(app, name)] == []


async def test_the_first_start_says_what_is_kept_asks_a_name_and_offers_two_minutes(tmp_path: Path) -> None:
    stand = Stand(tmp_path, {"two-minute-counter": SMALL.replace("id: small", "id: two-minute-counter")})
    async with stand.app(Start()).run_test(size=WIDE) as pilot:
        await at(pilot, FirstStart)
        assert str(stand.transcripts)[:40] in seen(pilot)
        await pilot.press(*"Jo", "enter")
        await wait_until(pilot, lambda: "Start with two minutes" in seen(pilot))
        assert "Hello, Jo." in seen(pilot)
        await pilot.press("enter")
        await at_play(pilot)
    assert [p.name for p in read_people(stand.places.people.path)] == ["Jo"]
    assert stand.record().header.mode is Mode.COACH


async def test_an_empty_name_is_asked_again(stand: Stand) -> None:
    async with stand.app(Start()).run_test(size=SMALLEST) as pilot:
        await at(pilot, FirstStart)
        await pilot.press("space", "enter")
        await wait_until(pilot, lambda: "at least one letter" in seen(pilot))


async def test_several_people_are_asked_who_they_are(stand: Stand) -> None:
    desk = stand.services()
    desk.meet("Ann")
    desk.meet("Bob")
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        first = await at(pilot, FirstStart)
        await wait_until(pilot, lambda: "Bob" in seen(pilot))
        await pilot.press("tab", "down", "enter")
        await at_home(pilot)
        assert "Bob" in seen(pilot).splitlines()[0]
    assert first


async def test_a_folder_that_cannot_be_written_is_said_before_anybody_types(stand: Stand) -> None:
    stand.transcripts.write_text("a file, not a folder")
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        first = await at(pilot, FirstStart)
        assert "Nothing can be kept there" in seen(pilot)
        assert "not a folder" in seen(pilot)
        assert first.query_one(Input).disabled


async def test_a_folder_that_turns_unwritable_is_said_when_starting(stand: Stand) -> None:
    async with stand.app().run_test(size=NARROW) as pilot:
        home = await at_home(pilot)
        shutil.rmtree(stand.transcripts)
        stand.transcripts.write_text("in the way")
        await pilot.press("end", "enter")
        await at(pilot, StartPanel)
        await pilot.press("1")
        await wait_until(pilot, lambda: "not a folder" in seen(pilot))
    assert home


async def test_home_has_three_words_and_each_key_finds_its_own(stand: Stand) -> None:
    async with stand.app().run_test(size=NARROW) as pilot:
        home = await at_home(pilot)
        for word in ("Practise", "Write", "Review"):
            assert word in seen(pilot)
        for keys, door, says in (
            ("2", 1, "nothing found"),
            ("r", 2, "Nobody has practised here yet"),
            ("left", 1, "nothing found"),
            ("p", 0, "1 min"),
        ):
            await pilot.press(keys)
            assert home.door == door
            await sees(pilot, says)


async def test_the_library_filters_as_one_types(tmp_path: Path) -> None:
    other = SMALL.replace("id: small", "id: other").replace("A small one", "Wholly different")
    stand = Stand(tmp_path, {"small": SMALL, "other": other})
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("slash", *"whol")
        await wait_until(pilot, lambda: "A small one" not in seen(pilot))
        assert "Wholly different" in seen(pilot)
        await pilot.press("x")
        await wait_until(pilot, lambda: "Nothing here has “wholx” in it" in seen(pilot))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "A small one" in seen(pilot))


async def test_the_start_panel_offers_coach_first_and_practice_after_an_ended_attempt(stand: Stand) -> None:
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        await pilot.press("end", "enter")
        panel = await at(pilot, StartPanel)
        await wait_until(pilot, lambda: "▸ 1  coach" in seen(pilot))
        await pilot.press("enter")
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        await press_reply(pilot, play, "help")
        await pilot.press("1")
        await at(pilot, DebriefPage)
        await pilot.press("escape")
        stand.clock.move(60)
        await pilot.press("a", "a")
        await at(pilot, StartPanel)
        await wait_until(pilot, lambda: "▸ 2  practice" in seen(pilot))
        await pilot.press("enter")
        await at_play(pilot)
    first, second = stand.records()
    assert first.header.variant != second.header.variant
    assert second.header.mode is Mode.PRACTICE
    assert panel


async def ended(pilot: Seat) -> DebriefPage:
    play = await at_play(pilot)
    await press_reply(pilot, play, "chat")
    await press_reply(pilot, play, "shrug")
    await pilot.press("enter")
    debrief = await at(pilot, DebriefPage)
    await pilot.press("escape")
    await wait_until(pilot, lambda: not debrief.asking)
    return debrief


async def test_the_debrief_says_verdict_cost_better_line_and_where_everything_lies(stand: Stand) -> None:
    async with stand.playing().run_test(size=(120, 60)) as pilot:
        await ended(pilot)
        await wait_until(pilot, lambda: "Receipt" in seen(pilot))
        for words in ("Not yet", "A critical error stood in the way", "critical", "slip", "One fix", "at the counter"):
            assert words in seen(pilot)
        record = stand.record()
        assert record.receipt in seen(pilot)
        assert len(list(stand.transcripts.glob("*.html"))) == 1
        await pilot.press("enter")
        await at(pilot, DecisionSheet)
        assert "A line that would have cost nothing" in seen(pilot)
        assert "did I get that right?" in seen(pilot)
        await pilot.press("right")
        await wait_until(pilot, lambda: "You left a guest stranded." in seen(pilot))
        await pilot.press("escape")
        await pilot.press("o")
        await at(pilot, TranscriptScreen)
        await wait_until(pilot, lambda: ".html" in seen(pilot))
        await pilot.press("escape")
        await pilot.press("h")
        await at(pilot, Home)


async def test_a_transcript_that_cannot_be_written_is_said_and_the_record_stays(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.errors import NotWritable
    from trainer.output import transcript

    def full(*_: object) -> None:
        raise NotWritable("the transcript could not be written", do="The record itself is kept.")

    monkeypatch.setattr(transcript, "write_transcripts", full)
    async with stand.playing().run_test(size=(120, 60)) as pilot:
        await ended(pilot)
        await wait_until(pilot, lambda: "The record itself is kept." in seen(pilot))
    assert stand.record().closed


async def test_review_lists_attempts_by_name_and_opens_a_transcript(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await ended(pilot)
        (stand.transcripts / "20260101-000000-torn.jsonl").write_text("{}\n{}\n")
        await pilot.press("h")
        home = await at_home(pilot)
        await pilot.press("3")
        await wait_until(pilot, lambda: "damaged" in seen(pilot))
        for words in ("Ann", "A small one", "coach", "not yet", "22 Nov 2026"):
            assert words in seen(pilot)
        await pilot.press("enter")
        await at(pilot, TranscriptScreen)
        await wait_until(pilot, lambda: "Lovely weather!" in seen(pilot) or "Transcript" in seen(pilot))
    assert home


async def test_a_scenario_with_an_error_is_listed_and_says_why_it_cannot_be_played(tmp_path: Path) -> None:
    stand = Stand(tmp_path, {"small": SMALL, "bad": SMALL.replace("start: counter", "start: nowhere")})
    async with stand.app().run_test(size=NARROW) as pilot:
        await at_home(pilot)
        assert "1 error, not playable" in seen(pilot)
        await pilot.press("end", "enter")
        await at(pilot, Findings)
        assert "bad.yaml:" in seen(pilot)
        assert "error" in seen(pilot)
        await pilot.press("escape")
        await at_home(pilot)


async def test_a_command_line_that_asks_for_what_is_not_there_says_so(stand: Stand) -> None:
    async with stand.app(Start(scenario="smal", trainee="Ann")).run_test(size=NARROW) as pilot:
        await wait_until(pilot, lambda: 'Did you mean "small"?' in seen(pilot))
        await pilot.press("enter")
        await at_home(pilot)


async def test_below_sixty_by_twenty_it_says_so_and_comes_back_by_itself(stand: Stand) -> None:
    async with stand.playing().run_test(size=(59, 24)) as pilot:
        await at(pilot, TooSmall)
        assert "59×24 here, 60×20 needed" in seen(pilot)
        await pilot.press("1")
        assert stand.replies() == []
        await pilot.resize_terminal(60, 20)
        await at_play(pilot)
        await pilot.resize_terminal(80, 19)
        await at(pilot, TooSmall)
        await pilot.resize_terminal(80, 20)
        await at_play(pilot)


async def test_every_screen_answers_f1_with_its_own_keys(stand: Stand) -> None:
    async with stand.app().run_test(size=(110, 50)) as pilot:

        async def helped(*words: str) -> None:
            await pilot.press("f1")
            await at(pilot, Help)
            for word in words:
                assert word in seen(pilot)
            await pilot.press("escape")
            await wait_until(pilot, lambda: not isinstance(pilot.app.screen, Help))

        await at_home(pilot)
        await helped("Home", "home.find", "Review: every attempt")
        await pilot.press("2", "enter")
        await at(pilot, WriteScreen)
        await helped("Write", "write.jump", "Keep your editor open")
        await pilot.press("escape")
        await at_home(pilot)
        await pilot.press("1", "end", "enter")
        await at(pilot, StartPanel)
        await helped("Before you start", "start.coach")
        await pilot.press("1")
        await ended_here(pilot, helped)


async def ended_here(pilot: Seat, helped: object) -> None:
    from collections.abc import Awaitable, Callable
    from typing import cast

    check = cast("Callable[..., Awaitable[None]]", helped)
    play = await at_play(pilot)
    await check("Practise", "play.pause", "pausing stops it")
    await press_reply(pilot, play, "chat")
    await press_reply(pilot, play, "help")
    await pilot.press("1")
    await at(pilot, DebriefPage)
    await pilot.press("escape")
    await check("Debrief", "debrief.again")
    await pilot.press("enter")
    await at(pilot, DecisionSheet)
    await check("One decision", "decision.next")
    await pilot.press("escape", "o")
    await at(pilot, TranscriptScreen)
    await check("Transcript")


async def test_keys_can_be_moved_by_the_config(stand: Stand) -> None:
    settings = Settings(keys={"play.pause": "f2"})
    async with stand.playing(settings=settings).run_test(size=WIDE) as pilot:
        await at_play(pilot)
        assert "f2 pause" in seen(pilot)
        await pilot.press("p")
        await at_play(pilot)
        await pilot.press("f2")
        await at_home(pilot)


async def test_every_binding_has_an_id_a_word_and_a_sentence(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await at_play(pilot)
        for _, binding, _, _ in pilot.app.screen.active_bindings.values():
            assert isinstance(binding, Binding)
            assert binding.id, binding
            assert binding.description, binding
            assert binding.tooltip, binding


async def test_the_theme_changes_by_a_key_and_is_set_by_the_config(stand: Stand) -> None:
    app = stand.app(settings=Settings(theme="light"))
    async with app.run_test(size=NARROW) as pilot:
        await at_home(pilot)
        assert app.theme == "trainer-light"
        await pilot.press("d")
        await wait_until(pilot, lambda: app.theme == "trainer-dark")


async def test_without_colour_words_and_bars_carry_the_roles(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = stand.playing()
    async with app.run_test(size=WIDE) as pilot:
        assert app.no_color
        play = await at_play(pilot)
        await press_reply(pilot, play, "check")
        lines = seen(pilot).splitlines()
        assert any(("You" in line and line.rstrip(" │").endswith("┃")) or "┃" in line for line in lines)
        assert "┃ Ann" in seen(pilot)
        assert "▸ 1" in seen(pilot)


async def test_everything_can_be_found_in_the_palette(stand: Stand) -> None:
    async with stand.playing().run_test(size=WIDE) as pilot:
        await at_play(pilot)
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: "Pause" in seen(pilot))
        await pilot.press(*"pause")
        await wait_until(pilot, lambda: "Save, and go Home" in seen(pilot))
        await pilot.press("enter")
        await at_home(pilot)


async def meet_as(pilot: Seat, name: str) -> None:
    await at(pilot, FirstStart)
    pilot.app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await wait_until(pilot, lambda: "“José” has practised here. Is that you?" in seen(pilot))


@pytest.mark.parametrize("name", ["josé", "JOSE\u0301", "Ｊosé"])
async def test_another_spelling_of_a_name_is_offered_as_the_same_person(stand: Stand, name: str) -> None:
    desk = stand.services()
    jose, _ = desk.meet("José"), desk.meet("Bob")
    app = stand.app(Start())
    async with app.run_test(size=NARROW) as pilot:
        await meet_as(pilot, name)
        assert "Yes, I am José" in seen(pilot)
        await pilot.press("enter")
        await at_home(pilot)
        assert app.services.trainee == jose
    assert [p.name for p in read_people(stand.places.people.path)] == ["José", "Bob"]


async def test_whoever_is_somebody_else_keeps_a_spelling_of_their_own(stand: Stand) -> None:
    desk = stand.services()
    desk.meet("José"), desk.meet("Bob")
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        await meet_as(pilot, "josé")
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "Hello, josé." in seen(pilot))
    assert [p.name for p in read_people(stand.places.people.path)] == ["José", "Bob", "josé"]


async def test_the_question_about_a_spelling_can_be_left_for_another_name(stand: Stand) -> None:
    desk = stand.services()
    desk.meet("José"), desk.meet("Bob")
    async with stand.app(Start()).run_test(size=NARROW) as pilot:
        await meet_as(pilot, "josé")
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Yes, I am José" not in seen(pilot) and "Bob" in seen(pilot))
        pilot.app.screen.query_one(Input).value = "Jo"
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Hello, Jo." in seen(pilot))
    assert [p.name for p in read_people(stand.places.people.path)] == ["José", "Bob", "Jo"]
