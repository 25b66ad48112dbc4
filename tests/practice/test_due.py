"""The ladder, and the queue."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice.histories import CARE, WARMTH, a_try, after, decided, histories, history, rated
from trainer.analysis.judgement import CostLabel
from trainer.errors import UsageError
from trainer.practice.due import A_SESSION, DueItem, confident_errors, queue, reviews_of, spread
from trainer.practice.schedule import Review, clamp_future_tries, in_time, ladder, practice_settings, schedule
from trainer.records.header import Part
from trainer.records.tries import History
from trainer.settings import Settings


def climbed(*reviews: tuple[int, bool]) -> int:
    return ladder([Review(after(day), passed) for day, passed in reviews]).days


def test_the_ladder_goes_1_3_7_21_and_stays_there() -> None:
    days, found, passes = 0, [], []
    for _ in range(6):
        passes.append((days, True))
        found.append(climbed(*passes))
        days += found[-1]
    assert found == [1, 3, 7, 21, 21, 21]


def test_a_failed_one_goes_back_to_the_first_step() -> None:
    assert climbed((0, True), (1, True), (4, True), (11, False)) == 1
    assert climbed((0, True), (1, True), (4, False), (5, True)) == 3


def test_cramming_is_not_climbing() -> None:
    crammed = ladder([Review(after(0), True)] * 9)
    assert (crammed.days, crammed.due) == (1, after(1))


def test_a_long_pause_does_not_lose_a_step() -> None:
    assert climbed((0, True), (60, True)) == 3


reviews = st.lists(st.tuples(st.integers(-3, 90), st.booleans()), min_size=1, max_size=12)


@given(reviews)
def test_a_clock_that_was_set_back_makes_no_day_negative(found: list[tuple[int, bool]]) -> None:
    today = after(30)
    straight = in_time([Review(after(day), passed) for day, passed in found], today)
    days = [review.day for review in straight]
    assert days == sorted(days)
    assert max(days) <= today
    assert [r.passed for r in straight] == [passed for _, passed in found]


@given(reviews)
def test_either_schedule_has_something_due_after_the_day_it_was_practised(found: list[tuple[int, bool]]) -> None:
    pytest.importorskip("fsrs")
    straight = in_time([Review(after(day), passed) for day, passed in found], after(90))
    for one in (schedule("ladder"), schedule("fsrs")):
        stage = one(straight)
        assert stage.last == straight[-1].day if one is not ladder else stage.last <= straight[-1].day
        assert 1 <= stage.days <= 180


def test_fsrs_brings_back_sooner_what_went_wrong() -> None:
    pytest.importorskip("fsrs")
    by_fsrs = schedule("fsrs")
    good = [Review(after(day), True) for day in (0, 3, 14)]
    assert by_fsrs([*good, Review(after(40), False)]).days < by_fsrs([*good, Review(after(40), True)]).days


def test_a_schedule_that_is_not_there_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs", None)
    with pytest.raises(UsageError, match="not installed"):
        schedule("fsrs")
    with pytest.raises(UsageError, match="ladder, fsrs"):
        schedule("crystal-ball")


def test_the_settings_name_the_schedule_and_the_zone() -> None:
    assert practice_settings(Settings()).schedule is ladder
    assert str(practice_settings(Settings(zone="Europe/Berlin")).zone) == "Europe/Berlin"
    for wrong in ("Mars/Olympus", "../etc/passwd", ".."):
        with pytest.raises(UsageError, match="zone"):
            practice_settings(Settings(zone=wrong))


# -- the queue ---------------------------------------------------------------------------------


def test_what_is_scheduled_is_a_principle_in_a_family_of_situations() -> None:
    found = queue(history(a_try(0, care=3), a_try(0, family="others", care=1)), after(0))
    assert [(one.item, one.due, one.passed) for one in found] == [
        (DueItem(CARE, "others"), after(1), False),
        (DueItem(CARE, "tests"), after(1), True),
    ]


def test_drills_move_the_queue_and_what_ifs_do_not() -> None:
    drill = a_try(1, care=3, ended=False, part=Part.DRILL)
    what_if = a_try(1, care=0, part=Part.WHAT_IF)
    assert queue(history(a_try(0, care=3), drill), after(1))[0].due == after(4)
    assert queue(history(a_try(0, care=3), what_if), after(1))[0].due == after(1)


def test_what_had_to_be_taken_back_has_not_gone_well() -> None:
    assert [r.passed for r in reviews_of(history(a_try(0, care=4, taken_back=1)))[DueItem(CARE, "tests")]] == [False]


def test_consistency_is_practised_by_whatever_else_is() -> None:
    assert queue(history(a_try(0, evenness=rated(1, over_run=True))), after(0)) == ()


def test_missing_a_month_spreads_the_queue_and_loses_nothing() -> None:
    tries = [a_try(0, number=n, family=f"family-{n:02}", care=3) for n in range(20)]
    found = queue(history(*tries), after(30))
    assert Counter(one.planned for one in found) == {after(30): 6, after(31): 6, after(32): 6, after(33): 2}
    assert all(one.passed and one.stage.days == 1 for one in found)


def test_what_was_done_today_has_taken_its_place() -> None:
    tries = [a_try(0, number=n, family=f"family-{n:02}", care=3) for n in range(20)]
    done = [a_try(30, number=n, family=f"family-{n:02}", care=3) for n in range(6)]
    found = queue(history(*tries, *done), after(30))
    assert min(one.planned for one in found) == after(31)
    assert len(found) == 20


def test_confident_errors_come_first_then_what_went_wrong_then_the_rest() -> None:
    tries = (a_try(0, warmth=3, care=1), a_try(0, family="others", care=1), a_try(-9, family="older", care=3))
    found = queue(history(*tries, wrong=(decided(care=1, warmth=4),)), after(9))
    assert [one.item for one in found] == [
        DueItem(CARE, "tests"),
        DueItem(CARE, "others"),
        DueItem(CARE, "older"),
        DueItem(WARMTH, "tests"),
    ]
    assert [one.confident_error for one in found] == [True, False, False, False]


def test_a_confident_error_is_mended_by_a_good_reply_there() -> None:
    wrong, right = decided(), decided(cost=0, label=CostLabel.BEST, confidence=None)
    assert confident_errors(history(wrong=(wrong,))) == (wrong,)
    assert confident_errors(history(wrong=(wrong, right))) == ()
    assert confident_errors(history(wrong=(wrong, right, wrong))) == (wrong,)
    assert confident_errors(history(wrong=(decided("gate"), wrong))) == (wrong, decided("gate"))
    assert confident_errors(history(wrong=(decided(confidence=2),))) == ()
    assert confident_errors(history(wrong=(decided(label=CostLabel.FINE, cost=1),))) == ()


def test_a_clock_once_ahead_puts_nothing_off_for_years() -> None:
    found = history(a_try(0, care=3), a_try(3650, care=3))
    assert [[one.planned for one in queue(found, after(day))] for day in (0, 1, 2, 30)] == [
        [after(1)],
        [after(1)],
        [after(2)],
        [after(30)],
    ]
    assert [one.planned for one in queue(history(a_try(3650, care=3)), after(0))] == [after(0)]


def per_day(found: Sequence[date]) -> int:
    return max(Counter(found).values(), default=0)


@given(histories(), st.integers(-5, 90))
def test_everything_is_planned_once_when_it_is_due_or_later_a_session_a_day(found: History, now: int) -> None:
    today = after(now)
    planned = queue(found, today)
    assert {one.item for one in planned} == set(reviews_of(found))
    assert len({one.item for one in planned}) == len(planned)
    assert all(one.planned >= max(one.due, today) for one in planned)
    assert [one.planned for one in planned] == sorted(one.planned for one in planned)
    assert per_day([one.planned for one in planned]) <= A_SESSION
    assert spread(planned, today) == spread(reversed(planned), today)


@given(histories(), st.integers(0, 90), st.integers(1, 3))
def test_nothing_waits_while_a_session_has_room(found: History, now: int, room: int) -> None:
    today = after(now)
    planned = queue(found, today, a_session=room)
    full = {day for day, count in Counter(one.planned for one in planned).items() if count == room}
    done = sum(
        max(r.day for r in in_time(rs, today)) == today for rs in reviews_of(clamp_future_tries(found, today)).values()
    )
    for one in planned:
        waits = range((one.planned - max(one.due, today)).days)
        days = [date.fromordinal(max(one.due, today).toordinal() + n) for n in waits]
        assert all(day in full or (day == today and done) for day in days)
