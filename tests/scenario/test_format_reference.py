"""The reference of keys in the format's page is made from the table, and has every key of every schema."""

from __future__ import annotations

from tests.scenarios import ROOT
from trainer.scenario.format_reference import BEGIN, END, reference, with_reference

PAGE = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")


def test_the_page_has_the_reference_that_is_made_from_the_table() -> None:
    assert with_reference(PAGE) == PAGE, "run `python -m trainer.scenario.format_reference docs/format.md`"


def test_the_reference_says_what_is_needed_and_what_may_stand_there() -> None:
    rows = reference().splitlines()
    assert any(row.startswith("| `minutes` | yes | whole number, 1 to 240 |") for row in rows)
    assert any(row.startswith("| `say` |  | text |") for row in rows)


def test_what_is_written_by_hand_stays_as_it_is() -> None:
    written = with_reference(f"above\n{BEGIN}\nstale words\n{END}\nbelow\n")
    assert written.startswith(f"above\n{BEGIN}\n")
    assert written.endswith(f"{END}\nbelow\n")
    assert "stale words" not in written
