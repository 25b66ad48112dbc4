"""Judges raise marks and add them, by majority; they take none away, and on harms they only advise."""

from __future__ import annotations

import pytest

from tests.grading.judge_servers import ACTS, marking, serving
from tests.grading.judged import EMBEDDED, SITUATION, WORDS, judged, majority, mark
from trainer.grading.judge.client import Judge
from trainer.grading.judge.judges import Judges
from trainer.grading.model import Abstained, ActVerdict, Graded, Sure, grade_from_data, grade_to_data


def test_a_helping_act_that_only_the_judge_saw_is_likely_and_shows_its_words() -> None:
    graded = judged(marking(("apologises", "so sorry"), ("gives-time", "have a new bag by noon")))
    found = graded.found("gives-time")
    assert found is not None
    assert (found.sure, found.verdict) == (Sure.LIKELY, ActVerdict.MET)
    assert found.evidence[0].text == "have  a new bag by noon"
    assert WORDS[found.evidence[0].start : found.evidence[0].end] == found.evidence[0].text
    assert found.evidence[0].rule.startswith("judge m@127.0.0.1:")
    assert [m.act for m in graded.acts] == ["apologises", "gives-time", "thanks"]
    assert graded.note == ""
    assert graded.grader.startswith("cues/1 + judge/1 [m@127.0.0.1:")


def test_a_record_keeps_what_a_judge_saw_and_who_it_was() -> None:
    graded = judged(marking(("apologises", "so sorry"), ("dismisses", "You will"), ("thanks", "not there")))
    assert grade_from_data(grade_to_data(graded), WORDS) == graded


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("apologises", Sure.POSSIBLE, Sure.LIKELY),
        ("apologises", Sure.LIKELY, Sure.SURE),
        ("apologises", Sure.SURE, Sure.SURE),
        ("dismisses", Sure.POSSIBLE, Sure.LIKELY),
        ("dismisses", Sure.LIKELY, Sure.LIKELY),
        ("dismisses", Sure.SURE, Sure.SURE),
    ],
)
def test_a_judge_that_agrees_makes_a_mark_surer_by_one_step(act: str, before: Sure, after: Sure) -> None:
    graded = judged(marking((act, "sorry")), Graded(WORDS, "cues/1", (mark(act, before, "I am so sorry", 0.5),)))
    found = graded.found(act)
    assert found is not None
    assert found.sure is after
    assert found.confidence == (0.5 if before is after else 0.75)
    assert [e.rule.split("@")[0] for e in found.evidence] == ["a cue", "judge m"]


def test_a_harm_that_only_the_judge_saw_is_no_more_than_possible() -> None:
    found = judged(marking(("dismisses", "You will"))).found("dismisses")
    assert found is not None
    assert found.sure is Sure.POSSIBLE


def test_a_judge_takes_nothing_away() -> None:
    marks = tuple(
        mark(act, sure, "sorry") for act, sure in zip(("thanks", "dismisses", "apologises"), Sure, strict=True)
    )
    graded = judged(marking(), Graded(WORDS, "cues/1", marks))
    assert set(graded.acts) == set(marks)


def test_the_contrary_of_what_was_found_is_only_possible() -> None:
    before = Graded(WORDS, "cues/1", (mark("fauxpology", Sure.SURE, "so sorry"),))
    found = judged(marking(("apologises", "sorry")), before).found("apologises")
    assert found is not None
    assert found.sure is Sure.POSSIBLE


def test_words_in_which_nothing_was_recognised_stay_so_and_show_what_a_judge_saw() -> None:
    before = Graded(WORDS, "cues/1", (), Abstained.UNRECOGNISED, "Nothing was recognised.")
    graded = judged(marking(("apologises", "sorry")), before)
    assert graded.abstained is Abstained.UNRECOGNISED
    assert graded.found("apologises")
    assert graded.note == "Nothing was recognised. What a judge saw in it is shown, and not scored."


@pytest.mark.parametrize("why", [a for a in Abstained if a is not Abstained.UNRECOGNISED])
def test_words_that_cannot_be_graded_are_not_sent(why: Abstained) -> None:
    with serving(marking()) as server:
        before = Graded("zzz", "cues/1", (), why, "No.")
        assert Judges([Judge(server.url, "m")]).judge(before, "zzz", SITUATION, ACTS) is before
        assert server.questions == []


def test_two_of_three_are_a_majority_and_their_disagreement_is_told() -> None:
    yes, no = marking(("apologises", "so sorry")), marking(("thanks", "thank you"))
    graded = majority(yes, no, yes)
    found = graded.found("apologises")
    assert found is not None
    assert found.sure is Sure.POSSIBLE
    assert [e.rule.split("@")[0] for e in found.evidence] == ["judge m0", "judge m2"]
    assert graded.note == ("The judges disagree on: thanks the customer (1 of 3), apologises for the trouble (2 of 3).")


def test_one_of_three_and_one_of_two_are_none() -> None:
    yes, no = marking(("apologises", "so sorry")), marking()
    assert majority(yes, no, no).found("apologises") is None
    assert majority(yes, no).found("apologises") is None


def test_judges_of_one_mind_are_likely_even_when_one_of_them_is_silent() -> None:
    yes = marking(("apologises", "so sorry"))
    graded = majority(yes, lambda h: h.send(b"", 500), yes)
    found = graded.found("apologises")
    assert found is not None
    assert found.sure is Sure.LIKELY
    assert "answered with status 500" in graded.note


def test_a_single_answer_of_three_judges_adds_nothing() -> None:
    graded = majority(marking(("apologises", "so sorry")), lambda h: h.send(b"", 500), lambda h: h.send(b"", 500))
    assert graded.acts == EMBEDDED.acts
