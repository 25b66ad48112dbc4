"""Journals that version 0.1.0 wrote are read, told and gone on with as they were."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.clocks import SetClock
from trainer.errors import NewerFormat, UnusableInput
from trainer.output.transcript import render_html, render_markdown, render_text
from trainer.records.event import Kind
from trainer.records.folder import resume_attempt
from trainer.records.header import from_data, to_data
from trainer.records.index import list_attempts
from trainer.records.record import read_record

KEPT = Path(__file__).parent.parent / "data" / "journals-0.1.0"
TOLD: dict[str, dict[str, Any]] = json.loads((KEPT / "as-told-by-0.1.0.json").read_text(encoding="utf-8"))
FOLDER = Path("kept")


@pytest.fixture
def copies() -> Path:
    FOLDER.mkdir()
    for path in KEPT.glob("*.jsonl"):
        shutil.copy(path, FOLDER)
    return FOLDER


@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_record_says_what_it_said_then(name: str) -> None:
    told, record = TOLD[name], read_record(KEPT / f"{name}.jsonl")
    assert [g.reply.response for g in record.given] == told["replies"]
    assert (record.log.taken_back, record.log.open.draft) == (told["taken_back"], told["draft"])
    assert record.receipt == told["receipt"]
    assert record.disagreement() == ""
    for render in (render_markdown, render_html, render_text):
        assert record.header.title in render(record)


def test_the_list_says_what_it_said_then(copies: Path) -> None:
    found = {a.path.stem: a for a in list_attempts(copies)}
    assert found.keys() == TOLD.keys()
    for name, told in TOLD.items():
        one = found[name]
        assert (one.standing.value, one.verdict, one.decisions) == (
            told["standing"],
            told["verdict"],
            told["decisions"],
        )
        assert one.is_sound


def test_the_score_is_shown_as_it_was_told_and_counted_by_the_rule_of_today(copies: Path) -> None:
    counted = {a.path.stem: a.score for a in list_attempts(copies)}
    scored = {name: told["score"] for name, told in TOLD.items() if told["score"] is not None}
    records = {name: read_record(KEPT / f"{name}.jsonl") for name in scored}
    assert {name: record.header.scoring for name, record in records.items()} == dict.fromkeys(scored, 1)
    assert {name: record.result().score for name, record in records.items()} == scored
    # What lost more than picking at random was 0 then, and is told apart now.
    assert counted["everything-that-can-happen"] == 24
    page = render_text(records["everything-that-can-happen"])
    assert "Score 0 of 100, where 0 is picking at random and 100 the best line there is." in page
    assert "Scores are told by another rule now, by which lists count it as 24." in page
    assert "Scored by: the first scoring rule" in page


def test_a_scoring_rule_that_is_not_known_yet_is_that_of_a_newer_program() -> None:
    start = dict(read_record(KEPT / "recovered.jsonl").events[0].data)
    assert from_data(start, "here").scoring == 1
    assert to_data(from_data(start, "here")).keys() == start.keys()
    with pytest.raises(NewerFormat, match="scored by rule 3"):
        from_data(start | {"scoring": 3}, "here")
    for wrong in (0, "2", None):
        with pytest.raises(UnusableInput, match="lacks something"):
            from_data(start | {"scoring": wrong}, "here")


def test_one_that_was_torn_then_is_gone_on_with_now(copies: Path) -> None:
    with resume_attempt(copies / "torn.jsonl", SetClock()) as attempt:
        kinds = [event.kind for event in attempt.record().events]
        assert Kind.RECOVER in kinds
        attempt.show()
        attempt.answer(attempt.run.options()[0].id)
    assert read_record(copies / "torn.jsonl").given
