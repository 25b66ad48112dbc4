"""A whole attempt at a story of the library, through the session, with records in memory alone: for any Python.

Everything that differs from run to run is set, so that two Pythons that do the same print the same, receipts included.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

_BEFORE = frozenset(sys.modules)

import trainer  # noqa: E402
from tests.clocks import SetClock  # noqa: E402
from trainer.analysis.playable import open_playable  # noqa: E402
from trainer.grading.grader import reply_grader_for  # noqa: E402
from trainer.output.phrases import why_lines  # noqa: E402
from trainer.output.transcript import render_html, render_markdown, render_text  # noqa: E402
from trainer.records.attempt import Attempt, Setup  # noqa: E402
from trainer.records.header import Mode, TimeLimits  # noqa: E402
from trainer.records.record import replayed  # noqa: E402
from trainer.records.storage import MemoryStorage  # noqa: E402
from trainer.scenario.library import open_library  # noqa: E402
from trainer.session.debriefing import Debriefing  # noqa: E402
from trainer.session.sitting import Sitting  # noqa: E402
from trainer.session.typed_words import WordGrading  # noqa: E402

STORY = "two-minute-counter"
GREETING, TAKEN_BACK = "hello-and-thanks", "grumble"
TYPED = (
    "Happy to. Just checking before I touch anything: which of the two is it, there's another one that sounds alike?"
)
REWRITTEN = "I'm so sorry you ran all that way. I'll come over in ten minutes and tell you what I know."
NOT_IN_A_BROWSER = frozenset(("fcntl", "msvcrt", "multiprocessing", "sqlite3", "socket", "subprocess", "textual"))
"""What playing must do without: a browser has none of it, or only some of its names."""
NOT_TAKEN_ALONG = (
    "trainer.__main__",
    "trainer.cli",
    "trainer.tui",
    "trainer.grading.training",
    "trainer.records.folder",
    "trainer.records.history",
    "trainer.records.index",
)
"""What a front end of another kind leaves at home: the screens, the command line, training, and folders of records."""


def play(library: Path) -> dict[str, Any]:
    """Play it, go over it, and tell what came of it."""
    clock = SetClock()
    storage = MemoryStorage(clock)
    opened = open_library([library])
    setup = Setup("dulles", 7, Mode.COACH, "t-1", "test", TimeLimits.ON)
    with patch("secrets.token_hex", lambda size: "0" * 2 * size):
        attempt = Attempt.begin(storage, open_playable(opened, STORY), setup, clock)
    sitting = Sitting(attempt, clock, grading=WordGrading(lambda: reply_grader_for(opened, "en")))
    told: list[str] = []

    def answer(response: str) -> None:
        clock.move(4)
        outcome = sitting.answer(response)
        told.extend(u.text for u in (*outcome.said, *outcome.consequence, *outcome.onward))
        told.extend(why_lines(outcome.run, outcome.step, outcome.note.marks if outcome.note else ()))

    sitting.show()
    answer(TAKEN_BACK)
    sitting.undo()
    sitting.show()
    answer(GREETING)
    sitting.show()
    meant = sitting.take_grade(sitting.type_words(TYPED).grade()) or sitting.accept()
    assert meant
    answer(meant)
    while not attempt.ended:
        sitting.show()
        answer(sitting.options[0].id)

    debriefing = Debriefing(attempt.record(), storage, sitting.grading)
    debriefing.rate(2, "quick")
    last = len(debriefing.lines) - 1
    assert debriefing.rewrite(last, REWRITTEN) is not None
    debriefing.set_goal("Say the place back")
    second = debriefing.close()

    record = replayed(storage.reopen(attempt.path).read())
    result = record.result()
    heard = debriefing.heard(1)
    assert heard is not None
    return {
        "kinds": [event.kind.value for event in record.events],
        "replies": [given.reply.response for given in record.given],
        "acts": {mark.act: round(mark.confidence, 6) for mark in heard.graded.acts},
        "verdict": result.verdict,
        "score": result.score,
        "receipts": [attempt.receipt, second],
        "told": _digest("\n".join(told)),
        "transcripts": [_digest(render(record)) for render in (render_markdown, render_html, render_text)],
        "beyond a browser": sorted(NOT_IN_A_BROWSER & (sys.modules.keys() - _BEFORE)),
    }


def refused() -> list[str]:
    """The modules that cannot be imported here, of all but those not taken along."""
    found = []

    def look_through(paths: Any, prefix: str) -> None:
        for _, name, is_package in pkgutil.iter_modules(paths, prefix):
            if name in NOT_TAKEN_ALONG:
                continue
            try:
                module = importlib.import_module(name)
            except ImportError as error:
                found.append(f"{name}: {error}")
            else:
                if is_package:
                    look_through(module.__path__, f"{name}.")

    look_through(trainer.__path__, "trainer.")
    return found


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def told_of(library: str) -> str:
    """The whole as JSON."""
    return json.dumps({**play(Path(library)), "refused": refused()}, indent=1)


if __name__ == "__main__":
    print(told_of(sys.argv[1]))
