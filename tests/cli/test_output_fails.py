"""Standard output and error as a shell may hand them over: full, with a reader who has left, or closed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import replies, team_folder, trainer

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")

COMMANDS = [
    ["--version"],
    ["--help"],
    ["help"],
    ["list"],
    ["list", "--json"],
    ["list", "--help"],
    ["lint", "scenarios/broken.yaml"],
    ["lint", "scenarios/broken.yaml", "--format", "json"],
    ["lint", "scenarios/broken.yaml", "--format", "sarif"],
    ["lint", "scenarios/broken.yaml", "--format", "github"],
    ["lint", "--explain", "all"],
    ["analyse", "small"],
    ["analyse", "small", "--json"],
    ["schema"],
    ["schema", "--acts"],
    ["test", "scenarios"],
    ["graph", "small", "--format", "svg"],
    ["graph", "small", "-o", "-"],
    ["graph", "small", "-o", "/dev/stdout"],
    ["export-scenario", "small", "--to", "twee"],
    ["import", "story.twee"],
    ["acts"],
    ["acts", "I am so sorry"],
    ["grade", "two-minute-counter", "welcome"],
    ["transcripts"],
    ["transcripts", "--json"],
    ["show", "2"],
    ["show", "2", "--format", "html"],
    ["show", "2", "--format", "json"],
    ["examples", "2"],
    ["progress", "Ann"],
    ["progress", "Ann", "--json"],
    ["where"],
    ["where", "--json"],
    ["play", "small", "--plain", "--trainee", "Ann"],
    ["play", "--plain", "--trainee", "Ann"],
    ["play", "small", "--replies", "replies.txt"],
    ["play", "small", "--replies", "replies.txt", "--json"],
    ["new", "late-checkout"],
]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command has something to say."""
    folder = tmp_path_factory.mktemp("prepared")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        small = team_folder()
        small.with_name("broken.yaml").write_text("format: scenario/1\nid: broken\n", encoding="utf-8")
        plan = "format: plan/1\nscenario: small\nplans:\n  - {id: p, replies: [check, help], expect: {ending: happy}}\n"
        small.with_name("small.plans.yaml").write_text(plan, encoding="utf-8")
        Path("story.twee").write_text(":: Start\nHello.\n[[Go on->End]]\n\n:: End\nBye.\n", encoding="utf-8")
        trainer("play", "small", "--replies", replies("= I am so sorry", "check", "help"), "--trainee", "Ann")
        replies("check", "help")
    return folder


@pytest.fixture(autouse=True)
def folder(prepared: Path) -> None:
    shutil.copytree(prepared, Path(), dirs_exist_ok=True)


def run(*arguments: str, out: int | None = subprocess.PIPE, err: int | None = subprocess.PIPE) -> tuple[int, str]:
    """The exit code and what is said on stderr. Stdin is a pipe with three lines in it, then closed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", *arguments], stdin=subprocess.PIPE, stdout=out, stderr=err
    )
    _, said = process.communicate(b"I am sorry\nI am sorry\n1\n", timeout=60)
    return process.returncode, (said or b"").decode()


def no_reader() -> int:
    """A pipe whose reader has left."""
    near, far = os.pipe()
    os.close(near)
    return far


def unharmed(said: str) -> None:
    for words in ("fault of ours", "Traceback", "Exception ignored", "Broken", "Errno"):
        assert words not in said


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_onto_a_full_device_every_command_exits_4_and_says_why(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        code, said = run(*arguments, out=full.fileno())
    assert (code, "the disk is full" in said) == (4, True), said
    unharmed(said)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_reader_who_has_left_is_no_trouble(arguments: list[str]) -> None:
    far = no_reader()
    code, said = run(*arguments, out=far)
    os.close(far)
    assert code in (0, 1), said
    unharmed(said)


@pytest.mark.parametrize("arguments", COMMANDS[::3], ids=" ".join)
def test_a_command_whose_output_is_closed_does_its_work(arguments: list[str]) -> None:
    command = '"$0" -m trainer "$@" >&- 2>err.txt </dev/null'
    done = subprocess.run(["sh", "-c", command, sys.executable, *arguments], timeout=60)
    said = Path("err.txt").read_text(encoding="utf-8")
    assert done.returncode in (0, 1), said
    unharmed(said)


@pytest.mark.parametrize("arguments", COMMANDS[1::3], ids=" ".join)
def test_where_words_cannot_be_written_either_it_is_exit_4_all_the_same(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        assert run(*arguments, out=full.fileno(), err=full.fileno())[0] == 4


SAYS_SOMETHING = [["test", "scenarios"], ["new", "late-checkout"], ["transcripts", "--transcripts", "none"]]


@pytest.mark.parametrize("arguments", SAYS_SOMETHING, ids=" ".join)
def test_words_that_are_lost_on_a_full_device_are_exit_4_with_the_work_done(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        assert run(*arguments, err=full.fileno())[0] == 4
    assert arguments[0] != "new" or Path("scenarios/late-checkout.yaml").exists()


def test_words_that_nobody_reads_are_no_trouble() -> None:
    far = no_reader()
    assert run("new", "late-checkout", err=far)[0] == 0
    assert run("where", out=far, err=far)[0] == 0
    assert run("nonsense", err=far)[0] == 2
    os.close(far)


def test_everything_closed_is_no_trouble_either() -> None:
    command = '"$0" -m trainer "$@" <&- >&- 2>&-'
    for arguments in (["list"], ["play", "small", "--plain", "--trainee", "Bea"], ["new", "late-checkout"]):
        done = subprocess.run(["sh", "-c", command, sys.executable, *arguments], timeout=60)
        assert done.returncode in (0, 1)
    assert "late-checkout" in Path("scenarios/late-checkout.yaml").read_text(encoding="utf-8")
    assert all(b"You: " not in path.read_bytes() for path in Path("transcripts").glob("*.jsonl"))


def test_a_file_that_cannot_be_written_is_not_taken_for_the_output() -> None:
    done = trainer("graph", "small", "-o", "/dev/full")
    assert done.code == 4
    assert done.err.startswith("trainer: /dev/full: the picture could not be written: the disk is full")


def test_a_reader_who_leaves_in_the_middle_is_no_trouble() -> None:
    command = '"$0" -m trainer schema | head -c 10 >/dev/null; "$0" -m trainer list --json | true'
    done = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, timeout=60)
    assert done.stderr == b""
