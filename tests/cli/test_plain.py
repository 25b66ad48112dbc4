"""`--plain`: the same play, line by line."""

from pathlib import Path

import pytest

from tests.cli.helpers import Done, team_folder, trainer
from trainer.records.event import Kind
from trainer.records.people import read_people
from trainer.records.record import Record, read_record

UNHEARD = "asdf qwer zxcv"
"""Words that no grader can match with a reply."""


@pytest.fixture(autouse=True)
def folder() -> None:
    team_folder()


def play(*lines: str, options: tuple[str, ...] = ("--trainee", "Ann")) -> Done:
    arguments = ("play", "small", "--plain", "--variant", "one", "--seed", "1", *options)
    return trainer(*arguments, stdin="\n".join(lines) + "\n")


def last() -> Record:
    return read_record(max(Path("transcripts").glob("*.jsonl")))


def place(response: str) -> str:
    """The number at which an option stood, at the decision listed last."""
    record = last()
    return str([r.id for r in record.run.options()].index(response) + 1)


def number_of(response: str, *before: str) -> str:
    done = play(*before, "p")
    assert done.code == 0, done.err
    return place(response)


def test_a_whole_run_with_its_debrief() -> None:
    first = number_of("check")
    second = number_of("help", first)
    done = play(first, second)
    assert done.code == 0, done.err
    for part in (
        "To Dulles, please.",
        "You: Dulles, did I get that right?",
        "why: ",
        "THE END",
        "Score 100",
        "Receipt: ",
    ):
        assert part in done.out
    assert "Traceback" not in done.err


def test_a_name_is_asked_for_once_and_what_is_recorded_is_said_first() -> None:
    done = play("Ann", "p", options=())
    assert done.out.index("What you answer is kept") < done.out.index("Your name")
    assert "Your name" not in play("p", options=()).out


def test_the_end_of_input_is_a_pause() -> None:
    done = trainer("play", "small", "--plain", "--trainee", "Ann", stdin="")
    assert done.code == 0
    assert "Paused; nothing is lost" in done.err


def test_a_paused_run_is_resumed_with_its_story() -> None:
    first = number_of("chat")
    play(first, "p")
    done = trainer("play", "--resume", "--plain", "--trainee", "Ann", stdin="p\n")
    assert "You: Lovely weather!" in done.out
    assert "This says Dallas!" in done.out


def test_words_where_only_options_count_are_kept() -> None:
    first = number_of("check")
    done = play(first, "I would rather say this", "p")
    assert "only the options count" in done.out
    assert last().log.open.draft == "I would rather say this"


def test_own_words_lead_to_the_question_which_is_closest() -> None:
    first = number_of("check")
    done = play(f"t {UNHEARD}", first, "p")
    assert "closest to what you meant" in done.out
    assert last().given[0].reply.words == UNHEARD


def test_none_of_these_asks_for_an_option_the_second_time() -> None:
    done = play(f"t {UNHEARD}", "0", f"t {UNHEARD} so", "0", "t Again", "p")
    assert "waits. Say it once more in other words, or choose one of the replies." in done.out
    assert "waits. Now choose one of the replies." in done.out
    assert "Your own words fitted nothing here twice" in done.out
    assert last().log.open.refused == 2


def test_a_reply_can_be_taken_back_in_coach_mode() -> None:
    first = number_of("chat")
    assert "Taken back" in play(first, "b", "p").out
    assert last().log.taken_back == 1


def test_in_practice_mode_nothing_is_explained_and_nothing_taken_back() -> None:
    first = number_of("chat")
    done = play(first, "b", "y", "p", options=("--trainee", "Ann", "--mode", "practice"))
    assert "why:" not in done.out
    assert "coach mode" in done.out
    assert last().log.taken_back == 0


@pytest.mark.parametrize("line", ["99", "0", "²", "١", "-1", "1.5", "\x1b[A", "?", "y", "a", "b", ""])
def test_nothing_typed_is_more_than_answered(line: str) -> None:
    done = play(line, "p")
    assert done.code == 0, done.err
    assert "\x1b" not in done.out
    assert "Traceback" not in done.err


def test_bytes_that_are_no_text_are_survived() -> None:
    import os
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "trainer", "play", "small", "--plain", "--trainee", "Ann"],
        input=b"\xff\xfe\x00\n" + b"x" * 100_000 + b"\np\n",
        capture_output=True,
        timeout=60,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr


