"""What an attempt begins with when nobody says."""

from pathlib import Path

from tests.clocks import SetClock
from tests.scenarios import playable
from trainer.records.attempt import Setup
from trainer.records.folder import start_attempt
from trainer.records.header import Mode, Parent, Part, TimeLimits
from trainer.records.index import list_attempts
from trainer.records.summary import default_mode, default_variant, unfinished

FOLDER = Path("kept")


def play(clock: SetClock, variant: str, *replies: str, trainee: str = "t-1", parent: Parent | None = None) -> None:
    clock.move(60)
    setup = Setup(variant=variant, seed=1, mode=Mode.COACH, trainee=trainee, front="test", parent=parent)
    with start_attempt(FOLDER, playable(), setup, clock) as attempt:
        for reply in replies:
            attempt.answer(reply)


def test_the_first_try_is_coached_until_it_has_been_played_to_an_end() -> None:
    clock = SetClock()
    assert default_mode(list_attempts(FOLDER), "t-1", "small") is Mode.COACH
    play(clock, "one", "check")
    assert default_mode(list_attempts(FOLDER), "t-1", "small") is Mode.COACH
    play(clock, "one", "grunt")
    assert default_mode(list_attempts(FOLDER), "t-1", "small") is Mode.PRACTICE
    assert default_mode(list_attempts(FOLDER), "t-2", "small") is Mode.COACH


def test_a_drill_is_no_first_try_and_nothing_to_go_on_with() -> None:
    clock = SetClock()
    play(clock, "one", "grunt", parent=Parent(Part.DRILL, "", ()))
    play(clock, "two", parent=Parent(Part.WHAT_IF, "x", ()))
    found = list_attempts(FOLDER)
    assert default_mode(found, "t-1", "small") is Mode.COACH
    assert unfinished(found, "t-1") == []


def test_a_variant_not_seen_comes_before_one_not_seen_lately() -> None:
    clock, scenario = SetClock(), playable().scenario
    assert {default_variant([], "t-1", scenario, seed) for seed in range(4)} == {"one", "two"}
    play(clock, "one")
    assert default_variant(list_attempts(FOLDER), "t-1", scenario, 0) == "two"
    play(clock, "two")
    assert default_variant(list_attempts(FOLDER), "t-1", scenario, 0) == "one"


def test_only_ones_own_unfinished_attempts_are_gone_on_with_newest_first() -> None:
    clock = SetClock()
    play(clock, "one", "check")
    play(clock, "two", "grunt")
    play(clock, "two")
    play(clock, "one", trainee="t-2")
    found = unfinished(list_attempts(FOLDER), "t-1", "small")
    assert [a.decisions for a in found] == [0, 1]
    assert unfinished(list_attempts(FOLDER), "t-1", "other") == []


def test_time_limits_can_be_stretched_or_switched_off() -> None:
    assert [limits.seconds(30) for limits in TimeLimits] == [30, 60, None]
    assert TimeLimits.ON.seconds(None) is None
