"""A story imported: scenes, responses, facts; and what could not be carried, by passage and line."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.scenarios import framework
from trainer.errors import UnusableInput
from trainer.exchange.import_story import ImportResult, import_story
from trainer.scenario.conditions import condition_text
from trainer.scenario.load import load_scenario, scenes_with_unseen_links
from trainer.scenario.model import Scenario, Scene

HARLOWE = ':: StoryData\n{"format": "Harlowe"}\n'
SUGARCUBE = ':: StoryData\n{"format": "SugarCube"}\n'
CHAPBOOK = ':: StoryData\n{"format": "Chapbook"}\n'
ENDS = ":: Yes\nGood.\n:: No\nBad.\n"


def imported(text: str) -> tuple[Scenario, ImportResult]:
    """The scenario as it loads from the imported document."""
    result = import_story(text.encode(), framework(), "a story")
    loaded = load_scenario(result.text.encode(), "x.yaml", {"demo": framework()})
    assert loaded.scenario is not None, [str(f) for f in loaded.findings]
    assert not loaded.findings
    return loaded.scenario, result


def told(scene: Scene) -> list[tuple[str, str]]:
    """What a scene tells, and when."""
    return [(line.text.source, condition_text(line.when) if line.when else "") for line in scene.lines]


def replies(scene: Scene) -> list[tuple[str, str, str]]:
    """The words of a scene's responses, where they lead, and when."""
    assert scene.decision is not None
    found = scene.decision.responses
    return [(r.words.source, r.next[0].scene, condition_text(r.when) if r.when else "") for r in found]


def notes(result: ImportResult) -> list[str]:
    return [str(note) for note in result.imported.notes]


def test_passages_become_scenes_and_links_responses() -> None:
    scenario, result = imported(":: Start\nWell?\n\n* [[Say yes->Yes]]\n* [[No]]\n" + ENDS)
    assert scenario.start == "start"
    assert list(scenario.scenes) == ["start", "yes", "no"]
    assert told(scenario.scenes["start"]) == [("Well?", "")]
    assert replies(scenario.scenes["start"]) == [("Say yes", "yes", ""), ("No", "no", "")]
    assert scenario.scenes["yes"].ending is not None
    assert not result.imported.notes
    assert (scenario.id, scenario.title) == ("a-story", "a story")


def test_words_of_a_link_inside_a_sentence_stay_in_it() -> None:
    scenario, _ = imported(":: Start\nYou see the [[door->Yes]] and a [[cat->No]].\n" + ENDS)
    assert told(scenario.scenes["start"]) == [("You see the door and a cat.", "")]


def test_a_passage_with_one_link_goes_on_and_keeps_its_words() -> None:
    scenario, _ = imported(":: Start\nHello.\n[[Walk on|Yes]]\n" + ENDS)
    start = scenario.scenes["start"]
    assert [line.speaker for line in start.lines] == ["narrator", "you"]
    assert told(start)[1] == ("Walk on", "")
    assert start.next[0].scene == "yes"


def test_names_become_ids_that_are_safe_and_differ() -> None:
    scenario, _ = imported(":: Übung!\n[[übung]]\n[[???]]\n:: übung\nx\n:: ???\ny\n")
    assert list(scenario.scenes) == ["ubung", "ubung-2", "scene"]


@pytest.mark.parametrize(
    "story",
    [
        HARLOWE + ":: Start\n(set: $mood to 'low')\n[[Ask->Mid][$x to 1]]\n[[Yes]]\n"
        ":: Mid\n(set: $mood to 'high', $kind to true)(if: $mood is 'high')[Hi.](else:)[Lo.]\n"
        "(if: $kind)[[[Yes]]]\n[[No]]\n",
        SUGARCUBE + ":: Start\n<<set $mood to 'low'>>\n[[Ask->Mid]]\n[[Yes]]\n"
        ":: Mid\n<<set $mood to 'high'; $kind = true>><<if $mood eq 'high'>>Hi.<<else>>Lo.<</if>>\n"
        "<<if $kind>>[[Yes]]<</if>>\n[[No]]\n",
        CHAPBOOK + ":: Start\nmood: 'low'\n--\n[[Ask->Mid]]\n[[Yes]]\n"
        ":: Mid\nmood: 'high'\nkind: true\n--\n[if mood === 'high']\nHi.\n[else]\nLo.\n"
        "[if kind]\n[[Yes]]\n[cont'd]\n[[No]]\n",
    ],
    ids=["harlowe", "sugarcube", "chapbook"],
)
def test_simple_conditions_and_setters_become_facts(story: str) -> None:
    scenario, _ = imported(story + ENDS)
    assert {f.id: (f.values, f.start) for f in scenario.facts.values()} == {
        "mood": (("low", "high"), "low"),
        "kind": ((False, True), False),
    }
    assert told(scenario.scenes["mid"]) == [("Hi.", "mood == high"), ("Lo.", "not mood == high")]
    assert replies(scenario.scenes["mid"]) == [("Yes", "yes", "kind"), ("No", "no", "")]
    ask = scenario.scenes["start"].decision
    assert ask is not None
    assert {e.fact: e.value for e in ask.responses[0].effects} == {"mood": "high", "kind": True}


