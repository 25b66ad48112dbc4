"""Texts: placeholders are looked up and nothing is evaluated; lines are joined as their author meant them."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.scenario.placeholders import parse_text, stray_braces, unwrapped


def test_a_placeholder_is_replaced() -> None:
    text = parse_text("To {{ city }}, {{city.confused_with}}!")
    assert list(text.names()) == ["city", "city.confused_with"]
    assert text.fill({"city": "Dulles", "city.confused_with": "Dallas"}) == "To Dulles, Dallas!"


def test_what_a_detail_says_is_not_read_again() -> None:
    assert parse_text("{{ city }}").fill({"city": "{{ city }}"}) == "{{ city }}"


def test_half_a_placeholder_is_a_slip() -> None:
    assert stray_braces(parse_text("{{ 7*7 }}"))
    assert stray_braces(parse_text("{{ city"))
    assert not stray_braces(parse_text("{ city } and {{ city }}"))


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept() -> None:
    assert unwrapped("One\ntwo\n\nthree\n  four\n") == "One two\n\nthree four"


@given(st.text())
def test_unwrapping_twice_changes_nothing_more(text: str) -> None:
    assert unwrapped(unwrapped(text)) == unwrapped(text)


@given(st.text(alphabet="ab {}\n", max_size=40))
def test_a_text_without_placeholders_fills_to_itself(text: str) -> None:
    parsed = parse_text(text)
    if len(parsed.parts) == 1:
        assert parsed.fill({}) == unwrapped(text)
