"""Twee 3 and published Twine HTML: passages as written, and whatever is odd noted by passage and line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import UnusableInput
from trainer.exchange.markup import read_link, take_links
from trainer.exchange.twee import read_twee
from trainer.exchange.twine_html import looks_like_html, read_twine_html

HTML = """<!doctype html><html><body><script>"<tw-nothing>"</script>
<tw-storydata name="A &amp; B" startnode="2" ifid="abc-1" format="SugarCube" hidden>
<style id="twine-user-stylesheet" type="text/twine-css"></style><script type="text/twine-javascript">alert(1)</script>
<tw-tag name="x" color="red"></tw-tag>
<tw-passagedata pid="1" name="One &quot;1&quot;" tags="a b" position="1,2">Say &lt;b&gt; [[Two]]
</tw-passagedata><tw-passagedata pid="2" name="Two">&#x5b;[Three]]</tw-passagedata>
</tw-storydata></body></html>"""


def test_twee_headers_with_tags_metadata_and_escapes() -> None:
    story = read_twee(
        ":: StoryTitle\nA tale\n\n"
        ':: StoryData\n{"ifid": "d674c58c-defa-4f70", "format": "Harlowe", "start": "Begin"}\n\n'
        ':: Begin [big red] {"position":"1,2"}\nHello\n\n\n:: a \\[b\\] \\{c\\} \\\\ d\n[[x]]\n  \n'
    )
    assert (story.name, story.ifid, story.format, story.start) == ("A tale", "D674C58C-DEFA-4F70", "Harlowe", "Begin")
    assert [(p.name, p.tags, p.text, p.line) for p in story.passages] == [
        ("Begin", ("big", "red"), "Hello", 8),
        ("a [b] {c} \\ d", (), "[[x]]", 12),
    ]
    assert not story.notes


def test_bad_metadata_is_a_note_and_the_passage_stays() -> None:
    story = read_twee(":: One {not json}\nText\n:: StoryData\n[1]\n")
    assert [p.name for p in story.passages] == ["One"]
    assert [(n.passage, n.line) for n in story.notes] == [("One", 1), ("StoryData", 3)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Loose words\n:: A\nx\n", "before the first passage"),
        ("::\nx\n:: A\nx\n", "without a name"),
        (":: A\nx\n:: A\ny\n", "a second passage of this name"),
        (":: A [t] rest\nx\n", "cannot be read"),
    ],
)
def test_what_is_odd_in_twee_is_noted(text: str, says: str) -> None:
    story = read_twee(text)
    assert [p.name for p in story.passages] == ["A"]
    assert any(says in str(note) for note in story.notes)


def test_a_line_that_looks_like_a_header_is_text_when_escaped() -> None:
    assert read_twee(":: A\n\\:: not a header\n").passages[0].text == ":: not a header"


def test_published_html_with_entities_start_and_a_program() -> None:
    assert looks_like_html(HTML)
    story = read_twine_html(HTML)
    assert (story.name, story.ifid, story.format, story.start) == ("A & B", "ABC-1", "SugarCube", "Two")
    assert [(p.name, p.tags, p.text) for p in story.passages] == [
        ('One "1"', ("a", "b"), "Say <b> [[Two]]"),
        ("Two", (), "[[Three]]"),
    ]
    assert [str(n) for n in story.notes] == ["in the story: the story's program (8 characters) is not carried"]


def test_a_start_that_lies_and_a_second_story_are_noted() -> None:
    story = read_twine_html(HTML.replace('startnode="2"', 'startnode="9"') + "<tw-storydata></tw-storydata>")
    assert story.start == ""
    assert {"9, which is not there" in str(n) or "1 more" in str(n) for n in story.notes[1:]} == {True}


def test_unescaped_tags_in_a_passage_are_its_text() -> None:
    story = read_twine_html('<tw-storydata><tw-passagedata name="A">x <b>y</b><!--z--></tw-passagedata>')
    assert story.passages[0].text == "x <b>y</b><!--z-->"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ('<div id="storeArea"><div tiddler="Start">x</div></div>', "Twine 1"),
        ("<!doctype html><p>Hello", "no Twine story"),
    ],
)
def test_other_pages_are_refused_with_a_reason(page: str, says: str) -> None:
    assert looks_like_html(page)
    with pytest.raises(UnusableInput, match=says):
        read_twine_html(page)


@given(st.text(st.sampled_from(":[]{}\\\n <>-!/tw-passagedata\"'=&;x#0"), max_size=200))
def test_no_text_breaks_a_reader(text: str) -> None:
    read_twee(text)
    read_twine_html("<tw-storydata>" + text)


@pytest.mark.parametrize(
    ("inner", "text", "target"),
    [
        ("a", "a", "a"), ("text|a", "text", "a"), ("text->a", "text", "a"), ("a<-text", "text", "a"),
        ("one->two->a", "one->two", "a"), ("a<-one<-two", "one<-two", "a"), ("x|y|a", "x|y", "a"),
        ("x|y->a", "x|y", "a"), (" a b ", "a b", "a b"), ("text|a][$x to 1", "text", "a"), ("->a", "a", "a"),
    ],
)  # fmt: skip
def test_every_form_of_link(inner: str, text: str, target: str) -> None:
    link = read_link(inner)
    assert (link.text, link.target) == (text, target)


def test_links_are_taken_out_with_their_lines() -> None:
    marked, links = take_links("One [[a]]\n[[b->c]][$x to 1] and [[[d]]]\n[[not\nclosed]]", 5)
    assert [(k.text, k.target, k.line) for k in links] == [("a", "a", 5), ("b", "c", 6), ("d", "d", 6)]
    assert marked.startswith("One \x000\x00\n\x001\x00[$x to 1] and [\x002\x00]")


@pytest.mark.parametrize(
    ("target", "out", "computed"), [("https://x.org/", 1, 0), ("$there", 0, 1), ("(either: 1)", 0, 1), ("a", 0, 0)]
)
def test_links_that_lead_out_or_are_worked_out(target: str, out: int, computed: int) -> None:
    link = read_link(f"x->{target}")
    assert (link.leads_out, link.computed) == (bool(out), bool(computed))
