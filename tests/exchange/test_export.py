"""A scenario as a Twine story: every scene and consequence a passage, conditions and effects in Harlowe."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.hostile import HOSTILE, checked
from tests.scenarios import LIBRARY, SMALL, framework, playable
from trainer.exchange.export_story import FIRST, Exported, escaped, export_story
from trainer.exchange.import_story import import_story
from trainer.exchange.markup import prepared
from trainer.exchange.story import Passage, Story
from trainer.exchange.twee import read_twee, write_twee
from trainer.exchange.twine_html import read_twine_html, write_twine_archive
from trainer.scenario.library import open_library
from trainer.scenario.load import load_scenario

CODE = re.compile(r"[A-Z0-9]{8}(-[A-Z0-9]{4}){3}-[A-Z0-9]{12}")


def exported(text: str = SMALL) -> Exported:
    scenario = checked(text).scenario
    assert scenario is not None
    return export_story(scenario, next(iter(scenario.variants.values())))


def passage(story: Story, name: str) -> str:
    return next(p.text for p in story.passages if p.name == name)


def test_every_scene_and_every_consequence_is_a_passage() -> None:
    names = [p.name for p in exported().story.passages]
    assert names == [
        FIRST, "counter", "counter / check", "counter / chat", "counter / grunt",
        "gate", "gate / help", "gate / shrug", "home", "happy", "late", "gone",
    ]  # fmt: skip


def test_facts_conditions_and_effects_in_harlowe() -> None:
    story = exported().story
    assert passage(story, FIRST) == '(set: $patience to 2)\n(set: $pass_for to "nothing")\n(set: $thanked to false)'
    check = passage(story, "counter / check")
    assert '(set: $patience to (min: 4, $patience + 1))(set: $pass_for to "right")(set: $thanked to true)' in check
    assert '(print: (cond: $patience >= 4, "easy", $patience >= 2, "short", "gone"))' in check
    grunt = passage(story, "counter / grunt")
    assert "(max: 0, $patience - 2)" in grunt
    assert "(if: $patience <= 0)[[[Go on->gone]]](else:)[[[Go on->gate]]]" in grunt
    assert "(if: $pass_for is \"wrong\")[''Ann:'' This says Dallas!]" in passage(story, "gate")
    assert "[[Dulles, did I get that right?->counter / check]]" in passage(story, "counter")


def test_once_and_when_decide_whether_a_link_is_offered() -> None:
    text = SMALL.replace(
        "      - id: chat\n", "      - id: chat\n        once: yes\n        when: thanked or patience > 1\n"
    )
    story = exported(text).story
    assert "(if: (($thanked is true) or ($patience > 1)) and not $used_chat)[[[Lovely" in passage(story, "counter")
    assert "(set: $used_chat to true)" in passage(story, "counter / chat")


def test_what_has_no_place_in_twine_is_said() -> None:
    assert exported().left_out == (
        "marks on replies, and so the score: 10",
        "time limits with what silence leads to: 1",
        "fallbacks for own words: 1",
        "critical errors: 1",
        "variants but the one chosen: 1",
    )


def test_lines_that_answer_typed_words_are_told_since_nobody_types_in_twine() -> None:
    text = SMALL.replace(
        "I am {{ patience }}.\n", "Thanks.\n            answers: [thanks]\n            else: |\n              No.\n"
    )
    found = exported(text)
    assert "Yes. Thanks." in passage(found.story, "counter / check")
    assert "other words where a reply lacks what a line answers: 1" in found.left_out


def test_the_ifid_is_a_capital_uuid_that_stays() -> None:
    assert CODE.fullmatch(exported().story.ifid)
    assert exported().story.ifid == exported().story.ifid


@pytest.mark.parametrize("text", [SMALL, HOSTILE])
def test_both_forms_read_back_as_the_same_passages(text: str) -> None:
    story = exported(text).story
    for again in (read_twee(write_twee(story)), read_twine_html(write_twine_archive(story))):
        assert [(p.name, p.tags, p.text) for p in again.passages] == [(p.name, p.tags, p.text) for p in story.passages]
        assert (again.start, again.ifid, again.format) == (story.start, story.ifid, story.format)
        assert not again.notes


NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), min_size=1)


@given(NAMES, NAMES)
def test_any_name_and_line_survive_both_forms(name: str, line: str) -> None:
    story = Story("x", "X", "Harlowe", name, [Passage(name, (), f":: {line}\n\\:: {line}", 0)])
    for again in (read_twee(write_twee(story)), read_twine_html(write_twine_archive(story))):
        if name not in ("StoryTitle", "StoryData"):
            assert [(p.name, p.text) for p in again.passages] == [(name, f":: {line}\n\\:: {line}")]


@pytest.mark.parametrize("name", ["two-minute-counter", "airport-counter", "borrowed-phone"])
def test_the_library_imports_back_with_every_link_condition_and_effect(name: str) -> None:
    library = open_library([LIBRARY])
    scenario = library.load(library.find(name)).scenario
    assert scenario is not None
    story = export_story(scenario, next(iter(scenario.variants.values()))).story
    result = import_story(write_twee(story).encode(), framework())
    assert not result.imported.notes
    loaded = load_scenario(result.text.encode(), "x.yaml", {"demo": framework()})
    assert loaded.scenario is not None
    assert len(loaded.scenario.scenes) == len(story.passages) - 1
    read = {f.id: (set(f.values), f.start) for f in loaded.scenario.facts.values()}
    assert all(values <= set(scenario.facts[f].values) for f, (values, _) in read.items())
    assert all(start == scenario.facts[f].start for f, (_, start) in read.items())


@given(st.text(st.sampled_from("ab (){}[]$`*_/<>|:'\"1.-"), min_size=1).filter(str.strip))
def test_text_between_backticks_is_text_again(text: str) -> None:
    made, scanned = prepared(escaped(text), 1, backticks=True)
    assert " ".join(scanned.with_verbatim(made).split()) == " ".join(text.split())
    assert not scanned.links


def test_a_scenario_without_facts_begins_without_any() -> None:
    assert passage(exported(HOSTILE).story, FIRST) == ""
    assert playable(SMALL).scenario.facts
