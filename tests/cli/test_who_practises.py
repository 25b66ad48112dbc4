"""Two spellings of one name on the command line and in `--plain`: nobody is merged, and nobody is made in silence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import replies, team_folder, trainer


def names() -> list[str]:
    return [p["name"] for p in json.loads(Path("transcripts/people.json").read_text(encoding="utf-8"))["people"]]


@pytest.fixture(autouse=True)
def jose() -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("check", "help"), "--trainee", "José")


@pytest.mark.parametrize("name", ["josé", "JOSÉ", "jose\u0301", "Ｊosé"])
@pytest.mark.parametrize("how", [["--replies", "replies.txt"], ["--plain"]], ids=["replies", "plain"])
def test_another_spelling_is_said_and_nothing_is_recorded(name: str, how: list[str]) -> None:
    before = len(list(Path("transcripts").glob("*.jsonl")))
    done = trainer("play", "small", *how, "--trainee", name)
    assert done.code == 2
    assert "--trainee 'José'" in done.err or "--trainee José" in done.err
    assert "--new-trainee" in done.err
    assert names() == ["José"]
    assert len(list(Path("transcripts").glob("*.jsonl"))) == before


def test_whoever_is_really_somebody_else_says_so_once() -> None:
    play = ["play", "small", "--replies", "replies.txt", "--trainee"]
    assert trainer(*play, "josé", "--new-trainee").code == 0
    assert names() == ["José", "josé"]
    assert trainer(*play, "josé").code == 0
    assert trainer(*play, "Jose\u0301").code == 0
    assert names() == ["José", "josé"]
    assert trainer("play", "small", "--replies", "replies.txt", "--new-trainee").code == 2


def test_progress_names_the_spelling_that_is_known() -> None:
    done = trainer("progress", "josÉ")
    assert done.code == 3
    assert 'Did you mean "José"?' in done.err


@pytest.mark.parametrize(
    ("answers", "who", "known"),
    [
        ("josé\n1\n", "José", ["José", "Ann"]),
        ("josé\n2\n", "josé", ["José", "Ann", "josé"]),
        ("josé\nwho?\n9\n2\n", "josé", ["José", "Ann", "josé"]),
        ("Jose\u0301\n", "José", ["José", "Ann"]),
    ],
)
def test_plain_asks_which_of_the_two_it_is(answers: str, who: str, known: list[str]) -> None:
    trainer("play", "small", "--replies", "replies.txt", "--trainee", "Ann")
    done = trainer("play", "small", "--plain", stdin=answers + "p\n")
    assert done.code == 0, done.err
    assert f"You play as {who}." in done.out
    assert names() == known


def test_plain_makes_nobody_when_the_question_stays_without_an_answer() -> None:
    trainer("play", "small", "--replies", "replies.txt", "--trainee", "Ann")
    for command in (["play", "small", "--plain"], ["play", "--plain"]):
        done = trainer(*command, stdin="josé\n")
        assert done.code == 2
        assert '"José" has practised here. Who are you?' in done.out
        assert names() == ["José", "Ann"]


def test_a_damaged_list_of_people_is_said_and_left_alone() -> None:
    text = "[" * 100_000
    Path("transcripts/people.json").write_text(text, encoding="utf-8")
    for command in (["play", "small", "--plain", "--trainee", "Ann"], ["play", "--plain"]):
        done = trainer(*command)
        assert done.code == 3, done.err
        assert "the list of people is damaged" in done.err
    assert trainer("transcripts").code == 0
    assert trainer("progress", "José").code == 3
    assert Path("transcripts/people.json").read_text(encoding="utf-8") == text


def test_proofs_that_are_nested_without_end_are_made_anew() -> None:
    kept = Path("transcripts/.library.json")
    for text in ("[" * 100_000, '{"by": ' * 100_000, "{" * 10):
        kept.write_text(text, encoding="utf-8")
        done = trainer("play", "--plain", "--trainee", "José", stdin="p\n")
        assert done.code == 0, done.err
        assert "proofs" in json.loads(kept.read_text(encoding="utf-8"))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links as POSIX has them")
def test_a_pipe_in_the_place_of_the_proofs_is_not_waited_for() -> None:
    Path("transcripts/.library.json").unlink(missing_ok=True)
    subprocess.run(["mkfifo", "transcripts/.library.json"], check=True)
    assert trainer("play", "--plain", "--trainee", "José", stdin="p\n").code == 0
