"""The exact numbers: by hand on a small scenario, against playing every run on generated ones."""

from __future__ import annotations

import math
from collections import defaultdict

import pytest
from hypothesis import given, settings

from tests.analysis.runs import every_run
from tests.scenarios import SMALL, load, playable, playables
from trainer.analysis import distribution
from trainer.analysis.distribution import random_play
from trainer.analysis.judgement import judge
from trainer.analysis.numbers import EndingNumbers, Numbers, Player, play_as
from trainer.analysis.playable import Playable, check
from trainer.analysis.worth import Worth
from trainer.play.narration import placeholder_values
from trainer.play.run import Reply, begin, replay


def numbers_of(text: str = SMALL, bound: int = 1000) -> Numbers:
    found = check(load(text), bound).playable
    assert found is not None
    return Numbers(found)


def worth_of(found: Playable) -> Worth:
    assert found.worth is not None
    return found.worth


def test_the_distribution_of_the_small_scenario_by_hand() -> None:
    # check: 0 or 2; chat: 2½ or 4½ (mixed ½); grunt: 6 (bad 1). See docs/scoring.md.
    played = numbers_of().random
    assert played is not None
    assert list(played.distribution.losses) == [0, 2, 2.5, 4.5, 6]
    assert list(played.distribution.chances) == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 3])
    assert played.mean == pytest.approx(3.5)
    assert played.sd == pytest.approx(math.sqrt((3.5**2 + 1.5**2 + 1 + 1 + 2 * 2.5**2) / 6))
    assert played.endings == pytest.approx({"happy": 1 / 3, "late": 1 / 3, "gone": 1 / 3})


def test_best_worst_and_the_place_of_a_loss_by_hand() -> None:
    numbers = numbers_of()
    assert (numbers.scenes, numbers.states, numbers.complete) == (6, 14, True)
    # The time-out and the fallback lose 4 and shrug 2 more: as much as grunt, with its 5 and the bad ending's 1.
    assert (numbers.best, numbers.worst) == (0, 6)
    places = [numbers.place(loss) for loss in (-1, 0, 2, 3, 6, 7)]
    assert places == pytest.approx([1, 5 / 6, 4 / 6, 3 / 6, 0, 0])


def test_the_named_players_by_hand() -> None:
    numbers = numbers_of()
    assert {player: run.replies for player, run in numbers.players.items()} == {
        Player.FIRST: ("check", "help"),
        Player.LAST: ("grunt",),
        Player.LONGEST: ("check", "help"),
        Player.SHORTEST: ("grunt",),
        Player.GREEDY: ("check", "help"),
    }
    assert numbers.scores == {
        Player.RANDOM: 40,
        Player.FIRST: 100,
        Player.LAST: 0,
        Player.LONGEST: 100,
        Player.SHORTEST: 0,
        Player.GREEDY: 100,
    }
    with pytest.raises(ValueError, match="no one run"):
        play_as(Player.RANDOM, numbers.graph.machine, worth_of(numbers.playable))


def test_principles_by_hand() -> None:
    found = numbers_of().principles
    assert {key: (p.decisions, p.worst_loss) for key, p in found.items()} == {
        "demo.warmth": (1, 4),
        "demo.care": (1, 3),
        "demo.speed": (1, 2),
        "demo.evenness": (0, 0),
    }


def test_a_weight_makes_a_principle_take_away_more() -> None:
    text = SMALL.replace("frameworks: [demo]\n", "frameworks: [demo]\nweights: {care: 3}\n")
    assert numbers_of(text).principles["demo.care"].worst_loss == 9


def test_the_cost_of_each_reply_by_hand() -> None:
    costs = {(c.scene, c.response): (c.least, c.most, c.states) for c in numbers_of().costs}
    assert costs == {
        ("counter", "check"): (0, 0, 1),
        ("counter", "chat"): (2.5, 2.5, 1),
        ("counter", "grunt"): (6, 6, 1),
        ("counter", "timeout"): (4, 4, 1),
        ("counter", "fallback"): (4, 4, 1),
        ("gate", "help"): (0, 0, 4),
        ("gate", "shrug"): (2, 2, 4),
    }


def test_past_the_bound_no_number_is_guessed() -> None:
    numbers = numbers_of(bound=7)
    assert not numbers.complete
    assert (numbers.best, numbers.worst, numbers.random, numbers.place(1)) == (None, None, None, None)
    assert set(numbers.scores.values()) == {None}
    assert numbers.players == {}
    assert numbers.costs == ()
    assert {p.worst_loss for p in numbers.principles.values()} == {None}
    assert numbers.endings["gone"] == EndingNumbers(True, None)
    assert numbers.endings["happy"] == EndingNumbers(None, None)


def test_an_ending_that_nobody_reaches_is_proved_unreachable() -> None:
    numbers = numbers_of(SMALL.replace("{when: pass_for == wrong, scene: late}", "{when: patience > 4, scene: late}"))
    assert numbers.endings["late"] == EndingNumbers(False, 0.0)


def test_where_nothing_is_scored_no_player_has_a_score() -> None:
    text = SMALL
    for number in (0, 1, 3, 4):
        text = text.replace(f"level: {number}", "level: 2")
    text = text.replace("outcome: mixed", "outcome: good").replace("outcome: bad", "outcome: good")
    numbers = numbers_of(text)
    assert set(numbers.scores.values()) == {None}
    assert numbers.place(0) == 0


