"""The config file: everything wrong with it at once, and nothing wrong in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import team_folder, trainer
from trainer.errors import UsageError
from trainer.settings import Settings, keymap, read_settings, settings_from


def test_without_a_file_everything_is_as_by_default(tmp_path: Path) -> None:
    assert read_settings(None) == read_settings(tmp_path / "none.toml") == Settings()


def test_what_stands_there_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'theme = "light"\ntime_limits = "stretched"\nschedule = "fsrs"\nzone = "Europe/Berlin"\n'
        'judge_url = "off"\n[keys]\nplay.pause = "f2"\n"home.today" = "T"\n',
        encoding="utf-8",
    )
    assert read_settings(path) == Settings(
        time_limits="stretched",
        theme="light",
        schedule="fsrs",
        zone="Europe/Berlin",
        judge={"judge_url": "off"},
        keys={"play.pause": "f2", "home.today": "T"},
    )


def test_all_errors_are_said_at_once() -> None:
    wrong = {
        "theme": "blue",
        "time_limits": 3,
        "zone": "Nowhere/Land",
        "transcripts": 7,
        "keys": "f2",
        "shedule": "ladder",
    }
    with pytest.raises(UsageError) as error:
        settings_from({**wrong, "shedule": "ladder"})
    said = str(error.value)
    for text in (
        "theme can be dark, light",
        "time_limits can be on, stretched, off",
        "zone must be a name like Europe/Berlin",
        "transcripts must be a text",
        "keys must be a table",
        'did you mean "schedule"?',
    ):
        assert text in said


def test_settings_of_other_programs_are_let_be() -> None:
    assert settings_from({"editor_of_mine": "vi"}) == Settings()


@pytest.mark.parametrize("line", ['theme = "blue"', 'time_limits = "never"', 'zone = "Nowhere/Land"'])
def test_a_wrong_setting_is_an_error_in_every_way_of_playing(line: str, tmp_path: Path) -> None:
    team_folder()
    path = tmp_path / "config.toml"
    path.write_text(line, encoding="utf-8")
    replies = tmp_path / "replies.txt"
    replies.write_text("check\nhelp\n", encoding="utf-8")
    for how in (["--plain"], ["--replies", str(replies)]):
        done = trainer("play", "small", *how, "--trainee", "Ann", TRAINER_CONFIG=str(path))
        assert (done.code, line.split()[0] in done.err) == (2, True), done.err


def test_a_key_can_be_written_in_two_ways() -> None:
    assert keymap({"play": {"pause": "f2"}}) == keymap({"play.pause": "f2"}) == {"play.pause": "f2"}
