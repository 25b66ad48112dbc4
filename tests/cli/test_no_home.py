"""Without a home folder, as in containers and builds: what needs none works, and the rest says what to name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helpers import Done, replies, team_folder, trainer
from tests.scenarios import LIBRARY
from trainer.errors import NotWritable, UnusableInput
from trainer.paths import find_places, read_config

NO_HOME = [
    {"HOME": ""},
    {"HOME": "relative", "XDG_CONFIG_HOME": "relative", "XDG_DATA_HOME": "./relative"},
    {"HOME": "/dev/null"},
]
NEED_NO_FOLDER = [
    ["--version"],
    ["--help"],
    ["list"],
    ["lint", str(LIBRARY / "two-minute-counter.yaml")],
    ["schema"],
    ["graph", "two-minute-counter"],
    ["acts"],
    ["test", str(LIBRARY / "two-minute-counter.yaml")],
    ["where"],
    ["where", "--json"],
    ["analyse", "two-minute-counter"],
    ["export-scenario", "two-minute-counter", "--to", "twee"],
    ["transcripts", "--transcripts", "kept"],
    ["play", "two-minute-counter", "--plain", "--trainee", "Ann", "--transcripts", "kept", "--scenarios", "mine"],
]

AS_NOBODY = """
import contextlib, io, os, sys
from trainer.cli import main
from trainer import paths
# Everything is imported while its files may be read: the interpreter may lie in a home that is closed to others.
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    main([*sys.argv[1:], "--transcripts", "warm"] if sys.argv[1] == "play" else sys.argv[1:])
os.setgroups([])
os.setgid(12345)
os.setuid(12345)
os.environ.pop("HOME", None)
sys.exit(main(sys.argv[1:]))
"""


def as_nobody(*arguments: str) -> Done:
    """Run a command as a user id that no list of users has, with no HOME: `docker run -u 12345`."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    Path().chmod(0o777)
    Path().absolute().parent.chmod(0o755)
    command = [sys.executable, "-c", AS_NOBODY, *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, env=environment)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def no_passwd_entry(uid: int) -> object:
    raise KeyError(f"getpwuid(): uid not found: {uid}")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.parametrize("arguments", NEED_NO_FOLDER, ids=" ".join)
def test_a_user_id_that_nobody_has_can_do_all_that_needs_no_folder(arguments: list[str]) -> None:
    done = as_nobody(*arguments)
    assert done.code == 0, done.err


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.parametrize("command", [["play", "two-minute-counter", "--plain", "--trainee", "Ann"], ["new", "my-own"]])
def test_a_user_id_that_nobody_has_is_told_to_name_a_folder(command: list[str]) -> None:
    done = as_nobody(*command)
    assert done.code == 4, done.err
    assert "HOME is not set" in done.err
    assert ("--transcripts" if command[0] == "play" else "--scenarios") in done.err


@pytest.mark.parametrize("home", NO_HOME, ids=str)
@pytest.mark.parametrize("arguments", NEED_NO_FOLDER, ids=" ".join)
def test_a_home_that_is_none_keeps_no_command_from_working(arguments: list[str], home: dict[str, str]) -> None:
    done = trainer(*arguments, **{"XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", **home})
    assert done.code == 0, done.err


def test_a_home_that_is_none_leaves_no_folder_of_its_name_behind() -> None:
    file = replies("papers-ready", "fee-first", "read-it-out", "it-was-on-time")
    play = ["play", "two-minute-counter", "--replies", file, "--transcripts", "kept", "--seed", "1"]
    trainer(*play, HOME="relative", XDG_CONFIG_HOME="relative", XDG_DATA_HOME="~")
    assert sorted(p.name for p in Path().iterdir()) == ["kept", "replies.txt"]


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pwd.getpwuid", no_passwd_entry)


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("environment", [{}, {"HOME": ""}, {"HOME": "x"}, {"HOME": "x", "XDG_DATA_HOME": "y"}], ids=str)
def test_where_nothing_names_a_folder_only_writing_asks_for_one(environment: dict[str, str]) -> None:
    places = find_places(environment, Path())
    assert places.config.known is None
    assert "no config file" in places.config.why
    assert places.scenario_folders == [places.library.path]
    with pytest.raises(NotWritable, match="--transcripts") as writing:
        _ = places.transcripts.path
    assert "HOME" in writing.value.what
    with pytest.raises(UnusableInput, match="--transcripts"):
        _ = places.people.readable


