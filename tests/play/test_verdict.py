"""Touchpoints, principles and the verdict."""

from tests.scenarios import SMALL, playable
from trainer.play.run import Reply, Run, replay
from trainer.play.verdict import Verdict, principle_results, touchpoints, verdict


def run(*ids: str, text: str = SMALL) -> Run:
    machine = playable(text).machine
    return replay(machine, machine.scenario.variants["one"], 1, [Reply(i) for i in ids])


def test_a_touchpoint_is_as_good_as_its_lowest_level() -> None:
    found = touchpoints(run("chat", "help"))
    assert [(t.id, t.level) for t in found] == [("at the counter", 1), ("at the gate", 3)]


def test_consecutive_decisions_of_one_touchpoint_are_one() -> None:
    text = SMALL.replace("touchpoint: at the gate", "touchpoint: at the counter")
    found = touchpoints(run("check", "help", text=text))
    assert [(t.id, t.level, len(t.steps)) for t in found] == [("at the counter", 3, 2)]


def test_a_decision_without_a_touchpoint_is_one_by_itself_whatever_it_is_called() -> None:
    text = SMALL.replace("touchpoint: at the counter", "touchpoint: gate").replace("    touchpoint: at the gate\n", "")
    assert [t.id for t in touchpoints(run("check", "help", text=text))] == ["gate", "gate"]


def test_amazing_needs_every_touchpoint_good_and_a_good_ending() -> None:
    assert verdict(run("check", "help")) is Verdict.AMAZING


def test_a_wow_beside_a_slump_is_not_amazing() -> None:
    text = SMALL.replace("care: {level: 4,", "care: {level: 2,")
    assert verdict(run("check", "help", text=text)) is Verdict.SOUND


def test_below_average_anywhere_is_not_yet() -> None:
    assert verdict(run("chat", "help")) is Verdict.NOT_YET


def test_a_critical_error_caps_the_verdict_whatever_the_levels() -> None:
    text = SMALL.replace("speed: {level: 1,", "speed: {level: 4,")
    assert verdict(run("check", "shrug", text=text)) is Verdict.NOT_YET


def test_a_bad_ending_is_not_yet_even_with_good_touchpoints() -> None:
    text = SMALL.replace("outcome: good", "outcome: bad")
    assert verdict(run("check", "help", text=text)) is Verdict.NOT_YET


def test_an_unfinished_run_has_no_verdict() -> None:
    assert verdict(run("check")) is None


def test_a_principle_never_at_stake_is_not_rated() -> None:
    assert principle_results(run("grunt"))["demo.speed"] is None


def test_an_unmarked_principle_at_stake_counts_as_average() -> None:
    result = principle_results(run("timeout", "help"))["demo.care"]
    assert result is not None
    assert result.levels == (2,)


def test_a_principle_judged_on_the_run_takes_its_levels_from_the_touchpoints() -> None:
    result = principle_results(run("chat", "help"))["demo.evenness"]
    assert result is not None
    assert (result.lowest, result.mean, result.count) == (1, 2.0, 2)


def test_what_a_critical_error_happened_to_is_not_at_standard() -> None:
    text = SMALL.replace("speed: {level: 1,", "speed: {level: 4,")
    result = principle_results(run("check", "shrug", text=text))["demo.speed"]
    assert result is not None
    assert result.lowest == 4
    assert not result.at_standard
