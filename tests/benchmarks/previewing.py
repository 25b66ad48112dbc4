"""How long the Write screen takes from a save to the screen.

    python tests/benchmarks/previewing.py

The file is replaced, as editors do it, with one line of the present scene changed; the clock stops when the new line
stands on the screen, when its prices do, and when everything is known. Median of several; how long it took until the
save was noticed (two looks lie a tenth of a second apart) is shown apart.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from statistics import median

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from trainer.paths import find_places
from trainer.records.system_clock import SystemClock
from trainer.session.services import Services
from trainer.tui.app import Start, TrainerApp
from trainer.tui.screens.write import WriteScreen

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 9
GOAL = 300
"""Milliseconds from the save to the screen."""


async def until(is_so: Callable[[], object]) -> float:
    """When something has become so."""
    while not is_so():
        await asyncio.sleep(0.002)
    return time.perf_counter()


async def one_save(screen: WriteScreen, path: Path, text: str, word: str) -> tuple[float, float, float, float]:
    """Milliseconds until it is noticed, seen, priced, and all is known."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    number = screen._number
    await asyncio.sleep(random.random() / 10)
    saved = time.perf_counter()
    fresh.replace(path)
    noticed = await until(lambda: screen._number > number)
    seen = await until(lambda: _shows(screen, word))
    priced = await until(lambda: screen.reading.checked)
    done = await until(lambda: screen.reading.done)
    await asyncio.sleep(0.05)
    return tuple(1000 * (t - saved) for t in (noticed, seen, priced, done))  # type: ignore[return-value]


def _shows(screen: WriteScreen, word: str) -> bool:
    return any(word in strip.text for strip in screen._compositor.render_strips())


async def measure(name: str, folder: Path) -> bool:
    """Print a line for one scenario; whether the goal was met."""
    path = folder / "scenarios" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    places = find_places({"TRAINER_CONFIG": os.devnull}, folder, transcripts=str(folder / "transcripts"))
    app = TrainerApp(Services(places, SystemClock(), random.Random(1), "app"), Start(write=path))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.5)
        screen = app.screen
        assert isinstance(screen, WriteScreen)
        await until(lambda: screen.reading.done)
        rows = []
        for number in range(ROUNDS):
            changed = text.replace("\ntitle: ", f"\ntitle: Save{number} ", 1)
            rows.append(await one_save(screen, path, changed, f"Save{number}"))
    noticed, seen, priced, done = (median(column) for column in zip(*rows, strict=True))
    print(
        f"{name:<20} from save to screen {seen:4.0f} ms (noticed after {noticed:3.0f}, "
        f"shown {seen - noticed:3.0f} later); prices {priced:4.0f}, all findings and numbers {done:5.0f}"
    )
    return bool(seen < GOAL)


def main() -> int:
    """1 when an ordinary scenario took longer than the goal."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copytree(ROOT / "scenarios", folder / "scenarios")
        for path in folder.rglob("*.yaml"):
            path.chmod(0o644)
        met = [asyncio.run(measure(scenario, folder)) for scenario in ("two-minute-counter", "airport-counter")]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
