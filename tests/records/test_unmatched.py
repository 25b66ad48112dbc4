"""Words that meant none of the options, by the decision they were said at."""

from pathlib import Path

from tests.output.attempts import played
from trainer.records.unmatched import unmatched


def test_they_belong_to_the_decision_they_were_said_at(tmp_path: Path) -> None:
    record = played(tmp_path, ["?what now", "check", "?and now", "leave"])
    assert unmatched(record) == [(0, "what now"), (1, "and now")]


def test_those_of_a_decision_that_was_taken_back_are_left_out(tmp_path: Path) -> None:
    record = played(tmp_path, ["check", "?gone", "back", "?here", "chat"])
    assert unmatched(record) == [(0, "here")]
