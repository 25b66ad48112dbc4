"""Linter and editor schema say the same of every field, whatever stands there: made from the same changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.lint.examples import bases
from tests.scenario.test_schema import accepts, as_editors_do, places, put
from tests.scenarios import FRAMEWORK, LIBRARY, SMALL, framework
from trainer.document.finding import Finding, Severity
from trainer.principles.acts import load_acts
from trainer.principles.frameworks import load_framework
from trainer.scenario.load import load_scenario
from trainer.scenario.plans import load_plans

MARK = "@@here@@"
VALUES = ["null", "~", "NULL", "", '""', '" "', '"null"', "'~'", "4", '"4"', "-1", "'-1'", '"0"', "4.0", "4.5", '"4.0"']
VALUES += ["77", "+1", "yes", '"yes"', "'No'", "true", '"true"', "False", '"FALSE"', "[]", "{}", "[a, b]", "{a: b}"]
VALUES += ["word", "two words", "A text!", "[null]", "{a: ~}", '[""]']
NUMBERS = ("4.0", "+1", "False")
"""As ids: an editor reads them as 4, 1 and false, and cannot see how they were written."""
SHAPE = {"unknown-key", "wrong-type", "missing-key", "bad-id", "bad-language", "reserved-id", "two-ways", "empty-text"}
SHAPE |= {"wrong-format", "newer-format", "empty-list"}
"""Codes about one value by itself, which a schema can see too; a bad number may be bad only beside another."""
LOADERS: dict[str, Callable[[bytes], list[Finding]]] = {
    "scenario": lambda data: load_scenario(data, "x.yaml", {"demo": framework()}).findings,
    "framework": lambda data: load_framework(data, "x.yaml").findings,
    "plan": lambda data: load_plans(data, "x.yaml").findings,
    "acts": lambda data: load_acts(data, "x.yaml").findings,
}


def documents() -> Iterator[tuple[str, str, str]]:
    """The name, kind and text of small documents that together have every key, or nearly."""
    yield "small", "scenario", SMALL
    yield "framework", "framework", FRAMEWORK
    for name, text in bases().items():
        yield f"base {name}", str(yaml.load(text, yaml.BaseLoader)["format"]).partition("/")[0], text
    yield "a plan of the library", "plan", (LIBRARY / "two-minute-counter.plans.yaml").read_text(encoding="utf-8")


AUTHORED = {"cast", "variants", "scenes", "principles", "marks", "effects", "acts", "words", "listen_for"}
AUTHORED |= {"weights", "costs", "one", "two"}


@cache
def fields_by_document() -> dict[str, list[tuple[Any, ...]]]:
    """Each field in the first document, list and thing of an author's name that has it."""
    seen: set[object] = set()
    found: dict[str, list[tuple[Any, ...]]] = {}
    for name, kind, text in documents():
        for path in places(as_editors_do(text)):
            above = ("", *path)
            field = tuple("*" if isinstance(s, int) or a in AUTHORED else s for s, a in zip(path, above, strict=False))
            if (kind, field) not in seen:
                seen.add((kind, field))
                found.setdefault(name, []).append(path)
    return found


@cache
def as_written(value: str) -> Any:
    """A value as an editor reads it."""
    return as_editors_do(f"x: {value}")["x"]


def disagreements(name: str, kind: str, text: str) -> list[tuple[object, ...]]:
    document = as_editors_do(text)
    found: list[tuple[object, ...]] = []
    for path in fields_by_document().get(name, []):
        whole = yaml.dump(put(document, path, MARK), Dumper=yaml.CSafeDumper, sort_keys=False, width=10_000)
        before, _, after = whole.replace(f"'{MARK}'", MARK).partition(MARK)
        for value in VALUES:
            accepted = accepts(put(document, path, as_written(value)), kind)
            findings = LOADERS[kind]((before + value + after).encode())
            errors = {f.code for f in findings if f.severity is Severity.ERROR}
            if accepted and errors & SHAPE and not (value in NUMBERS and errors & SHAPE == {"bad-id"}):
                found.append((path, value, "only the loader refuses it", errors & SHAPE))
            if not accepted and not errors:
                found.append((path, value, "only the schema refuses it"))
    return found


@pytest.mark.parametrize(("name", "kind", "text"), list(documents()), ids=lambda each: each if len(each) < 40 else "")
def test_linter_and_schema_say_the_same_of_every_field(name: str, kind: str, text: str) -> None:
    assert accepts(as_editors_do(text), kind), name
    assert disagreements(name, kind, text) == []


@pytest.mark.parametrize("value", ["null", "~", "Null", "NULL", ""])
def test_nothing_is_no_title(value: str) -> None:
    text = re.sub(r"(?m)^title: .*$", f"title: {value}", SMALL)
    assert [f.code for f in LOADERS["scenario"](text.encode())] == ["empty-text"]
    assert not accepts(as_editors_do(text))


@pytest.mark.parametrize("value", ['"null"', "'~'"])
def test_a_word_between_quotation_marks_is_a_title(value: str) -> None:
    text = re.sub(r"(?m)^title: .*$", f"title: {value}", SMALL)
    assert LOADERS["scenario"](text.encode()) == []
    assert accepts(as_editors_do(text))


@pytest.mark.parametrize("level", ["4", '"4"', "'4'", "4.0"])
def test_a_level_may_stand_between_quotation_marks(level: str) -> None:
    text = SMALL.replace("level: 3", f"level: {level}", 1)
    assert LOADERS["scenario"](text.encode()) == []
    assert accepts(as_editors_do(text))


def test_numbers_between_quotation_marks_have_their_bounds_in_the_schema_too() -> None:
    for value, good in {
        "0": True,
        "4": True,
        "+4": True,
        "04": True,
        "5": False,
        "-1": False,
        "14": False,
        "": False,
    }.items():
        text = SMALL.replace("level: 3", f'level: "{value}"', 1)
        assert accepts(as_editors_do(text)) is good, value
        assert (LOADERS["scenario"](text.encode()) == []) is good, value
