"""What is proved about a scenario, with witnesses: each fault put into the small scenario is found, and shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.analysis.runs import every_run
from tests.scenarios import FACTS, HEAD, LIBRARY, SMALL, VARIANTS, load, playables
from trainer.analysis.coverage import ConditionCoverage, Guards
from trainer.analysis.graph import Witness, explore
from trainer.analysis.judgement import judge
from trainer.analysis.playable import Playable
from trainer.analysis.proofs import Proofs
from trainer.play.machine import Machine
from trainer.play.run import Reply, Run, replay
from trainer.scenario.conditions import holds
from trainer.scenario.library import open_library
from trainer.scenario.model import Outcome


def proofs_of(text: str = SMALL, bound: int = 1000) -> Proofs:
    scenario = load(text).scenario
    assert scenario is not None, load(text).findings
    return Proofs(explore(Machine(scenario), bound))


def played(proofs: Proofs, witness: tuple[str, ...]) -> Run:
    machine = proofs.graph.machine
    variant = next(iter(machine.scenario.variants.values()))
    return replay(machine, variant, 0, [Reply(r) for r in witness])


def replies(witness: Witness | None) -> tuple[str, ...] | None:
    return None if witness is None else witness.replies


def one_sided(proofs: Proofs) -> list[ConditionCoverage]:
    return [c for c in proofs.conditions if c.true is None or c.false is None]


def scenario(scenes: str, facts: str = FACTS) -> str:
    return HEAD + facts + VARIANTS + "start: a\nscenes:\n" + scenes + GOOD


GOOD = "  good:\n    ending: {outcome: good, lesson: So.}\n"
BAD = "  bad:\n    ending: {outcome: bad, lesson: So.}\n"


def decision(name: str, *responses: str) -> str:
    """A decision whose responses are given as `id level next`."""
    lines = [f"  {name}:\n    decide: What now?\n    responses:\n"]
    for response in responses:
        identifier, level, way = response.split()
        marks = f"{{care: {{level: {level}, why: So.}}}}"
        lines.append(f"      - {{id: {identifier}, say: So, marks: {marks}, next: {way}}}\n")
    return "".join(lines)


# -- what is reached -----------------------------------------------------------------------------


def test_the_small_scenario_reaches_everything() -> None:
    found = proofs_of().reached
    assert found.proved
    assert (found.missing_scenes, found.missing_replies) == ((), ())
    assert found.endings == {"happy": ("check", "help"), "late": ("chat", "help"), "gone": ("grunt",)}
    assert found.scenes["home"] == ("check", "help")
    assert found.replies["counter", "timeout"] == ()
    assert found.dead == {}
    assert proofs_of().loop is None


def test_a_scene_that_only_the_text_leads_to_is_not_reached() -> None:
    found = proofs_of(SMALL.replace("{when: pass_for == wrong, scene: late}", "{when: patience > 4, scene: late}"))
    assert found.reached.missing_scenes == ("late",)
    assert found.reached.proved


def test_a_response_that_is_never_on_offer_is_told() -> None:
    text = SMALL.replace("- id: shrug\n", "- id: shrug\n        when: pass_for == nothing\n")
    assert proofs_of(text).reached.missing_replies == (("gate", "shrug"),)


def test_replies_of_a_scene_that_is_not_reached_are_not_told_again() -> None:
    lost = decision("lost", "x 2 good", "y 3 good")
    text = scenario("  a:\n    next: [{when: patience > 3, scene: lost}, {scene: good}]\n" + lost)
    found = proofs_of(text).reached
    assert (found.missing_scenes, found.missing_replies) == (("lost",), ())


def test_a_dead_decision_has_the_shortest_way_to_it() -> None:
    text = SMALL.replace("- id: shrug\n", "- id: shrug\n        when: not thanked\n")
    text = text.replace("- id: help\n", "- id: help\n        when: pass_for == right\n        once: yes\n", 1)
    found = proofs_of(text.replace("when: not thanked", "when: thanked"))
    assert found.reached.dead == {"gate": ("chat",)}
    assert found.worth is None
    assert (found.no_way_back, found.early_exits, found.silence_pays, found.traps) == (None, None, None, None)


@pytest.mark.parametrize("bound", range(1, 14))
def test_past_the_bound_what_is_missing_is_only_not_observed(bound: int) -> None:
    whole, part = proofs_of(), proofs_of(bound=bound)
    assert part.complete == part.reached.proved == (bound == 14)
    assert set(part.reached.scenes) <= set(whole.reached.scenes)
    assert set(part.reached.replies) <= set(whole.reached.replies)
    assert part.reached.dead == {}
    assert all(not c.proved for c in part.conditions)
    assert part.worth is None
    for witness in part.reached.scenes.values():
        played(part, tuple(witness))


# -- conditions and facts ------------------------------------------------------------------------


def test_every_condition_of_the_small_scenario_is_true_somewhere_and_false_somewhere() -> None:
    found = proofs_of()
    told = {
        (c.scene, c.response, c.guards, c.number): (replies(c.true), replies(c.false), c.always)
        for c in found.conditions
    }
    assert told == {
        ("counter", "grunt", Guards.WAY, 0): (("grunt",), None, True),
        ("gate", None, Guards.LINE, 1): (("chat",), ("check",), None),
        ("home", None, Guards.WAY, 0): (("chat", "help"), ("check", "help"), None),
    }


def test_a_line_that_is_always_told_and_one_that_never_is() -> None:
    text = SMALL.replace("when: pass_for == wrong\n    decide", "when: patience >= 1\n    decide")
    assert [(c.scene, c.guards, c.always) for c in one_sided(proofs_of(text))] == [
        ("counter", Guards.WAY, True),
        ("gate", Guards.LINE, True),
    ]
    text = SMALL.replace("when: pass_for == wrong\n    decide", "when: pass_for == nothing\n    decide")
    assert [c.always for c in one_sided(proofs_of(text))] == [True, False]


def test_a_consequence_sees_the_facts_after_the_reply() -> None:
    text = SMALL.replace("          - guest: |\n              Yes. I am {{ patience }}.\n", "")
    then = "          - {guest: Yes, when: patience == 3}\n          - {guest: No, when: patience == 2}\n"
    found = proofs_of(text.replace("        then:\n", f"        then:\n{then}", 1))
    said = [c for c in found.conditions if c.response == "check"]
    assert [(c.guards, c.number, c.true, c.false) for c in said] == [
        (Guards.LINE, 0, ("check",), None),
        (Guards.LINE, 1, None, ("check",)),
    ]


def test_a_way_on_behind_one_that_always_holds_is_never_asked() -> None:
    ways = "[{when: patience >= 0, scene: good}, {when: thanked, scene: bad}, {scene: bad}]"
    found = proofs_of(scenario(f"  a:\n    next: {ways}\n" + BAD)).conditions
    assert [(c.true, c.false, c.always) for c in found] == [((), None, True), (None, None, None)]


def test_a_condition_of_a_reply_that_is_used_up_is_not_asked() -> None:
    text = scenario(decision("a", "x 2 b", "y 3 good") + "  b:\n    next: a\n")
    text = text.replace("{id: x, say: So,", "{id: x, say: So, once: yes, when: patience < 3, effects: {patience: 4},")
    assert [(c.guards, c.always) for c in proofs_of(text).conditions] == [(Guards.RESPONSE, True)]


@settings(max_examples=80, deadline=None)
@given(playables())
def test_conditions_are_asked_as_playing_asks_them(found: Playable) -> None:
    """The conditions of responses, against every state of every run."""
    runs = every_run(found)
    if not runs:
        return
    seen: dict[tuple[str, str | None], set[bool]] = {}
    for weighed in runs:
        for step in weighed.run.steps:
            assert step.scene.decision is not None
            for response in step.scene.decision.responses:
                if response.when:
                    outcome = holds(response.when, found.machine.facts(step.before))
                    seen.setdefault((step.scene.id, response.id), set()).add(outcome)
    asked = [c for c in Proofs(found.graph).conditions if c.guards is Guards.RESPONSE]
    told = {
        (c.scene, c.response): {value for value, way in ((True, c.true), (False, c.false)) if way is not None}
        for c in asked
    }
    assert {key: values for key, values in told.items() if values} == seen


def test_facts_that_nobody_reads_or_writes() -> None:
    text = SMALL.replace("  thanked: {flag: no}\n", "  thanked: {flag: no}\n  idle: {flag: no}\n")
    told = {use.fact.id: (use.conditions, use.effects) for use in proofs_of(text).facts}
    assert told == {"patience": (1, 4), "pass_for": (2, 5), "thanked": (0, 1), "idle": (0, 0)}
    uses = proofs_of(text).facts
    assert [use.fact.id for use in uses if use.never_read] == ["thanked", "idle"]
    assert [use.fact.id for use in uses if use.never_written] == ["idle"]


# -- what pays -----------------------------------------------------------------------------------


def test_a_mistake_that_leaves_only_a_bad_ending_is_told_with_the_way_to_it() -> None:
    found = proofs_of().no_way_back
    assert found is not None
    assert [(n.scene, n.response, n.cost, n.witness) for n in found] == [("counter", "grunt", 6, ("grunt",))]


def test_a_critical_mistake_needs_no_way_back() -> None:
    assert proofs_of(SMALL.replace("- id: grunt\n", "- id: grunt\n        critical: Never.\n")).no_way_back == ()


def test_a_second_mistake_may_end_badly() -> None:
    scenes = decision("a", "x 4 good", "y 0 b") + decision("b", "x 4 good", "y 0 bad") + BAD
    assert proofs_of(scenario(scenes)).no_way_back == ()
    found = proofs_of(
        scenario(
            scenes.replace("id: y, say: So, marks: {care: {level: 0", "id: y, say: So, marks: {care: {level: 2", 1)
        )
    )
    assert [(n.scene, n.witness) for n in found.no_way_back or ()] == [("b", ("y", "y"))]


LONG = [decision(f"s{i}", f"x 4 s{i + 1}", f"y 0 s{i + 1}", f"z 0 s{i + 1}") for i in range(6)]
QUITTABLE = decision("a", "x 4 s0", "y 3 bad", "z 0 s0") + "".join(LONG) + "  s6:\n    next: good\n"


def test_walking_away_early_pays_when_the_bad_ending_loses_too_little() -> None:
    # a: x 0, y 1, z 4. s0 to s5: 0, 4, 4 each: 8/3 on average, 16 in all. Those who see it through lose 2 + 16.
    # R = ⅓(0 + 16) + ⅓(1 + 1) + ⅓(4 + 16) = 38/3; walking away loses 1 + 1, and scores 100 − 60 · 2 / (38/3) = 90½….
    cheap = BAD.replace("outcome: bad,", "outcome: bad, loss: 1,")
    found = proofs_of(scenario(QUITTABLE + cheap)).early_exits
    assert found is not None
    assert [(e.scene, e.response, e.decisions, e.witness) for e in found] == [("a", "y", 1, ("y",))]
    assert found[0].loss == 2
    assert found[0].score == 91
    assert found[0].others_lose == pytest.approx(18)
    assert found[0].others_decide == pytest.approx(7)


def test_walking_away_with_a_critical_error_does_not_pay() -> None:
    cheap = BAD.replace("outcome: bad,", "outcome: bad, loss: 1,")
    critical = QUITTABLE.replace("{id: y,", "{id: y, critical: Never.,", 1)
    assert proofs_of(scenario(critical + cheap)).early_exits == ()


def test_walking_away_does_not_pay_with_the_bad_ending_of_the_rules() -> None:
    # The default is what a clicker loses on the way to a good ending: 18.
    assert proofs_of(scenario(QUITTABLE + BAD)).early_exits == ()


def test_a_bad_ending_at_the_end_of_a_good_run_is_no_early_exit() -> None:
    scenes = decision("a", "x 4 s0", "y 3 s0", "z 0 s0") + "".join(LONG) + decision("s6", "x 4 good", "y 3 bad")
    cheap = BAD.replace("outcome: bad,", "outcome: bad, loss: 1,")
    assert proofs_of(scenario(scenes + cheap)).early_exits == ()


def test_where_nothing_can_be_lost_giving_up_cannot_pay() -> None:
    text = scenario(decision("a", "x 2 good", "y 2 bad") + BAD.replace("outcome: bad,", "outcome: bad, loss: 0,"))
    assert proofs_of(text).early_exits == ()


def test_silence_that_costs_nothing_is_told() -> None:
    assert proofs_of().silence_pays == ()
    good = "warmth: {level: 3, why: x}\n        care: {level: 4, why: x}"
    found = proofs_of(SMALL.replace("warmth: {level: 1, why: Silence.}", good)).silence_pays
    assert [(s.scene, s.response, s.beats_every_option, s.witness.replies) for s in found or ()] == [
        ("counter", "timeout", False, ())
    ]


def test_silence_that_beats_every_option_is_told_apart() -> None:
    text = SMALL.replace(
        "warmth: {level: 1, why: Silence.}", "warmth: {level: 3, why: x}\n        care: {level: 4, why: x}"
    )
    text = text.replace("pass_for: right, thanked: yes", "pass_for: wrong, thanked: yes")
    found = proofs_of(text).silence_pays
    assert [(s.response, s.beats_every_option) for s in found or ()] == [("timeout", True)]


def test_the_best_marked_reply_that_costs_later_is_a_trap() -> None:
    assert proofs_of().traps == ()
    scenes = decision("a", "kind 4 b", "true 3 good") + decision("b", "x 0 bad", "y 0 bad") + BAD
    found = proofs_of(scenario(scenes).replace("outcome: bad,", "outcome: bad, loss: 5,")).traps
    assert found is not None
    assert [(t.scene, t.response, t.cost, t.better, t.tied, t.lost_at, t.witness.replies) for t in found] == [
        ("a", "kind", 4, ("true",), False, "bad", ())
    ]


def test_a_trap_beside_a_reply_that_is_marked_as_well_and_costs_nothing_is_tied() -> None:
    scenes = decision("a", "kind 4 b", "true 4 good") + decision("b", "x 4 bad", "y 0 bad") + BAD
    found = proofs_of(scenario(scenes).replace("outcome: bad,", "outcome: bad, loss: 5,")).traps
    assert [(t.response, t.tied, t.lost_at) for t in found or ()] == [("kind", True, "bad")]


@settings(max_examples=60, deadline=None)
@given(playables())
def test_traps_and_silence_are_as_judging_every_run_says(found: Playable) -> None:
    runs = every_run(found)
    if not runs:
        return
    trapped, silent = set(), set()
    for weighed in runs:
        assert found.worth is not None
        for result in judge(weighed.run, found.worth).decisions:
            key = result.step.scene.id, result.step.response.id
            listed = result.step.response in result.step.offered
            if listed and not result.step.loss and result.cost:
                trapped.add(key)
            if not listed and not result.cost:
                silent.add(key)
    proofs = Proofs(found.graph)
    assert {(t.scene, t.response) for t in proofs.traps or ()} == trapped
    assert {(s.scene, s.response) for s in proofs.silence_pays or ()} == silent


@settings(max_examples=60, deadline=None)
@given(playables())
def test_a_mistake_without_a_way_back_can_be_played_and_is_one(found: Playable) -> None:
    proofs = Proofs(found.graph)
    assert found.worth is not None
    for stuck in proofs.no_way_back or ():
        run = played(proofs, stuck.witness)
        *before, last = judge(run, found.worth).decisions
        assert all(d.cost < 4 for d in before)
        assert (last.step.scene.id, last.step.response.id, last.cost) == (stuck.scene, stuck.response, stuck.cost)
        assert stuck.cost >= 4
        for weighed in every_run(found):
            same = tuple(s.response.id for s in weighed.run.steps[: len(stuck.witness)]) == stuck.witness
            if same and all(s.response in s.offered for s in weighed.run.steps[len(stuck.witness) :]):
                assert weighed.run.ending is not None
                assert weighed.run.ending.outcome is Outcome.BAD


@pytest.mark.parametrize(
    "name", ["airport-counter", "borrowed-phone", "borrowed-phone-supervisor", "two-minute-counter"]
)
def test_the_scenarios_of_the_library_are_sound(name: str) -> None:
    library = open_library([LIBRARY])
    loaded = library.load(library.find(name)).scenario
    assert loaded is not None
    proofs = Proofs(explore(Machine(loaded)))
    assert proofs.complete
    assert (proofs.reached.missing_scenes, proofs.reached.missing_replies) == ((), ())
    assert one_sided(proofs) == []
    assert (proofs.early_exits, proofs.silence_pays, proofs.traps) == ((), (), ())
