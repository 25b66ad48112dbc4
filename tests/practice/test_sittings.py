"""Thirty days of somebody new, who does what the advice says: does it make sense each day?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tests.practice.newcomer import Newcomer
from trainer.practice.daily_session import MINUTES, PracticePlan
from trainer.practice.due import queue
from trainer.practice.progress import progress
from trainer.records.header import Mode, Part
from trainer.records.tries import Try

DAYS = 30
AWAY = range(12, 19)


@dataclass
class Diary:
    """What was advised on each day, by its number, and what came of it all."""

    who: Newcomer
    advice: dict[int, PracticePlan] = field(default_factory=dict)

    @property
    def tries(self) -> tuple[Try, ...]:
        return self.who.history.tries


def kept(folder: Path, away: range = range(0), days: int = DAYS) -> Diary:
    """A sitting a day; a longer story once in four days, as somebody with an hour on Sunday would."""
    diary = Diary(Newcomer(folder))
    for day in range(days):
        if day not in away:
            found = diary.advice[day] = diary.who.advice()
            for pick in found.picks:
                diary.who.practise(pick)
            if found.longer and day % 4 == 3:
                diary.who.practise(found.longer)
        diary.who.sleep()
    return diary


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    return kept(tmp_path_factory.mktemp("month"))


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    return kept(tmp_path_factory.mktemp("away"), AWAY)


def test_every_day_has_something_short_and_says_why(month: Diary) -> None:
    for day, found in month.advice.items():
        assert found.picks, day
        assert found.is_extra or found.minutes <= MINUTES, day
        assert all(pick.why.endswith(".") for pick in found.picks)


def test_it_begins_with_the_shortest_story_and_a_coach(month: Diary) -> None:
    (first,) = month.advice[0].picks
    assert (first.material.scenario, first.mode, first.drill) == ("two-minute-counter", Mode.COACH, None)


def test_every_story_is_met_and_no_decision_comes_all_the_time(month: Diary) -> None:
    whole = {t.scenario for t in month.tries if t.part is None}
    assert whole == {"two-minute-counter", "borrowed-phone", "borrowed-phone-supervisor", "airport-counter"}
    picks = [p for found in month.advice.values() for p in found.picks]
    places = Counter((p.material.scenario, p.drill.scene) for p in picks if p.drill)
    assert max(places.values()) <= 7
    assert len(places) >= 15


def test_the_same_whole_story_does_not_come_on_two_days_running_while_anything_is_due(month: Diary) -> None:
    for day in range(1, DAYS):
        before = {p.material.scenario for p in month.advice[day - 1].picks if p.drill is None}
        now = {
            p.material.scenario for p in month.advice[day].picks if p.drill is None and "Nothing is due" not in p.why
        }
        assert month.advice[day].is_extra or not before & now, day


def test_nobody_is_checked_on_a_story_before_it_went_well(month: Diary) -> None:
    well: set[str] = set()
    checked = 0
    for one in month.tries:
        if one.part is None:
            assert one.mode is not Mode.CHECK or one.scenario in well
            checked += one.mode is Mode.CHECK
            if one.verdict in ("sound", "amazing"):
                well.add(one.scenario)
    assert checked


def test_a_check_is_a_first_try_so_that_it_counts(month: Diary) -> None:
    assert all(one.first for one in month.tries if one.mode is Mode.CHECK and one.part is None)


def test_drills_are_closed_count_for_what_is_due_and_never_as_tries(month: Diary) -> None:
    drills = [t for t in month.tries if t.part is Part.DRILL]
    assert drills
    assert all(t.ended and not t.first and not t.counts and not t.verdict for t in drills)
    assert progress(month.who.history).unfinished == 0


def test_after_its_session_a_day_asks_for_nothing_more(tmp_path: Path) -> None:
    who = Newcomer(tmp_path)
    for _ in range(6):
        for pick in who.advice().picks:
            who.practise(pick)
        after = who.advice()
        assert after.practised
        assert after.is_extra or after.minutes <= MINUTES
        who.sleep()


def test_a_week_away_is_no_punishment(away: Diary) -> None:
    back = AWAY.stop
    for day in range(back, DAYS):
        assert away.advice[day].is_extra or away.advice[day].minutes <= MINUTES
        assert "week" not in " ".join(p.why for p in away.advice[day].picks)


def test_what_was_overdue_after_a_week_is_spread_over_days(tmp_path: Path) -> None:
    diary = kept(tmp_path, days=10)
    history = diary.who.history
    today = diary.who.clock.now().date() + timedelta(days=7)
    planned = Counter(one.planned for one in queue(history, today))
    assert len(planned) > 1
    assert max(planned.values()) <= 6
    before = {one.item: one.stage for one in queue(history, today - timedelta(days=7))}
    assert all(before[one.item] == one.stage for one in queue(history, today))
