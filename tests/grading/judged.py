"""A reply, its embedded grade, and what judges on this machine make of it."""

from __future__ import annotations

from contextlib import ExitStack

import httpx2

from tests.grading.judge_servers import ACTS, Play, serving
from trainer.grading.judge.client import Judge
from trainer.grading.judge.judges import Judges
from trainer.grading.model import ActMark, Evidence, Graded, Situation, Sure
from trainer.scenario.model import Detail

assert httpx2.__version__, "imported here, so that no test's time has its import in it"

WORDS = "I am so sorry about that.\nYou will have  a new bag by noon, thank you for waiting."
SITUATION = Situation(
    said=("My bag went to Dulles!",), details={"airport": Detail("Dallas", ("DFW",), "Dulles")}, expects=("apologises",)
)


def mark(act: str, sure: Sure, quote: str, confidence: float = 0.9) -> ActMark:
    start = WORDS.index(quote)
    evidence = Evidence(start, start + len(quote), quote, "a cue")
    return ActMark(act, ACTS.acts[act].harms, sure, confidence, (evidence,))


EMBEDDED = Graded(WORDS, "cues/1", (mark("thanks", Sure.SURE, "thank you"),))


def judged(play: Play, graded: Graded = EMBEDDED, words: str = WORDS) -> Graded:
    with serving(play) as server:
        return Judges([Judge(server.url, "m", seconds=20)]).judge(graded, words, SITUATION, ACTS)


def majority(*plays: Play, graded: Graded = EMBEDDED) -> Graded:
    """What several judges make of the reply, each on a server of its own."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(play)) for play in plays]
        judges = [Judge(s.url, f"m{i}", seconds=20) for i, s in enumerate(servers)]
        return Judges(judges).judge(graded, WORDS, SITUATION, ACTS)


def stands(graded: Graded, why: str) -> None:
    """The embedded marks are as they were, and both the trainee and the record are told why."""
    assert graded.acts == EMBEDDED.acts
    assert graded.note.endswith("; the marks of the embedded grader stand.")
    assert why in graded.note
    assert graded.grader.startswith("cues/1 + judge/1 [m@127.0.0.1:")
    assert why in graded.grader
