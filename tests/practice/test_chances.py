"""What a number of tries proves, held against counting by hand."""

from itertools import combinations, product
from math import isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.practice.progress import SURE, all_pass, at_least, proved


def test_five_of_five_prove_72_of_100_and_eight_of_eight_82() -> None:
    assert (round(proved(5, 5), 2), round(proved(8, 8), 2)) == (0.72, 0.82)
    assert isclose(proved(5, 5), 0.2 ** (1 / 5))


def test_nothing_passed_proves_nothing() -> None:
    assert proved(0, 0) == proved(0, 9) == 0


def test_seven_of_ten_are_70_of_100_but_three_in_a_row_29() -> None:
    assert all_pass(7, 10, 1) == 0.7
    assert round(all_pass(7, 10, 3) or 0, 2) == 0.29
    assert all_pass(2, 2, 3) is None


@pytest.mark.parametrize("wrong", [(3, 2), (-1, 2)])
def test_more_passes_than_tries_are_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="cannot"):
        proved(*wrong)
    with pytest.raises(ValueError, match="cannot"):
        all_pass(*wrong, 1)


@given(st.lists(st.booleans(), max_size=9), st.integers(1, 4))
def test_pass_k_is_the_share_of_all_draws_in_which_each_passed(tries: list[bool], k: int) -> None:
    draws = list(combinations(tries, k))
    expected = sum(all(draw) for draw in draws) / len(draws) if draws else None
    found = all_pass(sum(tries), len(tries), k)
    assert found == expected or isclose(found or 0, expected or 0)


@given(st.integers(1, 7), st.fractions(0, 1))
def test_pass_k_is_right_on_average_whatever_the_chance(tries: int, chance: float) -> None:
    k = min(3, tries)
    mean = sum(
        prod(chance if one else 1 - chance for one in outcome) * (all_pass(sum(outcome), tries, k) or 0)
        for outcome in product((True, False), repeat=tries)
    )
    assert isclose(mean, chance**k, abs_tol=1e-9)


@given(st.integers(1, 7), st.integers(0, 7), st.floats(0, 1))
def test_the_chance_of_so_many_passes_is_that_of_every_way_to_them(tries: int, passed: int, chance: float) -> None:
    expected = sum(
        prod(chance if one else 1 - chance for one in outcome)
        for outcome in product((True, False), repeat=tries)
        if sum(outcome) >= passed
    )
    assert isclose(at_least(passed, tries, chance), expected, abs_tol=1e-9)


@given(st.integers(1, 20).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_with_a_smaller_chance_so_many_passes_come_less_than_once_in_five(both: tuple[int, int]) -> None:
    passed, tries = both
    bound = proved(passed, tries)
    assert 0 < bound < passed / tries
    assert isclose(at_least(passed, tries, bound), 1 - SURE, abs_tol=1e-9)
    # Brute force: of a thousand chances, the first that is not excluded.
    steps = [n / 1000 for n in range(1001)]
    first = next(p for p in steps if at_least(passed, tries, p) >= 1 - SURE)
    assert first - 0.001 <= bound <= first
