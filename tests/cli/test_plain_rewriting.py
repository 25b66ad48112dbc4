"""`--plain`: words written anew are graded here alone."""

import random
from pathlib import Path

import pytest

from tests.clocks import SetClock
from tests.output.attempts import played
from tests.scenarios import LIBRARY
from trainer.cli.keyboard import Keyboard
from trainer.cli.plain_debrief import PlainDebrief
from trainer.grading.judge.judges import Judges
from trainer.paths import find_places
from trainer.practice.debrief_events import rewrites
from trainer.session.services import Services
from trainer.settings import Settings


def test_no_judge_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = played(tmp_path, ["chat", "shrug"])
    said = iter(["I am so sorry about that. Let me check it for you.", ""])
    monkeypatch.setattr(Keyboard, "ask", lambda _: next(said))
    monkeypatch.setattr(Judges, "judge", refuse)
    places = find_places({"TRAINER_SCENARIOS": str(LIBRARY), "TRAINER_TRANSCRIPTS": str(tmp_path)}, tmp_path)
    config = {"judge_url": "http://judge.example", "judge_model": "nobody"}
    services = Services(places, SetClock(), random.Random(1), "plain", Settings(judge=config))
    past = PlainDebrief(services, services.debriefing(record), Keyboard())
    past.do("r 1")
    (found,) = rewrites(past.debriefing.record.events, 2)
    assert found.graded
    assert found.graded.acts


def refuse(*_: object) -> None:
    raise AssertionError("words were sent to a judge")
