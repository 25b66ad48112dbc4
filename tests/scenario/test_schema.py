"""The JSON Schemas and the loader agree: the same keys, the same files, the same refusals."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.scenario.test_findings import FAULTS
from tests.scenarios import FRAMEWORK, LIBRARY, ROOT, SMALL, framework, load
from trainer.analysis.judgement import CostLabel
from trainer.limits import NUMBER_RANGE
from trainer.play.verdict import Verdict
from trainer.principles import acts, frameworks
from trainer.scenario import format_keys
from trainer.scenario.format_reference import BEGIN
from trainer.scenario.schema import acts_schema, framework_schema, plan_schema, scenario_schema

TEMPLATES = ROOT / "trainer" / "cli" / "templates"
SCENARIO, PRINCIPLES, PLAN = scenario_schema([framework()]), framework_schema(), plan_schema()
ACTS = acts_schema()
OURS = {"scenario": SCENARIO, "framework": PRINCIPLES, "plan": PLAN, "acts": ACTS}
SHAPE = {"unknown-key", "wrong-type", "missing-key", "bad-id", "bad-language", "reserved-id", "two-ways"}
"""Findings about the shape of a file: a schema can see them too. A bad number may be bad only beside another."""


class Core(yaml.SafeLoader):
    """YAML as language servers read it: version 1.2, where yes and no are words."""


Core.yaml_implicit_resolvers = {}

Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), None)
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), None)
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), None)
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?$"), None
)


def as_editors_do(text: str) -> Any:
    """A document with JSON's kinds: every key is a word."""
    return json.loads(json.dumps(yaml.load(text, Core)))


