"""The scenarios that came along: sound, of the size they promise, their plans hold, and reading alone wins nothing."""

from pathlib import Path

import pytest

from tests.analysis.runs import graph_edges
from tests.scenarios import LIBRARY
from trainer.analysis.plan_check import differences
from trainer.analysis.playable import Playable, open_playable
from trainer.play import narration
from trainer.play.run import Reply, Run
from trainer.scenario.library import open_library
from trainer.scenario.plans import load_plans, plans_beside

SIZES = {  # decisions, responses, variants, plans: at least
    "two-minute-counter": (4, 12, 4, 5),
    "airport-counter": (14, 45, 6, 8),
    "borrowed-phone": (10, 32, 4, 6),
    "borrowed-phone-supervisor": (6, 24, 4, 5),
}


def opened(name: str) -> Playable:
    return open_playable(open_library([LIBRARY]), name)


def plans_of(name: str) -> Path:
    return plans_beside(LIBRARY / f"{name}.yaml")


@pytest.mark.parametrize("name", SIZES)
def test_it_is_as_large_as_promised(name: str) -> None:
    scenario = opened(name).scenario
    decisions = [s.decision for s in scenario.scenes.values() if s.decision]
    responses = sum(len(d.responses) for d in decisions)
    plans = load_plans(plans_of(name).read_bytes(), name).plans
    found = (len(decisions), responses, len(scenario.variants), len(plans))
    assert all(have >= want for have, want in zip(found, SIZES[name], strict=True)), found


@pytest.mark.parametrize("name", SIZES)
def test_every_plan_holds(name: str) -> None:
    loaded = load_plans(plans_of(name).read_bytes(), name)
    assert loaded.findings == []
    assert [(p.id, d) for p in loaded.plans for d in differences(p, opened(name))] == []


@pytest.mark.parametrize("name", SIZES)
def test_the_best_marked_reply_always_costs_nothing(name: str) -> None:
    found = opened(name)
    worth = found.worth
    assert worth is not None
    for number in range(len(found.graph)):
        for edge in graph_edges(found.graph, number):
            if edge.response and edge.listed and edge.loss == 0:
                assert worth.to_come[edge.target] == worth.to_come[found.graph.state(number)], edge.response.id


@pytest.mark.parametrize("name", SIZES)
def test_every_mark_says_why_in_a_sentence(name: str) -> None:
    for scene in opened(name).scenario.scenes.values():
        for response in scene.decision.ways_out() if scene.decision else ():
            for mark in response.marks:
                assert len(mark.why.source.split()) >= 4, (scene.id, response.id, mark.principle)


@pytest.mark.parametrize("name", SIZES)
def test_words_in_which_nothing_was_heard_are_answered_in_every_variant(name: str) -> None:
    found = opened(name)
    answering = 0
    for number in range(len(found.graph)):
        state = found.graph.state(number)
        decision = found.machine.scene(state).decision
        for response in decision.responses if decision and decision.typed else ():
            if not any(line.answers for line in response.then) or response not in found.machine.offered(state):
                continue
            answering += 1
            for variant in found.scenario.variants.values():
                run = Run(found.machine, variant, 1, (state,))
                chosen, typed = run.answer(Reply(response.id)), run.answer(Reply(response.id, "Hm.", acts=()))
                full, bare = (narration.consequence(r, r.steps[0]) for r in (chosen, typed))
                assert len(bare) == len(full)
                assert [u.text for u in bare] != [u.text for u in full]
                assert not any("thank you for" in u.text.lower() for u in bare)
    assert answering
