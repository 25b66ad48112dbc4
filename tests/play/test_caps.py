"""Typed words can lower what a reply is worth, never raise it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenarios import SMALL, playable
from trainer.analysis.judgement import judge
from trainer.play.run import Reply, begin

PLAYABLE = playable(SMALL)
VARIANT = PLAYABLE.scenario.variants["one"]
AT_STAKE = PLAYABLE.machine.stakes(begin(PLAYABLE.machine, VARIANT, 1).state).principles

caps = st.dictionaries(st.sampled_from([*AT_STAKE, "demo.elsewhere"]), st.integers(0, 4)).map(
    lambda found: tuple(found.items())
)


@given(st.sampled_from([r.id for r in begin(PLAYABLE.machine, VARIANT, 1).options()]), caps)
def test_words_lower_levels_and_never_raise_them(response: str, held: tuple[tuple[str, int], ...]) -> None:
    run = begin(PLAYABLE.machine, VARIANT, 1)
    chosen = run.answer(Reply(response)).steps[0]
    typed = run.answer(Reply(response, "some words", held)).steps[0]
    for principle, level in typed.levels.items():
        assert level == min(chosen.levels[principle], dict(held).get(principle, 4))
    lost = sum(chosen.levels[p] - typed.levels[p] for p in chosen.levels)
    assert typed.loss == chosen.loss + lost
    assert typed.path == chosen.path


@given(caps)
def test_what_the_words_lost_is_part_of_the_cost(held: tuple[tuple[str, int], ...]) -> None:
    worth = PLAYABLE.worth
    assert worth is not None
    run = begin(PLAYABLE.machine, VARIANT, 1)
    best = min(run.options(), key=lambda r: worth.cost(run.answer(Reply(r.id)).steps[0]))
    step = run.answer(Reply(best.id, "words", held)).steps[0]
    assert worth.cost(step) == pytest.approx(step.loss)
    while run.ending is None:
        run = run.answer(Reply(run.options()[0].id, "words", held))
    result = judge(run, worth)
    assert sum(d.cost for d in result.decisions) == pytest.approx(result.loss - worth.best)
