"""The Write screen follows its file, keeps the replies, and records nothing."""

from __future__ import annotations

import random
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.scenarios import SMALL
from tests.tui.stand import NARROW, WIDE, Seat, Stand, at, at_home, seen, sees, sized, wait_until
from trainer.analysis import plan_files
from trainer.cleaning import DANGEROUS
from trainer.scenario.library import open_library
from trainer.tui import editor, write_lists
from trainer.tui.app import Start, TrainerApp
from trainer.tui.file_watcher import FileWatcher, ScenarioChecker, Stamp, stamp
from trainer.tui.previewing import PreviewReplies, PreviewRun, by_scene, scene_at
from trainer.tui.screens.first_start import FirstStart
from trainer.tui.screens.home import Home
from trainer.tui.screens.notices import ErrorSheet
from trainer.tui.screens.plan_sheet import PlanSheet
from trainer.tui.screens.write import WriteScreen
from trainer.tui.widgets.listing import Listing

TALL = (120, 50)


class Desk:
    """A Write screen over a copy of the small scenario."""

    def __init__(self, stand: Stand, pilot: Seat, screen: WriteScreen) -> None:
        self.stand = stand
        self.pilot = pilot
        self.screen = screen

    @property
    def path(self) -> Path:
        return self.screen.path

    @property
    def replies(self) -> tuple[str, ...]:
        """What stands answered."""
        return self.screen.rehearsal.replies if self.screen.rehearsal else ()

    @property
    def note(self) -> str:
        return str(self.screen.query_one("#said").render())

    async def until_read(self) -> None:
        """Wait until everything about the newest save is known."""
        before = stamp(self.path)
        await wait_until(
            self.pilot,
            lambda: self.screen.reading.done and self.screen._file._known in (before, Stamp()),
        )
        await self.pilot.pause()

    async def save(self, text: str) -> None:
        """Replace the file as editors do, and wait until it has been read."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        number = self.screen._number
        fresh.replace(self.path)
        await wait_until(self.pilot, lambda: self.screen._number > number)
        await self.until_read()

    async def reply(self, response: str) -> None:
        """Press the number under which a reply stands."""
        before = self.replies
        number = [o.id for o in self.screen.stage.decision.listing.options].index(response)
        await self.pilot.press(str(number + 1))
        await wait_until(self.pilot, lambda: self.replies != before)
        await self.pilot.pause()


def writing(stand: Stand, name: str = "small") -> TrainerApp:
    return stand.app(Start(write=stand.scenarios / f"{name}.yaml"))


async def at_write(stand: Stand, pilot: Seat) -> Desk:
    """Wait for the Write screen with everything known."""
    screen = await at(pilot, WriteScreen)
    await wait_until(pilot, lambda: screen.reading.done)
    await pilot.pause()
    return Desk(stand, pilot, screen)


# -- following -------------------------------------------------------------------------------


async def test_it_shows_scenes_play_findings_and_numbers_and_records_nothing(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        for words in (
            "at the counter",
            "gate",
            "endings",
            "What do you say?",
            "best",
            "mistake",
            "Loss of a whole run",
        ):
            assert words in seen(pilot)
        await desk.reply("check")
        assert "● gate" in seen(pilot)
    assert not stand.transcripts.exists()


async def test_a_save_is_followed_and_the_replies_are_played_again(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("chat")
        await desk.save(SMALL.replace("Lovely weather!", "Dreadful weather!"))
        await sees(pilot, "Dreadful weather!")
        assert desk.replies == ("chat",)
        assert "● gate" in seen(pilot)


async def test_where_a_reply_is_gone_what_fits_is_kept_and_it_comes_back(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("check")
        await desk.reply("help")
        await desk.save(SMALL.replace("- id: help", "- id: assist"))
        await sees(pilot, "Parted at reply 2 of 2, in “gate”: “help” is not on offer; the one before it still stands.")
        assert desk.replies == ("check",)
        await desk.save(SMALL)
        await wait_until(pilot, lambda: desk.replies == ("check", "help"))
        assert "Parted" not in seen(pilot)


async def test_a_broken_file_keeps_the_last_picture_and_says_what_broke(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("check")
        broken = SMALL.replace("next: gate", "next: gaet", 1)
        place = broken[: broken.index("gaet")].count("\n") + 1
        await desk.save(broken)
        await sees(pilot, f"{place}:15")
        assert "as of the last sound save" in seen(pilot)
        assert "dangling-link" in seen(pilot)
        assert desk.replies == ("check",)
        await pilot.press("u")
        await wait_until(pilot, lambda: desk.replies == ())
        await desk.save(SMALL)
        assert "as of the last sound save" not in seen(pilot)


async def test_a_file_that_opens_broken_shows_its_findings_and_plays_once_it_is_mended(tmp_path: Path) -> None:
    stand = Stand(tmp_path, {"small": SMALL.replace("start: counter", "start: nowhere")})
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await sees(pilot, "Nothing to play yet")
        assert "error" in seen(pilot)
        await pilot.press("1", "u", "r", "v", "j", "s", "f", "enter")
        await desk.save(SMALL)
        await sees(pilot, "What do you say?")


async def test_a_decision_with_every_reply_off_is_shown_with_its_error(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        text = SMALL
        for reply in ("check", "chat", "grunt"):
            text = text.replace(f"- id: {reply}\n", f"- id: {reply}\n        when: patience > 3\n")
        await desk.save(text)
        await sees(pilot, "no-option")
        await sees(pilot, "Every reply is off here.")
        await pilot.press("1", "s")
        assert pilot.app.is_running


async def test_a_file_that_is_gone_is_believed_gone_after_a_moment(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        desk.path.unlink()
        await sees(pilot, "there is no such file")
        desk.path.write_text(SMALL, encoding="utf-8")
        await wait_until(pilot, lambda: desk.screen.reading.done and not desk.screen.reading.errors)


def test_a_file_between_two_lives_is_given_a_moment(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one")
    watch = FileWatcher(path)
    assert watch.changed()
    assert not watch.changed()
    path.write_text("")
    assert not watch.changed()
    path.write_text("other")
    assert watch.changed()
    path.unlink()
    assert [watch.changed() for _ in range(5)] == [False, False, False, True, False]


async def test_what_is_known_of_an_older_save_is_dropped(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        old = desk.screen.reading
        await desk.save(SMALL.replace("title: A small one", "title: A newer one"))
        desk.screen.post_message(WriteScreen.Read(old))
        await pilot.pause()
        assert "A newer one" in seen(pilot)


# -- playing ---------------------------------------------------------------------------------


async def test_one_jumps_to_a_scene_by_the_shortest_way(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await pilot.press("j")
        await wait_until(pilot, lambda: desk.screen.pane == "scenes")
        listing = desk.screen.query_one("#scenes", Listing)
        listing.highlighted = listing.get_option_index("gone")
        await pilot.press("enter")
        await wait_until(pilot, lambda: desk.replies == ("grunt",))
        await wait_until(pilot, lambda: desk.screen.pane == "play")


async def test_a_scene_that_nothing_leads_to_says_so(tmp_path: Path) -> None:
    text = SMALL.rstrip("\n") + "\n  lost:\n    ending: {outcome: bad, lesson: Lost.}\n"
    stand = Stand(tmp_path, {"small": text})
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        desk.screen.jump_to("lost")
        await wait_until(pilot, lambda: "cannot be reached" in desk.note)


async def test_the_next_variant_keeps_the_replies(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("check")
        assert "Dulles" in seen(pilot)
        await pilot.press("v")
        await sees(pilot, "Portland")
        assert desk.replies == ("check",)


async def test_back_and_restart_take_replies_back(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("check")
        await desk.reply("help")
        await pilot.press("u")
        await wait_until(pilot, lambda: desk.replies == ("check",))
        await pilot.press("r")
        await wait_until(pilot, lambda: desk.replies == ())
        await pilot.press("u")
        await wait_until(pilot, lambda: "nothing to take back" in desk.note)


async def test_silence_and_words_that_match_nothing_can_be_played(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        offered = [o.id for o in desk.screen.stage.decision.listing.options]
        assert offered == ["check", "chat", "grunt", "timeout", "fallback"]
        await desk.reply("timeout")
        assert "timeout · " in seen(pilot)


# -- plans -----------------------------------------------------------------------------------


async def test_a_play_through_becomes_a_plan_that_holds(stand: Stand) -> None:
    async with writing(stand).run_test(size=NARROW) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("check")
        await pilot.press("s")
        await wait_until(pilot, lambda: "Play on to an ending" in desk.note)
        await desk.reply("help")
        await pilot.press("s")
        await at(pilot, PlanSheet)
        await pilot.press("enter")
        await sees(pilot, "at least one letter")
        await pilot.press(*"All: well, [/b]")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Kept as “all-well-b”" in desk.note)
    (tested,) = plan_files.run_plans(stand.scenarios / "small.plans.yaml", open_library([stand.scenarios]))
    assert isinstance(tested, plan_files.PlanResult)
    assert tested.plan.title == "All: well, [/b]"
    assert tested.plan.replies == ("check", "help")
    assert not tested.differences


async def test_a_plan_that_cannot_be_written_says_why(stand: Stand) -> None:
    (stand.scenarios / "small.plans.yaml").write_text("format: plan/1\nscenario: other\nplans: []\n")
    async with writing(stand).run_test(size=NARROW) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("check")
        await desk.reply("help")
        await pilot.press("2")
        await at(pilot, PlanSheet)
        await pilot.press("a", "enter")
        await at(pilot, ErrorSheet)


# -- the editor ------------------------------------------------------------------------------


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a false editor writes down how it was called; only leaving the terminal to it is left out."""

    @contextmanager
    def suspend(_: TrainerApp) -> Iterator[None]:
        yield

    monkeypatch.setattr(TrainerApp, "suspend", suspend)
    script, argv = tmp_path / "bin" / "vim", tmp_path / "argv"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{argv}"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{script} -n")
    return argv


