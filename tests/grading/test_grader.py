"""The embedded grader as a whole: acts, evidence, abstentions, the nearest reply, bad input."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grading.shipped import SITUATION, acts, graded, shipped
from trainer.grading.dimensions import dimension_of, dimensions, verdicts
from trainer.grading.model import Abstained, Candidate, Exemplar, Situation, grade_from_data, grade_to_data
from trainer.principles.acts import Cue


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("I'm so sorry about this.", "apologises"),
        ("Good morning! Thank you for waiting.", "greets"),
        ("Dulles in Virginia, is that right?", "checks-detail"),
        ("That's not my department.", "not-my-job"),
        ("I'm sorry you feel that way.", "fauxpology"),
        ("Our policy says no changes.", "policy-shield"),
        ("I guarantee you'll be on it, no matter what.", "over-promises"),
        ("Calm down, madam.", "defends"),
    ],
)
def test_what_nobody_would_dispute_is_heard(text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("I'm not sorry at all.", "apologises"),
        ('He told me "that is not my job" and I told him it is ours.', "not-my-job"),
        ("I'm sorry to hear that.", "apologises"),
        ("Certainly, one moment please.", "over-promises"),
        ("The gents is on the left.", "refuses"),
    ],
)
def test_words_of_an_act_without_the_act_are_not_taken_for_it(text: str, act: str) -> None:
    assert act not in acts(text)


def test_evidence_is_a_place_in_the_words_and_has_a_rule() -> None:
    text = "Good morning. I'm sorry, let me look at that for you."
    marks = graded(text).acts
    assert marks
    for mark in marks:
        for piece in mark.evidence:
            assert text[piece.start : piece.end] == piece.text != ""
            assert piece.rule


def test_courtesy_pasted_after_a_violation_leaves_it() -> None:
    rude = "That's not my job. Step aside."
    assert acts(rude) & {"not-my-job", "dismisses"} <= acts(rude + " Thank you so much, and have a lovely day.")


def test_a_list_of_the_right_words_earns_nothing() -> None:
    found = graded("apologize listen thank you own it solution twenty minutes confirm follow up")
    assert found.abstained is Abstained.STUFFED
    assert "met" not in verdicts(m.act for m in found.acts).values()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Abstained.EMPTY),
        ("  \n ", Abstained.EMPTY),
        ("?!", Abstained.EMPTY),
        ("hjkl hjkl 12", Abstained.GIBBERISH),
        ("zzz zzz zzz", Abstained.GIBBERISH),
        ("x" * 4000, Abstained.GIBBERISH),
        ("jjjjjjj ;;;; kk", Abstained.GIBBERISH),
        ("???? xx", Abstained.GIBBERISH),
        ("asdf asdf", Abstained.GIBBERISH),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", Abstained.GIBBERISH),
        ("Lei vuole andare a London Heathrow, giusto?", Abstained.LANGUAGE),
        ("Buongiorno! Un attimo, controllo il volo per Washington Dulles.", Abstained.LANGUAGE),
        ("Mi dispiace molto, controllo subito il suo conto.", Abstained.LANGUAGE),
        ("Entschuldigung, ich nehme den Betrag sofort von der Rechnung.", Abstained.LANGUAGE),
        ("Извините, пожалуйста, я сейчас проверю.", Abstained.LANGUAGE),
        ("申し訳ございません、すぐに確認いたします。", Abstained.LANGUAGE),
        ("أنا آسف جدا، سأتحقق من ذلك الآن", Abstained.LANGUAGE),
    ],
)
def test_what_cannot_be_graded_is_named(text: str, why: Abstained) -> None:
    found = graded(text)
    assert (found.abstained, found.acts) == (why, ())
    assert found.note


@pytest.mark.parametrize(
    "text",
    [
        "D.C., sure. Boom.",
        "M6 or M8?",
        "Thx xx",
        "kk",
        "To Los Angeles or to Las Vegas?",
        "J. J. Smythe, NW3?",
        "No, no.",
    ],
)
def test_names_codes_and_kisses_are_no_noise_and_no_other_language(text: str) -> None:
    assert graded(text).abstained not in (Abstained.GIBBERISH, Abstained.LANGUAGE)


def test_a_reply_in_nearly_an_option_s_own_words_is_that_option() -> None:
    options = (Candidate("lady", "Would you let this lady go in front of you?"), Candidate("wait", "Wait your turn."))
    found = graded("Would you let this lady go first, in front?", Situation(candidates=options)).match
    assert found.response == "lady"


def test_between_options_that_the_customer_answers_alike_nobody_is_asked() -> None:
    words = "Let me see what I can do for you with that ticket."

    def options(reactions: tuple[str, str]) -> Situation:
        texts = ("I'll see what can be done with it.", "Let us find a way with your ticket.")
        return Situation(
            candidates=tuple(
                Candidate(r + str(n), t, reaction=r) for n, (r, t) in enumerate(zip(reactions, texts, strict=True))
            )
        )

    apart, alike = graded(words, options(("a", "b"))).match, graded(words, options(("a", "a"))).match
    assert alike.likeness == apart.likeness
    assert alike.response is not None


def test_an_authored_reply_given_back_counts_as_a_choice() -> None:
    found = graded("good morning, and thanks for waiting. dulles: did i get that right")
    assert found.abstained is Abstained.COPIED
    assert found.match.response == "say-it-back"


def test_a_sentence_in_which_nothing_is_recognised_is_named_and_not_failed() -> None:
    found = graded("The pelican brief was a decent film in its day.")
    assert found.abstained is Abstained.UNRECOGNISED
    assert found.note
    assert "violated" not in verdicts(m.act for m in found.acts if m.sure.scores).values()


def test_words_are_matched_by_what_they_do() -> None:
    assert graded("Hello! Washington Dulles, did I hear that right?").match.nearest == "say-it-back"
    assert graded("Can't change tickets here, them's the rules.").match.nearest == "house-rules"


def test_a_scene_s_own_cue_is_taken_at_its_word() -> None:
    situation = Situation(SITUATION.said, cues={"foresees-need": (Cue("brolly"),)})
    assert "foresees-need" in acts("Take a brolly, you might want one over there.", situation)


def test_an_example_teaches_replies_like_it() -> None:
    taught = Situation(exemplars=(Exemplar("The kettle is on and the biscuits are out.", ("kind-word",), ("rude",)),))
    assert "kind-word" in acts("The kettle's on, and the biscuits are out!", taught)


def test_every_act_has_its_dimension_and_every_dimension_its_acts() -> None:
    assert set(dimension_of()) == set(shipped().acts.acts)
    assert len(dimensions()) == 11
    assert {a for a, (_, verdict) in dimension_of().items() if verdict == "violated"} == shipped().harming


def test_a_grade_reads_back_as_it_was() -> None:
    found = graded("I'm sorry, that's not my job. Dulles, right?")
    back = grade_from_data(grade_to_data(found), found.words)
    assert [m.act for m in back.acts] == [m.act for m in found.acts]
    assert grade_to_data(back) == grade_to_data(found)


ODD = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\u0301\u202e\u200f\u0000\x1b\t\n'\"“”?!.,-"),
        st.sampled_from("aeiou not sorry will you "),
    ),
    max_size=300,
)


@settings(max_examples=150)
@given(ODD)
def test_no_words_are_too_odd(text: str) -> None:
    found = graded(text)
    for mark in found.acts:
        assert 0.0 <= mark.confidence <= 1.0
        assert all(text[e.start : e.end] == e.text for e in mark.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "\u0301" * 4000,
        "\u202e" * 100 + "sorry",
        "i " * 2000,
        "(" * 4000,
        "sorry " * 800,
        ("I am sorry, I will fix it in ten minutes. " * 120)[:4000],
        unicodedata.normalize("NFD", "désolé " * 500),
    ],
)
def test_long_and_strange_words_are_graded_or_named(text: str) -> None:
    found = graded(text)
    assert found.abstained is not None or found.acts


def test_what_is_longer_than_a_reply_is_cut() -> None:
    assert len(graded("I am sorry. " * 1000).words) == 4000
