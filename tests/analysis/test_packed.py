"""Chances packed into one long integer: the same as adding them up one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.analysis.distribution import PackedChances, Packing

FINE = Packing.for_size(10, 10)
COARSE = Packing.for_size(1_000_000, 5_000)
steps = st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=20), max_size=12)


def packed(packing: Packing, decisions: list[list[int]]) -> dict[int, float]:
    """The loss after some decisions in a row, each with the losses of its options."""
    chances = packing.certain()
    for losses in decisions:
        share, after = packing.share(chances, len(losses)), None
        for loss in losses:
            after = packing.add(after, share, loss)
        assert after is not None
        chances = after
    return dict(packing.unpacked(chances))


def exact(decisions: list[list[int]]) -> dict[int, Fraction]:
    """The same with fractions."""
    chances = {0: Fraction(1)}
    for losses in decisions:
        after: dict[int, Fraction] = {}
        for so_far, chance in chances.items():
            for loss in losses:
                after[so_far + loss] = after.get(so_far + loss, Fraction(0)) + chance / len(losses)
        chances = after
    return chances


@settings(deadline=None)
@given(steps)
def test_fine_packing_is_exact_to_the_last_digits_of_a_float(decisions: list[list[int]]) -> None:
    expected = {loss: float(chance) for loss, chance in exact(decisions).items()}
    assert packed(FINE, decisions) == pytest.approx(expected, rel=1e-14, abs=0)


@settings(deadline=None)
@given(steps)
def test_coarse_packing_loses_only_what_is_very_rare(decisions: list[list[int]]) -> None:
    found = packed(COARSE, decisions)
    for loss, chance in exact(decisions).items():
        assert found.get(loss, 0.0) == pytest.approx(float(chance), rel=1e-12, abs=1e-16)


def test_empty_slots_below_are_given_up() -> None:
    chances = FINE.share(PackedChances(3, FINE.certain().slots << 40 * FINE.bits), 1)
    assert chances == (35, FINE.certain().slots << 8 * FINE.bits)
    assert list(FINE.unpacked(chances)) == [(43, 1.0)]


def test_slots_are_whole_bytes() -> None:
    assert (FINE.bits % 8, COARSE.bits % 8) == (0, 0)
