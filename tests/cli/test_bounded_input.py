"""Lines of any length and any kind on stdin and in files of replies."""

import io
import sys
from types import SimpleNamespace

import pytest

from trainer.cli.replies import read_lines
from trainer.cli.standard_streams import LONGEST, beginning, lines


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_the_rest_of_an_endless_line_is_not_the_next_line(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, b"x" * (3 * LONGEST + 5) + b"\nshort\r\n\nlast")
    first, *others = lines()
    assert (len(first), others) == (LONGEST, ["short", "", "last"])


def test_only_the_beginning_of_a_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, b"one\r\ntwo\xff" + b"x" * (2 * LONGEST))
    text = beginning()
    assert text.startswith("one\ntwo\ufffdx")
    assert len(text) < LONGEST


def test_a_reply_in_a_file_may_hold_separators_that_end_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "= one\u2028two\u0085three\x0cfour\r\ncheck\n".encode())
    assert read_lines("-") == ["= one\u2028two\u0085three\x0cfour", "check", ""]
