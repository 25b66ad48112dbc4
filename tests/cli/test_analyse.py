"""`trainer analyse`: the exact numbers, for programs and for people."""

from __future__ import annotations

import pytest

from tests.cli.helpers import team_folder, trainer


def test_the_document_has_the_keys_of_the_contract_and_the_numbers_by_hand() -> None:
    done = trainer("analyse", str(team_folder()), "--json")
    assert done.code == 0
    found = done.json
    assert list(found) == ["scenes", "states", "complete", "loss", "players", "principles", "endings"]
    assert (found["scenes"], found["states"], found["complete"]) == (6, 14, True)
    assert list(found["loss"]) == ["best", "worst", "random"]
    assert (found["loss"]["best"], found["loss"]["worst"]) == (0, 6)
    random = found["loss"]["random"]
    assert list(random) == ["mean", "sd", "distribution"]
    assert random["mean"] == pytest.approx(3.5)
    assert [loss for loss, _ in random["distribution"]] == [0, 2, 2.5, 4.5, 6]
    assert sum(chance for _, chance in random["distribution"]) == pytest.approx(1)
    assert found["players"] == {"random": 40, "first": 100, "last": 0, "longest": 100, "shortest": 0, "greedy": 100}
    assert found["principles"]["demo.warmth"] == {"decisions": 1, "worst_loss": 4}
    assert found["endings"]["gone"] == {"reachable": True, "random": pytest.approx(1 / 3)}


def test_people_read_the_same_in_words() -> None:
    team_folder()
    done = trainer("analyse", "small")
    assert done.code == 0
    assert "A small one (small)\n6 scenes, 14 states, all of them seen\n" in done.out
    assert "Loss: best 0, worst 6, picking at random 3.5 ± 2.2" in done.out
    assert "Every run ends, and no decision is without an option." in done.out
    assert "Mistakes with no way back: counter/grunt." in done.out
    assert not [line for line in done.out.split("\n") if len(line) > 100]


def test_past_the_bound_it_says_not_complete_and_guesses_nothing() -> None:
    team_folder()
    done = trainer("analyse", "small", "--states", "7", "--json")
    assert done.code == 1
    assert "Not complete" in done.err
    found = done.json
    assert (found["states"], found["complete"]) == (7, False)
    assert found["loss"] == {
        "best": None,
        "worst": None,
        "random": {"mean": None, "sd": None, "distribution": []},
    }
    assert set(found["players"].values()) == {None}
    assert found["endings"]["gone"] == {"reachable": True, "random": None}
    assert found["endings"]["happy"] == {"reachable": None, "random": None}
    words = trainer("analyse", "small", "--states", "7")
    assert words.code == 1
    assert "not seen so far" in words.out
    assert "Proved" not in words.out


def test_a_scenario_with_an_error_has_no_numbers() -> None:
    path = team_folder()
    path.write_text(path.read_text(encoding="utf-8").replace("next: gate", "next: gaet"), encoding="utf-8")
    done = trainer("analyse", str(path), "--json")
    assert (done.code, done.out) == (3, "")
    assert "trainer lint" in done.err


@pytest.mark.parametrize(("arguments", "code"), [((), 2), (("small", "--states", "0"), 2), (("nowhere",), 3)])
def test_wrong_usage_and_a_missing_scenario_are_told_apart(arguments: tuple[str, ...], code: int) -> None:
    team_folder()
    done = trainer("analyse", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("trainer: ")


def test_its_help_has_an_example() -> None:
    done = trainer("analyse", "--help")
    assert done.code == 0
    assert "example: trainer analyse two-minute-counter --json" in done.out
