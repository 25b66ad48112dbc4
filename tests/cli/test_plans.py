"""`trainer test`: plans are played, and say where they part."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import team_folder, trainer
from tests.lint.examples import bases, folder
from tests.scenarios import SMALL

HEAD = "format: plan/1\nscenario: small\nplans:\n"
GOOD = "  - {id: good, replies: [check, help], expect: {ending: happy, score: 100, verdict: amazing, critical: no}}\n"


def beside(text: str) -> Path:
    path = team_folder().with_name("small.plans.yaml")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("named", ["scenarios", "scenarios/small.yaml", "scenarios/small.plans.yaml", "small"])
def test_plans_are_found_by_folder_scenario_file_and_id(named: str) -> None:
    beside(HEAD + GOOD)
    done = trainer("test", named)
    assert done.code == 0
    assert "ok      good" in done.out
    assert "1 plan played: nothing parted." in done.err


def test_a_plan_that_parts_exits_1_and_tells_once_what_every_variant_shares() -> None:
    beside(f"{HEAD}{GOOD}  - {{id: bad, replies: [check, nod], expect: {{ending: happy}}}}\n")
    done = trainer("test", "scenarios")
    assert done.code == 1
    assert "parted  bad  (scenarios/small.plans.yaml:5)" in done.out
    assert done.out.count("on offer: help, shrug") == 1
    assert "in one, two: it parts at reply 2" in done.out
    assert "2 plans played: 1 parted." in done.err


def test_as_json() -> None:
    beside(f"{HEAD}{GOOD}  - {{id: bad, variant: one, replies: [check, nod], expect: {{ending: happy}}}}\n")
    good, bad = trainer("test", "scenarios", "--json").json
    assert (good["plan"], good["ok"], good["differences"]) == ("good", True, [])
    assert bad["differences"][0]["offered"] == ["help", "shrug"]
    assert (bad["path"], bad["line"]) == ("scenarios/small.plans.yaml", 5)


def test_nothing_to_test_exits_3() -> None:
    team_folder()
    assert trainer("test", "scenarios").code == 3
    done = trainer("test", "scenarios/small.yaml")
    assert done.code == 3
    assert "scenarios/small.plans.yaml" in done.err
    assert trainer("test", "nowhere.yaml").code == 3
    assert trainer("test").code == 2


def test_plans_that_cannot_be_played_say_why() -> None:
    path = beside(HEAD + GOOD.replace("score", "scroe"))
    done = trainer("test", "scenarios")
    assert (done.code, "scenarios/small.plans.yaml:4:" in done.out) == (1, True)
    path.write_text(HEAD + GOOD, encoding="utf-8")
    Path("scenarios/small.yaml").write_text(SMALL.replace("next: home", "next: hmoe", 1), encoding="utf-8")
    done = trainer("test", "scenarios")
    assert done.code == 1
    assert "dangling-link" in done.out
    path.with_name("lost.plans.yaml").write_text(HEAD.replace("small", "lost") + GOOD, encoding="utf-8")
    assert "these plans have no scenario" in trainer("test", "scenarios/lost.plans.yaml").out


def test_what_shows_only_in_grading_is_told_with_its_place_and_exits_1() -> None:
    folder(Path("words"))
    path = Path("words/typed.yaml")
    said, copied = "Do you mean Dulles, or Dallas in Texas?", "Which city did you say, Dulles or Dallas?"
    path.write_text(bases()["typed"], encoding="utf-8")
    sound = trainer("test", str(path), "--scenarios", "words")
    assert (sound.code, "3 examples graded: all as written." in sound.err) == (0, True)
    path.write_text(bases()["typed"].replace(said, copied), encoding="utf-8")
    found = trainer("test", str(path), "--scenarios", "words")
    assert found.code == 1
    assert "warning example-is-response:" in found.out
    assert copied in found.out
    assert "1 finding on typed words." in found.err
    *examples, row = trainer("test", str(path), "--scenarios", "words", "--json").json
    assert (row["code"], row["severity"], row["ok"]) == ("example-is-response", "warning", False)
    assert row["scenario"] == "typed"
    assert path.read_text(encoding="utf-8").split("\n")[row["line"] - 1].strip().startswith("- {typed:")
    assert all("example" in one for one in examples)
    assert trainer("lint", str(path), "--scenarios", "words").code == 0


def test_expected_acts_are_tried_without_any_example() -> None:
    folder(Path("words"))
    path = Path("words/typed.yaml")
    text = bases()["typed"]
    path.write_text(text[: text.index("    examples:")] + text[text.index("  happy:") :], encoding="utf-8")
    assert trainer("test", str(path), "--scenarios", "words").code == 3
    path.write_text(path.read_text(encoding="utf-8").replace("expects: [checks-detail]", "expects: [gives-time]"))
    done = trainer("test", str(path), "--scenarios", "words")
    assert (done.code, "expected-not-shown" in done.out, "examples graded" in done.err) == (1, True, False)
