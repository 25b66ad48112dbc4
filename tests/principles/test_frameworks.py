"""Frameworks: read from YAML, found by folder, and those that came along say what their source says."""

from pathlib import Path

import pytest

from tests.scenarios import FRAMEWORK, LIBRARY, framework
from trainer.principles.frameworks import FrameworkShelf, Judged, by_full_id, load_framework
from trainer.principles.levels import Level
from trainer.scenario.library import read_bytes

EXPECTED = {
    "giamanco": ["listen", "not-personal", "apologise", "own-it"],
    "service-culture": ["everyone-serves", "internal-customers", "care-for-staff", "service-vision", "systems-serve"],
    "solomon": ["perfect-product", "caring-delivery", "timely", "problem-resolution"],
    "five-mistakes": [
        "human-touch", "listen", "proactive", "value-front-line", "give-what-they-want", "under-promise",
    ],
    "hyken": ["consistency", "every-touchpoint", "everyone-leads"],
}  # fmt: skip


def shelf(*folders: Path) -> FrameworkShelf:
    return FrameworkShelf(list(folders), read_bytes)


def test_the_five_frameworks_hold_the_principles_of_their_sources() -> None:
    found = shelf(LIBRARY / "principles")
    assert {key: list(found[key].principles) for key in found} == {k: EXPECTED[k] for k in sorted(EXPECTED)}


def test_only_consistency_is_judged_over_the_run() -> None:
    found = shelf(LIBRARY / "principles")
    run = [p.id for p in by_full_id(found.values()).values() if p.judged is Judged.RUN]
    assert run == ["hyken.consistency"]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_principle_says_what_honours_and_what_breaks_it(name: str) -> None:
    for principle in shelf(LIBRARY / "principles")[name].principles.values():
        assert principle.statement
        assert principle.source
        assert len(principle.honours) >= 3
        assert len(principle.breaks) >= 3


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("framework/1", "framework/2", "wrong-format"),
        ("id: demo", "id: De mo", "bad-id"),
        ("title: A demonstration\n", "", "missing-key"),
        ("warmth: {title: warmth,", "warmth: {titel: warmth,", "unknown-key"),
        ("honours: [Greets]", "honours: Greets", "wrong-type"),
        ("breaks: [Grunts]", "breaks: [{a: b}]", "wrong-type"),
        ("judged: run", "judged: later", "wrong-type"),
        ("  warmth: {title", "  Warm th: {title", "bad-id"),
    ],
)
def test_a_fault_in_a_framework_is_found(old: str, new: str, code: str) -> None:
    assert old in FRAMEWORK
    found = load_framework(FRAMEWORK.replace(old, new, 1).encode(), "demo.yaml")
    assert found.framework is None
    assert code in [f.code for f in found.findings]


@pytest.mark.parametrize("principles", ["principles: {}", "principles: {warmth: hello}", "principles: [a]", ""])
def test_a_framework_without_principles_is_none(principles: str) -> None:
    text = FRAMEWORK[: FRAMEWORK.index("principles:")] + principles + "\n"
    assert load_framework(text.encode(), "demo.yaml").framework is None


def test_what_is_no_mapping_is_no_framework() -> None:
    assert load_framework(b"- a\n", "demo.yaml").framework is None


def test_ones_own_framework_hides_its_namesake() -> None:
    mine, theirs = Path("mine"), Path("theirs")
    for folder, title in ((mine, "Mine"), (theirs, "Theirs")):
        folder.mkdir()
        (folder / "demo.yaml").write_text(FRAMEWORK.replace("A demonstration", title), encoding="utf-8")
    assert shelf(mine, theirs)["demo"].title == "Mine"


def test_a_framework_with_errors_is_not_there_and_its_file_is_named() -> None:
    Path("demo.yaml").write_text("format: framework/1\nid: demo\n", encoding="utf-8")
    found = shelf(Path(), Path("nowhere"))
    assert "demo" not in found
    assert len(found) == 0
    assert found.trouble("demo") == Path("demo.yaml")
    assert found.trouble("other") is None
    with pytest.raises(KeyError):
        found["demo"]


def test_a_file_without_an_id_goes_by_its_name() -> None:
    Path("odd.yaml").write_text("format: framework/1\n", encoding="utf-8")
    assert shelf(Path()).trouble("odd") == Path("odd.yaml")


def test_short_ids_and_words_of_levels() -> None:
    assert framework().principles["warmth"].short == "warmth"
    assert [level.word for level in Level] == ["violated", "poor", "average", "good", "outstanding"]
