"""Every state of a scenario: the fast walk gives what the machine says, witnesses are short and can be played."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.runs import edges, every_run, graph_edges
from tests.scenarios import SMALL, load, playables
from trainer.analysis import graph as graph_module
from trainer.analysis.graph import Graph, explore, find_cycle, topological_order
from trainer.analysis.playable import Playable
from trainer.analysis.worth import worth
from trainer.play.machine import Machine, State
from trainer.play.run import Reply, replay


def graph_of(text: str, bound: int = 1000) -> Graph:
    scenario = load(text).scenario
    assert scenario is not None
    return explore(Machine(scenario), bound)


LOOP = SMALL.replace("next: home", "next: counter", 1)


@settings(max_examples=80, deadline=None)
@given(playables())
def test_the_walk_gives_every_move_that_the_machine_gives(found: Playable) -> None:
    graph = found.graph
    for number in range(len(graph)):
        state = graph.state(number)
        assert graph.number(state) == number
        assert graph_edges(graph, number) == edges(found.machine, state)


@settings(max_examples=60, deadline=None)
@given(playables())
def test_every_state_stands_after_all_that_can_follow_it(found: Playable) -> None:
    seen: set[State] = set()
    for number in reversed(found.graph.order):
        assert all(move.target in seen for move in graph_edges(found.graph, number))
        seen.add(found.graph.state(number))
    assert len(seen) == len(found.graph)


@settings(max_examples=60, deadline=None)
@given(playables())
def test_a_witness_can_be_played_and_no_shorter_list_leads_there(found: Playable) -> None:
    shortest: dict[State, int] = {}
    for weighed in every_run(found):
        run = weighed.run
        paths = [run.opening, *(step.path for step in run.steps)]
        for count, path in enumerate(paths):
            for state in path:
                shortest[state] = min(count, shortest.get(state, count))
    for state, count in shortest.items():
        witness = found.graph.witness(found.graph.number(state))
        assert len(witness) == count
        variant = next(iter(found.scenario.variants.values()))
        run = replay(found.machine, variant, 0, [Reply(r) for r in witness])
        assert state in (run.steps[-1].path if run.steps else run.opening)


def test_the_states_of_the_small_scenario_by_hand() -> None:
    # counter; gate after check, chat, grunt (never: patience 0 is gone), timeout, fallback: 4 different facts; home
    # after each: 4; happy 3 and late 1; gone 1.
    graph = graph_of(SMALL)
    names = [graph.machine.scenes[scene].id for scene in graph.scene]
    assert {name: names.count(name) for name in set(names)} == {
        "counter": 1,
        "gate": 4,
        "home": 4,
        "happy": 3,
        "late": 1,
        "gone": 1,
    }
    assert graph.complete
    assert graph.dead == ()


def test_witnesses_equal_tuples_and_read_like_them() -> None:
    graph = graph_of(SMALL)
    late = next(i for i in range(len(graph)) if graph.machine.scenes[graph.scene[i]].id == "late")
    witness = graph.witness(late)
    assert witness == ("chat", "help")
    assert list(witness) == ["chat", "help"]
    assert (witness[0], witness[1:], len(witness)) == ("chat", ("help",), 2)
    assert hash(witness) == hash(("chat", "help"))
    assert repr(witness) == "Witness('chat', 'help')"
    assert graph.witness(0) == ()
    assert witness != ["chat", "help"]


def test_a_loop_is_shown_with_the_way_to_it_and_round_it() -> None:
    graph = graph_of(LOOP)
    assert not graph.complete
    assert graph.loop is not None
    before, around = graph.loop
    assert "help" in around
    machine = graph.machine
    variant = machine.scenario.variants["one"]
    once = replay(machine, variant, 0, [Reply(r) for r in before])
    again = replay(machine, variant, 0, [Reply(r) for r in (*before, *around)])
    assert once.state == again.state


@pytest.mark.parametrize("bound", range(1, 14))
def test_within_a_bound_nothing_is_claimed_that_was_not_seen(bound: int) -> None:
    whole, part = graph_of(SMALL), graph_of(SMALL, bound)
    assert len(part) == min(bound, len(whole))
    assert part.complete == (bound >= len(whole))
    assert part.loop is None
    assert part.dead == ()
    known = {whole.state(i): set(graph_edges(whole, i)) for i in range(len(whole))}
    for i in range(len(part)):
        moves = set(graph_edges(part, i))
        assert moves == known[part.state(i)] or (i in part.cut and moves < known[part.state(i)])


def test_a_loop_is_told_even_where_the_bound_was_reached() -> None:
    graph = graph_of(LOOP, 30)
    assert graph.cut
    assert graph.loop is not None


@settings(max_examples=40, deadline=None)
@given(playables(), st.integers(1, 40))
def test_a_witness_within_a_bound_can_be_played(found: Playable, bound: int) -> None:
    graph = explore(found.machine, bound)
    variant = next(iter(found.scenario.variants.values()))
    for number in range(len(graph)):
        run = replay(found.machine, variant, 0, [Reply(r) for r in graph.witness(number)])
        assert graph.state(number) in (run.steps[-1].path if run.steps else run.opening)


def test_a_loop_is_found_where_the_first_state_left_lies_between_two() -> None:
    # 2 and 3 form a circle, 4 and 5 another, and 1 only leads from the one to the other.
    targets = [(1, 2), (4,), (3,), (2, 1), (5,), (4,)]
    order = topological_order(targets)
    assert order == [0]
    assert find_cycle(targets, order) == [(4, 0), (5, 0)]


def test_a_state_that_leads_to_itself_is_a_loop() -> None:
    assert find_cycle([(1,), (2, 1), ()], [0]) == [(1, 1)]


def test_moves_are_bounded_as_states_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_module, "_LEAST_MOVES", 1)
    monkeypatch.setattr(graph_module, "_MOVES_A_STATE", 0)
    graph = graph_of(SMALL)
    assert not graph.complete
    assert len(graph) == 6  # the counter, and what its five replies lead to
    assert graph.dead == ()


def test_a_worth_is_asked_for_state_by_state() -> None:
    graph = graph_of(SMALL)
    found = worth(graph).to_come
    assert len(found) == 14
    assert set(found) == {graph.state(i) for i in range(len(graph))}
    assert found[graph.state(0)] == 0
