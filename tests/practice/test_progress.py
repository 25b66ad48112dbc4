"""Consistency, principle by principle, and mastery."""

from datetime import date, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tests.practice.histories import CARE, SPEED, a_try, after, histories, history, rated
from trainer.practice.feedback import to_explain
from trainer.practice.progress import RECENT, PrincipleProgress, mastery, of_levels, progress, reliable
from trainer.practice.schedule import day_of
from trainer.records.header import Mode, Part
from trainer.records.tries import History


def levels(*found: int) -> PrincipleProgress:
    return of_levels(CARE, [rated(level) for level in found])


def test_the_floor_is_the_lowest_of_the_last_five() -> None:
    assert levels(0, 3, 4, 2, 4, 4).floor == 2
    assert levels(0, 3, 4).floor == 0


def test_median_and_spread_are_of_each_trys_lowest_level() -> None:
    found = of_levels(CARE, [rated(4, 1), rated(3), rated(3, 4), rated(4)])
    assert found.levels == (1, 3, 3, 4)
    assert (found.median, found.spread) == (3, 0.75)
    assert levels(3, 3, 3).spread == 0


def test_runs_count_tries_at_standard_without_a_gap() -> None:
    found = levels(3, 3, 3, 1, 4, 3)
    assert (found.longest_run, found.run, found.passed, found.share) == (3, 2, 5, 5 / 6)
    assert (levels(1).run, levels(1).longest_run) == (0, 0)


def test_pass_3_and_what_is_proved_follow_from_the_recent_tries() -> None:
    found = levels(*[3] * 7, *[1] * 3)
    assert round(found.all_pass or 0, 2) == 0.29
    assert levels(3, 3).all_pass is None
    assert round(levels(*[3] * 5).proved, 2) == 0.72


def test_long_ago_counts_only_for_the_longest_run() -> None:
    found = levels(*[3] * 30, *[1] * RECENT)
    assert (found.tries, found.passed, found.longest_run, found.proved) == (50, 0, 30, 0)


def test_a_good_level_with_a_critical_error_is_not_at_standard() -> None:
    found = of_levels(CARE, [rated(4, critical=True)])
    assert (found.passed, found.floor) == (0, 4)


def test_what_does_not_count_is_told_apart() -> None:
    found = progress(
        history(
            a_try(0, care=3),
            a_try(1, care=0, taken_back=1),
            a_try(2, care=0, ended=False),
            a_try(3, care=0, part=Part.WHAT_IF),
            a_try(4, care=0, part=Part.DRILL),
        )
    )
    assert [p.levels for p in found.principles] == [(3,)]
    assert (found.counted, found.taken_back, found.unfinished, found.what_ifs, found.drills) == (1, 1, 1, 1, 1)


def test_leaving_an_attempt_does_not_hide_a_critical_error() -> None:
    hurt = rated(0, critical=True)
    found = progress(history(a_try(0, care=3), a_try(1, care=hurt, ended=False)))
    assert [(p.critical, p.tries) for p in found.principles] == [(1, 1)]


def test_nobody_has_played_nothing() -> None:
    assert progress(history()).principles == ()


@given(histories())
def test_numbers_stay_in_their_ranges(found: History) -> None:
    for one in progress(found).principles:
        assert 0 <= one.floor <= 4
        assert 0 <= one.median <= 4
        assert 0 <= one.spread <= 2
        assert one.proved <= one.share <= 1
        assert one.run <= one.longest_run <= one.tries
        assert (one.all_pass is None) == (one.tries < 3)
        assert one.all_pass is None or one.all_pass <= one.share + 1e-12


# -- mastery -----------------------------------------------------------------------------------


def test_five_first_tries_at_standard_on_three_days_are_mastery() -> None:
    found = mastery(history(*[a_try(day, care=3) for day in (0, 0, 1, 1, 2)]), CARE)
    assert found.mastered
    assert found.since == after(2)
    assert round(found.proves, 2) == 0.72


def test_two_days_are_not_enough_and_neither_are_four_tries() -> None:
    assert not mastery(history(*[a_try(day, care=4) for day in (0, 0, 0, 1, 1)]), CARE).mastered
    assert not mastery(history(*[a_try(day, care=4) for day in (0, 1, 2, 3)]), CARE).mastered


def test_only_first_tries_in_check_mode_count() -> None:
    seen = [a_try(day, care=4, first=False) for day in range(5)]
    coached = [a_try(day, care=4, mode=Mode.COACH) for day in range(5)]
    assert mastery(history(*seen, *coached), CARE).looked_at == 0


def test_a_critical_error_anywhere_in_the_attempt_stands_in_the_way() -> None:
    tries = [a_try(day, care=4) for day in range(4)]
    assert not mastery(history(*tries, a_try(4, care=4, critical=True)), CARE).mastered
    assert not mastery(history(*tries, a_try(4, care=rated(4, critical=True))), CARE).mastered


def test_a_slip_later_loses_it_and_five_more_bring_it_back() -> None:
    tries = [a_try(day, care=3) for day in range(5)]
    assert not mastery(history(*tries, a_try(5, care=2)), CARE).mastered
    again = [a_try(6 + day, care=3) for day in range(5)]
    assert mastery(history(*tries, a_try(5, care=2), *again), CARE).since == after(10)


def test_other_principles_do_not_matter() -> None:
    tries = [a_try(day, care=3, speed=0) for day in range(5)]
    assert mastery(history(*tries), CARE).mastered
    assert not mastery(history(*tries), SPEED).mastered


# -- days --------------------------------------------------------------------------------------


def test_days_are_counted_where_they_were_lived_or_in_a_zone() -> None:
    late = "2026-03-01T23:30:00.000-05:00"
    assert day_of(late) == date(2026, 3, 1)
    assert day_of(late, timezone(timedelta(hours=1))) == date(2026, 3, 2)


# -- fading ------------------------------------------------------------------------------------


def test_a_principle_that_has_become_reliable_is_not_explained_until_it_goes_wrong() -> None:
    found = reliable(progress(history(*[a_try(day, care=3, speed=3) for day in range(4)], a_try(4, care=3, speed=2))))
    assert found == {CARE}
    assert to_explain({CARE: 3, SPEED: 4}, found) == (SPEED,)
    assert to_explain({CARE: 2}, found) == (CARE,)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_one_try_below_standard_brings_the_explanations_back(found: list[int]) -> None:
    one = levels(*found)
    assert (one.run >= 5) == (len(found) >= 5 and min(found[-5:]) >= 3)