@pytest.mark.usefixtures("nobody")
def test_an_absolute_xdg_folder_needs_no_home() -> None:
    places = find_places({"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"}, Path())
    assert places.transcripts.path == Path("/data/service-trainer/transcripts")
    assert places.config.path == Path("/config/service-trainer/config.toml")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these folders are Linux's")
def test_a_relative_xdg_folder_is_passed_over_for_the_home() -> None:
    places = find_places({"HOME": "/home/ann", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "./c"}, Path())
    assert places.transcripts.path == Path("/home/ann/.local/share/service-trainer/transcripts")
    assert places.config.path == Path("/home/ann/.config/service-trainer/config.toml")


def test_a_tilde_in_a_setting_is_the_home_folder() -> None:
    Path("config.toml").write_text('transcripts = "~/kept"\nscenarios = "~"\n', encoding="utf-8")
    places = find_places({"HOME": "/home/ann", "TRAINER_CONFIG": "config.toml"}, Path())
    assert (places.transcripts.path, places.scenarios.path) == (Path("/home/ann/kept"), Path("/home/ann"))
    places = find_places({"HOME": "/home/ann", "TRAINER_CONFIG": "~/none.toml", "TRAINER_TRANSCRIPTS": "~/t"}, Path())
    assert (places.config.path, places.transcripts.path) == (Path("/home/ann/none.toml"), Path("/home/ann/t"))


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("said", ["~/kept", "~", "~no-such-user-here/kept"])
def test_a_tilde_that_stands_for_nothing_makes_no_folder_of_that_name(said: str) -> None:
    Path("config.toml").write_text(f'transcripts = "{said}"\n', encoding="utf-8")
    places = find_places({"TRAINER_CONFIG": "config.toml"}, Path())
    with pytest.raises(NotWritable, match="says") as error:
        _ = places.transcripts.path
    assert said in error.value.what


def test_folders_whose_links_lead_in_a_circle_are_passed_over() -> None:
    Path("circle").symlink_to("circle")
    done = trainer("list", "--scenarios", "circle")
    assert done.code in (0, 3), done.err
    assert "Traceback" not in done.err


def test_where_says_why_there_is_no_config_file() -> None:
    team_folder()
    shown = trainer("where", "--json", HOME="", XDG_CONFIG_HOME="relative").json
    assert shown["transcripts"]["path"] == "transcripts"
    assert shown["config"]["path"] is None or Path(shown["config"]["path"]).is_absolute()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "nested too deeply"),
        (f"[keys]\n{'a.' * 9000}a = 1\n", "nested too deeply"),
        ("# " + "x" * 70_000, "larger than"),
        ("a = \x00", "not TOML"),
        ('transcripts = "a\\u0000b"', "cannot be the name of a file"),
    ],
)
def test_a_hostile_config_file_is_refused_in_a_sentence(text: str, said: str) -> None:
    Path("config.toml").write_text(text, encoding="utf-8")
    done = trainer("where", TRAINER_CONFIG="config.toml")
    assert done.code == 3, done.err
    assert said in done.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX's")
def test_a_config_file_that_is_none_is_not_waited_for() -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()
    Path("circle").symlink_to("circle")
    for name in ("pipe", "folder", "circle", "/dev/zero"):
        done = trainer("where", TRAINER_CONFIG=name)
        assert done.code == 3, name
        assert "the config file cannot be read" in done.err
    assert read_config(Path(os.devnull)) == {}
