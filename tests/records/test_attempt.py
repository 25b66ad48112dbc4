"""An attempt on disk: what is kept, what resuming finds, what reading back gives."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clocks import SetClock
from tests.scenarios import SMALL, playable
from trainer.analysis.graph import explore
from trainer.errors import UnusableInput, UsageError
from trainer.play.run import NotOffered
from trainer.records.attempt import Attempt, Setup
from trainer.records.event import Kind
from trainer.records.folder import resume_attempt, start_attempt
from trainer.records.header import Mode
from trainer.records.index import list_attempts
from trainer.records.journal import read_journal
from trainer.records.record import read_record
from trainer.records.summary import Standing, find_attempt

FOLDER = Path("kept")
ROOT = str(Path(__file__).parent.parent.parent)


def start(mode: Mode = Mode.COACH, clock: SetClock | None = None, text: str = SMALL) -> Attempt:
    setup = Setup(variant="one", seed=5, mode=mode, trainee="t-1", front="test")
    return start_attempt(FOLDER, playable(text), setup, clock or SetClock())


def kinds(attempt: Attempt) -> list[Kind]:
    return [e.kind for e in read_journal(attempt.path).events]


def test_everything_needed_to_repeat_it_is_in_the_first_event() -> None:
    with start() as attempt:
        header = read_record(attempt.path).header
    assert header.scenario.text == SMALL
    assert header.frameworks[0].id == "demo"
    assert (header.variant, header.seed, header.mode, header.trainee) == ("one", 5, Mode.COACH, "t-1")


def test_a_reply_is_on_disk_when_answer_returns() -> None:
    with start() as attempt:
        attempt.show()
        attempt.answer("check")
        event = read_journal(attempt.path).events[-1]
    assert (event.kind, event.data) == (Kind.REPLY, {"scene": "counter", "response": "check"})


def test_what_was_shown_is_kept_in_its_order_once() -> None:
    with start() as attempt:
        attempt.show()
        attempt.show()
        event = read_journal(attempt.path).events[-1]
        assert event.data["options"] == [r.id for r in attempt.run.options()]
        assert kinds(attempt) == [Kind.START, Kind.SHOWN]


def test_a_reply_that_is_not_offered_writes_nothing() -> None:
    with start() as attempt:
        with pytest.raises(NotOffered):
            attempt.answer("fly")
        assert kinds(attempt) == [Kind.START]


def test_the_end_is_recorded_with_its_verdict() -> None:
    with start() as attempt:
        attempt.answer("check")
        attempt.answer("help")
        end = read_journal(attempt.path).events[-1]
    assert end.kind is Kind.END
    assert end.data["verdict"] == "amazing"
    assert (end.data["score"], end.data["raw_score"], end.data["held_by"]) == (100, 100, None)


def test_the_start_names_the_scoring_rule_and_the_end_what_a_critical_error_held_down() -> None:
    with start() as attempt:
        attempt.answer("check")
        attempt.answer("shrug")
        first, *_, end = read_journal(attempt.path).events
    assert first.data["scoring"] == 2
    assert (end.data["score"], end.data["raw_score"], end.data["held_by"]) == (40, 66, "gate/shrug")


def test_reading_back_gives_the_run_that_was_played() -> None:
    clock = SetClock()
    with start(clock=clock) as attempt:
        attempt.show()
        clock.move(12)
        attempt.answer("chat", "Nice day")
        attempt.answer("help")
        run = attempt.run
    record = read_record(attempt.path)
    assert record.run.steps == run.steps
    assert record.ended
    assert record.given[0].seconds == 12
    assert record.given[0].reply.words == "Nice day"


def test_a_paused_attempt_goes_on_where_it_stopped() -> None:
    clock = SetClock()
    with start(clock=clock) as attempt:
        attempt.answer("chat")
        attempt.pause("half a sen")
    with resume_attempt(attempt.path, clock) as again:
        assert again.run.scene.id == "gate"
        assert read_record(again.path).log.open.draft == "half a sen"
        again.answer("help")
        assert again.ended


def test_an_attempt_that_has_ended_cannot_be_resumed() -> None:
    with start() as attempt:
        attempt.answer("grunt")
    with pytest.raises(UsageError, match="has ended"):
        resume_attempt(attempt.path, SetClock())


def test_a_crash_between_the_last_reply_and_the_end_is_made_good() -> None:
    with start() as attempt:
        attempt.answer("grunt")
    lines = attempt.path.read_bytes().splitlines(keepends=True)
    attempt.path.write_bytes(b"".join(lines[:-1]))
    with resume_attempt(attempt.path, SetClock()) as again:
        assert again.ended
    assert kinds(again)[-1] is Kind.END


def test_a_reply_taken_back_stays_visible_and_does_not_count() -> None:
    with start() as attempt:
        attempt.answer("chat")
        attempt.undo()
        attempt.answer("check")
    record = read_record(attempt.path)
    assert [g.reply.response for g in record.given] == ["check"]
    assert record.log.taken_back == 1
    assert Kind.REWIND in kinds(attempt)


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.CHECK])
def test_only_coach_mode_lets_a_reply_be_taken_back(mode: Mode) -> None:
    with start(mode) as attempt:
        attempt.answer("chat")
        with pytest.raises(UsageError):
            attempt.undo()


def test_none_of_these_is_kept_and_no_decision() -> None:
    with start() as attempt:
        attempt.none_of_these("Something else")
        once = attempt.must_choose
        attempt.none_of_these("And so on")
        twice = attempt.must_choose
        decisions = len(attempt.run.steps)
        attempt.answer("check")
        after_choosing = attempt.must_choose
    assert (once, twice, decisions, after_choosing) == (False, True, 0, False)
    events = read_journal(attempt.path).events
    assert [e.data for e in events if e.kind is Kind.ASKED] == [
        {"scene": "counter", "words": "Something else", "answer": "none"},
        {"scene": "counter", "words": "And so on", "answer": "none"},
    ]


def test_typed_words_are_harmless_on_disk() -> None:
    with start() as attempt:
        attempt.answer("check", "hi\x1b]52;c;aGk=\x07")
    assert read_record(attempt.path).given[0].reply.words == "hi␛]52;c;aGk=␇"


def test_the_text_kept_in_the_record_counts_not_todays_file() -> None:
    with start() as attempt:
        attempt.answer("check")
    assert read_record(attempt.path).playable.scenario.path == "test.yaml"


def test_a_clock_set_back_gives_no_negative_times() -> None:
    clock = SetClock()
    with start(clock=clock) as attempt:
        attempt.show()
        clock.wall -= timedelta(hours=3)
        clock.passed += 4
        attempt.answer("check")
    assert read_record(attempt.path).given[0].seconds == 4


def test_an_attempt_altered_by_hand_is_refused() -> None:
    with start() as attempt:
        attempt.answer("chat")
    data = attempt.path.read_bytes()
    attempt.path.write_bytes(data.replace(b'"response":"chat"', b'"response":"help"'))
    with pytest.raises(UnusableInput, match="damaged at line"):
        read_record(attempt.path)
    assert [a.standing for a in list_attempts(FOLDER)] == [Standing.DAMAGED]


def test_attempts_are_listed_newest_first_with_their_state() -> None:
    clock = SetClock()
    with start(clock=clock) as first:
        first.answer("grunt")
    clock.move(60)
    with start(clock=clock) as second:
        second.answer("check")
    found = list_attempts(FOLDER)
    assert [(a.attempt, a.standing) for a in found] == [
        (second.header.attempt, Standing.UNFINISHED),
        (first.header.attempt, Standing.ENDED),
    ]
    assert found[1].verdict == "not yet"


def test_an_attempt_is_found_by_the_beginning_of_its_id() -> None:
    with start() as attempt:
        pass
    assert find_attempt(FOLDER, attempt.header.attempt[:20]) == attempt.path
    with pytest.raises(UnusableInput):
        find_attempt(FOLDER, "1999")


def test_two_programs_cannot_play_one_attempt() -> None:
    with start() as attempt, pytest.raises(Exception, match="open elsewhere"):
        resume_attempt(attempt.path, SetClock())


def test_an_attempt_whose_first_line_cannot_be_kept_leaves_nothing_behind() -> None:
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from tests.records.test_attempt import start; start()"
    )
    environment = {**os.environ, "PYTHONPATH": ROOT, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, env=environment)
    assert b"NotWritable" in done.stderr
    assert list(FOLDER.glob("*.jsonl")) == []


def test_a_verdict_and_a_critical_error_do_not_need_the_worth() -> None:
    found = replace(playable(), explored=explore(playable().machine, 3))
    setup = Setup(variant="one", seed=5, mode=Mode.CHECK, trainee="t-1", front="test")
    with start_attempt(FOLDER, found, setup, SetClock()) as attempt:
        attempt.answer("check")
        attempt.answer("shrug")
    end = read_journal(attempt.path).events[-1].data
    assert (end["verdict"], end["critical"], end["score"]) == ("not yet", True, None)
