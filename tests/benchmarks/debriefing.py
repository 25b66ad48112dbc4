"""How long after the last reply of a long run the debrief's first frame stands.

    python tests/benchmarks/debriefing.py

A run of 30 decisions, of which every third is typed and graded, is played to its end; then the debrief is opened in an
app without a terminal, with the self-rating asked and, in a second app, with it on record. The floor, measured in the
same process, is a bare app's screen with one line, pushed the same way.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from trainer.analysis.playable import Playable, check
from trainer.errors import ExitCode
from trainer.grading.grader import Grader, ReplyGrader, reply_grader_for
from trainer.paths import find_places
from trainer.records.attempt import Attempt, Setup
from trainer.records.folder import start_attempt
from trainer.records.header import Mode, TimeLimits
from trainer.records.system_clock import SystemClock
from trainer.scenario.library import open_library
from trainer.scenario.load import load_scenario
from trainer.session.services import Services
from trainer.tui.app import Start, TrainerApp
from trainer.tui.screens.debrief import DebriefPage

ROOT = Path(__file__).parent.parent.parent
DECISIONS = 30
ROUNDS = 7
WORDS = "I'm so sorry about the wait. Let me look after that for you right away."


def long_scenario() -> Playable:
    """A scenario whose every run has 30 decisions."""
    library = open_library([ROOT / "scenarios"])
    framework = library.load(next(iter(library.paths.values()))).scenario
    assert framework is not None
    principle = next(iter(framework.frameworks[0].principles.values()))
    scenes = "".join(_scene(number, principle.id) for number in range(DECISIONS))
    text = f"""\
format: scenario/1
id: long
title: A long one
version: 1
language: en
family: tests
minutes: 30
summary: For the benchmark
setting: Nowhere
you: the clerk
frameworks: [{framework.frameworks[0].id}]
cast:
  guest: {{name: Ann}}
facts:
  mood: {{from: 0, to: 4, start: 2, shown: {{as: bar, title: Mood, words: {{0: gone, 2: short, 4: easy}}}}}}
variants:
  one: {{}}
start: s0
scenes:
{scenes}  end:
    ending: {{outcome: good, title: Home, lesson: It went well.}}
"""
    loaded = load_scenario(text.encode(), "long.yaml", {f.id: f for f in framework.frameworks})
    playable = check(loaded).playable
    assert playable is not None, loaded.findings
    return playable


def _scene(number: int, principle: str) -> str:
    onward = f"s{number + 1}" if number + 1 < DECISIONS else "end"
    key = principle.rpartition(".")[2]
    responses = "".join(
        f"""\
      - id: r{level}
        say: |
          Reply {level} to what you were asked, as one might say it at a counter.
        marks:
          {key}: {{level: {level}, why: It was of this kind.}}
        effects: {{mood: {"+1" if level > 2 else "-1"}}}
        next: {onward}
"""
        for level in (4, 2, 1)
    )
    return f"""\
  s{number}:
    touchpoint: place {number // 3}
    lines:
      - guest: |
          The question with the number {number}.
    decide: What do you say?
    typed: welcome
    responses:
{responses}"""


def played(desk: Services, playable: Playable, reply_grader: ReplyGrader, *, rated: bool) -> Attempt:
    """A run to its end, at random, a third of it typed."""
    assert desk.trainee is not None
    chance = random.Random(4)
    setup = Setup("one", 1, Mode.PRACTICE, desk.trainee.pseudonym, "app", TimeLimits.OFF)
    attempt = start_attempt(desk.transcripts, playable, setup, desk.clock)
    while not attempt.ended:
        attempt.show()
        response = chance.choice(attempt.run.options()).id
        graded = reply_grader.grade(attempt.run, WORDS) if len(attempt.run.steps) % 3 == 0 else None
        attempt.answer(response, WORDS if graded else "", graded)
    if rated:
        attempt.afterwards.rate_self(2, "being quick")
    return attempt


async def first_frame(app: App[ExitCode], push: Callable[[], None], kind: type[Screen[None]]) -> tuple[float, float]:
    """Seconds from what leads to a screen to its first frame, in a running app: on the wall, and of the processor."""
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        return await _pushed(pilot, push, kind)


async def _pushed(pilot: Pilot[ExitCode], push: Callable[[], None], kind: type[Screen[None]]) -> tuple[float, float]:
    done = asyncio.Event()
    started, worked = time.perf_counter(), time.process_time()
    took = 0.0, 0.0
    push()
    while not (isinstance(pilot.app.screen, kind) and pilot.app.screen.is_running):
        await asyncio.sleep(0)

    def framed() -> None:
        nonlocal took
        took = time.perf_counter() - started, time.process_time() - worked
        done.set()

    pilot.app.screen.call_after_refresh(framed)
    await done.wait()
    return took


class Bare(Screen[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        yield Static("Nothing.")


def debriefs(desk: Services, playable: Playable, reply_grader: ReplyGrader, *, rated: bool) -> tuple[float, float]:
    """The debrief after a run, once."""
    attempt = played(desk, playable, reply_grader, rated=rated)
    app = TrainerApp(desk, Start(trainee="Ann"))
    return asyncio.run(first_frame(app, lambda: app.debrief(attempt), DebriefPage))


def bare() -> tuple[float, float]:
    """The floor, once."""
    app: App[ExitCode] = App()
    return asyncio.run(first_frame(app, lambda: _push(app), Bare))


def _push(app: App[ExitCode]) -> None:
    app.push_screen(Bare())


def main() -> None:
    """Print the times, and their ratio to the floor."""
    playable = long_scenario()
    reply_grader = reply_grader_for(open_library([ROOT / "scenarios"]), "en")
    assert isinstance(reply_grader.grader, Grader)
    floor = _medians([bare() for _ in range(ROUNDS)])
    for rated in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            environment = {"TRAINER_TRANSCRIPTS": folder, "TRAINER_SCENARIOS": str(ROOT / "scenarios")}
            desk = Services(find_places(environment, Path(folder)), SystemClock(), random.Random(1), "app")
            desk.meet("Ann")
            took = [debriefs(desk, playable, reply_grader, rated=rated) for _ in range(ROUNDS)]
        what = "everything" if rated else "the question before it"
        wall, cpu = _medians(took)
        print(
            f"debrief of {DECISIONS} decisions, {what}: first frame {wall:.0f} ms (worst {1000 * max(took)[0]:.0f}), "
            f"of the processor {cpu:.0f}; a bare screen {floor[0]:.0f} and {floor[1]:.0f}: {wall / floor[0]:.1f} ×"
        )


def _medians(took: list[tuple[float, float]]) -> tuple[float, float]:
    """In milliseconds."""
    return 1000 * median(wall for wall, _ in took), 1000 * median(cpu for _, cpu in took)


if __name__ == "__main__":
    main()
