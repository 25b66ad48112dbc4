"""Whatever is done to a valid scenario, the answer is findings with a place, or none: never an exception."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lint.changed import library, mutated
from tests.lint.examples import bases, folder, report_on
from tests.scenarios import HEAD
from trainer.kinds import FileKind
from trainer.lint.check import check_file, try_file
from trainer.lint.rule_pages import codes
from trainer.scenario.library import Library, open_library

Path_ = tuple[Any, ...]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WRONG = st.sampled_from(
    [
        "",
        "no",
        "-1",
        "99999999999999999999",
        "gate",
        "chat",
        "{{ city",
        "patience > ",
        [],
        {},
        ["x"],
        {"x": "y"},
        "x" * 25_000,
    ]
)
SCENES = ["counter", "gate", "happy", "late", "gone", "nowhere"]


@cache
def _sound() -> Any:
    return yaml.load(bases()["small"], yaml.BaseLoader)


def _inner(node: Any) -> list[tuple[Any, Any]]:
    """The keys or places of a node with what stands there."""
    if isinstance(node, dict):
        return list(node.items())
    return list(enumerate(node)) if isinstance(node, list) else []


def _places(node: Any, here: Path_ = ()) -> list[Path_]:
    inner = _inner(node)
    return [(*here, key) for key, _ in inner] + [p for key, value in inner for p in _places(value, (*here, key))]


PLACES = _places(_sound())
LINKS = [p for p in PLACES if p[-1] in ("next", "scene", "start") and "facts" not in p]


def _at(document: Any, place: Path_) -> Any:
    for key in place[:-1]:
        document = document[key]
    return document


@st.composite
def changed(draw: st.DrawFn) -> str:
    """The base scenario with one to three changes to its keys, values and links."""
    document = copy.deepcopy(_sound())
    for _ in range(draw(st.integers(1, 3))):
        _change(draw, document)
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True)


def _change(draw: st.DrawFn, document: Any) -> None:
    kind = draw(st.sampled_from(["drop", "rename", "mistype", "type", "repeat", "link", "move"]))
    place = draw(st.sampled_from(LINKS if kind == "link" else PLACES))
    try:
        parent = _at(document, place)
        value = parent[place[-1]]
    except (KeyError, IndexError, TypeError):
        return
    if kind == "drop":
        del parent[place[-1]]
    elif kind in ("rename", "mistype") and isinstance(parent, dict):
        name = draw(st.sampled_from(list(parent))) if kind == "rename" else f"{place[-1]}s"
        parent[name] = parent.pop(place[-1])
    elif kind == "type":
        parent[place[-1]] = draw(WRONG)
    elif kind == "repeat" and isinstance(parent, list):
        parent.append(copy.deepcopy(value))
    elif kind == "link":
        parent[place[-1]] = draw(st.sampled_from(SCENES))
    elif kind == "move":
        other = draw(st.sampled_from(PLACES))
        try:
            _at(document, other)[other[-1]] = copy.deepcopy(value)
        except (KeyError, IndexError, TypeError):
            return


@st.composite
def scribbled(draw: st.DrawFn) -> bytes:
    """The base scenario's text with lines lost, doubled, moved in or cut, and signs put in."""
    lines = bases()["small"].split("\n")
    for _ in range(draw(st.integers(1, 4))):
        number = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["lose", "double", "in", "out", "cut", "sign"]))
        line = lines[number]
        column = draw(st.integers(0, len(line)))
        sign = draw(
            st.sampled_from(["\t", "{", "}", "[", '"', "'", "#", ": ", "&x ", "*x", "\x00", "|", "\udc80", "- ", "é"])
        )
        made = {"lose": [], "double": [line, line], "in": [f"  {line}"], "out": [line[2:]], "cut": [line[:column]]}
        lines[number : number + 1] = made.get(kind, [line[:column] + sign + line[column:]])
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Library]:
    """One folder for all examples: only the changed file differs."""
    where = folder(tmp_path_factory.mktemp("mutations"))
    return where / "changed.yaml", open_library([where])


def _findings_have_places(data: bytes, path: Path, library: Library) -> None:
    path.write_bytes(data)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    told = try_file(path, library, 20_000)
    for finding in [*check_file(path, FileKind.SCENARIO, library, 20_000).findings, *told]:
        assert finding.code in codes()
        assert finding.path == str(path)
        assert 1 <= finding.at.line <= len(lines) + 1, finding
        assert finding.at.column >= 1
        assert (finding.at.end_line, finding.at.end_column) >= (finding.at.line, finding.at.column)
        assert len(finding.message) > 15


@MANY
@given(changed())
def test_changes_to_keys_values_and_links_end_in_findings(shelf: tuple[Path, Library], text: str) -> None:
    _findings_have_places(text.encode(), *shelf)


@MANY
@given(scribbled())
def test_changes_to_the_text_end_in_findings(shelf: tuple[Path, Library], data: bytes) -> None:
    _findings_have_places(data, *shelf)


@pytest.mark.parametrize("place", PLACES, ids=lambda p: ".".join(map(str, p)))
def test_any_key_can_be_dropped(place: Path_, shelf: tuple[Path, Library]) -> None:
    document = copy.deepcopy(_sound())
    del _at(document, place)[place[-1]]
    _findings_have_places(yaml.safe_dump(document, sort_keys=False).encode(), *shelf)


@pytest.mark.parametrize("place", LINKS, ids=lambda p: ".".join(map(str, p)))
def test_a_link_to_nowhere_is_found_on_its_line(place: Path_, tmp_path: Path) -> None:
    document = copy.deepcopy(_sound())
    if not isinstance(_at(document, place)[place[-1]], str):
        return
    _at(document, place)[place[-1]] = "nowhere"
    text = yaml.safe_dump(document, sort_keys=False)
    findings = [f for f in report_on(text.encode(), tmp_path).findings if f.code == "dangling-link"]
    assert [("nowhere" in text.split("\n")[f.at.line - 1]) for f in findings] == [True]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "name", ["two-minute-counter", "airport-counter", "borrowed-phone", "borrowed-phone-supervisor"]
)
def test_real_scenarios_changed_at_random_end_in_findings(name: str, seed: int, tmp_path: Path) -> None:
    """`tests/benchmarks/mutating.py` tries thousands, and measures them."""
    _findings_have_places(mutated(name, seed), tmp_path / "changed.yaml", library())


ONLY_SILENCE = """\
start: counter
scenes:
  counter:
    touchpoint: t
    lines: [{guest: Well?}]
    decide: What now?
    time_limit: 30
    responses:
      - {id: best, say: Yes., marks: {warmth: {level: 4, why: w}}, next: bad}
      - {id: other, say: No., marks: {warmth: {level: 3, why: w}}, next: bad}
    timeout: {marks: {warmth: {level: 2, why: w}}, next: good}
  good: {ending: {outcome: good, lesson: L.}}
  bad: {ending: {outcome: bad, loss: 20, lesson: L.}}
"""


def test_a_decision_at_which_only_silence_costs_nothing_is_told_and_no_fault(shelf: tuple[Path, Library]) -> None:
    text = HEAD + "variants: {one: {guest: Ann}}\n" + ONLY_SILENCE
    _findings_have_places(text.encode(), *shelf)
    found = {f.code for f in check_file(shelf[0], FileKind.SCENARIO, shelf[1], 20_000).findings}
    assert "silence-pays" in found
    assert "best-marked-trap" not in found
