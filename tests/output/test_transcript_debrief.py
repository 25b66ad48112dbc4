"""The debrief in transcripts."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.output.attempts import TRAINEE, played
from tests.records.journals import HandClock
from tests.scenarios import playable
from trainer.grading.model import ActMark, Evidence, Graded, Match, Sure
from trainer.output.practice_phrases import DebriefPart
from trainer.output.transcript import facts, render_html, render_markdown, render_text
from trainer.play.run import Reply
from trainer.practice.debrief_events import second_receipt
from trainer.records.attempt import Afterwards, Setup
from trainer.records.folder import start_attempt
from trainer.records.header import Mode, Parent, Part, TimeLimits
from trainer.records.record import Record, read_record
from trainer.records.writer import JournalWriter

SORRY = Graded(
    "I am sorry.",
    "test",
    (ActMark("apologises", False, Sure.SURE, 0.9, (Evidence(0, 10, "I am sorry", "cue"),)),),
    match=Match("help", "help", 0.9),
)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """An attempt with everything said in its debrief that can be."""
    path = played(tmp_path, ["chat", "shrug"]).path
    with Afterwards.open(JournalWriter.reopen(path, HandClock())) as after:
        after.rate_self(3, "being <b>quick</b>")
        after.rewrite(1, "gate", SORRY.words, SORRY)
        after.dispute(0, "counter", "demo.care", "It was fine")
        after.set_goal("Say it back.")
        after.close_debrief()
    return read_record(path)


@pytest.mark.parametrize("render", [render_text, render_markdown, render_html])
def test_everything_said_in_it_stands_there_in_its_order(record: Record, render: Callable[[Record], str]) -> None:
    page = render(record)
    order = (
        "it went well",
        "24 at the end",
        "One fix",
        "I am sorry",
        "apologises",
        "It was fine",
        "Say it back",
    )
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert second_receipt(record.events)
    assert second_receipt(record.events) in page
    assert record.receipt in page
    assert "<b>" not in render_html(record).partition("The debrief</h2>")[2].partition("</section>")[0]


@pytest.mark.parametrize("render", [render_text, render_markdown, render_html])
def test_it_begins_with_ones_own_view_and_ends_with_a_goal(record: Record, render: Callable[[Record], str]) -> None:
    told = re.split(r"(?i)the debrief(?:</h2>)?\n", render(record), maxsplit=1)[1]
    places = [told.index(part) for part in DebriefPart if part in told]
    assert places == sorted(places)
    assert told.index("Before you saw a grade") < places[0]
    assert told.index(DebriefPart.REWRITTEN) < told.index("Say it back.")


def test_the_curve_is_a_picture_on_the_page_and_blocks_elsewhere(record: Record) -> None:
    assert "<polyline" in render_html(record)
    assert "█" in render_text(record)
    assert "█" in render_markdown(record)


def test_an_attempt_without_a_debrief_has_what_follows_from_the_run_alone(tmp_path: Path) -> None:
    page = render_text(played(tmp_path, ["check", "help"]))
    assert "THE DEBRIEF" in page
    for said in ("Own view", "Goal:", "Written again", "Does not agree", "Receipt of the debrief"):
        assert said not in page
    assert "THE DEBRIEF" not in render_text(played(tmp_path, ["check"]))


def test_what_was_played_beside_an_attempt_says_so_and_has_none(record: Record) -> None:
    beside = replace(record, header=replace(record.header, parent=Parent(Part.WHAT_IF, "the-attempt", ())))
    assert "THE DEBRIEF" not in render_text(beside)
    fact = next(f for f in facts(beside) if f.label == "Beside an attempt")
    assert fact.value.startswith("a what-if, from decision 1 of attempt the-attempt")


@pytest.mark.parametrize("render", [render_text, render_markdown, render_html])
def test_a_what_if_is_told_from_where_it_begins(tmp_path: Path, render: Callable[[Record], str]) -> None:
    parent = Parent(Part.WHAT_IF, "the-attempt", (Reply("check"),))
    setup = Setup("one", 3, Mode.PRACTICE, TRAINEE, "plain", TimeLimits.ON, parent)
    with start_attempt(tmp_path, playable(), setup, HandClock()) as attempt:
        attempt.answer("help")
    page = render(read_record(attempt.path))
    assert "You look it up." in page
    assert "at the gate" in page
    assert "did I get that right?" not in page
