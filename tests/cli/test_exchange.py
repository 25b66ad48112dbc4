"""`graph`, `import`, `export-scenario`, as a program sees them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.helpers import team_folder, trainer
from tests.scenarios import SMALL

STORY = ":: Start\nWell?\n[[Yes]]\n[[No]]\n:: Yes\nGood.\n:: No\nBad.\n"


@pytest.mark.parametrize(
    ("form", "begins"),
    [("mermaid", "flowchart TD"), ("dot", 'digraph "small" {'), ("svg", "<svg "), ("html", "<!DOCTYPE html>")],
)
def test_a_graph_in_every_format_on_stdout_or_in_a_file(form: str, begins: str) -> None:
    team_folder()
    done = trainer("graph", "small", "--format", form)
    assert done.code == 0
    assert done.out.startswith(begins)
    assert trainer("graph", "small", "--format", form, "-o", "out/picture").out == ""
    assert Path("out/picture").read_text(encoding="utf-8") == done.out


def test_a_scenario_with_errors_is_drawn_and_exits_1_and_a_broken_one_exits_3() -> None:
    path = team_folder()
    path.write_text(SMALL.replace("next: home", "next: counter", 1), encoding="utf-8")
    done = trainer("graph", "small", "--format", "svg")
    assert done.code == 1
    assert "trainer lint scenarios/small.yaml" in done.err
    ElementTree.fromstring(done.out)
    path.write_text(SMALL.replace("next: gate", "next: gaet", 1), encoding="utf-8")
    assert trainer("graph", "small").code == 3
    assert trainer("graph", "nobody").code == 3
    assert trainer("graph", "small", "--format", "png").code == 2


def test_a_picture_that_cannot_be_written_exits_4() -> None:
    team_folder()
    Path("wall").write_text("x", encoding="utf-8")
    assert trainer("graph", "small", "-o", "wall/picture.svg").code == 4


def test_an_imported_story_can_be_linted_and_drawn() -> None:
    Path("my story.twee").write_text(STORY, encoding="utf-8")
    done = trainer("import", "my story.twee", "-o", "mine.yaml")
    assert done.code == 0
    assert done.out == ""
    assert "Nothing is marked yet" in done.err
    assert "id: my-story\n" in Path("mine.yaml").read_text(encoding="utf-8")
    assert "error" not in trainer("lint", "mine.yaml").out
    assert trainer("graph", "mine.yaml").code == 0


def test_what_was_not_carried_is_on_stderr_and_exits_1() -> None:
    Path("s.twee").write_text(STORY + "(link: 'x')[y]\n[[Gone]]\n", encoding="utf-8")
    done = trainer("import", "s.twee", "--framework", "hyken")
    assert done.code == 1
    assert done.out.startswith("format: scenario/1\n")
    assert "frameworks: [hyken]" in done.out
    assert 'in "No", line 9' in done.err
    assert 'links not seen: scene "no", passage "No", line 9' in done.err


def test_what_cannot_be_imported_exits_3_with_the_file() -> None:
    Path("old.html").write_text('<div id="storeArea"></div>', encoding="utf-8")
    done = trainer("import", "old.html")
    assert done.code == 3
    assert "old.html: this is a story of Twine 1" in done.err
    assert trainer("import", "nothing.twee").code == 3
    assert trainer("import", "old.html", "--framework", "none").code == 3


def test_a_scenario_goes_to_twine_and_comes_back() -> None:
    team_folder()
    done = trainer("export-scenario", "small", "--to", "twee", "--variant", "two", "-o", "small.twee")
    assert done.code == 0
    assert "left out: marks on replies" in done.err
    assert "Portland" in Path("small.twee").read_text(encoding="utf-8")
    html = trainer("export-scenario", "small", "--to", "html").out
    assert html.startswith("<tw-storydata ")
    back = trainer("import", "small.twee")
    assert 'the variable "thanked" is not carried: nothing depends on it\n11 scenes.' in back.err
    assert trainer("export-scenario", "small", "--to", "twee", "--variant", "three").code == 3
    assert trainer("export-scenario", "small").code == 2
