"""The debrief: what it tells of a run, and what it picks out."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clocks import SetClock
from tests.records.journals import a_folder
from tests.scenarios import SMALL, playable, playables
from trainer.analysis.graph import explore
from trainer.analysis.judgement import CostLabel
from trainer.analysis.numbers import Numbers
from trainer.analysis.playable import Playable
from trainer.output.charts import bar, sparkline
from trainer.output.phrases import place_line
from trainer.play.run import Reply
from trainer.play.verdict import Verdict
from trainer.practice.debrief import Debrief, DecisionLine, debrief
from trainer.records.attempt import Setup
from trainer.records.event import Kind
from trainer.records.folder import start_attempt
from trainer.records.header import Mode, Parent
from trainer.records.header import Part as Beginning
from trainer.records.record import Record, read_record
from trainer.scenario.model import Outcome


def played(*moves: str, text: str = SMALL, parent: Parent | None = None) -> Record:
    """An attempt; a move is a response's id, or `sure=` and how sure."""
    setup = Setup("one", 3, Mode.PRACTICE, "t-1", "test", parent=parent)
    with start_attempt(Path("kept"), playable(text), setup, SetClock()) as attempt:
        for move in moves:
            what, _, level = move.partition("=")
            if what == "sure":
                attempt.record_confidence(int(level))
            else:
                attempt.answer(what)
        return attempt.record()


def told(*moves: str, text: str = SMALL) -> Debrief:
    found = debrief(played(*moves, text=text))
    assert found is not None
    return found


def scene_of(line: DecisionLine | None) -> str:
    return line.scene if line else ""


def test_an_attempt_without_an_ending_has_none() -> None:
    assert debrief(played("check")) is None


def test_the_strip_says_what_happened_what_earned_it_and_what_it_cost() -> None:
    found = told("chat", "help")
    assert [(t.id, t.level, t.cost) for t in found.strip] == [("at the counter", 1, 2.5), ("at the gate", 3, 0)]
    line = found.decisions[0]
    assert (line.evidence, line.is_deed, line.typed) == ("Lovely weather!", False, False)
    assert [(e.principle, e.title, e.level, e.why) for e in line.earned] == [
        ("demo.care", "taking care", 1, "Nothing was checked."),
        ("demo.warmth", "warmth", 4, "Warm."),
    ]
    assert (line.loss, line.cost, line.label, line.at_risk) == (2, 2.5, CostLabel.SLIP, 5)
    assert [r.id for r in line.best] == ["check"]
    assert (found.verdict, found.outcome, found.ending_loss) == (Verdict.NOT_YET, Outcome.MIXED, 0.5)


def test_what_happened_is_told_in_the_words_of_the_variant() -> None:
    line = told("check", "help").decisions[0]
    assert line.evidence == "Dulles, did I get that right?"
    assert [u.text for u in line.happened] == ["Yes. I am short."]


def test_the_curve_is_the_score_that_was_still_possible() -> None:
    assert told("check", "help").curve == (100, 100, 100)
    found = told("chat", "help")
    assert found.curve[0] == 100
    assert found.curve[-1] == pytest.approx(found.score)


def test_the_place_is_the_share_of_random_runs_that_lose_more() -> None:
    best, unfinished = played("check", "help"), played("check")
    assert Numbers(best.playable).place(best.result().loss) == pytest.approx(5 / 6)
    assert place_line(best.playable, best.result()) == "Picking at random, 83 of 100 runs lose more than this one did."
    assert place_line(unfinished.playable, unfinished.result()) == ""


def test_the_strength_is_what_held_when_most_could_be_lost() -> None:
    assert (told("check", "help").strength or 0) == told("check", "help").decisions[0]
    found = told("chat", "help").strength
    assert found is not None
    assert found.scene == "gate"
    assert told("chat", "shrug").strength is None


def test_without_anything_good_the_strength_is_the_best_of_what_cost_nothing() -> None:
    text = SMALL.replace("speed: {level: 3, why: At once.}", "speed: {level: 2, why: So so.}")
    found = told("chat", "help", text=text).strength
    assert found is not None
    assert found.lowest == 2


def test_the_fix_is_what_one_was_sure_of_then_what_is_critical_then_the_dearest() -> None:
    def scene(*moves: str) -> str:
        return scene_of(told(*moves).fix)

    assert scene("check", "help") == ""
    assert scene("chat", "shrug") == "gate"
    assert scene("sure=4", "chat", "shrug") == "counter"
    assert scene("sure=2", "chat", "shrug") == "gate"
    assert scene("sure=4", "chat", "sure=3", "shrug") == "gate"
    assert scene("chat", "help") == "counter"


def test_beside_a_near_miss_stands_a_model_reply() -> None:
    found = told("chat", "help").near_miss
    assert found is not None
    assert (found.decision.scene, found.response, found.is_deed) == ("counter", "check", False)
    assert found.text == "Dulles, did I get that right?"
    assert [(e.principle, e.level) for e in found.earned] == [("demo.warmth", 3), ("demo.care", 4)]
    assert told("check", "help").near_miss is None


