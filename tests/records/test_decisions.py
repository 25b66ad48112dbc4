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
    assert (log.open.refused, log.open.draft) == (0, "third")
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


MATCHED: dict[str, JSON] = {"words": "Dulles", "matched": "chat", "similarity": 0.9}


def reply(response: str = "chat", **data: JSON) -> Event:
    return Event(9, Kind.REPLY, "", 0.0, {"scene": "a", "response": response, "words": "Dulles", **data}, "", "")


def corrected(became: JSON, **data: JSON) -> Event:
    held: dict[str, JSON] = {"number": 0, "scene": "a", "became": became, "after": True, **MATCHED, **data}
    return Event(9, Kind.CORRECTION, "", 0.0, held, "", "")


def test_a_reply_that_was_corrected_is_open_again_and_nothing_was_taken_back() -> None:
    for became, refused, draft in (("response", 0, "Dulles"), ("again", 0, "Dulles"), ("none", 1, "")):
        log = fold([reply(), event(Kind.PAUSE), corrected(became, response="check")])
        assert (log.given, log.taken_back) == ((), 0)
        assert (log.open.refused, log.open.draft) == (refused, draft)
        assert [n.kind for n in log.open.notes if isinstance(n, Event)] == [Kind.PAUSE, Kind.CORRECTION]
        (found,) = log.corrections()
        assert (found[0], found[1].became.value, found[1].likeness) == (0, became, 0.9)
        after = fold([reply(), corrected(became, response="check"), reply("check")])
        assert [one.reply.response for one in after.given] == ["check"]
        assert after.given[0].correction == found[1]


def test_a_correction_before_the_reply_belongs_to_the_reply_that_follows() -> None:
    log = fold([corrected("response", response="check", after=False), reply("check")])
    (given,) = log.given
    assert given.correction
    assert (given.correction.response, given.correction.after, given.reply.rated) == ("check", False, True)


def test_a_correction_that_stands_leaves_the_reply_and_has_it_not_rated() -> None:
    log = fold(
        [reply(), corrected("response", response="check", stands=True), event(Kind.REPLY, scene="b", response="y")]
    )
    first, second = log.given
    assert (first.reply.response, first.reply.rated, second.reply.rated) == ("chat", False, True)
    assert first.correction
    assert first.correction.stands
    assert second.correction is None


def test_a_correction_that_makes_no_sense_changes_nothing() -> None:
    nonsense = [
        corrected("nothing"),
        corrected("none", number=1),
        corrected("none", number=None),
        corrected("none", similarity="much"),
        corrected([]),
    ]
    for one in nonsense:
        log = fold([reply(), one])
        assert [g.reply.response for g in log.given] == ["chat"]
        assert list(log.corrections()) == []
        assert log.open.notes == ()
    assert fold([corrected("none")]).given == ()
    twice = fold([reply(), corrected("response", response="x"), reply("x"), corrected("none")])
    assert [g.reply.response for g in twice.given] == ["x"]


def test_what_is_taken_back_takes_its_correction_with_it() -> None:
    log = fold([reply(), corrected("response", response="x"), reply("x"), event(Kind.REWIND, to=0)])
    assert (list(log.corrections()), log.taken_back, log.open.correction) == ([], 1, None)
