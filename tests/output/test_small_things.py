"""Columns, tables and times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.cleaning import clean_line
from trainer.output.columns import padded, shortened, table, width_of, wrapped
from trainer.output.phrases import duration, moment

lines = st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(clean_line)


@given(lines, st.integers(0, 40))
def test_a_shortened_text_fits(text: str, columns: int) -> None:
    assert width_of(shortened(text, columns)) <= columns
    if width_of(text) <= columns:
        assert shortened(text, columns) == text


def test_nothing_is_cut_inside_a_character() -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    assert shortened(f"ab{family}cd", 4) == "ab…"
    assert shortened("cafe\u0301s und Torten", 5) == "cafe\u0301…"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200), st.integers(1, 40))
def test_wrapping_keeps_every_word(text: str, columns: int) -> None:
    found = wrapped(text, columns)
    assert " ".join(found).split() == text.split()
    assert all(width_of(line) <= columns or len(line.split()) == 1 for line in found)


def test_a_table_lines_up_whatever_the_script() -> None:
    text = table([["one", "日本語"], ["two-minute", "é"]], ["id", "title"], 80)
    assert text.split("\n") == [
        "id          title",
        "──────────  ──────",
        "one         日本語",
        "two-minute  é",
    ]


def test_the_widest_column_gives_way_and_the_first_never() -> None:
    text = table([["a-very-long-identifier", "A very long title indeed", "en"]], ["id", "title", "in"], 44)
    assert text.split("\n")[2] == "a-very-long-identifier  A very long tit…  en"
    assert "a-very-long-identifier  A very…" in table([["a-very-long-identifier", "A very long title"]], ["", ""], 1)


def test_a_cell_is_one_harmless_line() -> None:
    assert table([["a\nb\x1b[2J"]], ["x"], 20).split("\n")[2] == "a b␛[2J"


def test_a_table_without_rows_has_its_heading() -> None:
    assert table([], ["id"], 80) == "id\n──"


@given(st.lists(st.tuples(lines, lines, lines), max_size=5), st.integers(40, 120))
def test_columns_begin_where_their_heading_does(rows: list[tuple[str, str, str]], width: int) -> None:
    found = table(rows, ["id", "b", "c"], width).split("\n")
    assert len(found) == len(rows) + 2


def test_padding_counts_columns() -> None:
    assert padded("日本", 6) == "日本  "


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("2026-03-01T10:05:00.000+01:00", "1 March 2026, 10:05 (UTC+1)"),
        ("2026-12-31T23:59:00-03:30", "31 December 2026, 23:59 (UTC−3:30)"),
        ("2026-03-01T10:05:00+00:00", "1 March 2026, 10:05 (UTC)"),
        ("2026-03-01T10:05:00", "1 March 2026, 10:05"),
        ("some day", "some day"),
    ],
)
def test_a_moment_is_told_in_the_zone_it_was_in(wall: str, said: str) -> None:
    assert moment(wall) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (11.4, "11 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s"), (3840, "1 h 04 min"), (-1, "0 s")],
)
def test_a_duration_is_told_in_what_one_would_say(seconds: float, said: str) -> None:
    assert duration(seconds) == said
