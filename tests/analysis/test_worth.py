"""What replies are worth: by hand on a small scenario, by properties on generated ones."""

import math
import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios import SMALL, playable, playables
from trainer.analysis.judgement import CostLabel, cost_label, judge
from trainer.analysis.playable import Playable
from trainer.analysis.worth import Worth
from trainer.play.machine import State
from trainer.play.run import Reply, Run, begin, replay
from trainer.scenario.model import Outcome


def worth_of(found: Playable) -> Worth:
    assert found.worth is not None
    return found.worth


def run(*ids: str, found: Playable | None = None) -> Run:
    machine = (found or playable()).machine
    return replay(machine, machine.scenario.variants["one"], 1, [Reply(i) for i in ids])


def test_the_numbers_of_a_small_scenario_by_hand() -> None:
    # counter: check 7, chat 5, grunt 2 of 7 → losses 0, 2, 5; gate: help 0, shrug 2.
    # Clicking at random reaches the good ending only through check (1/3): mean loss there 0 + 1 = 1 → bad 1, mixed ½.
    # R = ⅓(0 + 1 + 0) + ⅓(2 + 1 + ½) + ⅓(5 + 1) = 10.5 / 3.
    worth = worth_of(playable())
    assert worth.ending_losses == {Outcome.GOOD: 0, Outcome.MIXED: 0.5, Outcome.BAD: 1}
    assert worth.best == 0
    assert worth.random_mean == pytest.approx(3.5)


def test_a_run_is_scored_between_the_best_the_random_and_the_worst() -> None:
    worth = worth_of(playable())
    assert worth.worst == 6
    scores = [judge(run(*ids), worth).score for ids in (("check", "help"), ("chat", "help"), ("chat", "shrug"))]
    assert scores == [100, 57, 24]
    assert judge(run("grunt"), worth).score == 0


def test_each_decision_says_what_it_cost_and_what_was_better() -> None:
    judged = judge(run("chat", "help"), worth_of(playable()))
    first, second = judged.decisions
    assert (first.cost, first.label, [r.id for r in first.better]) == (2.5, CostLabel.SLIP, ["check"])
    assert (second.cost, second.label, second.better) == (0, CostLabel.BEST, ())


def test_labels_of_costs() -> None:
    words = [cost_label(c, critical=False) for c in (0, 0.5, 1, 1.5, 2, 3.5, 4, 9)]
    assert words == ["best", "fine", "fine", "fine", "slip", "slip", "mistake", "mistake"]
    assert cost_label(0, critical=True) is CostLabel.CRITICAL


def test_an_ending_can_set_its_own_loss() -> None:
    found = playable(SMALL.replace("ending: {outcome: bad,", "ending: {outcome: bad, loss: 6,"))
    assert judge(run("grunt", found=found), worth_of(found)).loss == 11


def test_an_ending_can_be_graded_by_facts() -> None:
    graded = "loss: [{when: patience >= 4, loss: 2}, {when: patience >= 3, loss: 3}]"
    found = playable(SMALL.replace("ending: {outcome: mixed,", f"ending: {{outcome: mixed, {graded},"))
    worth = worth_of(found)
    # chat adds two points of patience to the two at the beginning; a silent start leaves one, which no loss names.
    assert judge(run("chat", "help", found=found), worth).loss == 2 + 2
    assert judge(run("timeout", "help", found=found), worth).loss == 4
    text = SMALL.replace("ending: {outcome: mixed,", f"ending: {{outcome: mixed, {graded.replace('4', '1', 1)},")
    assert judge(run("chat", "help", found=playable(text)), worth_of(playable(text))).loss == 2 + 2
    none_holds = SMALL.replace("outcome: mixed,", "outcome: mixed, loss: [{when: patience <= 1, loss: 9}],")
    assert judge(run("chat", "help", found=playable(none_holds)), worth_of(playable(none_holds))).loss == 2.5


