"""What is wrong in one variant alone: a detail that is written out, and an article before a placeholder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.changed import found_in, text_of
from trainer.document.finding import Finding
from trainer.lint.variant_rules import begins_with_a_vowel_sound

AIRPORT = "airport-counter"
SAID = "I can write it down for you."


def told(saying: str, code: str, tmp_path: Path) -> list[Finding]:
    """What a rule tells of the airport, where one line of it says something else."""
    text = text_of(AIRPORT)
    assert text.count(SAID) == 1
    return [f for f in found_in(text.replace(SAID, saying), tmp_path) if f.code == code]


@pytest.mark.parametrize(
    ("saying", "slot"),
    [
        ("I came from Portland, Oregon.", "{{ city }}"),
        ("I said PDX.", "{{ city }}"),
        ("It leaves at 4:40.", "{{ later }}"),
        ("Not Dallas, mind.", "{{ city.confused_with }}"),
        ("From B17, was it?", "{{ gate }}"),
    ],
)
def test_a_detail_of_one_variant_is_told_with_its_placeholder(saying: str, slot: str, tmp_path: Path) -> None:
    (finding,) = told(saying, "detail-written-out", tmp_path)
    assert f"write {slot}," in finding.message
    assert text_of(AIRPORT).split("\n")[finding.at.line - 1].strip().endswith(SAID)


@pytest.mark.parametrize(
    "saying",
    [
        "They said he would see to it.",  # words that are details as well, and say nothing of a variant
        "It is the knee, I think.",  # a detail in small letters
        "That makes 14 of us.",  # a small number
        "My name is Portlandia.",  # a part of a word
        "Is Gus Weller in?",  # a name that no variant has
    ],
)
def test_what_may_stand_in_a_text_by_chance_is_not_told(saying: str, tmp_path: Path) -> None:
    assert told(saying, "detail-written-out", tmp_path) == []


def test_an_example_may_name_the_details_of_the_variant_it_was_typed_in(tmp_path: Path) -> None:
    text = text_of(AIRPORT)
    words = "Half past seven? Then it still has the old tag on."
    assert words in text
    changed = text.replace(words, "Half past seven, to Portland? Then it still has the old tag on.")
    assert [f.code for f in found_in(changed, tmp_path) if f.code == "detail-written-out"] == []


def test_a_name_that_every_variant_has_in_some_detail_is_not_told(tmp_path: Path) -> None:
    text = text_of(AIRPORT).replace("    sore: ", "    boss: Marion\n    sore: ").replace(SAID, "Ask Marion.")
    assert [f for f in found_in(text, tmp_path) if f.code == "detail-written-out"] == []


@pytest.mark.parametrize(
    ("saying", "variant"),
    [("An {{ aisle }}, please.", "dulles"), ("A {{ here }} plane?", "dulles"), ('So, a "{{ aisle }}"?', "portland")],
)
def test_an_article_that_one_variant_contradicts_is_told(saying: str, variant: str, tmp_path: Path) -> None:
    (finding,) = told(saying, "article-before-placeholder", tmp_path)
    assert f'In the variant "{variant}"' in finding.message


def test_an_article_that_all_variants_bear_is_not_told(tmp_path: Path) -> None:
    assert told("To a {{ said }} that is not mine.", "article-before-placeholder", tmp_path) == []


@pytest.mark.parametrize(
    ("text", "vowel"),
    [
        ("Osterman's", True),
        ("Hallam", False),
        ("hour", True),
        ("university", False),
        ("uninvited guest", True),
        ("one-way ticket", False),
        ("oriole", True),
        ("8:30", True),
        ("11:15", True),
        ("18D", True),
        ("110", False),
        ("4:40", False),
        ("F12", True),
        ("B7", False),
        ("U2", False),
        ("IAD", None),
        ("Élan", None),
        ("", None),
    ],
)
def test_an_is_said_by_the_first_sound(text: str, vowel: bool | None) -> None:
    assert begins_with_a_vowel_sound(text) is vowel
