"""The one place that decides a score: every rule there has been, and what holds a score down.

A record names its rule, so that what was told then can be told again; whatever adds up over attempts uses `CURRENT`.
"""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from math import ceil


class ScoringRule(IntEnum):
    """How a loss becomes a score. A record that names none is of the first."""

    ABOVE_RANDOM = 1
    """One straight line: the best run is 100, the random player's mean loss and everything beyond it 0. Not rounded."""
    TWO_PIECES = 2
    """Two straight lines: the best run is 100, the random player's mean loss 40, the worst run 0. A whole number."""


CURRENT = ScoringRule.TWO_PIECES
RANDOM_SCORE = 40
"""What the random player's mean loss scores by the current rule."""
HELD_SCORE = 40
"""The most that a run with a critical error scores by the current rule."""
_LARGEST_DENOMINATOR = 100_000


@dataclass(frozen=True, slots=True)
class Score:
    """A score, 0 to 100, and by which rule. `raw` is what the loss alone would score."""

    value: float
    raw: float
    rule: ScoringRule = CURRENT

    @property
    def held(self) -> bool:
        """Whether a critical error holds it below what the loss alone would score."""
        return self.value < self.raw


def score_of(
    loss: float, *, best: float, random: float, worst: float, critical: bool = False, rule: ScoringRule = CURRENT
) -> Score:
    """The score of a loss between three others, where `random` is more than `best`."""
    if rule is ScoringRule.ABOVE_RANDOM:
        value = max(0.0, 100 * ((random - loss) / (random - best)))
        return Score(value, value, rule)
    lost, least, most, mean = Fraction(loss), Fraction(best), Fraction(worst), _exact(random)
    if mean <= least:
        # Random play loses so rarely that the nearest small fraction is nothing.
        mean = Fraction(random)
    if lost <= mean:
        exact = 100 - (100 - RANDOM_SCORE) * (lost - least) / (mean - least)
    else:
        exact = RANDOM_SCORE * (most - lost) / (most - mean) if most > lost else Fraction(0)
    raw = _half_down(min(max(exact, Fraction(0)), Fraction(100)))
    return Score(min(raw, HELD_SCORE) if critical else raw, raw, rule)


def _half_down(number: Fraction) -> int:
    """The nearest whole number; of two equally near the smaller."""
    return ceil(number - Fraction(1, 2))


def _exact(mean: float) -> Fraction:
    """The fraction that a mean over random play is.

    Losses are halves, so a score can lie between two whole numbers only where the mean's denominator is small: such a
    mean is met exactly by the nearest fraction, and any other closely enough.
    """
    return Fraction(mean).limit_denominator(_LARGEST_DENOMINATOR)
