"""`--plain` with a time limit: what counts towards it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.helpers import team_folder
from trainer.analysis.playable import open_playable
from trainer.cli import plain_table, plain_words
from trainer.cli.keyboard import Keyboard, Leave
from trainer.grading.grader import ReplyGrader
from trainer.records.attempt import Attempt, Setup
from trainer.records.clock import SystemClock
from trainer.records.header import Mode, TimeLimits
from trainer.records.record import Record
from trainer.scenario.library import open_library

WORDS = "asdf qwer zxcv"


class Slowly(Keyboard):
    """Says each line after so many seconds, then leaves."""

    def __init__(self, *lines: tuple[int, str]) -> None:
        super().__init__()
        self.now = 0.0
        self._lines = list(lines)

    def ask(self) -> str:
        if not self._lines:
            raise Leave
        seconds, line = self._lines.pop(0)
        self.now += seconds
        return line


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Record]:
    """The record of the small scenario, whose first decision has thirty seconds, played by these lines."""
    team_folder()

    def play(*lines: tuple[int, str]) -> Record:
        keyboard = Slowly(*lines)
        for module in (plain_table, plain_words):
            monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: keyboard.now))
        playable = open_playable(open_library([Path("scenarios")]), "small")
        setup = Setup("one", 1, Mode.COACH, "ann", "plain", TimeLimits.ON)
        with Attempt.start(Path("transcripts"), playable, setup, SystemClock()) as attempt:
            with suppress(Leave):
                plain_table.Table(attempt, keyboard, ReplyGrader()).play()
            return attempt.record()

    return play


def test_what_was_meant_is_asked_outside_the_time(played: Callable[..., Record]) -> None:
    (given,) = played((20, f"t {WORDS}"), (60, "9"), (60, "1")).given
    assert (given.reply.response != "timeout", given.reply.words) == (True, WORDS)


def test_words_and_numbers_that_come_too_late_are_none(played: Callable[..., Record]) -> None:
    assert [g.reply.response for g in played((31, "1")).given] == ["timeout"]
    assert [g.reply.response for g in played((31, f"t {WORDS}"), (1, "1")).given] == ["timeout"]
