"""`trainer schema`."""

import jsonschema
import pytest

from tests.cli.helpers import team_folder, trainer
from tests.test_contracts import modules_after


def test_it_prints_the_schema_of_scenarios_with_one_s_own_principles() -> None:
    team_folder()
    done = trainer("schema")
    assert done.code == 0
    jsonschema.Draft7Validator.check_schema(done.json)
    marks = done.json["definitions"]["marks"]["properties"]
    assert {"warmth", "perfect-product"} <= set(marks)


def test_it_prints_those_of_frameworks_and_plans() -> None:
    assert trainer("schema", "--framework").json["title"] == "Framework"
    assert trainer("schema", "--plan").json["title"] == "Plans"
    assert trainer("schema", "--acts").json["title"] == "Acts"


def test_two_kinds_at_once_are_wrong_usage() -> None:
    assert trainer("schema", "--plan", "--framework").code == 2


@pytest.mark.parametrize("command", [["schema"], ["test", "two-minute-counter"], ["new", "bad id"]])
def test_commands_for_trainers_load_no_screens(command: list[str]) -> None:
    assert not {"textual", "rich", "jinja2"} & modules_after(*command)
