"""`--plain`: words written anew are graded here alone."""

from pathlib import Path

import pytest

from tests.clocks import SetClock
from tests.grading.shipped import shipped
from tests.output.attempts import played
from trainer.cli.keyboard import Keyboard
from trainer.cli.plain_past import Past
from trainer.grading.listener import Listener
from trainer.practice.debrief_events import rewrites


class NoJudge:
    """Asked of nothing in a debrief."""

    urls = ("http://judge.example",)

    def judge(self, *_: object) -> None:
        raise AssertionError("words were sent to a judge")


def test_no_judge_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = played(tmp_path, ["chat", "shrug"])
    said = iter(["I am so sorry about that. Let me check it for you.", ""])
    monkeypatch.setattr(Keyboard, "ask", lambda _: next(said))
    listener = Listener(shipped(), NoJudge())  # type: ignore[arg-type]
    past = Past(record, Keyboard(), listener, SetClock())
    past._do("r 1")
    (found,) = rewrites(past.record.events, 2)
    assert found.graded
    assert found.graded.acts
