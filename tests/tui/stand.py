"""A place to run the app in: its own folders, a clock that stands, chance with a seed, and waiting for conditions."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.clocks import SetClock
from tests.scenarios import FRAMEWORK, SMALL
from trainer.errors import ExitCode
from trainer.paths import Places, find_places
from trainer.records.header import Mode
from trainer.records.record import Record, read_record
from trainer.session.services import Services
from trainer.settings import Settings
from trainer.tui import play_text
from trainer.tui.app import Start, TrainerApp
from trainer.tui.screens.home import Home
from trainer.tui.screens.play import PlayScreen

Seat = Pilot[ExitCode]
WIDE, NARROW, SMALLEST = (120, 36), (80, 24), (60, 20)
S = TypeVar("S", bound=Screen[Any])


class Stand:
    """The folders of one test, and apps that run in them."""

    def __init__(self, folder: Path, scenarios: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.clock = SetClock()
        self.transcripts = folder / "transcripts"
        self.scenarios = folder / "scenarios"
        (self.scenarios / "principles").mkdir(parents=True)
        self.frame("demo", FRAMEWORK)
        for name, text in (scenarios or {"small": SMALL}).items():
            (self.scenarios / f"{name}.yaml").write_text(text, encoding="utf-8")

    def frame(self, name: str, text: str) -> None:
        """Write a framework."""
        (self.scenarios / "principles" / f"{name}.yaml").write_text(text, encoding="utf-8")

    @property
    def places(self) -> Places:
        environment = {
            "TRAINER_CONFIG": str(self.folder / "config.toml"),
            "TRAINER_SCENARIOS": str(self.scenarios),
            "TRAINER_TRANSCRIPTS": str(self.transcripts),
        }
        found = find_places(environment, self.folder)
        return replace(found, library=found.scenarios)

    def services(self, settings: Settings | None = None) -> Services:
        """What the app is given."""
        chance = random.Random(1)
        return Services(self.places, self.clock, chance, "app", settings or Settings(), environment=os.environ)

    def app(self, start: Start | None = None, settings: Settings | None = None) -> TrainerApp:
        """The app as it is started by somebody called Ann."""
        return TrainerApp(self.services(settings), start or Start(trainee="Ann"))

    def playing(self, mode: Mode = Mode.COACH, settings: Settings | None = None) -> TrainerApp:
        """The app at the first decision of the small scenario."""
        return self.app(Start(scenario="small", variant="one", seed=1, mode=mode, trainee="Ann"), settings)

    def records(self) -> list[Record]:
        """Every attempt on disk."""
        return [read_record(p) for p in sorted(self.transcripts.glob("*.jsonl"))]

    def record(self) -> Record:
        """The only attempt on disk."""
        (found,) = self.records()
        return found

    def replies(self) -> list[str]:
        """What stands answered in the only attempt on disk."""
        return [g.reply.response for g in self.record().given]


async def wait_until(pilot: Seat, is_so: Callable[[], object], seconds: float = 8.0) -> None:
    """Let the app work until something is so."""
    for _ in range(int(seconds / 0.02)):
        await pilot.pause()
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to be")


async def at(pilot: Seat, screen: type[S]) -> S:
    """Wait for a screen."""
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await pilot.pause()
    found = pilot.app.screen
    assert isinstance(found, screen)
    return found


async def at_play(pilot: Seat) -> PlayScreen:
    """Wait for a decision on the play screen."""
    play = await at(pilot, PlayScreen)
    await wait_until(pilot, lambda: not play.stage.decision.listing.empty)
    await asked(pilot, play)
    return play


async def asked(pilot: Seat, play: PlayScreen) -> None:
    """Wait until what is asked can be answered."""
    await wait_until(pilot, lambda: play.attention.settled)
    await pilot.pause()


async def at_home(pilot: Seat) -> Home:
    """Wait for Home with its lists read."""
    home = await at(pilot, Home)
    await wait_until(pilot, lambda: home.shelf and home.shelf.proved)
    await pilot.pause()
    return home


async def press_reply(pilot: Seat, play: PlayScreen, response: str) -> None:
    """Press the number under which a reply stands, and wait until it is given. Where it is asked, be rather sure."""
    sitting = play.sitting
    assert sitting is not None
    before = len(sitting.attempt.run.steps)
    number = [name for name, _, _ in play_text.choices(sitting)].index(response)
    await pilot.press(str(number + 1))
    await wait_until(pilot, lambda: sitting.chosen or len(sitting.attempt.run.steps) > before)
    if sitting.chosen:
        await asked(pilot, play)
        await pilot.press("3")
    await wait_until(pilot, lambda: len(sitting.attempt.run.steps) > before)
    await asked(pilot, play)


def seen(pilot: Seat) -> str:
    """What stands on the screen, line by line."""
    screen = pilot.app.screen
    lines = screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines)


async def sees(pilot: Seat, words: str) -> None:
    """Wait until some words stand on the screen."""
    await wait_until(pilot, lambda: words in seen(pilot))


async def sized(pilot: Seat, size: tuple[int, int]) -> None:
    """Wait until the terminal has a size."""
    await wait_until(pilot, lambda: pilot.app.size == size)


def note(play: PlayScreen) -> str:
    """The quiet line under the decision."""
    return str(play.stage.decision.query_one("#note", Static).content)
