"""The grader as it ships, for tests: made once, since it takes a moment."""

from __future__ import annotations

from functools import cache

from tests.scenarios import LIBRARY
from trainer.grading.grader import Grader, grader_for
from trainer.grading.model import Candidate, Graded, Situation
from trainer.scenario.library import acts_in
from trainer.scenario.model import Detail

SAID = "My plans changed. Can I swap this ticket and fly to Washington Dulles?"
CITY = Detail("Washington Dulles", ("Dulles", "IAD"), "Dallas")
SITUATION = Situation(
    said=(SAID,),
    details={"city": CITY},
    candidates=(
        Candidate("say-it-back", "Good morning, and thanks for waiting. Dulles: did I get that right?", quality=3.5),
        Candidate("house-rules", "Tickets cannot be changed at the counter. That is the rule.", quality=0.5),
    ),
)


@cache
def shipped() -> Grader:
    """The grader of English."""
    found = grader_for("en", acts_in([LIBRARY]))
    assert found is not None
    return found


def graded(text: str, situation: Situation = SITUATION) -> Graded:
    return shipped().grade(text, situation)


def acts(text: str, situation: Situation = SITUATION) -> set[str]:
    """The acts that count."""
    return {m.act for m in graded(text, situation).acts if m.sure.scores}
