"""The one fold over a journal's events."""

from pathlib import Path

from tests.output.attempts import played
from trainer.records.decisions import TakenBack, fold
from trainer.records.event import JSON, Event, Kind


def event(kind: Kind, mono: float = 0.0, **data: JSON) -> Event:
    return Event(9, kind, "", mono, data, "", "")


def test_unmatched_words_belong_to_the_decision_they_were_said_at(tmp_path: Path) -> None:
    record = played(tmp_path, ["?what now", "check", "?and now", "leave"])
    assert list(record.log.unmatched()) == [(0, "what now"), (1, "and now")]


def test_those_of_a_decision_that_was_taken_back_are_left_out(tmp_path: Path) -> None:
    record = played(tmp_path, ["check", "?gone", "back", "?here", "chat"])
    assert list(record.log.unmatched()) == [(0, "here")]


def test_confidence_belongs_to_the_reply_it_was_asked_with() -> None:
    before = [
        event(Kind.CONFIDENCE, scene="a", level=3),
        event(Kind.CONFIDENCE, scene="a", level=4),
        event(Kind.REPLY, scene="a", response="x"),
        event(Kind.REPLY, scene="b", response="x"),
        event(Kind.CONFIDENCE, scene="b", level=2),
        event(Kind.TIMEOUT, scene="b", response="timeout"),
    ]

    def levels(events: list[Event]) -> list[int | None]:
        return [one.confidence for one in fold(events).given]

    assert levels(before) == [4, None, 2]
    again = [event(Kind.REWIND, to=1), event(Kind.REPLY, scene="b", response="y")]
    assert levels([*before, *again]) == [4, None]
    nonsense = [event(Kind.CONFIDENCE, scene="a", level=level) for level in ("4", 9, None)]
    assert levels([*nonsense, event(Kind.REPLY, scene="a", response="x")]) == [None]


def test_what_happened_at_decisions_that_were_undone_stays_with_what_was_taken_back() -> None:
    log = fold(
        [
            event(Kind.ASKED, scene="a", words="first"),
            event(Kind.REPLY, scene="a", response="x"),
            event(Kind.DRAFT, scene="b", words="second"),
            event(Kind.REPLY, scene="b", response="y"),
            event(Kind.PAUSE),
            event(Kind.REWIND, to=0),
            event(Kind.DRAFT, scene="a", words="third"),
        ]
    )
    assert (log.given, log.taken_back) == ((), 2)
    assert (log.open.none_of_these, log.open.draft) == (False, "third")
    asked, back, draft = log.open.notes
    assert isinstance(asked, Event)
    assert isinstance(draft, Event)
    assert (asked.kind, draft.data["words"]) == (Kind.ASKED, "third")
    assert isinstance(back, TakenBack)
    assert ([r.response for r in back.replies], back.to) == (["x", "y"], 0)
    assert [n.kind for n in back.notes if isinstance(n, Event)] == [Kind.DRAFT, Kind.PAUSE]


def test_a_rewind_that_makes_no_sense_takes_back_what_it_can() -> None:
    replies = [event(Kind.REPLY, scene="a", response=r) for r in "xy"]
    for to, left in ((99, 0), (-1, 0), (None, 0), (2, 2), (5, 2)):
        assert len(fold([*replies, event(Kind.REWIND, to=to)]).given) == left
    assert fold([event(Kind.REWIND, to=0)]).taken_back == 0


def test_how_long_a_reply_took_is_known_from_when_it_was_shown_in_the_same_sitting() -> None:
    log = fold(
        [
            event(Kind.SHOWN, 1.0),
            event(Kind.REPLY, 4.5, response="x"),
            event(Kind.SHOWN, 5.0),
            event(Kind.RESUME, 6.0),
            event(Kind.REPLY, 9.0, response="y"),
        ]
    )
    assert [one.seconds for one in log.given] == [3.5, None]
