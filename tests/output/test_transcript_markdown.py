from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.output.attempts import HOSTILE, ended, full, played, poisoned, too_large, typed
from trainer.cleaning import clean, clean_line
from trainer.output.markdown import code, fence, inline, words
from trainer.output.transcript import render_markdown
from trainer.records.record import Record

OURS = {"text", "text_special", "code_inline", "strong_open", "strong_close", "em_open", "em_close", "softbreak"}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return full(tmp_path_factory.mktemp("full"))


def tokens(markdown: str) -> list[Token]:
    """As Textual reads it: tables, strikethrough, and bare addresses made links."""
    return MarkdownIt("gfm-like").parse(markdown)


def shape(markdown: str) -> list[tuple[str, str]]:
    return [(token.type, token.tag) for token in tokens(markdown)]


def inside(markdown: str) -> Iterator[Token]:
    for token in tokens(markdown):
        yield from token.children or ()


def headings(markdown: str) -> list[str]:
    found = tokens(markdown)
    return [found[i + 1].content for i, token in enumerate(found) if token.type == "heading_open"]


def fences(markdown: str) -> list[str]:
    return [token.content for token in tokens(markdown) if token.type == "fence"]


def test_it_reads_from_the_verdict_to_what_it_rests_on() -> None:
    markdown = render_markdown(ended())
    assert markdown.startswith("# Transcript: A small one\n\n**Amazing.** Every touchpoint a notch above average.\n")
    assert headings(markdown) == [
        "Transcript: A small one", "At a glance", "The debrief", "The conversation", "1. at the counter",
        "2. at the gate", "The end: Home", "Principles", "A demonstration", "What this rests on", "How to read this",
    ]  # fmt: skip
    assert "\n\n\n\n" not in markdown


def test_options_stand_in_the_order_shown_and_the_chosen_one_says_so() -> None:
    step = ended().run.steps[0]
    lines = render_markdown(ended()).split("\n")
    place = [r.id for r in step.offered].index("check") + 1
    assert f"{place}. “Dulles, did I get that right?” **← chosen**" in lines


def test_what_was_said_stands_in_fences_under_a_name() -> None:
    told = fences(render_markdown(ended()))
    assert told[1] == "Ann:\n    To Dulles, please.\n"
    assert told[2] == "You:\n    Dulles, did I get that right?\n"
    assert told[3] == "Ann:\n    Yes. I am short.\n"


def test_an_attempt_in_which_everything_happened(everything: Record) -> None:
    markdown = render_markdown(everything)
    for expected in (
        "**Not yet.** A critical error stood in the way: You left a guest stranded.",
        "Taken back (decision 1):\n\n```text\nDulles, did I get that right?\n```",
        "Said in own words, which meant none of the options:\n\n```text\nno idea\n```",
        "**← taken for this**",
        "Answer: **in own words**, after 11 s. Taken as: “Lovely weather!”",
        "**Critical:** You left a guest stranded.",
        "taking care: lowest **poor**, mean 1.0, once at stake",
        "evenness: lowest **poor**",
    ):
        assert expected in markdown


def test_an_unfinished_attempt_says_so(tmp_path: Path) -> None:
    markdown = render_markdown(played(tmp_path, []))
    assert "**Unfinished.**" in markdown
    assert "*The attempt stands here: not answered yet.*" in markdown


def test_a_scenario_too_large_to_score_has_no_table_of_costs() -> None:
    markdown = render_markdown(too_large())
    assert "| Cost |" not in markdown
    assert "(costs are not known)" in markdown


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_no_text_makes_a_heading_a_link_or_html(payload: str, everything: Record) -> None:
    markdown = render_markdown(poisoned(everything, payload))
    assert shape(markdown) == shape(render_markdown(poisoned(everything, "plain")))
    assert {token.type for token in inside(markdown)} <= OURS


@given(st.text(st.characters()) | st.sampled_from(sorted(HOSTILE.values())))
def test_a_short_text_stays_text(text: str) -> None:
    found = list(inside(f"- {inline(text)}\n"))
    assert {token.type for token in found} <= {"text", "text_special", "code_inline"}
    assert "".join(token.content for token in found) == clean_line(text)


@given(st.text(st.sampled_from("`~ a\n\\")))
def test_nothing_ends_a_code_span_or_a_fence(text: str) -> None:
    assert [t.content for t in inside(f"- {code(text)}\n")] == ([clean_line(text)] if clean_line(text) else [])
    assert [t.content for t in tokens(fence(text))] == [clean(text) + "\n"]


@given(st.text(st.characters(), max_size=400))
def test_typed_words_are_all_there(text: str) -> None:
    assert "".join(fences(words(text))).split() == clean(text).split()


def test_typed_words_are_all_there_in_the_transcript() -> None:
    assert any(
        "Of course,\n    and gladly" in told for told in fences(render_markdown(typed("Of course,\nand gladly")))
    )


@pytest.mark.parametrize("text", ["It is 10:00, and 3.5 miles.", "“Who?” she asked – nobody (yet)!", "Größe, 日本"])
def test_plain_prose_stays_as_it_is(text: str) -> None:
    assert inline(text) == text
