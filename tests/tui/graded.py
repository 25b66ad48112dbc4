"""The small scenario with acts that it expects, graded by the library's own acts."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.scenarios import FRAMEWORK, LIBRARY, SMALL
from tests.tui.stand import Seat, Stand, asked, wait_until
from trainer.session.sitting import Question
from trainer.tui.screens.play import PlayScreen

GOOD = "I hear you. Sorry about the wait! Which one, Dulles in Virginia?"
RUDE = "That's not my job. Next!"
UNCLEAR = "The pigeons are back again, look."
GIBBERISH = "asdf qwer zxcv"
GRADED = SMALL.replace(
    "    typed: welcome\n",
    """    typed: welcome
    expects: [checks-detail]
    examples:
      - typed: |
          So that is Dulles in Virginia, not Dallas, is it?
        means: check
        shows: [checks-detail]
      - typed: |
          Dulles is not my job, madam, look it up yourself.
        means: grunt
        shows: [not-my-job]
        lacks: [checks-detail]
""",
).replace(
    """        next:
          - {when: patience <= 0, scene: gone}
          - {scene: gate}
""",
    "        next: gate\n",
)
GRADED = GRADED.replace("  gone:\n    ending: {outcome: bad, lesson: Gone.}\n", "")


def graded_stand(folder: Path, acts: str | None = None) -> Stand:
    """A stand with the library's acts, or with these instead."""
    stand = Stand(folder, {"small": GRADED})
    taking_care = "breaks: [Guesses], honoured_by: [checks-detail], broken_by: [not-my-job]}"
    stand.frame("demo", FRAMEWORK.replace("breaks: [Guesses]}", taking_care))
    if acts is None:
        shutil.copytree(LIBRARY / "acts", stand.scenarios / "acts")
    else:
        (stand.scenarios / "acts").mkdir()
        (stand.scenarios / "acts" / "english.yaml").write_text(acts, encoding="utf-8")
    return stand


async def say(pilot: Seat, play: PlayScreen, words: str, *, go_on: bool = True) -> None:
    """Say something in one's own words, and wait until that has led to something; it was meant as it is taken."""
    await pilot.press("t")
    await wait_until(pilot, lambda: play.stage.decision.typing)
    await pilot.press(*words, "enter")
    await wait_until(pilot, lambda: not play.stage.decision.typing)
    if go_on and play.sitting and play.sitting.question is Question.TAKEN_AS:
        await asked(pilot, play)
        await pilot.press("enter")
        await wait_until(pilot, lambda: play.sitting and play.sitting.question is not Question.TAKEN_AS)
