"""Make the README's picture of the play screen, with the app itself: `python docs/picture.py`.

Everything about it is fixed (scenario, variant, seed, clock), so that it changes only when the screen does.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from trainer.paths import find_places
from trainer.records.header import Mode
from trainer.session.services import Services
from trainer.tui.app import Start, TrainerApp

HERE = Path(__file__).parent
SIZE = (116, 36)
KEYS = ("4",)


class StillClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


async def picture() -> str:
    """The screen after two decisions, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        places = find_places({"TRAINER_CONFIG": os.devnull}, HERE.parent, transcripts=folder)
        desk = Services(places, StillClock(), random.Random(1), "app")
        start = Start("airport-counter", variant="dulles", seed=4, mode=Mode.COACH, trainee="Ann")
        app = TrainerApp(desk, start)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(1)
            for key in KEYS:
                await pilot.press(key)
                await pilot.pause(0.5)
            svg = app.export_screenshot(title="service-trainer")
            app.let_go()
            return svg


def without_web_fonts(svg: str) -> str:
    """The picture as it is, loading nothing from anywhere."""
    return re.sub(r"@font-face\s*\{[^}]*\}", "", svg)


if __name__ == "__main__":
    (HERE / "play.svg").write_text(without_web_fonts(asyncio.run(picture())), encoding="utf-8")
