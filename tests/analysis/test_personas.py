"""The personas stand in the order in which anybody who knows service would put them, on the mean over seeds."""

from __future__ import annotations

from functools import cache

import pytest

from tests.personas import personas, scored

EXCELLENT = "excellent"
LESSER = "good clerk: best except 3 second-bests"
RECOVERS = "errs, warm; recovers superbly at the gate"
AVERAGE = "decent average clerk"
COLD = "cold-but-right"
PROMISES = "over-promiser"
WRONG = "warm-but-wrong (Dallas), pleasant throughout"
DEFENSIVE = "defensive"
PRIVACY = "one privacy slip (critical), else best"


@cache
def score(name: str) -> float:
    return scored(next(one for one in personas() if one.name == name)).score


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (EXCELLENT, LESSER),
        (EXCELLENT, RECOVERS),
        (LESSER, AVERAGE),
        (RECOVERS, AVERAGE),
        (AVERAGE, COLD),
        (COLD, PROMISES),
        (COLD, WRONG),
        (PROMISES, DEFENSIVE),
        (WRONG, DEFENSIVE),
    ],
)
def test_who_serves_better_scores_more(better: str, worse: str) -> None:
    assert score(better) > score(worse)


def test_a_decent_average_clerk_is_between_45_and_60() -> None:
    assert 45 <= score(AVERAGE) <= 60


def test_who_gives_a_travellers_number_to_a_stranger_is_held_at_40() -> None:
    assert score(PRIVACY) <= 40
