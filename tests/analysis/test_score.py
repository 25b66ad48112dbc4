"""The rules by which a loss becomes a score: by hand, at their ends, and on generated scenarios."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.runs import every_run
from tests.scenarios import SMALL, playable, playables
from trainer.analysis.judgement import judge
from trainer.analysis.playable import Playable
from trainer.analysis.score import CURRENT, HELD_SCORE, RANDOM_SCORE, Score, ScoringRule, score_of
from trainer.play.run import Reply, Run, replay

halves = st.integers(0, 400).map(lambda number: number / 2)


def scored(loss: float, *, critical: bool = False, rule: ScoringRule = CURRENT) -> Score:
    """By the numbers of the small scenario."""
    return score_of(loss, best=0, random=3.5, worst=6, critical=critical, rule=rule)


def run(*ids: str, found: Playable | None = None) -> Run:
    machine = (found or playable()).machine
    return replay(machine, machine.scenario.variants["one"], 1, [Reply(i) for i in ids])


@pytest.mark.parametrize(
    ("loss", "score"),
    # 100 − 60·2/3½ = 65⅝…, 100 − 60·2½/3½ = 57⅐, 40·1½/2½ = 24.
    [(0, 100), (2, 66), (2.5, 57), (3.5, 40), (4.5, 24), (6, 0), (7, 0), (-1, 100)],
)
def test_two_straight_pieces_between_the_best_the_random_and_the_worst_loss(loss: float, score: int) -> None:
    assert scored(loss).value == score


@pytest.mark.parametrize(("random", "loss", "exact"), [(20 / 3, 1.5, "86.5"), (40 / 3, 3, "86.5"), (8, 1, "92.5")])
def test_half_a_point_is_rounded_down_though_the_mean_is_no_finite_decimal(
    random: float, loss: float, exact: str
) -> None:
    found = score_of(loss, best=0, random=random, worst=random + 5)
    assert found.value == int(Fraction(exact))


def test_the_first_rule_is_as_it_was() -> None:
    first = [scored(loss, rule=ScoringRule.ABOVE_RANDOM).value for loss in (0, 2, 3.5, 6)]
    assert first == [100, 100 * (1.5 / 3.5), 0, 0]
    assert not scored(0, critical=True, rule=ScoringRule.ABOVE_RANDOM).held


def test_a_critical_error_holds_the_score_last_of_all_and_what_it_would_be_is_kept() -> None:
    held, below = scored(2, critical=True), scored(4.5, critical=True)
    assert (held.value, held.raw, held.held) == (HELD_SCORE, 66, True)
    assert (below.value, below.raw, below.held) == (24, 24, False)


def test_a_run_with_a_critical_error_says_what_it_would_have_scored() -> None:
    result = judge(run("check", "shrug"), playable().worth)
    assert result.scored is not None
    assert (result.score, result.scored.raw) == (HELD_SCORE, 66)
    by_the_first = judge(run("check", "shrug"), playable().worth, ScoringRule.ABOVE_RANDOM)
    assert (by_the_first.score, by_the_first.now) == (100 * (1.5 / 3.5), result.scored)


@given(halves, halves, halves, st.integers(1, 1000))
def test_the_score_is_the_exact_one_rounded_half_down(more: float, spread: float, loss: float, parts: int) -> None:
    best = Fraction(3, 2)
    mean = best + Fraction(more) / parts + Fraction(1, parts)
    worst = mean + Fraction(spread) + Fraction(1, 2)
    lost = Fraction(loss)
    exact = 100 - 60 * (lost - best) / (mean - best) if lost <= mean else 40 * (worst - lost) / (worst - mean)
    wanted = ceil(min(max(exact, Fraction(0)), Fraction(100)) - Fraction(1, 2))
    found = score_of(loss, best=float(best), random=float(mean), worst=float(worst))
    # The worst loss of a scenario is a multiple of one half; here it need not be one, and its float not exact.
    assert abs(found.raw - wanted) <= (0 if (2 * worst).denominator == 1 else 1)


@settings(max_examples=60, deadline=None)
@given(playables())
def test_the_best_run_is_100_the_random_mean_40_the_worst_run_0_and_less_lost_never_scores_less(
    found: Playable,
) -> None:
    worth = found.worth
    assert worth is not None
    if not worth.scored:
        return
    ends = [worth.score(loss) for loss in (worth.best, worth.random_mean, worth.worst)]
    # Where only silence is better than what everything on offer loses, the random loss is the worst: that is 40.
    lowest = 0 if worth.worst > worth.random_mean else RANDOM_SCORE
    assert [end.value for end in ends if end] == [100, RANDOM_SCORE, lowest]
    results = sorted((judge(weighed.run, worth) for weighed in every_run(found)), key=lambda one: one.loss)
    raws = [one.scored.raw for one in results if one.scored]
    assert raws == sorted(raws, reverse=True)
    for one in results:
        assert one.scored is not None
        assert one.scored.value == (min(one.scored.raw, HELD_SCORE) if one.critical else one.scored.raw)
    if results:
        assert (results[0].loss, results[-1].loss) == (worth.best, worth.worst)


def test_where_the_best_is_all_there_is_nothing_is_scored() -> None:
    text = SMALL
    for number in (0, 1, 3, 4):
        text = text.replace(f"level: {number}", "level: 2")
    found = playable(text.replace("outcome: mixed", "outcome: good").replace("outcome: bad", "outcome: good"))
    assert judge(run("check", "help", found=found), found.worth).scored is None


def test_random_play_that_nearly_never_loses_is_scored_too() -> None:
    assert score_of(0, best=0, random=1e-6, worst=1).value == 100
    assert score_of(1, best=0, random=1e-6, worst=1).value == 0
