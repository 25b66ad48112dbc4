from pathlib import Path

import pytest

from tests.output.attempts import HOSTILE, ended, full, played, poisoned, too_large
from trainer.cleaning import DANGEROUS
from trainer.output.transcript import render_text


def test_it_begins_with_what_one_wants_to_know() -> None:
    lines = render_text(ended()).split("\n")
    assert lines[:3] == [
        "Transcript: A small one",
        "Verdict: Amazing. Every touchpoint a notch above average.",
        (
            "Score 100 of 100, where 100 is the best line there is, 40 picking at random and 0 the worst. "
            "Picking at random, 83 of 100 runs lose more than this one did."
        ),
    ]


def test_a_decision_reads_from_what_was_told_to_what_it_is_worth(tmp_path: Path) -> None:
    text = render_text(full(tmp_path))
    start, end = text.index("DECISION 2"), text.index("THE END")
    assert [line for line in text[start:end].split("\n") if not line.startswith("Option")] == [
        "DECISION 2, at the gate",
        "Narrator: The gate.",
        "Ann says: This says Dallas!",
        "Question: And now?",
        "Answer: chosen, after 11 s.",
        "You say: Not me.",
        "Critical: You left a guest stranded.",
        "Cost 2, critical; loss here 2.",
        "Mark, poor, speed: Nothing happens.",
        "Would have cost nothing: You look it up. At once. (speed: good)",
        "",
        "",
    ]


def test_a_deed_is_done_not_said() -> None:
    assert "You do: You look it up." in render_text(ended())


def test_an_unfinished_attempt_says_so(tmp_path: Path) -> None:
    text = render_text(played(tmp_path, ["check"]))
    assert "Verdict: Unfinished." in text
    assert "The attempt stands here: not answered yet." in text


def test_without_costs_there_is_the_loss() -> None:
    text = render_text(too_large())
    assert "Decision 1: loss 0." in text
    assert "costs are not known" in text


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_no_text_poses_as_a_line_of_ours_or_moves_a_terminal(payload: str, tmp_path: Path) -> None:
    record = full(tmp_path)
    poisoned_text = render_text(poisoned(record, payload))
    assert not DANGEROUS.search(poisoned_text)
    ours = [line for line in poisoned_text.split("\n") if line and not line.startswith("    ")]
    plain = [line for line in render_text(poisoned(record, "plain")).split("\n") if line]
    assert len(ours) == len(plain)