def test_the_near_miss_is_another_decision_than_the_fix_where_there_is_one() -> None:
    text = SMALL.replace("critical: |\n          You left a guest stranded.\n        ", "")
    found = told("chat", "shrug", text=text)
    assert found.fix is not None
    assert found.near_miss is not None
    assert (found.fix.scene, found.near_miss.decision.scene) == ("counter", "gate")
    assert found.near_miss.is_deed


def test_the_weakest_reply_is_one_that_words_can_mend() -> None:
    assert scene_of(told("chat", "shrug").rewrite) == "gate"
    assert scene_of(told("timeout", "help").rewrite) == "counter"
    assert scene_of(told("check", "help").rewrite) == ""


def test_what_stood_in_the_way_is_named() -> None:
    clean = told("check", "help").obstacles
    assert (clean.critical, clean.touchpoints, clean.ending) == ((), (), None)
    found = told("chat", "shrug").obstacles
    assert [line.critical for line in found.critical] == ["You left a guest stranded."]
    assert [t.id for t in found.touchpoints] == ["at the counter", "at the gate"]
    assert found.ending is Outcome.MIXED


def test_what_the_trainee_said_of_it_is_read_back() -> None:
    setup = Setup("one", 3, Mode.PRACTICE, "t-1", "test")
    with start_attempt(Path("kept"), playable(), setup, SetClock()) as attempt:
        attempt.answer("grunt")
        attempt.afterwards.rate_self(2, "Being quick.")
        attempt.afterwards.set_goal("Look up first.")
        found = debrief(attempt.record())
    assert found is not None
    assert found.self_rating is not None
    assert (found.self_rating.level, found.self_rating.aim, found.goal) == (2, "Being quick.", "Look up first.")
    assert told("grunt").self_rating is None


def test_a_self_rating_that_makes_no_sense_is_none() -> None:
    record = played("grunt")
    odd = replace(record.events[-1], kind=Kind.SELF_RATING, data={"level": 9})
    found = debrief(replace(record, events=(*record.events, odd)))
    assert found is not None
    assert found.self_rating is None


def test_where_nothing_is_scored_the_debrief_still_tells_what_happened() -> None:
    record = played("chat", "shrug")
    machine = record.playable.machine
    found = debrief(replace(record, playable=Playable(machine, explore(machine, 1))))
    assert found is not None
    assert (found.score, found.loss, found.curve, found.ending_loss) == (None, None, (), None)
    assert [line.cost for line in found.decisions] == [None, None]
    assert found.strip[0].cost is None
    assert scene_of(found.fix) == "gate"


def test_a_what_if_shows_the_replies_before_it_without_confidence() -> None:
    parent = Parent(Beginning.WHAT_IF, "x", (Reply("check"),))
    found = debrief(played("sure=4", "shrug", parent=parent))
    assert found is not None
    assert [line.confidence for line in found.decisions] == [None, 4]


@settings(max_examples=40)
@given(playables(), st.integers(0, 2**32))
def test_costs_add_up_exactly_and_what_an_error_lost_never_comes_back(found: Playable, seed: int) -> None:
    chance = random.Random(seed)
    with a_folder() as folder:
        setup = Setup("standard", seed, Mode.PRACTICE, "t-1", "test")
        with start_attempt(folder, found, setup, SetClock()) as attempt:
            while not attempt.ended:
                if chance.random() < 0.3:
                    attempt.record_confidence(chance.randint(1, 4))
                attempt.answer(chance.choice(attempt.run.options()).id)
        record = read_record(attempt.path, found)
        told = debrief(record)
    assert told is not None
    assert found.worth is not None
    assert told.loss is not None
    assert sum(line.cost or 0 for line in told.decisions) == told.loss - found.worth.best
    assert sum(touch.cost or 0 for touch in told.strip) == told.loss - found.worth.best
    assert all(later <= earlier + 1e-9 for earlier, later in zip(told.curve, told.curve[1:], strict=False))
    if told.curve:
        assert told.score == pytest.approx(told.curve[-1])
    picked = [told.strength, told.fix, told.rewrite]
    assert all(line is None or line in told.decisions for line in picked)
    assert told.fix is None or told.fix.weight or told.fix.critical
    assert told.strength is None or not told.strength.weight
    if told.loss == found.worth.best:
        assert told.fix is None
        assert told.near_miss is None


# -- charts ------------------------------------------------------------------------------------


def test_a_line_of_levels_has_a_character_for_each() -> None:
    assert sparkline([0, 2, 4], 0, 4) == "▁▅█"
    assert sparkline([0, 2, 4, 9, -1], 0, 4, ascii_only=True) == "_=##_"
    assert sparkline([], 0, 4) == ""
    with pytest.raises(ValueError, match="height"):
        sparkline([1], 1, 1)


@given(st.floats(-1, 2), st.integers(1, 40), st.booleans())
def test_a_bar_is_as_wide_as_it_is_told_to_be(share: float, width: int, plain: bool) -> None:
    found = bar(share, width, ascii_only=plain)
    assert len(found) == width
    assert (share > 0) == bool(found.strip(" ."))
    assert found.isascii() or not plain
