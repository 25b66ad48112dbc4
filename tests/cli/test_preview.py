"""`preview` without a terminal: what cannot be opened is said first."""

from pathlib import Path

from tests.cli.helpers import team_folder, trainer
from tests.scenarios import SMALL


def test_a_file_that_cannot_be_opened_exits_3() -> None:
    done = trainer("preview", "nowhere.yaml")
    assert done.code == 3
    assert "nowhere.yaml: there is no such file" in done.err
    assert trainer("preview", str(Path())).code == 3


def test_an_unknown_id_names_the_nearest() -> None:
    team_folder()
    done = trainer("preview", "smal")
    assert done.code == 3
    assert 'Did you mean "small"?' in done.err


def test_without_a_terminal_it_says_so_even_for_a_file_with_errors() -> None:
    path = team_folder()
    path.write_text(SMALL.replace("start: counter", "start: nowhere"), encoding="utf-8")
    done = trainer("preview", str(path))
    assert done.code == 2
    assert "needs a terminal" in done.err


def test_help_shows_an_example() -> None:
    done = trainer("preview", "--help")
    assert done.code == 0
    assert "trainer preview scenarios/" in done.out
