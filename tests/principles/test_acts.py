"""Acts: read from YAML with their cues, and every fault in a cue is found where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.principles.acts import load_acts
from trainer.principles.cue_phrases import (
    Alternation,
    Anchor,
    Gap,
    Phrase,
    PhraseError,
    Slot,
    Stem,
    Word,
    parse_phrase,
    slots_of,
)

ACTS = """\
format: acts/1
id: english
language: en
title: What replies do
words:
  feeling: [upset, frustrat~, let down]
acts:
  apologises:
    title: apologises
    way: helps
    about: Says sorry.
    opposite: fauxpology
    cues:
      - "(i am|we are) (so|) sorry"
    not:
      - "sorry (if|that you)"
    examples: {shows: ["I'm sorry."], lacks: ["Sorry if so."]}
  fauxpology:
    title: says sorry for nothing
    way: harms
    about: Says it without meaning it.
    cues: ["sorry * <feeling>"]
"""
CUE = '- "(i am|we are) (so|) sorry"'


def test_a_file_of_acts_is_read() -> None:
    loaded = load_acts(ACTS.encode(), "english.yaml")
    assert loaded.findings == []
    assert loaded.acts is not None
    act, other = loaded.acts.acts.values()
    assert (act.id, act.harms, act.opposite, act.shows, act.lacks) == (
        "apologises", False, "fauxpology", ("I'm sorry.",), ("Sorry if so.",),
    )  # fmt: skip
    assert [cue.text for cue in (*act.cues, *act.cancels)] == ["(i am|we are) (so|) sorry", "sorry (if|that you)"]
    assert other.harms
    assert other.opposite is None
    assert [cue.text for cue in loaded.acts.words["feeling"]] == ["upset", "frustrat~", "let down"]
    assert (act.cues[0].at.line, act.cues[0].at.column) == (14, 9)
    assert len(loaded.acts.sha256) == 64


@pytest.mark.parametrize(
    ("cue", "items"),
    [
        ("sorry about that", (Word("sorry"), Word("about"), Word("that"))),
        ("I'm sorry, sir.", (Word("I'm"), Word("sorry"), Word("sir"))),
        ("frustrat~", (Stem("frustrat"),)),
        ("will * call", (Word("will"), Gap(), Word("call"))),
        ("in <time>", (Word("in"), Slot("time"))),
        ("^ no $", (Anchor(False), Word("no"), Anchor(True))),
        ("(a|b c|)d", (Alternation(((Word("a"),), (Word("b"), Word("c")), ())), Word("d"))),
        ("((a|b) c|d)", (Alternation(((Alternation(((Word("a"),), (Word("b"),))), Word("c")), (Word("d"),))),)),
        ("check-in 24/7 o'clock", (Word("check-in"), Word("24/7"), Word("o'clock"))),
        ("$60", (Word("$60"),)),
        ("(^|so) sorry", (Alternation(((Anchor(False),), (Word("so"),))), Word("sorry"))),
    ],
)
def test_every_part_of_the_syntax_is_read(cue: str, items: tuple[object, ...]) -> None:
    assert parse_phrase(cue).items == items
    assert not parse_phrase(cue).question


def test_a_last_question_mark_asks_for_a_question() -> None:
    assert parse_phrase("is that right?") == Phrase((Word("is"), Word("that"), Word("right")), True)
    assert parse_phrase("is that right ?") == parse_phrase("is that right?")


def test_slots_are_told_with_their_places() -> None:
    assert [(s.name, s.column) for s in slots_of(parse_phrase("in <time> (at <detail>|)").items)] == [
        ("time", 3),
        ("detail", 14),
    ]


@pytest.mark.parametrize(
    ("cue", "column", "says"),
    [
        ("", 0, "empty"),
        ("  ", 0, "empty"),
        ("?", 0, "empty"),
        ("*", 0, "match anything"),
        ("(a|)", 0, "match anything"),
        ("(a|*)", 0, "match anything"),
        ("^ $", 0, "match anything"),
        ("a * * b", 4, "Two *"),
        ("* a", 0, "says nothing"),
        ("a *", 2, "says nothing"),
        ("sorry (if", 6, "not closed"),
        ("sorry) if", 5, "closes nothing"),
        ("a ()", 2, "nothing between"),
        ("a ^ b", 2, "beginning"),
        ("a (^|b)", 3, "beginning"),
        ("$ a", 0, "end"),
        ("(a $|b) c", 3, "end"),
        ("a ? b", 2, "at the end"),
        ("a|b", 1, "between ( and )"),
        ("a ~ b", 2, "~"),
        ("a <B> c", 2, "one name"),
        ("a <b c> d", 2, "one name"),
        ("a < b", 2, "partner"),
        ("a > b", 2, "partner"),
        ("a # b", 2, "cannot hold"),
        ("(((((a)))))", 4, "too deep"),
        ("a" * 401, 400, "at most"),
        ("(" + "a|" * 60 + "b)", 0, "branches"),
    ],
)
def test_a_bad_cue_says_where_and_why(cue: str, column: int, says: str) -> None:
    with pytest.raises(PhraseError) as caught:
        parse_phrase(cue)
    assert says in caught.value.message
    assert caught.value.column == column


@given(st.text(alphabet="ab (|)*~<>^$?'#", max_size=40) | st.text(max_size=60))
def test_any_text_is_a_phrase_or_an_error_within_it(text: str) -> None:
    try:
        column: int = 0 if parse_phrase(text).items else -1
    except PhraseError as error:
        column = error.column
    assert 0 <= column <= len(text)


@pytest.mark.parametrize(
    ("new", "code", "column"),
    [
        ('- "<mood> you"', "unknown-group", 10),
        ('- "you <feelings>"', "unknown-group", 14),
        ('- "sorry (if"', "bad-cue", 16),
        ('- "say \\"sorry\\" (if"', "bad-cue", 24),
        ("- 'it''s (if'", "bad-cue", 16),
        ('- ""', "bad-cue", 10),
        ("-", "bad-cue", 8),
        ('- "a * * b"', "bad-cue", 14),
        ('- "*"', "bad-cue", 10),
        ("- |\n        sorry (if", "bad-cue", 9),
        ("- *sorry for", "unquoted-cue", 9),
        ("- * sorry", "unquoted-cue", 9),
        ("- [i am|we are] sorry", "unquoted-cue", 9),
        ("- [i am]", "unquoted-cue", 9),
        ("- {i: am}", "unquoted-cue", 9),
        ("- &so sorry", "unquoted-cue", 9),
        ("- @home", "unquoted-cue", 9),
        ("- (a|b) sorry", "unquoted-cue", 9),
        ("- sorry", "unquoted-cue", 9),
    ],
)
def test_a_fault_in_a_cue_is_found_where_it_stands(new: str, code: str, column: int) -> None:
    assert CUE in ACTS
    loaded = load_acts(ACTS.replace(CUE, new).encode(), "english.yaml")
    assert loaded.acts is None
    assert [(f.code, f.at.line, f.at.column) for f in loaded.findings] == [(code, 14, column)]
    assert code != "unquoted-cue" or "uote it" in loaded.findings[0].message


def test_a_near_name_of_a_group_is_suggested() -> None:
    found = load_acts(ACTS.replace(CUE, '- "you <feelings>"').encode(), "a.yaml").findings
    assert 'Did you mean "feeling"?' in found[0].message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("acts/1", "acts/2", "wrong-format"),
        ("id: english", "id: Eng lish", "bad-id"),
        ("language: en\n", "", "missing-key"),
        ("way: helps", "way: heals", "wrong-type"),
        ("    way: helps\n", "", "missing-key"),
        ("    about: Says sorry.\n", "", "missing-key"),
        ("opposite: fauxpology", "opposite: fauxpologi", "unknown-act"),
        ("not:", "nott:", "unknown-key"),
        ("  fauxpology:", "  faux pology:", "bad-id"),
        ("shows:", "show:", "unknown-key"),
        ("feeling:", "time:", "taken-name"),
        ("[upset, frustrat~, let down]", '[upset, "(a|b)"]', "bad-cue"),
        ("[upset, frustrat~, let down]", '["upset ("]', "bad-cue"),
        ("[upset, frustrat~, let down]", "[]", "empty-list"),
        ('cues: ["sorry * <feeling>"]', "cues: sorry", "wrong-type"),
        ('    cues: ["sorry * <feeling>"]\n', "", "missing-key"),
    ],
)
def test_a_fault_in_a_file_of_acts_is_found(old: str, new: str, code: str) -> None:
    assert old in ACTS
    loaded = load_acts(ACTS.replace(old, new, 1).encode(), "english.yaml")
    assert loaded.acts is None
    assert code in [f.code for f in loaded.findings]


@pytest.mark.parametrize("acts", ["acts: {}", "acts: {a: hello}", "acts: [a]", ""])
def test_a_file_without_acts_is_none(acts: str) -> None:
    text = ACTS[: ACTS.index("acts:\n")] + acts + "\n"
    assert load_acts(text.encode(), "english.yaml").acts is None


def test_what_is_no_mapping_is_no_file_of_acts() -> None:
    assert load_acts(b"- a\n", "english.yaml").acts is None