async def test_the_editor_opens_at_the_scene_and_at_the_finding(stand: Stand, told: Path) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await desk.reply("check")
        await pilot.press("e")
        await wait_until(pilot, told.exists)
        gate = SMALL[: SMALL.index("\n  gate:")].count("\n") + 2
        assert told.read_text().split("\n")[:3] == ["-n", f"+{gate}", str(desk.path)]
        broken = SMALL.replace("next: gate", "next: gaet", 1)
        await desk.save(broken)
        told.unlink()
        await pilot.press("f")
        await wait_until(pilot, lambda: desk.screen.pane == "findings")
        await pilot.press("e")
        await wait_until(pilot, told.exists)
        assert f"+{broken[: broken.index('gaet')].count(chr(10)) + 1}" in told.read_text()


async def test_without_an_editor_it_says_what_to_set(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with writing(stand).run_test(size=WIDE) as pilot:
        desk = await at_write(stand, pilot)
        await pilot.press("e")
        await wait_until(pilot, lambda: "No editor is set" in desk.note)


async def test_an_editor_that_is_not_there_says_so(stand: Stand, told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", str(told.with_name("nowhere")))
    async with writing(stand).run_test(size=WIDE) as pilot:
        desk = await at_write(stand, pilot)
        await pilot.press("e")
        await wait_until(pilot, lambda: "could not be started" in desk.note)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("vim", ["vim", "+7", "/a b.yaml"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "/a b.yaml"]),
        ("code --wait", ["code", "--wait", "-g", "/a b.yaml:7"]),
        ("hx", ["hx", "/a b.yaml:7"]),
        ("my-editor", ["my-editor", "/a b.yaml"]),
        ("", []),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(said: str, expected: list[str]) -> None:
    assert editor.command({"EDITOR": said}, Path("/a b.yaml"), 7) == expected
    assert editor.command({"EDITOR": "x", "VISUAL": said or "x"}, Path("/a b.yaml"), 7)[-1:] != []


# -- bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_done_to_the_file_it_can_be_shown(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    stand = Stand(tmp_path)
    path = stand.scenarios / "small.yaml"
    path.write_text(mutated(SMALL, chance), encoding="utf-8")
    library = partial(open_library, [stand.scenarios])
    readings = list(ScenarioChecker(path, library).readings(1, lambda: False))
    assert readings[-1].done
    for reading in readings:
        write_lists.findings(reading.findings)
        rehearsal = reading.machine and PreviewRun.of(reading.machine, PreviewReplies(("check", "help"), "two"))
        if rehearsal and reading.scenario:
            worth = reading.checked.playable.worth if reading.checked and reading.checked.playable else None
            write_lists.notes(rehearsal.run, worth)
            write_lists.scenes(reading.scenario, rehearsal.run, by_scene(reading.scenario, reading.findings))
        if reading.numbers:
            write_lists.numbers(reading.numbers, 31)


def mutated(text: str, chance: random.Random) -> str:
    """A few lines gone, doubled, cut short, moved or with a word of another line."""
    found = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(found)), chance.randrange(len(found))
        line = found[at]
        kinds = [[], [line, line], [line[: len(line) // 2]], ["  " + line], [line, found[other]]]
        swapped = re.sub(r"next: \w+", "next: " + chance.choice(["counter", "gate", "home", "gone"]), line)
        found[at : at + 1] = chance.choice([*kinds, [swapped], [swapped]])
    return "\n".join(found)


def test_scenes_that_go_round_without_a_decision_are_no_fault_of_ours(tmp_path: Path) -> None:
    stand = Stand(tmp_path, {"small": SMALL.replace("      - {scene: happy}", "      - {scene: home}")})
    reader = ScenarioChecker(stand.scenarios / "small.yaml", partial(open_library, [stand.scenarios]))
    last = list(reader.readings(1, lambda: False))[-1]
    assert last.done
    assert last.errors
    assert last.machine
    assert PreviewRun.of(last.machine, PreviewReplies(("check", "help"))) is None


def test_a_stale_reading_stops_after_the_cheap_part(tmp_path: Path) -> None:
    stand = Stand(tmp_path)
    reader = ScenarioChecker(stand.scenarios / "small.yaml", partial(open_library, [stand.scenarios]))
    (only,) = reader.readings(1, lambda: True)
    assert only.sound
    assert not only.done


# -- the screen ------------------------------------------------------------------------------


async def test_on_a_small_terminal_one_part_stands_at_a_time(stand: Stand) -> None:
    async with writing(stand).run_test(size=NARROW) as pilot:
        desk = await at_write(stand, pilot)
        assert "▸ Play-through" in seen(pilot)
        await pilot.press("tab")
        await sees(pilot, "▸ Findings")
        await pilot.press("tab")
        await sees(pilot, "Loss of a whole run")
        await pilot.press("tab")
        await sees(pilot, "at the counter")
        assert "What do you say?" not in seen(pilot)
        await pilot.press("1")
        await sees(pilot, "What do you say?")
        assert desk.replies == ()
        await pilot.click("PaneBar", offset=(6, 0))
        await sees(pilot, "▸ Scenes")
        await pilot.resize_terminal(*TALL)
        await sized(pilot, TALL)
        await sees(pilot, "What do you say?")
        await wait_until(pilot, lambda: desk.screen.focused and desk.screen.focused.id == "scenes")


async def test_home_opens_it_and_it_leads_back_home(stand: Stand) -> None:
    async with stand.app().run_test(size=WIDE) as pilot:
        await at_home(pilot)
        await pilot.press("2", "enter")
        await at_write(stand, pilot)
        await pilot.press("escape")
        await at(pilot, Home)


async def test_nobody_has_to_say_who_they_are_before_they_write(stand: Stand) -> None:
    app = stand.app(Start(write=stand.scenarios / "small.yaml"))
    async with app.run_test(size=WIDE) as pilot:
        await at_write(stand, pilot)
        await pilot.press("escape")
        await at(pilot, FirstStart)


async def test_a_warning_stands_at_its_scene_and_enter_goes_there(tmp_path: Path) -> None:
    text = SMALL.replace("speed: {level: 3, why: At once.}", "speed: {level: 2, why: At once.}")
    stand = Stand(tmp_path, {"small": text})
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        listing = desk.screen.query_one("#findings", Listing)
        found = desk.screen.shown or ()
        scenario = desk.screen.sound.scenario
        assert scenario
        gate = next(n for n, f in enumerate(found) if not f.witness and scene_at(scenario, f.at.line) == "gate")
        await pilot.press("f")
        await wait_until(pilot, lambda: desk.screen.pane == "findings")
        for _ in range(gate):
            await pilot.press("f")
        assert listing.highlighted == gate
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(desk.replies) == 1)
        await sees(pilot, "● gate")


async def test_hostile_text_stays_text(tmp_path: Path) -> None:
    nasty = "[/] [@click=app.quit]x[/] [/etc] [b"
    text = (
        SMALL.replace("title: A small one", f'title: "T {nasty}"')
        .replace("decide: What do you say?", f'decide: "D {nasty}"')
        .replace("Lovely weather!", f"L {nasty}")
        .replace("touchpoint: at the gate", f'touchpoint: "P {nasty}"')
    )
    stand = Stand(tmp_path, {"small": text})
    async with writing(stand).run_test(size=TALL) as pilot:
        desk = await at_write(stand, pilot)
        await sees(pilot, "[@click=app.quit]x[/]")
        await pilot.press("2", "f", "tab", "tab")
        await desk.save(text.replace("next: gate", 'next: "x [/] \\e]52;c;ZXZpbA==\\a"', 1))
        await sees(pilot, "error")
        await pilot.press("f")
        await pilot.pause()
        assert not DANGEROUS.search(seen(pilot).replace("\n", ""))
        assert pilot.app.is_running
        assert pilot.app.return_value is None


async def test_f1_names_its_keys(stand: Stand) -> None:
    async with writing(stand).run_test(size=TALL) as pilot:
        await at_write(stand, pilot)
        await pilot.press("f1")
        await sees(pilot, "write.jump")
