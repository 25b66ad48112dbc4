"""What words held back is what the record says, whatever today's rule would say."""

from dataclasses import replace

import pytest

from tests.output.attempts import ended
from trainer.grading.caps import Cap
from trainer.grading.model import ActMark, Evidence, Graded, Sure
from trainer.output.phrases import heard_lines
from trainer.output.transcript import render_text
from trainer.output.turns import heard_in_reply
from trainer.play.run import Reply, Run, replay
from trainer.practice import feedback as module
from trainer.practice.feedback import HeardReply, heard_as_recorded
from trainer.records.decisions import DecisionLog, Given, OpenDecision
from trainer.records.record import Record

MARK = ActMark("rude", True, Sure.SURE, 0.95, (Evidence(0, 2, "Oi", "cue: oi"),))
GRADED = Graded("Oi", "g/1", (MARK,))
WARMTH = "demo.warmth"


def record(*caps: tuple[str, int]) -> Record:
    found = ended()
    reply = Reply("check", "Oi", caps)
    run = replay(found.playable.machine, found.run.variant, 3, [reply, Reply("help")])
    given = (Given(reply, "", None, GRADED), Given(Reply("help"), "", None))
    return replace(found, run=run, log=DecisionLog(given, 0, OpenDecision()), events=found.events[:1])


def held_back(run: Run) -> tuple[Cap, ...]:
    heard = heard_as_recorded(run, run.steps[0], GRADED)
    assert heard is not None
    return heard.caps


def lines(run: Run) -> list[str]:
    return heard_lines(run, HeardReply(GRADED, (), held_back(run)), {})


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that would reproach this today."""
    monkeypatch.setattr(module, "caps", lambda *_: (Cap(WARMTH, 0, "rude", MARK),))


@pytest.mark.usefixtures("today")
def test_what_was_not_recorded_is_not_told() -> None:
    run = record().run
    assert held_back(run) == ()
    assert not any("violated" in line for line in lines(run))


@pytest.mark.usefixtures("today")
def test_the_act_is_told_where_it_leads_to_the_recorded_level() -> None:
    run = record((WARMTH, 0)).run
    assert held_back(run) == (Cap(WARMTH, 0, "rude", MARK),)
    assert any("violated, by “Oi”" in line for line in lines(run))


@pytest.mark.usefixtures("today")
def test_else_the_level_alone() -> None:
    run = record((WARMTH, 2)).run
    assert held_back(run) == (Cap(WARMTH, 2, "", None),)
    assert lines(run)[-1].endswith(": average at most, held back by the words")


def test_caps_that_cannot_be_and_caps_of_nothing_at_stake() -> None:
    run = record((WARMTH, -3), ("demo.nothing", 0), ("demo.care", 9)).run
    assert held_back(run) == (Cap(WARMTH, 0, "", None),)
    assert lines(run)[-1].endswith(": violated, held back by the words")


@pytest.mark.usefixtures("today")
def test_transcripts_tell_it_so() -> None:
    found = record((WARMTH, 2))
    heard = heard_in_reply(found.run, found.run.steps[0], found.given[0])
    assert any("held back by the words" in line for line in heard)
    assert not any("violated" in line for line in heard)
    assert all(line in render_text(found) for line in heard)
