"""A line of a consequence is told only where the words did what it answers; what was chosen did it always."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.clocks import SetClock
from tests.scenarios import SMALL, load, playable
from trainer.grading.model import Abstained, ActMark, Evidence, Graded, Match, Sure, acts_of_reply
from trainer.play import narration
from trainer.play.run import Reply, Run, begin
from trainer.records.attempt import Attempt, Setup
from trainer.records.header import Mode, Parent, Part
from trainer.records.record import replayed
from trainer.records.storage import MemoryStorage
from trainer.scenario.write_scenario import write_scenario

LINE = """\
          - guest: |
              Yes. I am {{ patience }}.
"""
ANSWERING = SMALL.replace(
    LINE,
    """\
          - guest: |
              {{ city }}. Thanks for asking, I am {{ patience }}.
            answers: [checks-detail, restates]
            else: |
              {{ city }}, mind.
          - guest: |
              And thank you for the kind word.
            when: patience >= 1
            answers: [kind-word]
          - guest: |
              Never told.
            when: patience <= 0
            answers: [greets]
            else: |
              Never told either.
""",
)
PLAYABLE = playable(ANSWERING)
ASKED, KIND, ELSE = (
    "Dulles. Thanks for asking, I am short.",
    "And thank you for the kind word.",
    "Dulles, mind.",
)


def mark(act: str, sure: Sure = Sure.SURE) -> ActMark:
    return ActMark(act, False, sure, 0.9, (Evidence(0, 5, "Words", ""),))


def graded(*acts: ActMark, abstained: Abstained | None = None, nearest: str = "check") -> Graded:
    return Graded("Words", "g/1", acts, abstained, match=Match(nearest, nearest, 0.9))


def after(reply: Reply) -> list[str]:
    run = begin(PLAYABLE.machine, PLAYABLE.scenario.variants["one"], 1).answer(reply)
    return told(run)


def told(run: Run) -> list[str]:
    return [u.text for u in narration.consequence(run, run.steps[0])]


def test_an_option_that_was_chosen_is_answered_in_full() -> None:
    assert after(Reply("check")) == [ASKED, KIND]


def test_typed_words_are_answered_by_what_was_heard_in_them() -> None:
    assert after(Reply("check", "Words", acts=("restates",))) == [ASKED]
    assert after(Reply("check", "Words", acts=("kind-word",))) == [ELSE, KIND]
    assert after(Reply("check", "Words", acts=())) == [ELSE]


@given(st.sets(st.sampled_from(["checks-detail", "restates", "kind-word", "greets", "rude"])))
def test_words_change_what_is_said_and_nothing_that_follows(acts: set[str]) -> None:
    run = begin(PLAYABLE.machine, PLAYABLE.scenario.variants["two"], 1)
    chosen, typed = run.answer(Reply("check")), run.answer(Reply("check", "Words", acts=tuple(sorted(acts))))
    assert (typed.state, typed.steps[0].levels) == (chosen.state, chosen.steps[0].levels)
    assert [u.voice for u in narration.onward(typed, typed.steps[0])] == [
        u.voice for u in narration.onward(chosen, chosen.steps[0])
    ]


def test_only_what_is_sure_is_answered() -> None:
    found = graded(mark("thanks"), mark("greets", Sure.LIKELY), mark("restates", Sure.POSSIBLE))
    assert acts_of_reply("check", "Words", found) == ("thanks",)
    before = replace(found, grader="cues+ngrams/1 english:cd10847a6e84")
    assert acts_of_reply("check", "Words", before) == ("thanks", "greets")
    assert acts_of_reply("check", "Words", None) == ()
    assert acts_of_reply("check", "", None) is None


def test_a_copy_of_an_option_is_that_option_and_of_no_other() -> None:
    copy = graded(abstained=Abstained.COPIED)
    assert acts_of_reply("check", "Words", copy) is None
    assert acts_of_reply("chat", "Words", copy) == ()
    assert acts_of_reply("check", "Words", graded(abstained=Abstained.UNRECOGNISED)) == ()


def begun(storage: MemoryStorage, clock: SetClock, parent: Parent | None = None) -> Attempt:
    return Attempt.begin(storage, PLAYABLE, Setup("one", 1, Mode.COACH, "t-1", "test", parent=parent), clock)


def test_a_record_tells_what_was_told_and_so_do_what_comes_after_it() -> None:
    clock = SetClock()
    for grade in (graded(mark("kind-word")), graded(), graded(abstained=Abstained.COPIED), None):
        storage = MemoryStorage(clock)
        attempt = begun(storage, clock)
        attempt.answer("check", "Words", grade)
        then = told(attempt.run)
        assert then == (
            [ASKED, KIND] if grade and grade.abstained else [ELSE, KIND] if grade and grade.acts else [ELSE]
        )
        record = attempt.record()
        assert told(record.run) == then
        resumed = Attempt.resume(storage.reopen(attempt.path))
        assert told(resumed.run) == then
        other = MemoryStorage(clock)
        part = begun(other, clock, Parent(Part.WHAT_IF, "a-1", (record.run.steps[0].reply,)))
        assert told(part.run) == then
        assert told(replayed(other.reopen(part.path).read()).run) == then


def test_an_author_reads_the_line_back_and_it_is_written_as_it_was() -> None:
    assert load(ANSWERING).findings == []
    scenario = PLAYABLE.scenario
    again = load(write_scenario(scenario)).scenario
    assert again is not None
    assert again.scenes == scenario.scenes
    line = scenario.scenes["counter"].decision.responses[0].then[0]  # type: ignore[union-attr]
    assert (line.answers, line.otherwise and line.otherwise.source) == (
        ("checks-detail", "restates"),
        "{{ city }}, mind.",
    )


def test_a_member_of_the_cast_may_be_called_else_as_before() -> None:
    text = SMALL.replace("  guest: {name", "  else: {name: Elsa}\n  guest: {name").replace(
        "- guest: |\n              Yes.", "- else: |\n              Yes."
    )
    found = load(text).scenario
    assert found is not None
    assert found.scenes["counter"].decision.responses[0].then[0].speaker == "else"  # type: ignore[union-attr]
