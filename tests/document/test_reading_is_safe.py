"""Reading ends, soon and without an exception, whatever the bytes are."""

from __future__ import annotations

import gc
import re
import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from trainer.document.finding import has_errors
from trainer.document.nodes import Mapping, Node, Scalar
from trainer.document.read import Document, read_document
from trainer.limits import DocumentLimits

VALID = """\
format: scenario/1            # always the first line
cast:
  traveller: {name: "{{ traveller }}", about: in a hurry}
scenes:
  counter:
    lines:
      - narrator: |
          The queue is long: "#3", isn't it?
      - traveller: |
          Can I fly to {{ city }} instead?
        when: patience <= 3
    decide: What do you say?
    responses:
      - id: say-it-back
        marks:
          perfect-product: {level: 4, why: 'You said the place back, so it''s right.'}
        effects: {patience: +1, pass_for: right}
        next:
          - {when: patience <= 1, scene: gate}
          - {scene: gate}
"""

BOMBS = {
    "brackets": "[" * 25_400,
    "braces": "{" * 500_000,
    "brackets in a value": "a: " + "[" * 500_000,
    "nested mappings": "".join(f"{' ' * n}a:\n" for n in range(1_300)),
    "nested dashes": "- " * 50_000,
    "deep on one line": "{a: " * 50_000 + "}" * 50_000,
    "question marks": "? " * 50_000,
    "aliases": "a: &a [x]\n" + "".join(f"b{n}: [*a{', *a' * 8}]\n" for n in range(5_000)),
    "merge keys": "a: &a {b: c}\n" + "".join(f"x{n}:\n  <<: [*a, *a]\n" for n in range(5_000)),
    "duplicates": "a: b\n" * 200_000,
    "one long line": "a: " + "x: " * 300_000,
    "quotes": "a: " + "'x' " * 250_000,
    "hashes": "".join(f"a{n}: b #5\n" for n in range(49_000)),
    "hashes on one line": "a:" + " #5" * 300_000,
    "tabs": "a:\n" + "\tb: c\n" * 150_000,
    "directives": "%\n" * 500_000,
    "traps": "".join(f"a{n}: b: c\n" for n in range(80_000)),
    "commas": "a: {b: c" + ", d" * 300_000 + "}",
    "line feeds": "\n" * 1_000_000,
    "line feeds and an error": "a: |\n" + "\n" * 1_000_000 + "]",
    "controls": "\x00" * 1_000_000,
    "a control on each line": "\x07\n" * 500_000,
    "texts over lines": "".join(f"a{n}: b\n c\n" for n in range(49_000)),
    "empty blocks": "".join(f"a{n}: |\n" for n in range(49_000)),
    "escapes": 'a: "' + "\\e" * 500_000 + '"',
    "tags": "".join(f"a{n}: !b c\n" for n in range(49_000)),
    "long key": "k" * 1_000_000 + ": x",
    "spaces": " " * 1_000_000,
    "colons": "a:" * 500_000,
    "colons with spaces": "a: " + ":  " * 300_000,
    "dashes below a bar": "a: |\n" + "- " * 400_000 + "\n]",
}


def read_quickly(data: bytes) -> Document:
    begin = time.process_time()
    document = read_document(data, "f.yaml")
    assert time.process_time() - begin < 2
    assert len(document.findings) <= DocumentLimits().findings
    return document


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_in_time(name: str) -> None:
    data = BOMBS[name].encode()[: DocumentLimits().bytes]
    assert read_quickly(data).findings


def test_a_megabyte_of_honest_text_is_read_in_time() -> None:
    text = "a:\n" + "".join(f"  k{n}: |\n    {'word ' * 45}\n" for n in range(4_000))
    assert read_quickly(text.encode()).findings == []


def test_collecting_garbage_is_left_as_it_was() -> None:
    assert gc.isenabled()
    read_document(b"a: [", "f.yaml")
    assert gc.isenabled()
    gc.disable()
    try:
        read_document(b"a: b", "f.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()


def check(document: Document, data: bytes) -> None:
    """What holds of every document."""
    lines = document.text.splitlines() or [""]
    for finding in document.findings:
        assert finding.at.line >= 1
        assert finding.at.column >= 1
        assert finding.message.endswith(".")
        assert finding.at.line <= len(lines) + 1 or not document.text, data
    if document.mapping is None:
        assert has_errors(document.findings)
    if document.root is not None and not has_errors(document.findings):
        check_places(document.root, lines)


def check_places(root: Node, lines: list[str]) -> None:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            if not node.style and node.line == node.end_line:
                assert lines[node.line][node.column :].startswith(node.text)
        elif isinstance(node, Mapping):
            assert list(node.keys) == list(node.values)
            waiting += [*node.keys.values(), *node.values.values()]
        else:
            waiting += node.items


YAML_PIECES = st.sampled_from(
    [
        *"abc:-{}[],#&*!|>'\"%@`?<\n \t\\é😀",
        *(": ", "- ", "\n  ", "\n    ", "{{ x }}", " #5", "<<", "\\e", "---\n", "...\n", "\r\n", "\ufeff"),
        *("\x00", "\u2028", "a: ", "|\n", "&a ", "*a", "!t ", "key: text\n", "'s"),
    ]
)


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b'a: "\\')
@example(b"a: '\n")
@settings(max_examples=300)
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    check(read_document(data, "f.yaml"), data)


@given(st.lists(YAML_PIECES, max_size=40).map("".join))
@settings(max_examples=600)
def test_any_pieces_of_yaml_are_read_without_an_exception(text: str) -> None:
    check(read_document(text.encode(), "f.yaml"), text.encode())


@given(
    st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 6), st.one_of(YAML_PIECES, st.text(max_size=3))),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=400)
def test_any_change_to_a_valid_document_is_read_without_an_exception(changes: list[tuple[int, int, str]]) -> None:
    text = VALID
    for at, removed, added in changes:
        text = text[:at] + added + text[at + removed :]
    data = text.encode("utf-8", "replace")
    check(read_document(data, "f.yaml"), data)


@given(st.lists(YAML_PIECES, max_size=30).map("".join))
@settings(max_examples=300)
def test_both_parsers_agree_about_what_can_be_used(text: str) -> None:
    """Save for two things libyaml is stricter about: tabs at the start of a line, and `a:,` in brackets."""
    assume("\t" not in text and not re.search(r":[,?\[\]{}]", text))
    with pytest.MonkeyPatch.context() as patch:
        with_libyaml = read_document(text.encode(), "f.yaml")
        patch.setattr("yaml.__with_libyaml__", False)
        without = read_document(text.encode(), "f.yaml")
    check(without, text.encode())
    assert has_errors(with_libyaml.findings) == has_errors(without.findings)


def test_the_valid_document_is_valid() -> None:
    document = read_document(VALID.encode(), "f.yaml")
    assert document.findings == []
    check(document, VALID.encode())