def test_numbers_that_are_counted_get_a_range_and_steps() -> None:
    story = (
        SUGARCUBE + ":: Start\n<<set $n to 2>>\n[[Up->Mid][$n += 1]]\n[[Down->Mid][$n to $n - 2]]\n"
        ":: Mid\n<<if $n gte 3>>High.<</if>>\n[[Yes]]\n[[No]]\n"
    )
    scenario, _ = imported(story + ENDS)
    assert (scenario.facts["n"].values[0], scenario.facts["n"].values[-1], scenario.facts["n"].start) == (0, 5, 2)
    decision = scenario.scenes["start"].decision
    assert decision is not None
    assert [[(e.value, e.adds) for e in r.effects] for r in decision.responses] == [[(1, True)], [(-2, True)]]


@pytest.mark.parametrize(
    ("story", "says"),
    [
        (HARLOWE + ':: Start\nHi\n(link: "more")[text]\n', 'in "Start", line 5: not carried: (link: "more")'),
        (HARLOWE + ":: Start\n(if: $a > $b)[x]\n", "line 4: this condition could not be carried"),
        (HARLOWE + ":: Start\n[[x->$place]]\n", "line 4: where this link leads is worked out by code"),
        (SUGARCUBE + ":: Start\n<<include 'x'>>\n", "line 4: not carried: <<include 'x'>>"),
        (SUGARCUBE + ":: Start\n/* note */x\n", "line 4: a comment is not carried"),
        (CHAPBOOK + ":: Start\n{embed passage: 'x'}\n", "line 4: not carried: {embed"),
        (":: Start\n<a href='#' data-passage='x'>go</a>\n", "line 2: a link made with HTML"),
        (":: Start\n<% links() %>\n", "line 2: a comment or a program"),
        (":: Start\n[[out->https://x.org]]\n", "leads out of the story"),
        (":: Start\n[[a->Gone]]\n", 'there is no passage "Gone"'),
        (":: Start\nx\n:: Code [script]\nalert(1)\n", "the story format reads itself [script]"),
        (HARLOWE + ":: Start\n(set: $gold to 5)\n", 'the variable "gold" is not carried: nothing depends on it'),
        (":: Start\n" + "".join(f"[[l{i}->Start]]\n" for i in range(25)), "at most 20 responses"),
    ],
)  # fmt: skip
def test_what_could_not_be_carried_is_listed_in_the_document_too(story: str, says: str) -> None:
    _, result = imported(story)
    assert any(says in note for note in notes(result)), notes(result)
    assert says in result.text


@pytest.mark.parametrize(
    "code", ['(link: "more")[text]', "<% more() %>", "[[x->$place]]", "<a data-passage='x'>go</a>", "(goto: 'x')"]
)
def test_scenes_with_links_that_were_not_seen_are_named(code: str) -> None:
    scenario, result = imported(HARLOWE + f":: Start\n{code}\n:: Lonely\nNobody leads here.\n")
    assert set(result.imported.unseen) == {"start"}
    assert scenes_with_unseen_links(scenario.text) == {"start"}
    assert "may be no ending" in scenario.scenes["start"].ending.lesson.source  # type: ignore[union-attr]


def test_a_story_that_goes_in_circles_says_so() -> None:
    _, result = imported(":: Start\n[[Yes]]\n[[No]]\n:: Yes\n[[Start]]\n:: No\nEnd.\n")
    assert result.circles == ("start", "yes")
    assert "goes in circles through start, yes" in result.text


def test_the_document_says_that_nothing_is_marked() -> None:
    assert "Nothing here is marked yet" in imported(":: Start\nx\n")[1].text.split("\n")[1]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"no passage here", b":: Start\n" + b"x" * 2**21 + b"y", b"<html>"]
)
def test_what_cannot_be_imported_is_refused(data: bytes) -> None:
    with pytest.raises(UnusableInput):
        import_story(data, framework())


SIGNS = st.text(st.sampled_from("[](){}<>$|:-+=!'\"`\\/*%&;#,.x1 \n\x1b\u202e\ufeff"), max_size=120)
BITS = [
    "(if: $x is 1)[", "]", "(else:)[", "<<if $x>>", "<</if>>", "<<else>>", "[[a->b]]", "[[", "]]", "(set: $x to 1)",
    "\n--\n", "[if x]\n", "{embed passage: 'b'}", "\n:: b\n", "{{ x }}", "`", "<!--", "é漢",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(BITS), max_size=30).map("".join)


@settings(deadline=None)
@given(st.sampled_from([HARLOWE, SUGARCUBE, CHAPBOOK, ""]), st.one_of(SIGNS, WORDS))
@example(HARLOWE, "(if: $x)[[[b]]]")
def test_any_text_is_imported_as_something_that_loads(head: str, text: str) -> None:
    imported(head + ":: Start\n[[b]]\n[[c]]\n" + text + "\n:: c\n" + text)


@pytest.mark.parametrize(
    "unit",
    [
        "(if: $x)[",
        "[[",
        "(a:",
        "<<",
        "<<if '",
        "`",
        "<!--",
        "{",
        "[if x]\n",
        "(",
        "\\",
        '"\\',
        ":: a\n",
        "[[a->b]]",
        "$x to ",
    ],
)
@pytest.mark.parametrize("head", [HARLOWE, SUGARCUBE, CHAPBOOK])
def test_hostile_text_takes_a_bounded_time(head: str, unit: str) -> None:
    begun = time.monotonic()
    text = head + ":: Start\nx " + unit * (60_000 // len(unit))
    with suppress(UnusableInput):
        import_story(text.encode(), framework())
    assert time.monotonic() - begun < 20
