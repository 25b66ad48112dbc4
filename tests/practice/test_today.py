"""Today's session: what is picked, in which variant, and why."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.practice.histories import CARE, SPEED, WARMTH, a_try, after, decided, histories, history
from tests.scenarios import playable, playables
from trainer.analysis.playable import Playable
from trainer.play.run import Reply, replay
from trainer.practice.daily_session import MINUTES, DailySession, todays_session
from trainer.practice.due import DueItem, queue
from trainer.practice.material import Drill, Material, for_drill, for_whole, material, ways_to
from trainer.records.header import Mode
from trainer.records.tries import History, Try

SMALL = material(playable())
LONG = replace(SMALL, scenario="long", title="A long one", minutes=12, drill_minutes=2)


def shelf(count: int) -> list[Material]:
    """Several scenarios, each of a family of its own."""
    return [replace(SMALL, scenario=f"s{n}", family=f"family-{n}", minutes=4, drill_minutes=2) for n in range(count)]


def session(found: History, *library: Material, day: int = 1) -> DailySession:
    return todays_session(found, library, after(day))


# -- what there is -----------------------------------------------------------------------------


def test_a_scenario_offers_each_decision_by_a_shortest_way_with_a_decent_story() -> None:
    assert SMALL.drills == (
        Drill("counter", (), frozenset({WARMTH, CARE})),
        Drill("gate", ("check",), frozenset({SPEED})),
    )
    assert set(SMALL.titles) == {WARMTH, CARE, SPEED, "demo.evenness"}
    assert SMALL.drill_minutes == 1


@given(playables())
def test_each_drill_leads_to_its_scene_with_its_principles_at_stake(found: Playable) -> None:
    variant = next(iter(found.scenario.variants.values()))
    ways = ways_to(found.graph)
    for drill in material(found).drills:
        run = replay(found.machine, variant, 0, [Reply(r) for r in drill.replies])
        assert run.scene.id == drill.scene
        assert set(found.machine.stakes(run.state).principles) == drill.principles
        number = found.graph.number(run.state)
        assert ways[number][:2] == (len(drill.replies), sum(step.loss for step in run.steps))
        assert len(drill.replies) >= len(found.graph.witness(number))


# -- variants ----------------------------------------------------------------------------------


def test_a_whole_story_comes_in_a_variant_never_seen_else_the_one_longest_ago() -> None:
    assert for_whole(SMALL, history()) == "one"
    assert for_whole(SMALL, history(a_try(0, variant="one"))) == "two"
    assert for_whole(SMALL, history(a_try(0, variant="two"), a_try(1, variant="one"))) == "two"


def test_a_drill_spares_variants_never_seen_but_is_not_the_one_seen_last() -> None:
    three = replace(SMALL, variants=("one", "two", "three"))
    assert for_drill(three, history(a_try(0, variant="two"), a_try(1, variant="one"))) == "two"
    assert for_drill(three, history(a_try(0, variant="one"))) == "three"
    assert for_drill(replace(SMALL, variants=("one",)), history(a_try(0, variant="one"))) == "one"


# -- the session -------------------------------------------------------------------------------


def test_a_new_trainee_begins_with_the_shortest_story_that_fits() -> None:
    found = session(history(), LONG, replace(SMALL, scenario="nine", minutes=9), SMALL)
    assert [(p.material.scenario, p.drill, p.mode) for p in found.picks] == [
        ("small", None, Mode.COACH),
        ("nine", None, Mode.COACH),
    ]
    assert found.minutes == MINUTES
    assert "not played this one" in found.picks[0].why


def test_what_is_due_is_practised_by_its_decision() -> None:
    found = session(history(a_try(0, variant="one", care=1)), LONG)
    assert [(p.drill and p.drill.scene, p.variant, p.minutes) for p in found.picks] == [("counter", "two", 2)]
    assert found.picks[0].why == "It did not come off the last time: taking care."
    assert DueItem(CARE, "tests") in found.picks[0].items


def test_a_story_that_serves_three_at_once_is_played_whole() -> None:
    found = session(history(a_try(0, variant="one", care=3, warmth=3, speed=1)), SMALL, day=4)
    assert [(p.drill, p.variant) for p in found.picks] == [(None, "two")]
    assert found.picks[0].why == "It did not come off the last time: speed, and 2 more principles with it."
    assert found.later == ()


def test_confident_errors_come_first_on_another_day_in_other_clothes() -> None:
    wrong = decided("gate", speed=1)
    played = a_try(0, scenario="small", variant="one", speed=1, care=3)
    found = session(history(played, wrong=(wrong,)), SMALL, day=3)
    assert found.picks[0].drill == SMALL.drills[1]
    assert found.picks[0].variant == "two"
    assert "You were sure" in found.picks[0].why
    assert session(history(played, wrong=(wrong,)), SMALL, day=0).picks == ()


def test_after_todays_session_nothing_more_is_asked_for() -> None:
    found = session(history(a_try(0, care=3)), SMALL, day=0)
    assert found.picks == ()
    assert [one.planned for one in found.later] == [after(1)]


def test_when_nothing_is_due_a_variant_never_seen_is_offered() -> None:
    tries = [a_try(day, care=4, warmth=4, speed=4, evenness=4) for day in (0, 1, 4, 11)]
    found = session(history(*tries), SMALL, day=12)
    assert [p.variant for p in found.picks] == ["two"]
    assert found.picks[0].why.startswith("Nothing is due today.")
    assert session(history(*tries, a_try(11, variant="two", care=4)), SMALL, day=12).picks == ()


def test_a_story_played_lately_is_practised_by_its_decisions() -> None:
    found = session(history(a_try(0, variant="one", care=3, warmth=3, speed=1)), SMALL, day=3)
    assert {p.drill and p.drill.scene for p in found.picks} == {"gate", "counter"}


def test_one_decision_is_not_served_every_day() -> None:
    both = frozenset({CARE, SPEED})
    three = replace(LONG, drills=tuple(Drill(scene, (), both) for scene in ("a", "b", "c")))
    found = [session(history(a_try(0, scenario="long", care=1)), three, day=day) for day in (1, 2, 3)]
    assert len({s.picks[0].drill for s in found}) == 3


def test_once_a_week_a_story_never_played_comes_before_what_is_due() -> None:
    nine = replace(SMALL, scenario="nine", minutes=9)
    played = [a_try(0, care=1), a_try(6, care=1)]
    assert session(history(*played), SMALL, nine, LONG, day=7).picks[0].material is nine
    assert session(history(*played, a_try(6, scenario="other", care=1)), SMALL, nine, day=7).picks[0].material is SMALL


def test_what_went_well_is_checked_in_a_variant_never_seen() -> None:
    def mode(*tries: Try) -> Mode:
        return session(history(*tries), SMALL, day=40).picks[0].mode

    well = a_try(32, care=4, warmth=4, speed=4, mode=Mode.PRACTICE)
    assert mode(well) is Mode.CHECK
    assert mode(replace(well, verdict="not yet")) is Mode.PRACTICE
    assert mode(replace(well, variant="two"), well) is Mode.PRACTICE


def test_what_no_scenario_can_serve_takes_up_no_place() -> None:
    gone = [a_try(0, number=n, family=f"gone-{n}", care=1) for n in range(9)]
    found = session(history(*gone, a_try(0, care=1)), SMALL)
    assert [p.material.scenario for p in found.picks] == ["small"]


def test_a_reliable_principle_is_drilled_without_a_coach() -> None:
    tries = [a_try(day, speed=3, care=1) for day in (0, 1, 4, 11, 32)]
    found = session(history(*tries), LONG, day=60)
    assert {p.drill and p.drill.scene: p.mode for p in found.picks} == {"counter": Mode.COACH, "gate": Mode.PRACTICE}


@given(histories(), st.integers(-5, 90), st.integers(1, 10))
def test_a_session_is_short_says_why_and_repeats_nothing(found: History, now: int, minutes: int) -> None:
    library = [*shelf(2), SMALL, LONG, replace(SMALL, scenario="other", family="others", minutes=4)]
    today = after(now)
    planned = todays_session(found, library, today, minutes=minutes)
    assert planned.minutes <= minutes
    places = [(p.material.scenario, p.drill and p.drill.scene) for p in planned.picks]
    assert len(set(places)) == len(places)
    assert all(p.why.endswith(".") and p.variant in p.material.variants for p in planned.picks)
    served = {item for p in planned.picks for item in p.items}
    assert not served & {one.item for one in planned.later}
    waiting = {one.item for one in queue(found, today)}
    assert waiting <= served | {one.item for one in planned.later}
    assert planned == todays_session(found, library, today, minutes=minutes)
