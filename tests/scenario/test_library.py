"""The library: what lies in folders, found by id or by path."""

import os
from pathlib import Path

import pytest

from tests.scenarios import FRAMEWORK, LIBRARY, SMALL
from trainer.analysis.playable import BadScenario, open_playable
from trainer.errors import UnusableInput
from trainer.kinds import is_scenario
from trainer.paths import find_places, is_team_folder, read_config
from trainer.scenario.library import open_library, read_bytes


def folder(name: str, text: str = SMALL, framework: str = FRAMEWORK) -> Path:
    path = Path(name)
    (path / "principles").mkdir(parents=True)
    (path / "principles" / "demo.yaml").write_text(framework, encoding="utf-8")
    (path / "small.yaml").write_text(text, encoding="utf-8")
    return path


def test_ones_own_scenario_hides_its_namesake() -> None:
    mine, theirs = folder("mine"), folder("theirs")
    library = open_library([mine, theirs])
    assert library.paths == {"small": mine / "small.yaml"}


def test_a_scenario_is_found_by_id_and_by_path() -> None:
    library = open_library([folder("mine")])
    assert library.find("small") == library.find("mine/small.yaml") == Path("mine/small.yaml")


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnusableInput, match='Did you mean "small"'):
        open_library([folder("mine")]).find("smal")


def test_a_file_elsewhere_is_graded_against_the_frameworks_beside_it() -> None:
    outside = folder("outside")
    assert open_playable(open_library([LIBRARY]), str(outside / "small.yaml")).scenario.id == "small"


def test_a_scenario_with_errors_cannot_be_opened_and_says_so() -> None:
    library = open_library([folder("mine", SMALL.replace("next: gate", "next: gaet"))])
    with pytest.raises(BadScenario, match="errors") as error:
        open_playable(library, "small")
    assert [f.code for f in error.value.findings] == ["dangling-link"] * 4


def test_a_framework_with_errors_is_named_where_it_is_wanted() -> None:
    library = open_library([folder("mine", framework="format: framework/1\nid: demo\n")])
    assert [f.code for f in library.load(Path("mine/small.yaml")).findings] == ["broken-framework"]


def test_what_is_not_there_or_no_file_is_said() -> None:
    Path("pipes").mkdir()
    os.mkfifo("pipes/p.yaml")
    expected = {"nowhere.yaml": "no such file", "pipes": "not a regular file", "pipes/p.yaml": "not a regular file"}
    for name, what in expected.items():
        with pytest.raises(UnusableInput, match=what):
            read_bytes(Path(name))


def test_a_pipe_in_a_folder_of_scenarios_does_not_hold_anything_up() -> None:
    path = folder("mine")
    os.mkfifo(path / "p.yaml")
    assert list(open_library([path]).paths) == ["small"]


def test_a_file_too_large_to_read_is_a_finding() -> None:
    path = folder("mine")
    (path / "small.yaml").write_text(SMALL + "#" * 2_000_000, encoding="utf-8")
    assert [f.code for f in open_library([path]).load(path / "small.yaml").findings] == ["too-large"]


def test_a_team_folder_holds_a_scenario() -> None:
    assert not is_team_folder(Path())
    folder("scenarios")
    assert is_team_folder(Path())
    places = find_places({"TRAINER_CONFIG": "none.toml"}, Path())
    assert places.scenarios.path == Path("scenarios")
    assert places.scenario_folders == [Path("scenarios"), places.library.path]


@pytest.mark.parametrize("first", ["", "# a comment\n", "\ufeff", "# yaml-language-server: $schema=x\n\n"])
def test_a_scenario_is_known_by_its_first_line(first: str) -> None:
    Path("a.yaml").write_text(first + SMALL, encoding="utf-8")
    Path("b.yaml").write_text("title: x\nformat: scenario/1\n", encoding="utf-8")
    assert is_scenario(Path("a.yaml"))
    assert not is_scenario(Path("b.yaml"))
    assert not is_scenario(Path("nowhere"))


def test_a_config_that_is_no_text_is_said() -> None:
    Path("config.toml").write_bytes(b"\xff")
    with pytest.raises(UnusableInput, match="not TOML"):
        read_config(Path("config.toml"))
    Path("folder").mkdir()
    with pytest.raises(UnusableInput, match="cannot be read"):
        read_config(Path("folder"))
