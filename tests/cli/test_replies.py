"""`trainer play --replies`: the contract with programs."""

from pathlib import Path

import pytest

from tests.cli.helpers import replies, team_folder, trainer


@pytest.fixture(autouse=True)
def folder() -> None:
    team_folder()


def test_a_run_is_played_and_its_result_printed() -> None:
    file = replies("# a comment", "check", "", "help  # done")
    done = trainer("play", "small", "--replies", file, "--json", "--variant", "one", "--seed", "3")
    assert done.code == 0, done.err
    result = done.json
    assert list(result) == [
        "attempt", "scenario", "variant", "seed", "mode", "ending", "outcome", "score", "loss", "verdict", "critical",
        "touchpoints", "principles", "decisions", "files",
    ]  # fmt: skip
    assert result["score"] == 100
    assert result["loss"] == 0
    assert result["verdict"] == "amazing"
    assert result["ending"] == "happy"
    assert result["seed"] == 3
    assert result["touchpoints"] == [{"id": "at the counter", "level": 3}, {"id": "at the gate", "level": 3}]
    assert result["principles"]["demo.warmth"] == {"lowest": 3, "mean": 3, "count": 1}
    assert result["decisions"][0] == {
        "scene": "counter",
        "reply": "check",
        "marks": {"demo.warmth": 3, "demo.care": 4},
        "loss": 0,
        "cost": 0,
    }
    assert all(Path(path).is_file() for path in result["files"].values())


def test_what_was_never_at_stake_is_null() -> None:
    done = trainer("play", "small", "--replies", replies("grunt"), "--json")
    assert done.json["principles"]["demo.speed"] is None


@pytest.mark.parametrize(
    ("lines", "where", "what"),
    [
        (["chekc"], "replies.txt:1", "not on offer"),
        (["check"], "replies.txt", "end before the run"),
        (["check", "# x", "= my words"], "replies.txt:3", "not welcome"),
        (["check", "!timeout"], "replies.txt:2", "not on offer"),
        (["check", "help", "help"], "replies.txt:3", "has ended"),
        (["= asdf qwer zxcv"], "replies.txt", "which response is closest"),
    ],
)
def test_a_reply_that_cannot_be_used_ends_with_3_and_its_line(lines: list[str], where: str, what: str) -> None:
    done = trainer("play", "small", "--replies", replies(*lines), "--json")
    assert done.code == 3
    assert done.out == ""
    assert where in done.err
    assert what in done.err
    assert "Traceback" not in done.err


def test_what_was_answered_before_the_fault_can_be_resumed() -> None:
    assert trainer("play", "small", "--replies", replies("chat", "hlep"), "--json").code == 3
    done = trainer("play", "--resume", "--replies", replies("help"), "--json")
    assert done.code == 0, done.err
    assert [d["reply"] for d in done.json["decisions"]] == ["chat", "help"]


def test_own_words_wait_for_the_response_they_are_closest_to() -> None:
    done = trainer("play", "small", "--replies", replies("= hjkl\\nzxcv", "check", "help"), "--json")
    assert done.code == 0, done.err
    assert done.json["decisions"][0]["reply"] == "check"
    journal = Path(done.json["files"]["journal"]).read_text(encoding="utf-8")
    assert '"words":"hjkl\\nzxcv"' in journal
    assert '"resolved":"asked"' in journal


def test_own_words_that_are_understood_wait_for_nothing() -> None:
    done = trainer("play", "small", "--replies", replies("= Dulles,\\nright?", "help"), "--json", "--variant", "one")
    assert done.code == 0, done.err
    assert done.json["decisions"][0]["reply"] == "check"
    journal = Path(done.json["files"]["journal"]).read_text(encoding="utf-8")
    assert '"resolved":"matched"' in journal


def test_none_is_an_answer_and_then_an_option_must_be_used() -> None:
    lines = ["= Hm", "none", "check", "help"]
    assert trainer("play", "small", "--replies", replies(*lines), "--json").code == 0
    once_more = replies("= Hm", "none", "= Hm", "check", "help")
    assert trainer("play", "small", "--replies", once_more, "--json").code == 0
    assert trainer("play", "small", "--replies", replies("= Hm", "none", "= Hm", "none", "= Hm"), "--json").code == 3


def test_a_time_out_can_be_played() -> None:
    done = trainer("play", "small", "--replies", replies("!timeout", "help"), "--json")
    assert done.json["decisions"][0]["reply"] == "timeout"


def test_the_same_seed_variant_and_replies_give_the_same_result() -> None:
    arguments = ("play", "small", "--replies", replies("chat", "help"), "--json", "--seed", "9", "--mode", "check")
    one, two = trainer(*arguments).json, trainer(*arguments).json
    for key in ("attempt", "files", "variant"):
        one.pop(key)
        two.pop(key)
    assert one == two


def test_replies_can_come_from_standard_input() -> None:
    assert trainer("play", "small", "--replies", "-", "--json", stdin="check\nhelp\n").json["score"] == 100


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["play", "smal", "--plain"], 3),
        (["play", "missing.yaml", "--plain"], 3),
        (["play", "small", "--json"], 2),
        (["play", "small", "--plain", "--replies", "x"], 2),
        (["play", "small", "--replies", "nowhere.txt"], 3),
        (["play", "small", "--plain", "--seed", "-1"], 2),
        (["play", "small", "--replies", "replies.txt", "--variant", "three"], 2),
        (["play", "small", "--mode", "fun"], 2),
        (["pley"], 2),
        (["play", "small"], 2),
        (["--nonsense"], 2),
    ],
)
def test_wrong_usage_is_told_from_unusable_input(arguments: list[str], code: int) -> None:
    replies("check")
    done = trainer(*arguments, stdin="Ann\n")
    assert done.code == code, done.err
    assert done.err.startswith("trainer: ")
    assert "Traceback" not in done.err


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_asked() -> None:
    Path("taken").write_text("", encoding="utf-8")
    done = trainer("play", "small", "--replies", replies("check"), "--transcripts", "taken")
    assert done.code in (3, 4)
    assert "Traceback" not in done.err
