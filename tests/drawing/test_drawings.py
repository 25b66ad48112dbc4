"""Mermaid, dot, SVG and the page: complete, well formed, and harmless whatever the texts say."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.hostile import CIRCLE, HOSTILE, TRAP, UNLINKED, checked
from tests.scenarios import SMALL, playables
from trainer.analysis.playable import Checked, Playable
from trainer.drawing.mermaid_dot import dot, escaped, mermaid, quoted
from trainer.drawing.picture import Picture, picture_of
from trainer.drawing.svg_html import page, svg

ALL = [SMALL, UNLINKED, CIRCLE, TRAP, HOSTILE]
_XLINK = "{http://www.w3.org/2000/svg}"


def picture(text: str) -> Picture:
    return picture_of(checked(text))


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(key, value or "") for key, value in attrs]


@pytest.mark.parametrize("text", ALL)
def test_an_svg_is_well_formed_and_has_every_scene(text: str) -> None:
    root = ElementTree.fromstring(svg(picture(text)))
    ids = {e.get("id") for e in root.iter(f"{_XLINK}g") if e.get("id")}
    assert ids == {f"scene-{n.id}" for n in picture(text).nodes}
    assert not list(root.iter(f"{_XLINK}script"))


@settings(deadline=None, max_examples=25)
@given(playables())
def test_any_sound_scenario_can_be_drawn_in_every_format(playable: Playable) -> None:
    found = picture_of(Checked(playable, [], playable.scenario))
    ElementTree.fromstring(svg(found))
    assert all(n.id in text for n in found.nodes for text in (mermaid(found), dot(found), page(found)))


@pytest.mark.parametrize("text", ALL)
def test_a_page_runs_nothing_and_loads_nothing(text: str) -> None:
    made = page(picture(text))
    tags = Tags(made)
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & tags.tags
    assert not [k for k, _ in tags.attributes if k.startswith("on") or k in ("src", "srcset", "style")]
    assert all(value.startswith("#") for key, value in tags.attributes if key in ("href", "xlink:href"))
    assert "default-src 'none'" in made
    assert "url(" not in made
    assert "@import" not in made


@pytest.mark.parametrize("text", ALL)
def test_every_link_of_a_page_has_an_end(text: str) -> None:
    attributes = Tags(page(picture(text))).attributes
    ids = [value for key, value in attributes if key == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for key, value in attributes if key == "href"} <= set(ids)


def test_a_page_has_endings_by_outcome_the_best_line_and_findings_with_their_scenes() -> None:
    made = page(picture(SMALL))
    assert made.index("good ending</b></dt>") < made.index("mixed ending</b></dt>") < made.index("bad ending</b></dt>")
    best = made[made.index('<ol class="best">') : made.index("</ol>")]
    assert re.findall(r"<b[^>]*>(\w+)</b>", best) == ["check", "help"]
    circle = page(picture(CIRCLE))
    assert '<a href="#scene-counter"><code>counter</code></a>: A state can come back' in circle
    assert "Not everything could be proved here" in circle


def test_texts_stay_texts_in_every_format() -> None:
    for made in (svg(picture(HOSTILE)), page(picture(HOSTILE))):
        assert "<script" not in made
        assert "&lt;script&gt;" in made
    assert "script>" not in mermaid(picture(HOSTILE))
    statements = dot(picture(HOSTILE)).split("\n")
    assert all(re.search(r"(\[.*\]|\{|\}|^)$", line) for line in statements)


@given(st.text())
def test_a_label_of_mermaid_has_no_sign_of_its_own(text: str) -> None:
    made = escaped(text)
    assert not re.search(r'["<>`|\[\](){}\n\\%&*~=]', made)
    assert re.sub(r"#\d+;", "", made).count("#") == 0


@given(st.text())
def test_a_string_of_dot_ends_where_it_should(text: str) -> None:
    made = quoted(text)
    assert re.fullmatch(r'"(?:\\\\|\\"|\\n|[^"\\\n])*"', made)


def test_dot_and_mermaid_word_outcomes_and_mark_lines() -> None:
    made = mermaid(picture(TRAP))
    assert "good ending" in made
    assert "trap" in made
    assert "-.->" in made
    assert "==>" in made
    made = dot(picture(TRAP))
    assert "bad ending" in made
    assert "(trap)" in made
    assert 'style="dashed"' in made
    for text in (mermaid(picture(UNLINKED)), dot(picture(UNLINKED)), svg(picture(UNLINKED))):
        assert "No way leads here from the start" in text


def test_characters_that_xml_forbids_never_reach_it() -> None:
    text = SMALL.replace("The gate.", "The \ufffe gate.").replace("Home", "\uffff")
    found = checked(text)
    if found.scenario is not None:
        ElementTree.fromstring(svg(picture_of(found)))


def test_an_imported_story_with_links_not_seen_is_never_called_unreachable() -> None:
    found = picture(UNLINKED.replace("id: small", "# imported: links not seen in gate: (link: x)\nid: small", 1))
    for text in (mermaid(found), dot(found), svg(found), page(found)):
        assert "No way leads here" not in text
        assert "some were not seen" in text
