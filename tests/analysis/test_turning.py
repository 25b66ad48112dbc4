"""What a reply led to, with the fact that turned: by hand, and on generated scenarios."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.output.attempts import played
from tests.scenarios import SMALL, playable, playables
from trainer.analysis.judgement import judge
from trainer.analysis.playable import Playable
from trainer.analysis.turning import TurningPoint, turning_point
from trainer.output.practice_phrases import cost_parts
from trainer.output.transcript import render_html, render_markdown, render_text
from trainer.play.run import Reply, begin, replay
from trainer.practice.debrief import decision_lines
from trainer.records.record import Record


def turned(*ids: str, text: str = SMALL) -> TurningPoint | None:
    found = playable(text)
    run = replay(found.machine, found.scenario.variants["one"], 1, [Reply(i) for i in ids])
    assert found.worth is not None
    return turning_point(run.steps[0], found.machine, found.worth)


def test_a_word_that_turned_is_told_with_what_it_is_now() -> None:
    found = turned("chat", "help")
    assert found is not None
    assert (found.before.id, found.after.id, found.fact and found.fact.id, found.value) == (
        "happy",
        "late",
        "pass_for",
        "wrong",
    )


def test_a_number_that_turned_is_told_with_the_point_at_which_it_did() -> None:
    found = turned("grunt")
    assert found is not None
    assert (found.fact and found.fact.id, found.value, found.bound, found.fell) == ("patience", 0, 1, True)


def test_a_number_can_rise_too_far_and_a_graded_ending_can_turn_by_itself() -> None:
    text = SMALL.replace("{when: patience <= 0, scene: gone}", "{when: patience <= 0, scene: late}")
    graded = text.replace("outcome: good,", "outcome: good, loss: [{when: patience >= 4, loss: 3}],")
    same = graded.replace("pass_for: wrong}\n        next", "pass_for: right}\n        next")
    found = turned("chat", "help", text=same)
    assert found is not None
    assert (found.ending_changed, found.fact and found.fact.id, found.bound, found.fell) == (
        False,
        "patience",
        3,
        False,
    )


@pytest.mark.parametrize("render", [render_text, render_markdown, render_html])
def test_a_cost_is_told_in_its_two_parts(tmp_path: Path, render: Callable[[Record], str]) -> None:
    record = played(tmp_path, ["chat", "help"])
    first, second = decision_lines(record, record.result())
    told = "2 lost by the reply itself, 0.5 by what it led to (the ending changed: pass for is wrong)."
    assert (cost_parts(first), cost_parts(second)) == (told, "")
    assert told in render(record)


@settings(max_examples=60, deadline=None)
@given(playables(), st.integers(0, 2**32))
def test_whatever_is_played_the_parts_add_up_and_what_turned_can_be_told(found: Playable, seed: int) -> None:
    chance, worth = random.Random(seed), found.worth
    assert worth is not None
    run = begin(found.machine, next(iter(found.scenario.variants.values())), 0)
    while run.ending is None:
        run = run.answer(Reply(chance.choice(run.options()).id))
    for decision in judge(run, worth).decisions:
        after = turning_point(decision.step, found.machine, worth)
        if after and after.bound is not None:
            assert after.fact is not None
            assert after.bound in after.fact.values
            assert after.fell == (int(after.value) < after.bound)
