"""What a document becomes: nodes that hold text and know their place."""

from __future__ import annotations

import pytest
import yaml

from trainer.document.fields import nearest
from trainer.document.nodes import Mapping, Node, Scalar, Sequence
from trainer.document.read import read_document

TEXT = """\
# A comment
é😀: "x😀"   # another
list:
  - no
  - 010
  - {a: 'it''s', b: c}
block: |
  Call #5: "now"

last: >
  folded
  text
"""


def _root(data: bytes) -> Mapping:
    document = read_document(data, "f.yaml")
    assert document.findings == []
    assert document.mapping is not None
    return document.mapping


def _plain(node: Node) -> object:
    """The node and all below it, places included."""
    place = (node.line, node.column, node.end_line, node.end_column)
    if isinstance(node, Scalar):
        return (node.text, node.style, place)
    if isinstance(node, Sequence):
        return ([_plain(item) for item in node.items], place)
    return ([(_plain(node.keys[key]), _plain(value)) for key, value in node.values.items()], place)


def test_every_scalar_stays_text() -> None:
    items = _root(TEXT.encode()).values["list"]
    assert isinstance(items, Sequence)
    assert [item.text for item in items.items[:2] if isinstance(item, Scalar)] == ["no", "010"]


def test_a_value_that_is_not_there_is_an_empty_plain_text() -> None:
    value = _root(b"a:\n").values["a"]
    assert isinstance(value, Scalar)
    assert (value.text, value.style, value.line, value.column) == ("", "", 0, 2)


def test_columns_count_characters() -> None:
    root = _root(TEXT.encode())
    assert root.keys["é😀"].span.end_column == 3
    value = root.values["é😀"]
    assert (value.column, value.end_column) == (4, 8)


def test_a_collection_ends_where_its_last_item_does() -> None:
    root = _root(b"a:\n  b: c\n  # a comment\n\nd: [e,\n  f ]\n")
    a, d = root.values["a"], root.values["d"]
    assert (a.line, a.column, a.end_line, a.end_column) == (1, 2, 1, 6)
    assert (d.line, d.column, d.end_line, d.end_column) == (4, 3, 5, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_no_node(end: str, mark: str) -> None:
    text = TEXT.replace("\n", end)
    document = read_document((mark + text).encode(), "f.yaml")
    assert document.text == text
    assert document.root is not None
    assert _plain(document.root) == _plain(_root(TEXT.encode()))


def test_the_last_line_feed_makes_no_difference() -> None:
    assert _plain(_root(b"a: b\nc: |\n  d")) == _plain(_root(b"a: b\nc: |\n  d\n"))


def test_without_libyaml_everything_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with_libyaml = _plain(_root(TEXT.encode()))
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert _plain(_root(TEXT.encode())) == with_libyaml


def test_the_nearest_known_word_is_suggested() -> None:
    assert nearest("titel", ["id", "title", "lines"]) == "title"
    assert nearest("TITLE", ["id", "title"]) == "title"
    assert nearest("xyz", ["id", "title"]) is None
    assert nearest("a" * 100_000, ["id"]) is None
