"""What `docs/architecture.md` and `CONTRIBUTING.md` name exists, and every room and contract is named there."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from tests.benchmarks import structure
from tests.scenarios import ROOT

MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
RECIPES = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGE = structure.package(ROOT)
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]
FILES = r"`((?:trainer|docs|tests|scenarios)/[\w./-]+|README\.md|SECURITY\.md|CHANGELOG\.md|\.ci/run)`"


def section(page: str, title: str) -> str:
    """What stands below a heading, up to the next one of the first two ranks."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def named_rooms() -> list[str]:
    """The rooms in the map's table, in its order."""
    table = section(MAP, "The rooms").partition("\n### ")[0]
    return re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)


def rooms() -> set[str]:
    """The folders and files right below `trainer/`."""
    inside = {module.path.partition("/")[0].removesuffix(".py") for module in PACKAGE}
    return {name for name in inside if not name.startswith("__")}


def test_every_room_is_named_and_every_room_named_is_there() -> None:
    assert sorted(named_rooms()) == sorted(rooms())


def test_rooms_stand_in_the_order_in_which_they_may_import_each_other() -> None:
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    levels = [layer.replace("trainer.", "").split(" | ") for layer in reversed(layers)]
    level_of = {room: level for level, beside in enumerate(levels) for room in beside}
    assert set(level_of) == rooms()
    assert [level_of[room] for room in named_rooms()] == sorted(level_of.values())


def test_every_contract_is_named_and_every_contract_named_is_held() -> None:
    named = re.findall(r"^- \*\*(.+?)\*\*", section(MAP, "The contracts"), re.MULTILINE)
    assert named == [contract["name"] for contract in CONTRACTS]


@pytest.mark.parametrize(("page", "least"), [(MAP, 40), (RECIPES, 25)], ids=["architecture", "contributing"])
def test_every_file_and_folder_that_a_page_names_is_there(page: str, least: int) -> None:
    named = re.findall(FILES, page)
    assert len(named) >= least
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_class_among_the_nouns_is_there() -> None:
    cells = [row.rpartition(" | ")[2] for row in section(MAP, "The nouns").split("\n") if row.startswith("| ")]
    named = {name for cell in cells for name in re.findall(r"`([A-Z]\w+)`", cell)}
    assert len(named) > 30
    assert named - set(structure.class_names(PACKAGE)) == set()


def test_a_typed_reply_passes_at_most_fourteen_files() -> None:
    way = re.findall(r"^\d+\. `([^`]+)`", section(MAP, "A typed reply's way"), re.MULTILINE)
    assert way[0].startswith("trainer/tui/")
    assert way[-1].startswith("trainer/output/")
    assert len(set(way)) == len(way) <= 14


def test_every_recipe_has_at_most_four_places_and_names_their_files() -> None:
    recipes = re.findall(r"^## (Add .+)$", RECIPES, re.MULTILINE)
    assert len(recipes) == 7
    for recipe in recipes:
        steps = re.split(r"^\d+\. ", section(RECIPES, recipe), flags=re.MULTILINE)[1:]
        assert 0 < len(steps) <= 4, recipe
        for step in steps:
            assert re.search(FILES, step), step


def test_a_public_class_name_stands_once() -> None:
    assert structure.twice(structure.class_names(PACKAGE)) == {}


def test_a_file_name_stands_once_but_for_the_parallel_ones_that_the_map_names() -> None:
    rows = re.findall(r"^\| `(\w+\.py)` \| (.+) \|$", section(MAP, "Names that stand twice"), re.MULTILINE)
    named = {name: sorted(re.findall(r"`trainer/([^`]+)`", what)) for name, what in rows}
    assert structure.twice(structure.file_names(PACKAGE)) == named


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert structure.circles(structure.module_imports(PACKAGE)) == []


def test_no_modules_know_each_other_in_a_circle_by_their_types_either() -> None:
    assert structure.circles(structure.module_imports(PACKAGE, with_types=True)) == []


def test_a_circle_is_found_through_other_modules_too() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}
    assert structure.circles(graph) == [["a", "b", "c"]]


def test_an_import_for_types_only_is_told_apart() -> None:
    texts = {
        "one": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from trainer.two import x\n",
        "two": "def f():\n    from trainer import one\n",
    }
    modules = [structure.read_module(f"trainer.{name}", f"{name}.py", text) for name, text in texts.items()]
    assert structure.circles(structure.module_imports(modules)) == []
    assert structure.circles(structure.module_imports(modules, with_types=True)) == [["trainer.one", "trainer.two"]]
