"""A run is a list of replies: what is on offer, what a reply does, and that a replay gives the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios import SMALL, playable, playables
from trainer.analysis.playable import Playable
from trainer.play import narration
from trainer.play.run import NotOffered, Reply, Run, begin, replay, shuffled


def start(variant: str = "one", seed: int = 1) -> Run:
    machine = playable().machine
    return begin(machine, machine.scenario.variants[variant], seed)


def facts(run: Run) -> dict[str, object]:
    return dict(run.machine.facts(run.state))


def test_a_reply_changes_facts_and_leads_on() -> None:
    run = start().answer(Reply("chat"))
    assert run.scene.id == "gate"
    assert facts(run) == {"patience": 4, "pass_for": "wrong", "thanked": False}


def test_a_number_stops_at_the_ends_of_its_range() -> None:
    run = start().answer(Reply("grunt"))
    assert facts(run)["patience"] == 0


def test_the_way_on_sees_the_new_facts() -> None:
    assert start().answer(Reply("grunt")).scene.id == "gone"


def test_what_was_done_early_surfaces_late() -> None:
    assert replay_ids("chat", "help").scene.id == "late"
    assert replay_ids("check", "help").scene.id == "happy"


def replay_ids(*ids: str) -> Run:
    machine = playable().machine
    return replay(machine, machine.scenario.variants["one"], 1, [Reply(i) for i in ids])


def test_a_reply_that_is_not_offered_is_refused_and_changes_nothing() -> None:
    run = start()
    with pytest.raises(NotOffered, match="on offer"):
        run.answer(Reply("help"))
    assert run.steps == ()


def test_nothing_can_be_answered_after_the_end() -> None:
    with pytest.raises(NotOffered):
        replay_ids("check", "help", "help")


def test_a_time_out_is_a_reply_that_is_never_listed() -> None:
    run = start()
    assert "timeout" not in [r.id for r in run.options()]
    assert run.answer(Reply("timeout")).steps[0].levels == {"demo.warmth": 1, "demo.care": 2}


def test_a_time_out_where_there_is_none_is_refused() -> None:
    with pytest.raises(NotOffered):
        replay_ids("check", "timeout")


def test_going_back_takes_replies_away() -> None:
    run = replay_ids("chat", "help").back_to(1)
    assert run.scene.id == "gate"
    assert run.back_to(0).steps == ()


def test_a_used_once_response_is_off_the_next_time() -> None:
    text = SMALL.replace("- id: help\n", "- id: help\n        once: yes\n").replace("next: home", "next: counter", 1)
    machine = playable(text).machine
    run = replay(machine, machine.scenario.variants["one"], 1, [Reply("check"), Reply("help"), Reply("check")])
    assert [r.id for r in run.options()] == ["shrug"]


def test_the_story_is_told_in_order_with_names_and_new_facts() -> None:
    run = start("two").answer(Reply("check"))
    step = run.steps[0]
    assert [u.text for u in narration.opening(run)] == ["To Portland, please."]
    assert [u.text for u in narration.reply_lines(run, step)] == ["Portland, did I get that right?"]
    assert [(u.name, u.text) for u in narration.consequence(run, step)] == [("Bob", "Yes. I am short.")]
    assert [u.text for u in narration.onward(run, step)] == ["The gate."]


def test_a_line_with_a_condition_is_told_only_when_it_holds() -> None:
    wrong = replay_ids("chat")
    assert "This says Dallas!" in [u.text for u in narration.onward(wrong, wrong.steps[0])]


def test_own_words_stand_where_the_option_would() -> None:
    run = start().answer(Reply("check", "Dulles, right?"))
    assert [u.text for u in narration.reply_lines(run, run.steps[0])] == ["Dulles, right?"]


def test_a_deed_is_told_and_not_quoted() -> None:
    run = replay_ids("check")
    texts = [narration.option_text(run, r) for r in run.options()]
    assert sorted(texts) == ["You look it up.", "“Not me.”"]


def test_shown_facts_have_words() -> None:
    gauge = narration.gauges(start())[0]
    assert (gauge.title, gauge.word, gauge.value, gauge.size) == ("Patience", "short", 2, 4)


@given(st.lists(st.integers(), max_size=20), st.integers(0, 2**32), st.integers(0, 50))
def test_shuffling_keeps_every_option_and_depends_on_the_seed_alone(items: list[int], seed: int, number: int) -> None:
    assert sorted(shuffled(items, seed, number)) == sorted(items)
    assert shuffled(items, seed, number) == shuffled(items, seed, number)


def test_the_order_of_a_seed_is_fixed_for_ever() -> None:
    # Records hold the seed: if this changes, old transcripts show options in an order nobody saw.
    assert shuffled("abcdef", 42, 0) == tuple("facbde")
    assert shuffled("abcdefghijkl", 7, 3) == tuple("ihfgjdlkebac")


def test_every_position_is_equally_likely() -> None:
    first = [shuffled("abc", seed, 0)[0] for seed in range(3000)]
    assert all(900 < first.count(letter) < 1100 for letter in "abc")


@settings(max_examples=60, deadline=None)
@given(playables(), st.data())
def test_a_replay_gives_the_same_run(found: Playable, data: st.DataObject) -> None:
    machine = found.machine
    variant = next(iter(machine.scenario.variants.values()))
    run = begin(machine, variant, 3)
    while run.ending is None:
        run = run.answer(Reply(data.draw(st.sampled_from([r.id for r in run.options()]))))
    again = replay(machine, variant, 3, [s.reply for s in run.steps])
    assert again.steps == run.steps
    assert narration.story(again) == narration.story(run)