@cache
def validator(kind: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(OURS[kind])


def accepts(document: Any, kind: str = "scenario") -> bool:
    return bool(validator(kind).is_valid(document))


def whole_files() -> list[Path]:
    return sorted([*LIBRARY.rglob("*.yaml"), *TEMPLATES.glob("*.yaml")])


@pytest.mark.parametrize("path", whole_files(), ids=lambda p: p.name)
def test_every_file_of_ours_is_valid(path: Path) -> None:
    document = as_editors_do(path.read_text(encoding="utf-8"))
    errors = validator(document["format"].partition("/")[0]).iter_errors(document)
    assert [f"{list(e.path)}: {e.message}" for e in errors] == []


@pytest.mark.parametrize("kind", OURS)
def test_the_schemas_are_schemas(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(OURS[kind])


def test_small_files_of_tests_are_valid() -> None:
    assert accepts(as_editors_do(SMALL))
    assert accepts(as_editors_do(FRAMEWORK), "framework")


def fields(schema: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that has a schema of its own."""
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            yield f"{where}/{name}", inner
        for key, inner in schema.items():
            if key != "examples":
                yield from fields(inner, f"{where}/{key}")
    elif isinstance(schema, list):
        for item in schema:
            yield from fields(item, where)


@pytest.mark.parametrize("kind", OURS)
def test_every_key_has_a_title_a_description_and_an_example_that_is_valid(kind: str) -> None:
    for where, field in fields(OURS[kind]):
        if where.startswith("/definitions/marks/"):
            assert field["description"], where
            continue
        assert field["title"], where
        assert len(field["description"]) > 3, where
        assert field["examples"], where
        if "$ref" not in field:
            checker = jsonschema.Draft7Validator({**field, "definitions": OURS[kind]["definitions"]})
            for example in field["examples"]:
                _of_its_own_shape(checker, example, where)


def _of_its_own_shape(checker: jsonschema.Draft7Validator, example: object, where: str) -> None:
    """Examples of larger things are cut short, so what they lack is not held against them."""
    wrong = [e.message for e in checker.iter_errors(example) if e.validator not in ("required", "anyOf", "oneOf")]
    assert wrong == [], where


def at(schema: dict[str, Any], *path: str) -> set[str]:
    """The keys known somewhere in a schema."""
    found: Any = schema
    for step in path:
        found = found[step]
    return set(found["properties"])


PAIRS: list[tuple[Collection[str], set[str]]] = [
    (format_keys.SCENARIO, at(SCENARIO)),
    (format_keys.MEMBER, at(SCENARIO, "definitions", "member")),
    (format_keys.NUMBER, at(SCENARIO, "definitions", "number")),
    (format_keys.CHOICE, at(SCENARIO, "definitions", "choice")),
    (format_keys.FLAG_FACT, at(SCENARIO, "definitions", "flag")),
    (format_keys.SHOWN_NUMBER, at(SCENARIO, "definitions", "number", "properties", "shown")),
    (format_keys.SHOWN_NUMBER, at(SCENARIO, "definitions", "flag", "properties", "shown")),
    (format_keys.DETAIL, set(SCENARIO["definitions"]["detail"]["anyOf"][1]["properties"])),
    (format_keys.SCENE, at(SCENARIO, "definitions", "scene")),
    (format_keys.ENDING, at(SCENARIO, "definitions", "ending")),
    (format_keys.GRADED_LOSS, at(SCENARIO, "definitions", "graded")),
    (format_keys.RESPONSE, at(SCENARIO, "definitions", "response")),
    (format_keys.UNLISTED, at(SCENARIO, "definitions", "unlisted")),
    (format_keys.MARK, at(SCENARIO, "definitions", "mark")),
    (format_keys.WAY_ON, at(SCENARIO, "definitions", "way")),
    (frameworks.FRAMEWORK_KEYS, at(PRINCIPLES)),
    (frameworks.PRINCIPLE_KEYS, at(PRINCIPLES, "definitions", "principle")),
    (acts.ACTS_KEYS, at(ACTS)),
    (acts.ACT_KEYS, at(ACTS, "definitions", "act")),
    (acts.EXAMPLES_KEYS, at(ACTS, "definitions", "examples")),
    (format_keys.PLANS, at(PLAN)),
    (format_keys.PLAN, at(PLAN, "definitions", "plan")),
    (format_keys.EXPECT, at(PLAN, "definitions", "expect")),
]


@pytest.mark.parametrize(("loader", "schema"), PAIRS)
def test_the_loader_and_the_schema_know_the_same_keys(loader: Collection[str], schema: set[str]) -> None:
    assert set(loader) == schema


def test_a_set_of_known_keys_has_no_others() -> None:
    free = {"line", "consequence", "marks"}
    for schema in OURS.values():
        for name, inner in [("", schema), *schema["definitions"].items()]:
            if "properties" in inner and name not in free:
                assert inner["additionalProperties"] is False, name


def test_every_key_is_explained_in_the_format_s_page() -> None:
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8").partition(BEGIN)[0]
    for loader, _ in PAIRS:
        for key in loader:
            assert re.search(rf"\b{key}:|`{key}`", page), key


def test_whole_files_in_the_guide_are_valid() -> None:
    page = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(format: (\w+)/1\n.*?)```", page, re.DOTALL)
    assert blocks
    for block, kind in blocks:
        assert accepts(as_editors_do(block), kind)


def test_the_format_s_page_shows_no_key_that_the_schemas_lack() -> None:
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    known = {where.rpartition("/")[2] for schema in OURS.values() for where, _ in fields(schema)}
    for block in blocks:
        document = yaml.load(block.replace("[…]", "[]").replace("{…}", "{}"), Core)
        if isinstance(document, dict):
            assert set(document) - known <= {"on-board"}, block
            kind = str(document.get("format", "/")).partition("/")[0]
            if kind in ("framework", "plan", "acts"):
                assert accepts(json.loads(json.dumps(document)), kind)


@pytest.mark.parametrize("fault", [f for f in FAULTS if f[2] in SHAPE], ids=lambda f: f"{f[2]}: {f[1][:30]}")
def test_a_fault_in_the_shape_of_a_file_is_refused_by_the_schema_too(fault: tuple[str, str, str, str]) -> None:
    assert not accepts(as_editors_do(SMALL.replace(fault[0], fault[1], 1)))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


def put(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(document)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


@pytest.mark.parametrize("value", [["a", "b"], {"colour": "blue"}, "A text!", 77], ids=repr)
def test_wherever_a_value_is_of_the_wrong_kind_loader_and_schema_say_so(value: Any) -> None:
    document = as_editors_do(SMALL)
    disagree = []
    for path in places(document):
        changed = put(document, path, value)
        findings = load(yaml.safe_dump(changed, sort_keys=False, allow_unicode=True)).findings
        accepted = accepts(changed)
        if accepted and {f.code for f in findings} & SHAPE:
            disagree.append((path, "only the loader refuses it", findings[0].message))
        if not accepted and not findings:
            disagree.append((path, "only the schema refuses it", ""))
    assert disagree == []


def test_every_key_that_is_left_out_is_missed_by_both_or_by_neither() -> None:
    document = as_editors_do(SMALL)
    for path in places(document):
        if isinstance(path[-1], str):
            changed = put(document, path, None)
            inner = changed
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
            codes = {f.code for f in load(yaml.safe_dump(changed, sort_keys=False)).findings}
            if "missing-key" in codes:
                assert not accepts(changed), path
            if not codes:
                assert accepts(changed), path


def test_words_that_plans_know_are_those_of_verdicts_and_costs() -> None:
    assert set(format_keys.PLAN_VERDICTS) == {v.value for v in Verdict}
    assert set(format_keys.PLAN_COSTS) == {label.value for label in CostLabel}


@pytest.mark.parametrize("word", ["yes", "no", "Yes", "off", "true", "FALSE"])
def test_a_flag_may_be_written_as_yaml_s_users_write_it(word: str) -> None:
    text = SMALL.replace("thanked: {flag: no}", f"thanked: {{flag: {word}}}")
    assert accepts(as_editors_do(text))
    assert load(text).findings == []


def test_numbers_have_the_loader_s_bounds() -> None:
    for old, new in [("minutes: 1", "minutes: 0"), ("level: 3", "level: 5"), ("time_limit: 30", "time_limit: 4")]:
        assert not accepts(as_editors_do(SMALL.replace(old, new, 1)))
    assert SCENARIO["definitions"]["number"]["properties"]["to"]["maximum"] == NUMBER_RANGE


def test_principles_of_the_library_are_offered_with_what_they_say() -> None:
    named = SCENARIO["definitions"]["marks"]["properties"]
    assert "Be warm" in named["warmth"]["description"]
    assert "evenness" not in named
