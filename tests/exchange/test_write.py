"""A scenario written as YAML reads back as the same scenario."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.scenarios import LIBRARY, SMALL, documents, load, playable, playables
from trainer.analysis.playable import Playable
from trainer.document.read import read_document
from trainer.scenario.conditions import condition_text, parse_condition
from trainer.scenario.library import open_library
from trainer.scenario.load import UNSEEN_LINKS, load_scenario, scenes_with_unseen_links
from trainer.scenario.model import Scenario
from trainer.scenario.placeholders import parse_text
from trainer.scenario.write_scenario import BlockText, write_scenario, write_yaml

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u2028\u2029{}"), min_size=1)


def same(one: Scenario, other: Scenario | None) -> bool:
    """Whether two scenarios say the same, wherever they were read from."""
    return other is not None and replace(other, text=one.text, sha256=one.sha256, path=one.path) == one


@pytest.mark.parametrize("name", ["two-minute-counter", "airport-counter", "borrowed-phone-supervisor"])
def test_the_library_reads_back_as_it_was(name: str) -> None:
    library = open_library([LIBRARY])
    scenario = library.load(library.find(name)).scenario
    assert scenario is not None
    written = write_scenario(scenario, ["a comment", "of two lines"])
    assert written.startswith("format: scenario/1\n# a comment\n# of two lines\nid: ")
    assert same(scenario, load_scenario(written.encode(), "x.yaml", library.frameworks).scenario)


@settings(deadline=None)
@given(playables())
def test_any_scenario_reads_back_as_it_was(found: Playable) -> None:
    loaded = load(write_scenario(found.scenario))
    assert same(found.scenario, loaded.scenario), loaded.findings


@settings(deadline=None)
@given(documents(), TEXTS, TEXTS)
def test_whatever_the_texts_are(document: dict[str, object], one: str, two: str) -> None:
    loaded = load(
        yaml.safe_dump(document | {"title": one, "setting": f"{one}\n\n{two}", "source": two}, sort_keys=False)
    )
    if loaded.scenario is not None:
        again = load(write_scenario(loaded.scenario))
        assert same(loaded.scenario, again.scenario), again.findings


@given(TEXTS)
@example("Null")
def test_a_text_after_a_bar_or_in_quotes_is_the_same_text(text: str) -> None:
    document = read_document(write_yaml({"a": BlockText(text), "b": text}).encode(), "x.yaml")
    said = parse_text(text).source
    if not document.findings and document.mapping:
        assert parse_text(getattr(document.mapping.values["a"], "text", "")).source == said
        assert getattr(document.mapping.values["b"], "text", "") == text


@pytest.mark.parametrize(
    "text",
    [
        "patience <= 1", "patience == 3 and thanked", "thanked or not thanked and patience > 0",
        "not (thanked or pass_for == wrong)", "(thanked or patience == 1) and (thanked or patience == 2)",
        "not not thanked", "(thanked and patience == 1) and pass_for != right", "thanked != yes",
    ],
)  # fmt: skip
def test_a_condition_reads_back_as_it_was(text: str) -> None:
    facts = playable(SMALL).scenario.facts
    condition = parse_condition(text, facts)
    assert parse_condition(condition_text(condition), facts) == condition


@pytest.mark.parametrize(
    "text", ["a: b", "# no comment", "- item", "{{ city }}", "'quoted'", "a\tb", " a ", "é\u00a0è", "0x1f"]
)
def test_text_that_yaml_would_misread_is_quoted(text: str) -> None:
    document = read_document(write_yaml({"key": text}).encode(), "x.yaml")
    assert not document.findings
    assert document.mapping is not None
    assert getattr(document.mapping.values["key"], "text", "") == text


def test_scenes_with_unseen_links_are_read_from_the_comments_alone() -> None:
    text = f'format: x\n# {UNSEEN_LINKS} bar (passage "Bar", line 3): <<link>>\n'
    text += f"#{UNSEEN_LINKS} attic: x\nnote: {UNSEEN_LINKS} cellar\n"
    assert scenes_with_unseen_links(text) == {"bar", "attic"}
    assert not scenes_with_unseen_links(SMALL)
