"""Slips, what-ifs, drills, rewrites and what is read back of a debrief."""

from pathlib import Path

from tests.clocks import SetClock
from tests.practice.test_debrief import played, told
from trainer.analysis.judgement import CostLabel
from trainer.grading.model import Abstained, Graded, Match
from trainer.grading.situation import in_run
from trainer.practice.debrief_events import disputes, is_open, regrade, rewrites, second_receipt
from trainer.practice.slips import course, drill, fresh_variant, label_of_last, learned_line, slips, what_if
from trainer.records.attempt import Afterwards
from trainer.records.header import Part
from trainer.records.record import read_record
from trainer.records.writer import JournalWriter


def graded(words: str, response: str | None) -> Graded:
    return Graded(words, "test", match=Match(response, response, 1.0))


def test_what_one_was_sure_of_is_practised_first() -> None:
    assert [line.scene for line in slips(told("chat", "shrug").decisions)] == ["counter", "gate"]
    assert [line.scene for line in slips(told("chat", "sure=4", "shrug").decisions)] == ["gate", "counter"]
    assert slips(told("check", "help").decisions) == ()


def test_the_last_place_of_the_course_is_the_dearest_slip_in_other_clothes() -> None:
    record = played("chat", "shrug")
    places = course(record, told("chat", "shrug").decisions, ["one"])
    assert [(p.line.scene, p.variant, p.name) for p in places] == [
        ("counter", "one", "slip 1 of 2"),
        ("gate", "one", "slip 2 of 2"),
        ("gate", "two", "one of them again, with other people"),
    ]
    assert course(record, told("check", "help").decisions, []) == ()


def test_a_variant_never_seen_goes_before_one_seen_long_ago() -> None:
    record = played("chat", "shrug")
    assert fresh_variant(record, []) == "two"
    assert fresh_variant(record, ["one", "two"]) == "two"


def test_a_what_if_keeps_what_was_before_and_a_drill_in_another_variant_drops_own_words() -> None:
    record = played("chat", "shrug")
    parent = what_if(record, 1)
    assert (parent.part, parent.attempt) == (Part.WHAT_IF, record.header.attempt)
    assert [r.response for r in parent.replies] == ["chat"]
    assert [r.words for r in drill(record, 1, "two").replies] == [""]


def test_a_drill_begins_in_its_place_and_its_reply_has_a_label() -> None:
    record = played("chat", "shrug")
    again = played("help", parent=drill(record, 1, "one"))
    assert again.run.steps[0].response.id == "chat"
    assert label_of_last(again.run, record) is CostLabel.BEST
    assert "1 of 2" in learned_line(1, 2)
    assert "one anew" in learned_line(3, 2)


def test_words_written_anew_are_worth_what_they_would_have_been_taken_for() -> None:
    record = played("chat", "shrug")
    assert in_run(record.run.back_to(0)).said == ("To Dulles, please.",)
    found = regrade(record, 0, graded("Dulles?", "check"))
    assert found.judged
    assert (found.judged.label, found.judged.cost) == (CostLabel.BEST, 0)
    assert regrade(record, 0, graded("Hm", None)).judged is None
    assert regrade(record, 0, graded("Hm", "gone")).judged is None


def test_what_was_said_in_a_debrief_is_read_back_and_closed() -> None:
    record = played("chat", "shrug")
    with Afterwards.open(JournalWriter.reopen(record.path, SetClock())) as after:
        after.rewrite(0, "counter", "Dulles?", Graded("Dulles?", "test", abstained=Abstained.UNRECOGNISED))
        after.dispute(0, "counter", "demo.care", "no")
        after.dispute(0, "counter", "demo.care", "yes")
        after.dispute(9, "nowhere", "demo.care")
    events = read_record(record.path).events
    assert [(r.number, r.words) for r in rewrites(events, 2)] == [(0, "Dulles?")]
    assert [(d.about, d.reason) for d in disputes(events, 2)] == [("demo.care", "yes")]
    assert is_open(events)
    assert second_receipt(events) == ""
    with Afterwards.open(JournalWriter.reopen(record.path, SetClock())) as after:
        closing = after.close_debrief()
    closed = read_record(record.path)
    assert not is_open(closed.events)
    assert second_receipt(closed.events) == closing
    assert closed.receipt == record.receipt
    assert closed.closed


def test_a_grade_in_a_rewrite_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    from dataclasses import replace

    from trainer.records.event import Kind

    record = played("chat", "shrug")
    odd = replace(record.events[-1], kind=Kind.REWRITE, data={"number": 0, "words": "x", "grade": {"acts": 3}})
    assert [r.graded for r in rewrites((odd,), 2)] == [None]
    assert rewrites((replace(odd, data={"number": True}),), 2) == ()
    assert tmp_path
