"""`--plain` with a time limit: what counts towards it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.helpers import team_folder
from tests.clocks import SetClock
from trainer.analysis.playable import open_playable
from trainer.cli.keyboard import Keyboard, PlayerLeft
from trainer.cli.plain_play import PlainPlay
from trainer.records.attempt import Setup
from trainer.records.folder import start_attempt
from trainer.records.header import Mode, TimeLimits
from trainer.records.record import Record
from trainer.scenario.library import open_library
from trainer.session.sitting import Sitting

WORDS = "asdf qwer zxcv"


class Slowly(Keyboard):
    """Says each line after so many seconds, then leaves."""

    def __init__(self, clock: SetClock, *lines: tuple[int, str]) -> None:
        super().__init__()
        self._clock = clock
        self._lines = list(lines)

    def ask(self) -> str:
        if not self._lines:
            raise PlayerLeft
        seconds, line = self._lines.pop(0)
        self._clock.move(seconds)
        return line


@pytest.fixture
def played() -> Callable[..., Record]:
    """The record of the small scenario, whose first decision has thirty seconds, played by these lines."""
    team_folder()

    def play(*lines: tuple[int, str]) -> Record:
        clock = SetClock()
        keyboard = Slowly(clock, *lines)
        playable = open_playable(open_library([Path("scenarios")]), "small")
        setup = Setup("one", 1, Mode.COACH, "ann", "plain", TimeLimits.ON)
        with start_attempt(Path("transcripts"), playable, setup, clock) as attempt:
            with suppress(PlayerLeft):
                PlainPlay(Sitting(attempt, clock), keyboard).play()
            return attempt.record()

    return play


def test_what_was_meant_is_asked_outside_the_time(played: Callable[..., Record]) -> None:
    (given,) = played((20, f"t {WORDS}"), (60, "9"), (60, "1")).given
    assert (given.reply.response != "timeout", given.reply.words) == (True, WORDS)


def test_words_and_numbers_that_come_too_late_are_none(played: Callable[..., Record]) -> None:
    assert [g.reply.response for g in played((31, "1")).given] == ["timeout"]
    assert [g.reply.response for g in played((31, f"t {WORDS}"), (1, "1")).given] == ["timeout"]