def test_weights_count() -> None:
    found = playable(SMALL.replace("frameworks: [demo]\n", "frameworks: [demo]\nweights: {care: 3}\n"))
    assert [s.loss for s in run("chat", found=found).steps] == [8]


def test_where_nothing_can_be_lost_nothing_is_scored() -> None:
    text = SMALL
    for number in (0, 1, 3, 4):
        text = text.replace(f"level: {number}", "level: 2")
    text = text.replace("outcome: mixed", "outcome: good").replace("outcome: bad", "outcome: good")
    found = playable(text)
    assert not worth_of(found).scored
    assert judge(run("check", "help", found=found), worth_of(found)).score is None


def test_silence_that_is_marked_better_than_anything_on_offer_earns_nothing() -> None:
    better = "warmth: {level: 4, why: x}\n        care: {level: 4, why: x}"
    text = SMALL.replace("warmth: {level: 1, why: Silence.}", better)
    assert run("timeout", found=playable(text)).steps[0].loss == 0


def every_run(found: Playable, most: int = 3000) -> list[Run]:
    """All complete runs over every way out, when there are not too many."""
    variant = next(iter(found.scenario.variants.values()))
    done: list[Run] = []
    open_runs = [begin(found.machine, variant, 0)]
    while open_runs and len(done) + len(open_runs) < most:
        here = open_runs.pop()
        if here.ending:
            done.append(here)
            continue
        decision = here.scene.decision
        assert decision is not None
        ids = [r.id for r in here.options()] + (["timeout"] if decision.timeout else [])
        open_runs += [here.answer(Reply(i)) for i in ids]
    return done if not open_runs else []


@settings(max_examples=80, deadline=None)
@given(playables())
def test_costs_are_never_negative_and_add_up_exactly(found: Playable) -> None:
    worth = worth_of(found)
    for complete in every_run(found):
        judged = judge(complete, worth)
        costs = [d.cost for d in judged.decisions]
        assert all(c >= 0 for c in costs)
        assert sum(costs) == judged.loss - worth.best


@settings(max_examples=80, deadline=None)
@given(playables())
def test_the_best_of_all_runs_is_the_best_and_scores_100(found: Playable) -> None:
    worth = worth_of(found)
    runs = every_run(found)
    if runs:
        least = min(judge(r, worth).loss for r in runs)
        assert least == worth.best
        if score := worth.score(least):
            assert score.value == 100


@settings(max_examples=60, deadline=None)
@given(playables(), st.integers(0, 2**32))
def test_what_an_error_lost_is_never_undone(found: Playable, seed: int) -> None:
    worth = worth_of(found)
    chance = random.Random(seed)
    here = begin(found.machine, next(iter(found.scenario.variants.values())), 0)
    possible = worth.still_possible(here)
    while here.ending is None:
        here = here.answer(Reply(chance.choice(here.options()).id))
        now = worth.still_possible(here)
        if possible is not None and now is not None:
            assert now <= possible + 1e-9
        possible = now


@settings(max_examples=40, deadline=None)
@given(playables())
def test_the_random_mean_is_the_mean_over_every_listed_path(found: Playable) -> None:
    worth = worth_of(found)
    variant = next(iter(found.scenario.variants.values()))
    parts: list[float] = []
    open_runs = [(1.0, begin(found.machine, variant, 0))]
    while open_runs:
        chance, here = open_runs.pop()
        if here.ending:
            parts.append(chance * worth.loss(here))
        else:
            options = here.options()
            open_runs += [(chance / len(options), here.answer(Reply(r.id))) for r in options]
    assert math.isclose(math.fsum(parts), worth.random_mean, abs_tol=1e-9)


def test_every_state_of_the_small_scenario_has_a_worth() -> None:
    found = playable()
    worth = worth_of(found)
    for ids in product(("check", "chat", "timeout"), ("help", "shrug")):
        complete = run(*ids)
        states: list[State] = [s for step in complete.steps for s in (step.before, *step.path)]
        assert all(state in worth.to_come for state in states)
