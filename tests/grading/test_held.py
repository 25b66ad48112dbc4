"""What holds of what was heard: harms with nothing to speak for them, and words that others take back."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from tests.benchmarks.grading import RELEASE
from tests.grading.shipped import CITY, acts, graded, shipped
from trainer.grading.cues.fire import Fired
from trainer.grading.held import (
    answering_clauses,
    asking_leave,
    checking_clauses,
    counted_harms,
    to_colleagues,
    turned_apologies,
)
from trainer.grading.language.words import read_words
from trainer.grading.learned.weights import Scored
from trainer.grading.model import Candidate, Situation, grade_from_data, grade_to_data
from trainer.grading.training.corpus import CORPUS, HARMLESS, read_corpus

HARMING = frozenset(("dismisses", "refuses", "assumes", "ignores-said"))
CUE = Fired("dismisses", "step aside", 0, 10, 0, None)


def harm(act: str, clause: int = 0) -> Scored:
    return Scored(act, clause, 0, 10, 0.9, ())


@pytest.mark.parametrize("act", ["assumes", "ignores-said"])
def test_what_was_not_said_needs_a_cue(act: str) -> None:
    assert counted_harms([harm(act)], [], HARMING, 0.99, 0.0) == ([], frozenset())


def test_a_harm_with_a_live_cue_counts_whatever_else_speaks_against_it() -> None:
    assert counted_harms([harm("dismisses")], [CUE], HARMING, 0.0, 4.0) == ([harm("dismisses")], frozenset())


@pytest.mark.parametrize("cue", [CUE._replace(cancelled="negated"), CUE._replace(clause=1)])
def test_a_cue_that_is_void_or_stands_elsewhere_does_not_carry_a_harm(cue: Fired) -> None:
    assert counted_harms([harm("dismisses")], [cue], HARMING, 0.1, 0.0) == ([], frozenset())


@pytest.mark.parametrize(
    ("any_harm", "quality", "kept", "doubtful"),
    [
        (0.9, 1.0, True, False),
        (0.9, None, True, False),
        (0.9, 2.0, True, True),
        (0.49, 0.0, False, False),
        (0.49, None, False, False),
    ],
)
def test_without_a_cue_everything_else_must_speak_for_harm(
    any_harm: float, quality: float | None, kept: bool, doubtful: bool
) -> None:
    found, possible = counted_harms([harm("refuses")], [], HARMING, any_harm, quality)
    assert (bool(found), bool(possible)) == (kept, doubtful)


def test_what_helps_is_not_asked_for_a_cue() -> None:
    thanks = Scored("thanks", 0, 0, 5, 0.9, ())
    assert counted_harms([thanks], [], HARMING, 0.0, 4.0)[0] == [thanks]


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("I'm sorry, but you should have read the sign.", True),
        ("I'm sorry. However, you signed for it.", True),
        ("Sorry, did you not read the sign?", True),
        ("So sorry, were you actually listening?", True),
        ("I'm sorry about that, but you can have the next one free.", False),
        ("I'm sorry, but I have nothing before noon.", False),
        ("Sorry, did you say Dulles?", False),
        ("Sorry, could you spell that for me?", False),
    ],
)
def test_an_apology_is_taken_back_by_what_follows(text: str, taken_back: bool) -> None:
    assert (0 in turned_apologies(read_words(text))) is taken_back
    if taken_back:
        assert "apologises" not in acts(text, Situation())


def test_regret_that_the_customer_was_sent_about_is_an_apology() -> None:
    assert "apologises" in acts("We regret that you were sent back and forth.", Situation())


@pytest.mark.parametrize(
    "text", ["Who would have the key, Dave?", "Priya, could you open the second till?", "Move the trolley out, Anwar."]
)
def test_a_name_that_the_customer_did_not_say_is_a_colleague_s(text: str) -> None:
    assert to_colleagues(read_words(text), Situation(said=("My room is cold.",))) == {0}


def test_the_customer_s_own_name_is_not_a_colleague_s() -> None:
    said = Situation(said=("My name is Alvarez and I have waited an hour.",))
    assert to_colleagues(read_words("Alvarez, step aside and wait."), said) == set()


def test_asking_leave_is_no_order() -> None:
    text = "Would you mind if this lady goes first?"
    assert asking_leave(read_words(text)) == {0}
    assert not {m.act for m in graded(text).acts if m.harms and m.sure.scores}


def test_a_short_answer_to_a_question_is_no_dismissal() -> None:
    asked = Situation(said=("Till when is the desk open?",))
    assert answering_clauses(read_words("Till ten."), asked) == {0}
    assert answering_clauses(read_words("Till ten."), Situation(said=("I want my money back.",))) == set()
    assert not {m.act for m in graded("Till ten.", asked).acts if m.harms}


def test_a_confusable_name_in_a_question_is_a_check() -> None:
    said = Situation(said=("To Dulles, please.",), details={"city": CITY})
    for text in ("Dallas, was it?", "Sorry, Dulles or Dallas?"):
        assert checking_clauses(read_words(text), said)
        assert "checks-detail" in acts(text, said)
        assert "assumes" not in acts(text, said)
    assert not checking_clauses(read_words("One to Dallas, here you are."), said)


def test_who_asks_first_as_the_best_reply_does_need_not_have_offered_yet() -> None:
    asks = Candidate("ask", "Was that Dulles or Dallas, madam?", quality=4.0)
    offers = Candidate("offer", "I'll change the ticket for you this minute.", quality=4.0)
    no = Candidate("no", "Tickets can't be changed.", quality=0.5)
    said = Situation(("To Dulles, please.",), {"city": CITY}, ("offers-fix",), (asks, no))
    words = "Could I check, Dulles in Virginia?"
    assert graded(words, said).waived == ("offers-fix",)
    assert graded(words, replace(said, candidates=(offers, no))).waived == ()
    assert graded("Tickets stay as they are.", said).waived == ()
    back = grade_from_data(grade_to_data(graded(words, said)), words)
    assert back.waived == ("offers-fix",)


def test_nobody_restates_and_has_not_listened() -> None:
    for reply in read_corpus()[:300]:
        found = {m.act for m in shipped().grade(reply.text, Situation(said=(reply.situation.customer,))).acts
                 if m.sure.scores}  # fmt: skip
        assert not {"restates", "ignores-said"} <= found, reply.text


def test_neutral_turns_of_our_own_are_all_different() -> None:
    turns = [r for folder in (CORPUS, RELEASE) for r in read_corpus(folder) if r.kind == HARMLESS]
    assert len(turns) >= 2_400
    assert not any(r.acts or r.branch for r in turns)
    trigrams = []
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, turn in enumerate(turns):
        said = re.findall(r"[\w']+", turn.text.casefold())
        trigrams.append({tuple(said[at : at + 3]) for at in range(len(said) - 2)})
        for three in trigrams[-1]:
            holders[three].append(n)
    shared = Counter((a, b) for each in holders.values() for a in each for b in each if a < b)
    alike = [(a, b) for (a, b), n in shared.items() if 2 * n > min(len(trigrams[a]), len(trigrams[b]))]
    assert [(turns[a].id, turns[b].id) for a, b in alike] == []