def test_lines_of_own_words_that_were_not_finished_are_kept_and_shown_again() -> None:
    play("t", "First line", "second line")
    assert last().log.open.draft == "First line\nsecond line"
    done = trainer("play", "--resume", "--plain", "--trainee", "Ann", stdin="p\n")
    assert "You had begun to say: First line\nsecond line" in done.out


def test_the_rest_of_a_very_long_line_is_not_taken_for_the_next_one() -> None:
    done = play("t " + "x" * 40_000 + "1")
    assert done.code == 0, done.err
    assert last().given == ()
    assert "longer than 4,000 characters" in done.out


def test_it_says_whose_name_one_plays_under() -> None:
    play("p")
    assert "You play as Ann." in play("p", options=()).out


def test_nobody_goes_on_with_somebody_elses_attempt() -> None:
    play("p")
    attempt = last().header.attempt
    done = trainer("play", "--resume", attempt, "--plain", "--trainee", "Eve", stdin="1\n")
    assert done.code == 2
    assert last().given == ()


def test_the_config_files_time_limits_hold_here_too() -> None:
    Path("config.toml").write_text('time_limits = "stretched"\n', encoding="utf-8")
    trainer("play", "small", "--plain", "--trainee", "Ann", stdin="p\n", TRAINER_CONFIG="config.toml")
    assert last().header.time_limits == "stretched"


def test_a_bad_scenario_ends_with_3_and_says_how_to_see_why() -> None:
    Path("scenarios/bad.yaml").write_text("format: scenario/1\nid: bad\n", encoding="utf-8")
    done = trainer("play", "bad", "--plain", "--trainee", "Ann")
    assert done.code == 3
    assert "trainer lint scenarios/bad.yaml" in done.err


PRACTICE = ("--trainee", "Ann", "--mode", "practice")


def levels() -> list[object]:
    return [e.data["level"] for e in last().events if e.kind is Kind.CONFIDENCE]


def test_now_and_then_one_line_asks_how_sure_one_is() -> None:
    first = number_of("check")
    second = number_of("help", first)
    done = play(first, second, "9", "2", options=PRACTICE)
    assert done.out.count("How sure are you of that reply? 1 guessing, ") == 1
    assert "Type a number from 1 to 4, or only Enter." in done.out
    assert levels() == [2]
    assert last().ended


def test_enter_leaves_out_how_sure_one_is() -> None:
    first = number_of("check")
    second = number_of("help", first)
    assert "How sure" in play(first, second, "", options=PRACTICE).out
    assert levels() == []
    assert last().ended


def test_who_leaves_where_it_is_asked_how_sure_has_not_answered() -> None:
    first = number_of("check")
    second = number_of("help", first)
    play(first, second, "p", options=PRACTICE)
    assert len(last().given) == 1


def test_in_coach_mode_nobody_asks_how_sure() -> None:
    first = number_of("check")
    assert "How sure" not in play(first, number_of("help", first), options=("--trainee", "Ann", "--mode", "coach")).out


def test_acts_that_cannot_be_used_are_said_and_own_words_still_count() -> None:
    first = number_of("check")
    Path("scenarios/acts").mkdir()
    Path("scenarios/acts/english.yaml").write_text("format: acts/1\nid: english\nlanguage: en\n", encoding="utf-8")
    done = play("t Dulles, the one in Virginia?", first, "p")
    assert done.code == 0, done.err
    assert "asked about instead of graded: " in done.out
    assert "english.yaml cannot be used (" in done.out
    assert last().given[0].reply.words == "Dulles, the one in Virginia?"


def test_a_judge_set_up_wrongly_is_said_and_words_are_graded_here_all_the_same() -> None:
    arguments = ("play", "small", "--plain", "--variant", "one", "--seed", "1", "--trainee", "Ann")
    done = trainer(*arguments, stdin="t I am so sorry for that.\n1\np\n", TRAINER_JUDGE_URL="nonsense")
    assert done.code == 0, done.err
    assert "No judge is asked about your words" in done.err
    assert last().given[0].graded is not None


def test_whoever_began_an_attempt_goes_on_with_it_and_nobody_new_is_met() -> None:
    first = trainer("play", "small", "--plain", "--trainee", "Ann", "--transcripts", "elsewhere", stdin="p\n")
    assert "--transcripts" in first.err
    attempt = next(Path("elsewhere").glob("*.jsonl")).stem
    done = trainer("play", "--resume", attempt, "--plain", "--transcripts", "elsewhere", stdin="p\n")
    assert "You play as Ann." in done.out + done.err
    assert [person.name for person in read_people(Path("elsewhere") / "people.json")] == ["Ann"]
