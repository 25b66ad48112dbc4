"""Cues in replies: what fires, where, and what makes it void."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.grading.cues.fire import CueContext, Fired, fire
from trainer.grading.language.words import read_words
from trainer.principles.acts import Acts, Cue, load_acts
from trainer.scenario.model import Detail

HEAD = """\
format: acts/1
id: english
language: en
title: What replies do
words:
  feeling: [upset, angry, frustrat~, let down, two]
acts:
"""


def acts(*cues: str, cancels: tuple[str, ...] = (), way: str = "helps") -> Acts:
    """One act, "act", with these cues."""
    text = (
        f"{HEAD}  act:\n    title: t\n    way: {way}\n    about: a\n"
        f"    cues: {json.dumps(cues)}\n    not: {json.dumps(cancels)}\n"
    )
    loaded = load_acts(text.encode(), "english.yaml")
    assert loaded.acts is not None, loaded.findings
    return loaded.acts


def found(text: str, *cues: str, context: CueContext | None = None) -> list[str]:
    """The stretches of a text in which the cues fire, whatever makes them void."""
    return [text[f.start : f.end] for f in fire(acts(*cues), read_words(text), context)]


def void(text: str, *cues: str, way: str = "helps", cancels: tuple[str, ...] = ()) -> list[str | None]:
    return [f.cancelled for f in fire(acts(*cues, way=way, cancels=cancels), read_words(text))]


@pytest.mark.parametrize(
    ("cue", "text", "match"),
    [
        ("sorry", "So SORRY!", "SORRY"),
        ("i am sorry", "I'm sorry", "I'm sorry"),
        ("I'm sorry", "i am sorry", "i am sorry"),
        ("can't help", "I cannot help", "cannot help"),
        ("apologize", "I apologise", "apologise"),
        ("check-in", "at check in now", "check in"),
        ("sorry about", "sory abuot it", "sory abuot"),
        ("(i|we) (will|am going to) call", "I'm gonna call", "I'm gonna call"),
        ("(so|very|) sorry", "very sorry", "very sorry"),
        ("(so|very|) sorry", "sorry", "sorry"),
        ("((i|we) (am|are)|) sorry", "we are sorry", "we are sorry"),
        ("(sorry|sorry for (the|this) wait)", "sorry for the wait", "sorry for the wait"),
        ("frustrat~", "How frustrating!", "frustrating"),
        ("apolog~", "my apologies", "apologies"),
        ("check~ it", "checking it", "checking it"),
        ("send~ it", "I sent it", "sent it"),
        ("will * call", "I will call", "will call"),
        ("will * call", "I will most certainly now then call", "will most certainly now then call"),
        ("will * (call|ring)", "will call or ring", "will call or ring"),
        ("you are * <feeling>", "you are so let down", "you are so let down"),
        ("you are <feeling>", "You're frustrated", "You're frustrated"),
        ("<feeling>", "2 of them", "2"),
        ("<num> bags", "twenty-five bags", "twenty-five bags"),
        ("two bags", "2 bags", "2 bags"),
        ("2 bags", "two bags", "two bags"),
        ("call * <time>", "I'll call you by half past four.", "call you by half past four"),
        ("in <time>", "back in 10 mins", "in 10 mins"),
        ("by <time>", "done by 4:30", "by 4:30"),
        ("<money>", "it is sixty dollars", "sixty dollars"),
        ("<money> back", "$60 back", "$60 back"),
        ("^ sorry", "I see. Sorry, sir", "Sorry"),
        ("sorry $", "So sorry. I see", "sorry"),
        ("^ (no|yes) $", "No!", "No"),
        ("(^|very) sorry", "Sorry. Well, very sorry", "Sorry"),
        ("is that right?", "Dallas, is that right?", "is that right"),
        ("your name?", "can I have your name", "your name"),
        ("$60", "it is $60", "$60"),
    ],
)
def test_a_cue_fires_where_its_words_stand(cue: str, text: str, match: str) -> None:
    assert found(text, cue)[0] == match


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("so sorry", "so very sorry"),
        ("sorry sir", "Sorry. Sir!"),
        ("will * call", "will now then here and there call"),
        ("^ sorry", "so sorry"),
        ("sorry $", "sorry about that"),
        ("is that right?", "That is that right."),
        ("check~", "the checkout"),
        ("help~", "held"),
        ("<num>", "some bags"),
        ("<time>", "just a second"),
        ("<money>", "sixty bags"),
        ("<said>", "my bag"),
        ("<detail>", "Dallas"),
        ("you <feeling>", "you letting down"),
    ],
)
def test_a_cue_stays_silent_where_they_do_not(cue: str, text: str) -> None:
    assert found(text, cue) == []


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("your bags are safe", "bags"),
        ("You've waited long", "waited"),
        ("number 214", "214"),
        ("two hundred fourteen", "two hundred fourteen"),
        ("I am sorry you are here", None),
        ("my flight", None),
    ],
)
def test_said_is_what_the_customer_just_spoke_of(text: str, match: str | None) -> None:
    context = CueContext(said=("Where is my bag?", "I have been waiting here for you in room 214, and I am sorry!"))
    stretches = found(text, "<said>", context=context)
    assert [s.split()[0] for s in stretches][:1] == ([match.split()[0]] if match else [])


def test_details_and_what_they_are_taken_for_are_told_apart() -> None:
    context = CueContext(details={"city": Detail("Kansas City", ("KC", "Kansas"), "Arkansas")})
    text = "Is it Kansas City, KC, or Arkansas?"
    assert found(text, "<detail>", context=context) == ["Kansas City", "KC"]
    assert found(text, "or <confused>", context=context) == ["or Arkansas"]
    assert found(text, "<detail>") == []


@pytest.mark.parametrize(
    ("cue", "text", "why"),
    [
        ("i am sorry", "I am sorry", None),
        ("am sorry", "I am not at all sorry. I am sorry", None),
        ("sorry", "I am not really sorry", "negated"),
        ("sorry", "Never say sorry", "negated"),
        ("sorry", "No longer sorry", "negated"),
        ("sorry", "I do not mean to say sorry", None),
        ("i will * check", "I will not check", "negated"),
        ("not my job", "That is not my job", None),
        ("(can not|unable to) help", "I can't help", None),
        ("thank you", "I can't thank you enough", None),
        ("i will check", "I do not know, I will check", None),
        ("i am sorry", 'He said "I am sorry"', "quoted"),
        ("i am sorry", "“I am sorry” is what he said", "quoted"),
        ("i will help", "If I were you I would say I will help", "conditional"),
        ("called you", "I would have called you", "conditional"),
        ("i would have called", "I would have called you", None),
        ("i would be happy", "If you would like, I would be happy to", None),
    ],
)
def test_denied_quoted_and_imagined_words_do_not_count(cue: str, text: str, why: str | None) -> None:
    assert void(text, cue)[-1] == why


def test_an_act_that_harms_counts_even_when_imagined() -> None:
    assert void("If I were you I would calm down", "calm down", way="harms") == [None]
    assert void("If I were you I would calm down", "calm down") == ["conditional"]


def test_a_not_phrase_cancels_in_its_own_sentence_only() -> None:
    cancels = ("sorry (if|that you feel)",)
    assert void("I am sorry if so. I am sorry.", "i am sorry", cancels=cancels) == [cancels[0], None]
    assert void('I am sorry, as in "sorry if"', "i am sorry", cancels=cancels) == [None]


def test_of_one_cue_the_longest_match_fires_once() -> None:
    assert found("very very sorry sorry", "(very|) (very|) sorry (sorry|)") == ["very very sorry sorry"]
    assert found("sorry sorry", "sorry") == ["sorry", "sorry"]


def test_the_scenes_own_cues_fire_for_their_acts() -> None:
    mine = Cue("the <feeling> lift")
    context = CueContext(extra={"act": (mine,), "other": (mine,)})
    text = "Sorry. The upset lift"
    fired = fire(acts("sorry"), read_words(text), context)
    assert [(f.act, f.cue, text[f.start : f.end]) for f in fired] == [
        ("act", "sorry", "Sorry"),
        ("act", "the <feeling> lift", "The upset lift"),
        ("other", "the <feeling> lift", "The upset lift"),
    ]
    assert fire(acts("sorry"), read_words(text)) == fired[:1]


def test_what_fires_names_its_act_cue_and_clause() -> None:
    text = "Well then, I am sorry."
    assert fire(acts("i am sorry"), read_words(text)) == [Fired("act", "i am sorry", 11, 21, 1, None)]


def test_an_empty_reply_and_acts_without_cues_fire_nothing() -> None:
    assert fire(acts("sorry"), read_words("")) == []
    assert fire(acts(), read_words("sorry")) == []


CUES = (
    "(i|we) * <said>",
    "sorry",
    "so (sorry|sad|)",
    "^ <num> * <time>",
    "not (a|the) b~",
    "a b $",
    "is it?",
    "<money>",
)


@given(st.lists(st.sampled_from('i we sorry so sad not a the b is it $5 ten minutes bag , . ? " if would'.split())))
def test_whatever_fires_points_at_words_of_its_own_sentence(parts: list[str]) -> None:
    text = " ".join(parts)
    words = read_words(text)
    for f in fire(acts(*CUES), words, CueContext(said=("my bag",))):
        assert 0 <= f.start < f.end <= len(text)
        inside = [t for t in words.tokens if f.start <= t.start and t.end <= f.end]
        assert len({t.sentence for t in inside}) == 1
        assert inside[0].start == f.start
        assert inside[-1].end == f.end
        assert inside[0].clause == f.clause


@given(st.text(max_size=80))
def test_a_cue_that_is_said_alone_fires(text: str) -> None:
    words = read_words(f"sorry. {text}")
    assert fire(acts("^ sorry $"), words)[:1] in ([], [Fired("act", "^ sorry $", 0, 5, 0, None)])


@pytest.mark.parametrize("piece", ["i ", "i will ", "sorry so ", "a b ", "ten minutes "])
def test_a_reply_that_says_one_thing_over_and_over_fires_a_few_times(piece: str) -> None:
    words = read_words((piece * 4_000)[:4_000])
    assert len(fire(acts(*CUES, "i * i * i * i", "(i|) (i|) (i|) will"), words)) <= 12 * (len(CUES) + 2)


def test_a_cue_of_a_hundred_gaps_holds_nobody_up() -> None:
    words = read_words("a " * 2_000)
    began = time.monotonic()
    fire(acts("a * " * 99 + "b", "(a|(b|(c|(d|)))) * " * 20 + "a"), words)
    assert time.monotonic() - began < 10
