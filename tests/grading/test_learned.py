"""The learned weights: they fit their texts, score the same everywhere, explain themselves and bear junk."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from trainer.grading.cues.fire import CueContext, fire
from trainer.grading.dimensions import dimension_of, dimensions, verdicts
from trainer.grading.language.words import read_words
from trainer.grading.learned.weights import ACTS as OF_ACTS
from trainer.grading.learned.weights import (
    ANY_HARM,
    HARMS,
    WHOLE_REPLY,
    Scored,
    bounds,
    is_known,
    packed,
    score,
    unpacked,
    weights,
)
from trainer.grading.training import learn
from trainer.grading.training.corpus import CorpusError, read_corpus

PARCEL = CueContext(("My parcel never came and I waited in from eight till four.",))
KIND = "I'm so sorry about that, you waited in all day. I'll ring the depot now and bring it round by four o'clock."


ACTS = learn.read_acts()


def scored(text: str, context: CueContext = PARCEL) -> list[Scored]:
    words = read_words(text)
    return score(words, fire(ACTS, words, context), context)


def likely(text: str) -> set[str]:
    return {s.act for s in scored(text) if s.probability >= bounds(s.act).likely}


def test_the_weights_were_learned_from_the_texts_as_they_are() -> None:
    again = 'learn them again with "python -m trainer.grading.training.learn"'
    for name in (OF_ACTS, HARMS):
        found = weights(name).fingerprint
        assert found == learn.fingerprint(), f"The corpus, the acts file or the features changed: {again}"


def test_every_act_of_the_dimensions_was_learned() -> None:
    assert weights().acts == tuple(dimension_of())
    assert weights(HARMS).acts == (*dimension_of(), ANY_HARM)
    assert all(len(weights(name).bias) == 2 * len(weights(name).acts) for name in (OF_ACTS, HARMS))
    assert all(0 < bounds(act).possible < bounds(act).likely <= bounds(act).sure <= 1 for act in dimension_of())


def test_weights_of_harm_speak_of_harm_only_and_see_no_names() -> None:
    harming = {act for act, (_, verdict) in dimension_of().items() if verdict == "violated"}
    assert weights(HARMS).judged == harming | {ANY_HARM}

    def heard(name: str) -> list[tuple[str, float]]:
        words = read_words(f"Take it up with {name}, it's not my department.")
        return [(s.act, s.probability) for s in score(words, fire(ACTS, words, PARCEL), PARCEL, HARMS)]

    assert heard("Adeyemi") == heard("Kowalczyk") != []
    assert {act for act, _ in heard("Adeyemi")} <= weights(HARMS).judged


def test_a_kind_reply_and_a_cold_one_are_told_apart() -> None:
    assert {"apologises", "owns-it", "offers-fix"} <= likely(KIND)
    cold = likely("That's not my department. You'll have to call head office.")
    assert cold & {"not-my-job", "sends-away"}
    assert not cold & {"apologises", "owns-it", "offers-fix"}


def test_scoring_gives_the_same_result_twice() -> None:
    assert scored(KIND) == scored(KIND)


def test_an_act_points_to_its_words_and_says_why() -> None:
    sorry = next(s for s in scored(KIND) if s.act == "apologises")
    assert "sorry" in KIND[sorry.start : sorry.end]
    assert read_words(KIND).clauses[sorry.clause].start <= sorry.start
    assert any("sorry" in reason for reason in sorry.because)
    assert sorry.rule == ", ".join(sorry.because)


def test_a_personal_reply_is_told_from_the_whole() -> None:
    personal = next(s for s in scored(KIND) if s.act == "personal")
    assert (personal.clause, personal.start, personal.end) == (WHOLE_REPLY, 0, len(KIND) - 1)


def test_the_likeliest_comes_first_and_all_are_chances() -> None:
    chances = [s.probability for s in scored(KIND)]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < chance < 1 for chance in chances)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "\x00\x1b[31m",
        "e\u0301" * 2000,
        "z" * 4000,
        "sorry " * 660,
        "שלום " * 800,
        "a, " * 1300,
        "😀" * 900,
    ],
)
def test_junk_is_borne(text: str) -> None:
    words = read_words(text)
    began = time.perf_counter()
    found = score(words, [], PARCEL)
    assert time.perf_counter() - began < 0.5
    assert all(0 <= s.start <= s.end <= len(text) and 0 <= s.probability <= 1 for s in found)


def test_nothing_is_found_in_nothing() -> None:
    assert scored("") == []


def test_words_of_the_corpus_are_known() -> None:
    assert is_known("sorry")
    assert not is_known("hjklhjkl")


def test_scoring_needs_no_numpy() -> None:
    code = (
        "import sys; from trainer.grading.learned.weights import score;"
        "from trainer.grading.language.words import read_words;"
        "from trainer.grading.cues.fire import CueContext; score(read_words('Sorry, I will call.'), [], CueContext());"
        "sys.exit(any(m in sys.modules for m in ('numpy', 'sklearn', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_packed_weights_come_back() -> None:
    wide = unpacked(packed([-3, 0, 250]))
    assert [int.from_bytes(wide[n : n + 4], "little") - 32_768 for n in (0, 4, 8)] == [-3, 0, 250]


def test_learning_twice_gives_the_same_weights() -> None:
    pytest.importorskip("sklearn")
    from trainer.grading.training.heads import learn as learn_heads
    from trainer.grading.training.rows import labelled_row, read_kinds

    replies = [reply for reply in read_corpus() if reply.file == "first.replies.jsonl"]
    rows = [labelled_row(reply, None, read_kinds()) for reply in replies]
    acts = ("apologises", "owns-it", "refuses")
    folds = [n % 2 for n, _ in enumerate(rows)]
    first, second = learn_heads(rows, acts, folds), learn_heads(rows, acts, folds)
    assert (first.weights, first.bias, first.second, first.bounds) == (
        second.weights, second.bias, second.second, second.bounds
    )  # fmt: skip


def test_a_violation_dominates() -> None:
    found = verdicts(["apologises", "fauxpology", "thanks"])
    assert (found["apology"], found["courtesy"], found["listening"]) == ("violated", "met", "missed")
    assert len(dimensions()) == 11


def test_the_corpus_labels_words_that_are_there() -> None:
    acts = set(dimension_of())
    for reply in read_corpus():
        assert reply.acts <= acts, reply.id
        assert reply.branch is None or reply.branch in reply.situation.responses, reply.id
        assert all(0 <= shown.start <= shown.end <= len(reply.text) for shown in reply.shown), reply.id


def test_a_quote_that_is_not_in_the_reply_is_refused(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "x.situations.yaml").write_text("- {id: s, situation: S, customer: C, responses: {}}\n")
    (folder / "x.replies.jsonl").write_text(
        '{"id": "1", "situation": "s", "text": "Yes.", "branch": null, "acts": [["thanks", "Ta"]], "flags": []}\n'
    )
    with pytest.raises(CorpusError, match=r"x\.replies\.jsonl line 1"):
        read_corpus(folder)
