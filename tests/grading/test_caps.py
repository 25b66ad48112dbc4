"""What the words allow on each principle."""

from trainer.grading.caps import caps
from trainer.grading.model import Abstained, ActMark, Evidence, Graded, Sure
from trainer.principles.frameworks import Principle


def principle(name: str, honoured: tuple[str, ...] = (), broken: tuple[str, ...] = ()) -> Principle:
    return Principle(f"f.{name}", name, "", (), (), "", honoured_by=honoured, broken_by=broken)


def mark(act: str, sure: Sure = Sure.SURE, *, harms: bool = False) -> ActMark:
    return ActMark(act, harms, sure, 0.9, (Evidence(0, 1, "x", "cue"),))


OWN_IT = principle("own-it", ("owns-it",), ("not-my-job",))
LISTEN = principle("listen", ("restates",), ("argues",))


def allowed(
    *marks: ActMark,
    expects: tuple[str, ...] = (),
    why: Abstained | None = None,
    unshown: tuple[str, ...] = (),
) -> dict[str, int]:
    graded = Graded("x", "g", marks, why, unshown={"other": unshown})
    return {cap.principle: cap.level for cap in caps(graded, expects, [OWN_IT, LISTEN], "other")}


def test_a_harmful_act_makes_its_principle_violated_and_no_other() -> None:
    assert allowed(mark("not-my-job", harms=True)) == {"f.own-it": 0}


def test_what_is_only_possible_costs_nothing() -> None:
    assert allowed(mark("not-my-job", Sure.POSSIBLE, harms=True)) == {}


def test_an_expected_act_that_is_missing_allows_average() -> None:
    assert allowed(expects=("owns-it",)) == {"f.own-it": 2}


def test_an_expected_act_that_is_possible_is_not_called_missing() -> None:
    assert allowed(mark("owns-it", Sure.POSSIBLE), expects=("owns-it",)) == {}


def test_likely_harm_costs_nothing() -> None:
    assert allowed(mark("not-my-job", Sure.LIKELY, harms=True)) == {}


def test_what_the_reply_it_is_taken_for_lacks_too_costs_nothing() -> None:
    assert allowed(expects=("owns-it", "restates"), unshown=("owns-it",)) == {"f.listen": 2}


def test_an_act_that_is_not_expected_is_not_missed() -> None:
    assert allowed() == {}


def test_words_that_could_not_be_graded_cost_nothing() -> None:
    for why in (Abstained.GIBBERISH, Abstained.LANGUAGE, Abstained.COPIED, Abstained.STUFFED, Abstained.UNRECOGNISED):
        assert allowed(expects=("owns-it",), why=why) == {}


def test_harm_outweighs_what_is_missing() -> None:
    assert allowed(mark("not-my-job", harms=True), expects=("owns-it", "restates")) == {"f.own-it": 0, "f.listen": 2}
