"""Cleaned text cannot act on anything, and ordinary text is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.cleaning import DANGEROUS, clean, clean_line


@pytest.mark.parametrize(
    "text",
    [
        "Grüß Gott",
        "お待たせしました",
        "שלום",
        "naïve café",
        "tab\there",
        "two\nlines",
        "👍🏽",
        "e\u0301",
        "“quotes” — dash…",
    ],
)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "�31m"),
        ("a\u202eb", "a�b"),
        ("a\u2028b", "a�b"),
        ("a\ud800b", "a�b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x7f", "␡"),
    ],
)
def test_what_could_act_is_made_visible(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters()))
def test_nothing_dangerous_is_left_and_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert not DANGEROUS.search(once)
    assert clean(once) == once


@given(st.text(st.characters()))
def test_a_cleaned_line_is_one_line(text: str) -> None:
    assert not re.search(r"[\n\r\t]", clean_line(text))
