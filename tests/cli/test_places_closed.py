"""Paths that lead nowhere: names that are too long, folders that may not be looked into, a folder that is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import Done, team_folder, trainer

as_root = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may become somebody else")
TOO_LONG = "a" * 300
COMMANDS = (
    ("lint",),
    ("lint", "--only-ours"),
    ("test",),
    ("analyse",),
    ("graph",),
    ("show",),
    ("examples",),
    ("play", "--plain", "--trainee", "Ann", "--transcripts", "kept"),
)


@pytest.mark.parametrize("path", [TOO_LONG, f"{TOO_LONG}.yaml", f"{TOO_LONG}.jsonl", "a/" * 3000 + "x"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_that_is_too_long_is_refused_as_one_that_is_not_there(command: tuple[str, ...], path: str) -> None:
    done = trainer(*command, path)
    assert (done.code, done.out) == (3, "")
    assert "fault of ours" not in done.err


@as_root
@pytest.mark.parametrize("inside", ["small.yaml", "x.jsonl"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_in_a_folder_nobody_may_look_into_is_refused(
    command: tuple[str, ...], inside: str, tmp_path: Path
) -> None:
    Path("kept").mkdir()
    Path("kept").chmod(0o777)
    (tmp_path / "locked").mkdir(mode=0o700)
    done = as_nobody(*command, f"locked/{inside}")
    assert done.code == 3, done.err
    assert "fault of ours" not in done.err


@as_root
@pytest.mark.parametrize("command", ["lint", "test"])
def test_what_may_not_be_looked_into_does_not_keep_a_folder_from_being_checked(command: str) -> None:
    team_folder()
    listed = Path("scenarios") / "listed"
    listed.mkdir()
    (listed / "small.yaml").write_text("format: scenario/1\n", encoding="utf-8")
    listed.chmod(0o744)
    done = as_nobody(command, "scenarios")
    assert "fault of ours" not in done.err
    assert done.code in (0, 1, 3), done.err


def test_findings_are_told_from_a_folder_that_is_gone() -> None:
    path = team_folder().absolute()
    code = "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); "
    code += f"from trainer.cli import main; sys.exit(main(['lint', '--format', 'sarif', {str(path)!r}]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert '"runs"' in done.stdout


def as_nobody(*arguments: str) -> Done:
    """The command as an ordinary user runs it."""
    for folder in (Path.cwd(), *Path.cwd().parents[:-1]):
        folder.chmod(folder.stat().st_mode | 0o055)
    # Once as root, for an ordinary user may not be able to import what is in root's home; of that nothing is looked at.
    code = (
        "import os, sys; from trainer.cli import main; main(sys.argv[1:])\n"
        "os.write(1, b'---'); os.write(2, b'---'); os.setgroups([]); os.setgid(12345); os.setuid(12345)\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    return Done(done.returncode, done.stdout.partition("---")[2], done.stderr.partition("---")[2])


@pytest.mark.parametrize("command", [("transcripts",), ("transcripts", "--check"), ("progress", "Ann")])
def test_transcripts_that_are_no_folder_are_an_error_and_not_an_empty_list(command: tuple[str, ...]) -> None:
    Path("kept").write_text("", encoding="utf-8")
    done = trainer(*command, "--transcripts", "kept")
    assert (done.code, done.out) == (3, "")
    assert "kept: the transcripts cannot be listed: it is not a folder" in done.err
