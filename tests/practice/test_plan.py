"""What there is to practise now: the session, less what is done; else a story for those who like."""

from dataclasses import replace

from tests.practice.histories import a_try, after, history
from tests.scenarios import playable
from trainer.practice.daily_session import PracticePlan, plan, setup
from trainer.practice.material import Material, material
from trainer.records.header import Mode, Part, TimeLimits
from trainer.records.tries import History

SMALL = material(playable())
LONG = replace(SMALL, scenario="long", title="A long one", family="others", minutes=12, drill_minutes=2)


def planned(found: History, *library: Material, day: int = 0) -> PracticePlan:
    return plan(found, library, after(day))


def test_a_newcomer_is_offered_the_shortest_story_with_a_coach() -> None:
    found = planned(history(), LONG, SMALL)
    assert [(p.material.scenario, p.mode) for p in found.picks] == [("small", Mode.COACH)]
    assert (found.is_extra, found.practised, found.longer, found.next_due) == (False, False, None, None)


def test_what_was_practised_today_is_not_asked_for_again() -> None:
    found = planned(history(a_try(0, care=4, warmth=4, speed=1)), SMALL)
    assert (found.is_extra, found.practised, found.next_due) == (True, True, after(1))
    assert found.picks[0].why.endswith("you played it today.")


def test_what_was_played_under_a_clock_far_ahead_is_not_todays_practice_for_years() -> None:
    played = history(a_try(0, care=1), a_try(3650, number=1, care=1))
    assert [planned(played, SMALL, day=day).is_extra for day in (1, 2, 30)] == [False, False, False]
    assert not any(planned(played, SMALL, day=day).practised for day in (1, 2, 30))


def test_a_decision_begun_and_not_answered_takes_no_time_away() -> None:
    left = a_try(3, part=Part.DRILL, ended=False)
    found = planned(history(a_try(0, care=1), left), SMALL, day=3)
    assert not found.is_extra


def test_a_story_too_long_for_any_session_is_for_a_day_with_more_time() -> None:
    found = planned(history(a_try(0, care=1)), SMALL, LONG, day=1)
    assert found.longer is not None
    assert (found.longer.material.scenario, found.longer.mode) == ("long", Mode.COACH)
    played = a_try(0, number=2, scenario="long", family="others", care=1)
    assert planned(history(a_try(0, care=1), played), SMALL, LONG, day=1).longer is None
    assert planned(history(a_try(0, care=1), played), SMALL, LONG, day=9).longer is not None


def test_without_a_library_there_is_nothing_and_that_is_no_fault() -> None:
    assert planned(history(a_try(0, care=1))).picks == ()


def test_a_drill_begins_at_its_decision_with_the_replies_that_lead_there() -> None:
    found = planned(history(a_try(0, variant="one", speed=1, care=4, warmth=4)), SMALL, day=1)
    pick = next(p for p in found.picks if p.drill and p.drill.scene == "gate")
    assert pick.drill is not None
    how = setup(pick, 5, "t-1", "test", TimeLimits.OFF)
    assert how.parent is not None
    assert (how.parent.part, [r.response for r in how.parent.replies]) == (Part.DRILL, ["check"])
    assert how.variant == "two"
    assert setup(replace(pick, drill=None), 5, "t-1", "test", TimeLimits.ON).parent is None


def test_checks_begin_once_a_story_went_well_and_spare_no_variant_for_practice() -> None:
    not_yet = replace(a_try(0, variant="one", mode=Mode.COACH, care=1), verdict="not yet")
    three = replace(SMALL, variants=("one", "two", "three"))
    practise = planned(history(not_yet), replace(three, drills=()), day=5).picks[0]
    assert (practise.mode, practise.variant) == (Mode.PRACTICE, "three")
    well = a_try(1, variant="three", mode=Mode.PRACTICE, care=3)
    check = planned(history(not_yet, well), replace(three, drills=()), day=9).picks[0]
    assert (check.mode, check.variant) == (Mode.CHECK, "two")
