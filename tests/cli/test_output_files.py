"""`-o`: a file is replaced whole, links are followed, pipes and devices are written into as they are."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.helpers import team_folder, trainer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes as POSIX has them")

WRITERS = {
    "graph": ["graph", "small", "--format", "dot"],
    "export-scenario": ["export-scenario", "small", "--to", "twee"],
    "import": ["import", "story.twee"],
}
BEGINNINGS = {"graph": "digraph", "export-scenario": ":: StoryTitle", "import": "# "}


@pytest.fixture(params=WRITERS, autouse=True)
def command(request: pytest.FixtureRequest) -> str:
    team_folder()
    Path("story.twee").write_text(":: Start\nHello.\n[[Go on->End]]\n\n:: End\nBye.\n", encoding="utf-8")
    return str(request.param)


def write(command: str, output: str, code: int | None = None, **environment: str) -> str:
    """Run a command with `-o`; what it says on stderr."""
    done = trainer(*WRITERS[command], "-o", output, **environment)
    assert done.out == ""
    assert done.code in ((0, 1) if code is None else (code,)), done.err
    return done.err


def is_whole(command: str, text: str) -> bool:
    return BEGINNINGS[command] in text[:200] and text.endswith("\n")


def test_links_are_followed_and_stay(command: str) -> None:
    Path("out").mkdir()
    Path("out/real").write_text("before", encoding="utf-8")
    Path("link").symlink_to("out/real")
    Path("dangling").symlink_to("out/new")
    Path("chain").symlink_to("link")
    for name, target in (("link", "out/real"), ("dangling", "out/new"), ("chain", "out/real")):
        Path("out/real").write_text("before", encoding="utf-8")
        write(command, name)
        assert Path(name).is_symlink()
        assert is_whole(command, Path(target).read_text(encoding="utf-8"))
    assert sorted(p.name for p in Path("out").iterdir()) == ["new", "real"]


def test_a_named_pipe_is_written_into(command: str) -> None:
    os.mkfifo("pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(Path("pipe").read_text(encoding="utf-8")))
    reader.start()
    write(command, "pipe")
    reader.join(30)
    assert is_whole(command, read[0])
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


def test_a_pipe_whose_reader_leaves_is_no_trouble(command: str) -> None:
    done = subprocess.run(
        ["bash", "-c", 'exec "$0" -m trainer "$@" -o >(exec 0<&-)', sys.executable, *WRITERS[command]],
        capture_output=True,
        timeout=60,
    )
    assert done.returncode in (0, 1), done.stderr
    assert b"Errno" not in done.stderr


def test_devices_stay_devices(command: str) -> None:
    before = [Path(name).stat().st_rdev for name in ("/dev/null", "/dev/full")]
    write(command, "/dev/null")
    assert "the disk is full" in write(command, "/dev/full", 4)
    Path("to-full").symlink_to("/dev/full")
    assert "the disk is full" in write(command, "to-full", 4)
    assert [Path(name).stat().st_rdev for name in ("/dev/null", "/dev/full")] == before


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_the_output_by_any_of_its_names_is_added_to_and_not_emptied(command: str, name: str) -> None:
    Path("log").write_text("before\n", encoding="utf-8")
    with Path("log").open("ab") as log:
        done = subprocess.run(
            [sys.executable, "-m", "trainer", *WRITERS[command], "-o", name], stdout=log, stderr=subprocess.PIPE
        )
    assert done.returncode in (0, 1), done.stderr
    text = Path("log").read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert is_whole(command, text.removeprefix("before\n"))
    assert not Path("-").exists()


@pytest.mark.parametrize("name", ["folder", "loop", "story.twee/inside", "x" * 300, "/proc/nothing/here"])
def test_what_cannot_be_written_is_said_and_harms_nothing(command: str, name: str) -> None:
    Path("folder").mkdir()
    Path("loop").symlink_to("loop")
    said = write(command, name, 4)
    assert said.startswith(f"trainer: {name}: ")
    assert "Name another file with -o." in said
    assert "the system answered" not in said
    assert list(Path("folder").iterdir()) == []
    assert Path("loop").is_symlink()


def test_a_name_of_nothing_is_wrong_usage(command: str) -> None:
    assert "-o needs the name of a file" in write(command, "", 2)


def test_a_name_as_long_as_the_disk_allows_will_do(command: str) -> None:
    name = "長" * 84 + ".y"
    write(command, name)
    assert Path(name).exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_only_be_read_is_said(command: str) -> None:
    Path("closed").mkdir()
    Path("closed/old").write_text("before", encoding="utf-8")
    Path("closed").chmod(0o555)
    assert "not allowed" in write(command, "closed/new", 4)
    write(command, "closed/old", 4)
    assert Path("closed/old").read_text(encoding="utf-8") == "before"


def test_a_new_file_has_the_permissions_new_files_have_here_and_an_old_one_keeps_its_own(command: str) -> None:
    old = {0o600: "private", 0o664: "shared", 0o755: "tool"}
    for mode, name in old.items():
        Path(name).touch()
        Path(name).chmod(mode)
        write(command, name)
        assert stat.S_IMODE(Path(name).stat().st_mode) == mode
    for umask, mode in {0o022: 0o644, 0o077: 0o600, 0o002: 0o664, 0: 0o666}.items():
        name = f"new-{umask:o}"
        shell = f'umask {umask:03o}; exec "$0" -m trainer "$@" -o folder-{umask:o}/{name}'
        subprocess.run(["sh", "-c", shell, sys.executable, *WRITERS[command]], capture_output=True, timeout=60)
        assert stat.S_IMODE(Path(f"folder-{umask:o}/{name}").stat().st_mode) == mode


def test_nothing_unfinished_is_left_beside_it(command: str) -> None:
    Path("out").mkdir()
    write(command, "out/a")
    write(command, "out/a")
    assert [p.name for p in Path("out").iterdir()] == ["a"]
    shutil.rmtree("out")
    write(command, "out/deep/a")
    assert Path("out/deep/a").exists()
