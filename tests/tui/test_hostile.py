"""Text that tries to be markup, a link, an escape or a template stays text on every screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot

from tests.scenarios import FRAMEWORK, SMALL
from tests.tui.stand import Stand, at, at_home, at_play, press_reply, seen, wait_until
from trainer.cleaning import DANGEROUS
from trainer.errors import ExitCode
from trainer.tui import safe_text
from trainer.tui.app import Start, TrainerApp
from trainer.tui.screens.debrief import DebriefPage
from trainer.tui.screens.debrief_sheets import DecisionSheet
from trainer.tui.screens.first_start import FirstStart
from trainer.tui.screens.notices import ErrorSheet, Help
from trainer.tui.screens.start_panel import StartPanel
from trainer.tui.screens.transcript import TranscriptScreen
from trainer.tui.screens.write import WriteScreen

MARKUP = "[/] [@click=app.quit]x[/] [/etc] [b"
CONTROLS = "a\x1b]52;c;ZXZpbA==\x07b\u202ec\x9bd"

SCENARIO = (
    SMALL.replace("title: A small one", f'title: "T {MARKUP}"')
    .replace("summary: For tests", f'summary: "S {MARKUP}"')
    .replace("setting: Nowhere", f'setting: "N {MARKUP}"')
    .replace("you: the clerk", f'you: "Y {MARKUP}"')
    .replace("title: Patience", f'title: "P {MARKUP}"')
    .replace("guest: Ann", f'guest: "G {MARKUP}"')
    .replace("Lovely weather!", f"L {MARKUP}")
    .replace("decide: What do you say?", f'decide: "D {MARKUP}"')
    .replace("why: Nothing was checked.", f'why: "W {MARKUP}"')
    .replace("The gate.", f"The gate. {MARKUP}")
    .replace("You look it up.", f"You look {MARKUP}")
)


class Watch:
    """Looks at each screen: nothing dangerous on it, and the app still runs."""

    def __init__(self, pilot: Pilot[ExitCode]) -> None:
        self.pilot = pilot

    async def sees(self, *texts: str) -> None:
        """These stand there, as they were written."""
        for text in texts:
            await wait_until(self.pilot, lambda: text in seen(self.pilot))  # noqa: B023
        found = DANGEROUS.search(seen(self.pilot).replace("\n", ""))
        assert not found, repr(found)
        assert self.pilot.app.is_running
        assert self.pilot.app.return_value is None


def hostile(folder: Path) -> tuple[Stand, TrainerApp]:
    """A folder in which everything is hostile, its own name too."""
    place = folder / "f [b] [@click=app.quit]x"
    place.mkdir()
    bad = SCENARIO.replace("start: counter", "start: gone[/]").replace("id: small", "id: worse")
    stand = Stand(place, {"small": SCENARIO, "bad [x] \x1b]0;t\x07": bad})
    stand.frame("demo", FRAMEWORK.replace("title: taking care", f'title: "C {MARKUP}"'))
    return stand, stand.app(Start(scenario="small", variant="one", seed=1, trainee="Ann " + MARKUP))


async def test_a_hostile_reason_is_text_too(tmp_path: Path) -> None:
    _, app = hostile(tmp_path)
    async with app.run_test(size=(160, 60)) as pilot:
        play = await at_play(pilot)
        await press_reply(pilot, play, "chat")
        await Watch(pilot).sees("W " + MARKUP, "The gate. " + MARKUP)
        await press_reply(pilot, play, "help")
        await pilot.press("1")
        await at(pilot, DebriefPage)
        await pilot.press("escape")
        await Watch(pilot).sees("C " + MARKUP)
        await pilot.press("enter")
        await at(pilot, DecisionSheet)
        await Watch(pilot).sees("W " + MARKUP)


async def test_hostile_text_is_text_from_the_first_line_to_the_transcript(tmp_path: Path) -> None:
    _, app = hostile(tmp_path)
    async with app.run_test(size=(160, 60)) as pilot:
        watch = Watch(pilot)
        play = await at_play(pilot)
        await watch.sees("T " + MARKUP, "N " + MARKUP, "Y " + MARKUP, "G " + MARKUP, "D " + MARKUP, "L " + MARKUP)
        for tag in ("[@click", "x[/]"):
            assert tag in seen(pilot)
        await pilot.press("t")
        await wait_until(pilot, lambda: play.stage.decision.typing)
        await pilot.press("left_square_bracket", "slash", "right_square_bracket", "enter")
        await watch.sees("closest")
        await press_reply(pilot, play, "chat")
        await watch.sees("[/]", "Taken as: “L " + MARKUP, "The gate. " + MARKUP)
        await pilot.press("f1")
        await at(pilot, Help)
        await watch.sees("Practise")
        await pilot.press("escape")
        await at_play(pilot)
        await press_reply(pilot, play, "help")
        await pilot.press("1")
        await at(pilot, DebriefPage)
        await pilot.press("escape")
        await watch.sees("“[/]”", "C " + MARKUP)
        await pilot.press("enter")
        await at(pilot, DecisionSheet)
        await watch.sees("L " + MARKUP)
        await pilot.press("escape")
        await at(pilot, DebriefPage)
        await pilot.press("o")
        await at(pilot, TranscriptScreen)
        await watch.sees("Transcript", "Ann " + MARKUP)
        await pilot.press("pagedown", "pagedown", "end")
        await watch.sees()
        await pilot.click(offset=(20, 12))
        await pilot.press("escape", "h")
        await at_home(pilot)
        await pilot.press("end", "up")
        await watch.sees("T " + MARKUP, "S [/]")
        await pilot.press("enter")
        await at(pilot, StartPanel)
        await watch.sees("T " + MARKUP, "S " + MARKUP)
        await pilot.press("escape", "3")
        await watch.sees("T " + MARKUP)
        await pilot.press("2", "end")
        await watch.sees("not playable")
        await pilot.press("enter")
        await at(pilot, WriteScreen)
        await watch.sees("gone[/]")


async def test_hostile_names_on_disk_are_harmless_where_people_are_asked_who_they_are(tmp_path: Path) -> None:
    stand, _ = hostile(tmp_path)
    people = [{"pseudonym": f"t-{n}", "name": name, "since": "2026-01-01"} for n, name in enumerate((MARKUP, CONTROLS))]
    stand.transcripts.mkdir()
    stand.places.people.path.write_text(json.dumps({"format": "people/1", "people": people}))
    async with stand.app(Start()).run_test(size=(120, 40)) as pilot:
        await at(pilot, FirstStart)
        await Watch(pilot).sees(MARKUP, "]52;c;")
        await pilot.press("tab", "down", "enter")
        await at_home(pilot)
        await Watch(pilot).sees("T " + MARKUP)


async def test_a_hostile_name_on_the_command_line_is_said_back_harmless(tmp_path: Path) -> None:
    stand, _ = hostile(tmp_path)
    async with stand.app(Start(scenario=CONTROLS + MARKUP, trainee="Ann")).run_test(size=(120, 40)) as pilot:
        await at(pilot, ErrorSheet)
        await Watch(pilot).sees(MARKUP)


@pytest.mark.parametrize("text", [MARKUP, CONTROLS, "{{7*7}}", "a\r\nb", "\u2028", "\ud800"])
def test_what_is_shown_is_clean_and_never_markup(text: str) -> None:
    for shown in (safe_text.words(text), safe_text.line(text), safe_text.words(text, "bold")):
        assert isinstance(shown, Content)
        assert not DANGEROUS.search(shown.plain)
        assert "[" not in text or shown.plain.count("[") == text.count("[")


def test_columns_are_counted_in_cells() -> None:
    assert safe_text.columns("田中") == 4
    assert safe_text.columns(safe_text.fitted("田中さくら", 7)) == 7
    assert safe_text.fitted("ab", 4) == "ab  "
