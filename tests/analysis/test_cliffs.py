"""Cliffs: one point of one number, with no decision left, between endings far apart."""

from __future__ import annotations

from tests.scenarios import FACTS, HEAD, VARIANTS, playable
from trainer.analysis.cliffs import Cliff, cliffs

ENDS = "next: [{when: patience >= 3, scene: happy}, {scene: late}]"
STORY = f"""\
start: counter
scenes:
  counter:
    decide: May I help you?
    responses:
      - {{id: warm, say: Good morning, marks: {{warmth: {{level: 4, why: x}}}}, effects: {{patience: +1}}, next: gate}}
      - {{id: cold, say: What, marks: {{warmth: {{level: 1, why: x}}}}, next: gate}}
  gate:
    decide: And now?
    responses:
      - {{id: help, do: You look, marks: {{care: {{level: 4, why: x}}}}, {ENDS}}}
      - {{id: shrug, say: No, marks: {{care: {{level: 1, why: x}}}}, next: late}}
  happy:
    ending: {{outcome: good, lesson: Well.}}
  late:
    ending: {{outcome: mixed, lesson: Late., loss: 9}}
"""
TEXT = HEAD + FACTS + VARIANTS + STORY


def found(text: str) -> tuple[Cliff, ...]:
    sound = playable(text)
    assert sound.worth is not None
    return cliffs(sound.graph, sound.worth)


def test_a_point_that_chooses_between_endings_far_apart_is_told_with_the_way_there() -> None:
    (cliff,) = found(TEXT)
    assert (cliff.scene, cliff.response, cliff.fact.id) == ("gate", "help", "patience")
    assert {cliff.value, cliff.beside} == {2, 3}
    assert ({cliff.ending, cliff.other}, cliff.height) == ({"happy", "late"}, 9)
    assert cliff.witness[-1] == "help"


def test_a_step_of_two_is_no_cliff_and_an_ending_graded_by_facts_is_none() -> None:
    assert found(TEXT.replace("loss: 9", "loss: 2")) == ()
    assert found(TEXT.replace("loss: 9", "loss: [{when: patience >= 2, loss: 2}, {loss: 9}]")) == ()


def test_grading_an_ending_in_one_great_step_is_a_cliff_too() -> None:
    graded = TEXT.replace(ENDS, "next: late").replace("loss: 9", "loss: [{when: patience >= 3, loss: 0}, {loss: 9}]")
    ends = {(cliff.ending, cliff.other, cliff.height) for cliff in found(graded)}
    assert ends == {("late", "late", 9)}


def test_an_ending_that_breaks_off_is_exempt_where_its_number_is_shown() -> None:
    breaks = TEXT.replace("marks: {warmth: {level: 1, why: x}}, next: gate", (
        "marks: {warmth: {level: 1, why: x}}, effects: {patience: -1}, "
        "next: [{when: patience <= 1, scene: late}, {scene: gate}]"
    ))  # fmt: skip
    assert found(breaks) == ()
    shown = "shown: {as: bar, title: Patience, words: {0: gone, 2: short, 4: easy}}"
    hidden = breaks.replace(f", {shown}", "")
    assert hidden != breaks
    assert any(cliff.breaks_off and cliff.ending == "late" for cliff in found(hidden))


LOOPING = """\
start: counter
scenes:
  counter:
    decide: May I help you?
    responses:
      - {id: warm, say: Good morning, marks: {warmth: {level: 4, why: x}}, effects: {patience: +1}, next: gate}
      - {id: mild, say: Hello, marks: {warmth: {level: 2, why: x}}, next: gate}
      - {id: cold, say: What, marks: {warmth: {level: 1, why: x}}, effects: {patience: -1}, next: late}
  gate:
    decide: And now?
    responses:
      - {id: help, do: You look, marks: {care: {level: 4, why: x}}, next: first}
      - {id: shrug, say: No, marks: {care: {level: 1, why: x}}, next: late}
  first:
    next: [{when: patience >= 2, scene: happy}, {scene: second}]
  second:
    next: [{when: patience >= 2, scene: late}, {scene: first}]
  happy:
    ending: {outcome: good, lesson: Well.}
  late:
    ending: {outcome: mixed, lesson: Late., loss: 9}
"""


def test_where_play_never_stands_scenes_may_lead_into_each_other() -> None:
    assert found(HEAD + FACTS + VARIANTS + LOOPING) == ()


def test_a_small_step_beside_an_ending_that_breaks_off_is_no_cliff_though_its_number_is_hidden() -> None:
    breaks = TEXT.replace("marks: {warmth: {level: 1, why: x}}, next: gate", (
        "marks: {warmth: {level: 1, why: x}}, effects: {patience: -1}, "
        "next: [{when: patience <= 1, scene: late}, {scene: gate}]"
    )).replace("loss: 9", "loss: 2")  # fmt: skip
    hidden = breaks.replace(", shown: {as: bar, title: Patience, words: {0: gone, 2: short, 4: easy}}", "")
    assert hidden != breaks
    assert {(cliff.scene, cliff.breaks_off) for cliff in found(hidden)} == {("counter", True)}
