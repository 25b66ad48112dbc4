"""What is told as a fact about words: only what is sure, and what was typed by people in three voices decides which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grading.shipped import SITUATION, graded
from trainer.grading.caps import caps, is_plain
from trainer.grading.learned.weights import bounds, how_sure
from trainer.grading.model import CUE, ActMark, Evidence, Graded, Situation, Sure
from trainer.practice.feedback import told_acts, unheard
from trainer.principles.frameworks import Principle

NOTHING_SAID = Situation()
UNTRUE = [
    ("hiya. one tick and i'm with you. just closing this booking", "offers-fix"),
    ("hiya. one tick and i'm with you. just closing this booking", "owns-it"),
    ("hi daniel. nothing's wrong. i'm at the kitchen shop with your missus", "validates"),
    ("Oh hush now, I've been in hotter water than that and come out clean.", "foresees-need"),
    ("I didn't know a thing about it back at the counter, cross my heart.", "validates"),
    ("No, sorry, not this phone. My boss has shouted on me today because of it.", "owns-it"),
    ("My goodness, it's cold enough out there to freeze the whiskers off a cat.", "validates"),
    ("right. i did it and i'd do it again. she was stuck.", "honest-limit"),
    ("That's about the sweetest thing I've heard all week.", "honest-limit"),
    ("Everybody in this line's got a plane, and hollerin' won't make the computer go faster, I promise you that.",
     "over-promises"),
    ("Takes three tries for everybody, I swear.", "over-promises"),
    ("Don't worry, Sunniva, this machine is stupid.", "rude"),
    ("tell em the supervisor wrote a stupid notice. that was me.", "rude"),
    ("that binder's useless. go on then. what's it moaning about this time?", "rude"),
    ("Oh, congratulations for you and your sister!", "rude"),
    ("You press and I tell you which key, so next time you know alone.", "defends"),
    ("I was shouting and I did not ask, it was not correct from me.", "defends"),
    ("I have closed the old one. Next person, please! Good morning.", "dismisses"),
    ("yep you're done. have a good one. next please", "dismisses"),
]  # fmt: skip
TRUE = [
    ("sorry you ran. only just gone up that.", "apologises"),
    ("I am very sorry for this.", "apologises"),
    ("Hello, good day.", "greets"),
    ("That is not my job, so stop whining.", "not-my-job"),
    ("You stupid idiot.", "rude"),
    ("It's policy, there's nothing I can do.", "policy-shield"),
    ("I'll ring you by Friday.", "gives-time"),
]


def told(words: str) -> set[str]:
    return {m.act for m in told_acts(graded(words, NOTHING_SAID), ())}


@pytest.mark.parametrize(("words", "act"), UNTRUE)
def test_what_was_not_said_is_not_told(words: str, act: str) -> None:
    assert act not in told(words)
    assert not any(is_plain(m) for m in graded(words, NOTHING_SAID).acts if m.act == act)


@pytest.mark.parametrize(("words", "act"), TRUE)
def test_what_was_said_plainly_is_told(words: str, act: str) -> None:
    assert act in told(words)


@given(st.sampled_from(["rude", "defends", "offers-fix", "kind-word", "restates"]), st.floats(0, 1), st.booleans())
def test_without_a_cue_it_takes_more_to_be_sure(act: str, probability: float, harms: bool) -> None:
    order = [None, Sure.POSSIBLE, Sure.LIKELY, Sure.SURE]
    cued, bare = (how_sure(act, probability, cued=c, harms=harms) for c in (True, False))
    assert order.index(bare) <= order.index(cued)
    assert (cued is None) == (bare is None) == (probability < bounds(act).possible)


def test_what_is_told_without_a_cue_is_nearly_certain() -> None:
    for words, _ in [*UNTRUE, *TRUE]:
        for mark in told_acts(graded(words, SITUATION), ()):
            cued = any(e.rule.startswith(CUE) for e in mark.evidence)
            assert cued or mark.confidence >= (0.9 if mark.harms else 0.97)


def test_an_expected_act_of_which_there_is_a_trace_is_not_missing() -> None:
    words = "big dinner lovely. washington then. not dallas. just checking they look the same on here"
    situation = replace(SITUATION, expects=("checks-detail",))
    assert unheard(graded(words, situation), situation.expects) == []
    assert unheard(graded("Here is your pass. Goodbye.", situation), situation.expects) == ["checks-detail"]
    timed = replace(SITUATION, expects=("gives-time",))
    assert unheard(graded("I am at the desk and it is lovely weather.", timed), timed.expects) == ["gives-time"]


def mark(act: str, start: int, end: int, sure: Sure = Sure.SURE) -> ActMark:
    return ActMark(act, False, sure, 0.9, (Evidence(start, end, "x" * (end - start), ""),))


def test_what_only_the_whole_shows_is_told_where_it_is_asked_for_or_stands_alone() -> None:
    whole, part = mark("personal", 0, 20), mark("greets", 0, 5)
    both = Graded("x" * 20, "", (whole, part))
    assert told_acts(both, ()) == [part]
    assert told_acts(both, ("personal",)) == [whole, part]
    assert told_acts(replace(both, acts=(whole,)), ()) == [whole]


@pytest.mark.parametrize("sure", [Sure.LIKELY, Sure.POSSIBLE])
def test_what_is_not_sure_is_told_to_nobody(sure: Sure) -> None:
    assert told_acts(Graded("x" * 20, "", (mark("greets", 0, 5, sure),)), ("greets",)) == []


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("The count arrives before midday, I promise.", "gives-time"),
        ("your count's on your desk before noon", "gives-time"),
        ("it's coming on the half five, i've put a note on it.", "gives-time"),
        ("you look done in love. you all right, lost someone?", "greets"),
        ("You want to swap the ticket and fly to Washington, plans do change.", "restates"),
    ],
)
def test_an_act_is_not_missing_where_what_it_is_done_with_stands(words: str, act: str) -> None:
    situation = replace(SITUATION, expects=(act,))
    assert unheard(graded(words, situation), (act,)) == []


@pytest.mark.parametrize(
    "words", ["The count arrives before midday, I promise.", "Your count's on your desk before noon, cross my heart."]
)
def test_a_bare_oath_is_no_promise_that_is_reproached(words: str) -> None:
    assert "over-promises" not in told(words)


def test_a_great_promise_is_reproached() -> None:
    assert "over-promises" in told("I promise it will never happen again.")


def test_a_grade_of_the_first_version_is_told_as_it_was_then() -> None:
    harm = ActMark("rude", True, Sure.LIKELY, 0.75, (Evidence(0, 5, "xxxxx", ""),))
    before = Graded("x" * 20, "cues+ngrams/1 english:cd10847a6e84", (harm, mark("greets", 0, 5, Sure.LIKELY)))
    assert told_acts(before, ()) == [*before.acts]
    kind = Principle("f.kind", "kind", "", (), (), "", broken_by=("rude",))
    assert [cap.act for cap in caps(before, (), [kind], None)] == ["rude"]
    assert caps(replace(before, grader="cues+ngrams/2 english:cd10847a6e84"), (), [kind], None) == ()