@settings(max_examples=80, deadline=None)
@given(playables())
def test_the_distribution_is_what_playing_every_run_gives(found: Playable) -> None:
    worth = worth_of(found)
    expected: dict[float, float] = defaultdict(float)
    endings: dict[str, float] = defaultdict(float)
    for weighed in every_run(found):
        if weighed.chance:
            expected[worth.loss(weighed.run)] += weighed.chance
            endings[weighed.run.scene.id] += weighed.chance
    if not expected:
        return
    played = random_play(found.graph, worth)
    assert played.distribution.losses == tuple(sorted(expected))
    assert dict(zip(played.distribution.losses, played.distribution.chances, strict=True)) == pytest.approx(expected)
    assert {key: c for key, c in played.endings.items() if c} == pytest.approx(endings)


@settings(max_examples=80, deadline=None)
@given(playables())
def test_the_distribution_sums_to_one_and_has_the_mean_and_spread_that_are_told(found: Playable) -> None:
    played = random_play(found.graph, worth_of(found))
    pairs = list(zip(played.distribution.losses, played.distribution.chances, strict=True))
    mean = math.fsum(loss * p for loss, p in pairs)
    assert math.fsum(p for _, p in pairs) == pytest.approx(1)
    assert mean == pytest.approx(worth_of(found).random_mean, abs=1e-9)
    assert math.sqrt(math.fsum((loss - mean) ** 2 * p for loss, p in pairs)) == pytest.approx(played.sd, abs=1e-7)
    assert math.fsum(played.endings.values()) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(playables())
def test_the_worst_and_the_principles_are_what_playing_every_run_gives(found: Playable) -> None:
    runs = [weighed.run for weighed in every_run(found)]
    if not runs:
        return
    numbers = Numbers(found)
    assert numbers.worst == max(worth_of(found).loss(run) for run in runs)
    for name, principle in numbers.principles.items():
        short = [0]
        for run in runs:
            weight = found.scenario.weights.get(name, 1)
            missed = 0
            for step in run.steps:
                levels = found.machine.stakes(step.before).levels
                if name in step.levels:
                    place = list(step.levels).index(name)
                    missed += weight * max(0, max(levels[r.id][place] for r in step.offered) - step.levels[name])
            short.append(missed)
        assert principle.worst_loss == max(short)
        assert principle.decisions == len({s.scene.id for run in runs for s in run.steps if name in s.levels})


@settings(max_examples=60, deadline=None)
@given(playables())
def test_the_range_of_costs_is_what_judging_every_run_gives(found: Playable) -> None:
    seen: dict[tuple[str, str], set[float]] = defaultdict(set)
    runs = every_run(found)
    for weighed in runs:
        for decision in judge(weighed.run, worth_of(found)).decisions:
            seen[decision.step.scene.id, decision.step.response.id].add(decision.cost)
    if runs:
        told = {(c.scene, c.response): (c.least, c.most) for c in Numbers(found).costs}
        assert told == {key: (min(costs), max(costs)) for key, costs in seen.items()}


@settings(max_examples=60, deadline=None)
@given(playables())
def test_a_players_score_is_that_of_playing_as_it_does(found: Playable) -> None:
    worth = worth_of(found)
    numbers = Numbers(found)
    for player, played in numbers.players.items():
        key = played.variant or next(iter(found.scenario.variants))
        run = begin(found.machine, found.scenario.variants[key], 0)
        for reply in played.replies:
            offered = found.machine.offered(run.state)
            known = placeholder_values(run.variant, found.machine, run.state)
            lengths = {r.id: len(r.words.fill(known)) for r in offered}
            losses = found.machine.stakes(run.state).losses
            expected = {
                Player.FIRST: offered[0].id,
                Player.LAST: offered[-1].id,
                Player.LONGEST: next(r.id for r in offered if lengths[r.id] == max(lengths.values())),
                Player.SHORTEST: next(r.id for r in offered if lengths[r.id] == min(lengths.values())),
                Player.GREEDY: next(r.id for r in offered if not losses[r.id]),
            }
            assert reply == expected[player]
            run = run.answer(Reply(reply))
        judged = judge(run, worth)
        assert (run.scene.id, judged.loss, judged.score) == (played.ending, played.loss, played.score)


def test_length_is_counted_in_the_variant_where_it_does_best() -> None:
    # In variant two the city is shorter than the other words, so the longest reply there is another one.
    text = SMALL.replace("city: {text: Dulles,", "city: {text: X,").replace(", did I get that right?", "?")
    text = text.replace("city: {text: Portland,", "city: {text: Portland on the other ocean,")
    longest = numbers_of(text).players[Player.LONGEST]
    assert (longest.replies[0], longest.variant) == ("check", "two")


def test_many_losses_are_put_together_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distribution, "VALUES", 3)
    found = playable()
    played = random_play(found.graph, worth_of(found))
    assert list(played.distribution.losses) == [0, 3, 6]
    assert list(played.distribution.chances) == pytest.approx([0.5, 1 / 6, 1 / 3])
    assert played.distribution.step == 3
    assert played.mean == pytest.approx(3.5)


def test_replaying_a_players_replies_ends_where_it_says() -> None:
    numbers = numbers_of()
    machine = numbers.graph.machine
    for played in numbers.players.values():
        run = replay(machine, machine.scenario.variants["one"], 9, [Reply(r) for r in played.replies])
        assert run.scene.id == played.ending
