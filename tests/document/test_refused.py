"""What is refused, and where: one bad text for each code."""

from __future__ import annotations

import pytest
import yaml

from trainer.document.finding import Finding, Severity
from trainer.document.read import read_document
from trainer.limits import DocumentLimits

SMALL = DocumentLimits(bytes=200, depth=3, values=8, items=4, text=12, key=6, findings=5)

REFUSED = [
    # Characters and bytes.
    ("not-utf8", b"a: b\nc\xe9: d\xff\n", 2, 2),
    ("not-utf8", "ä: ".encode() + b"\xc3\n", 1, 4),
    ("not-utf8", b"\xef\xbb\xbfa: \xff\n", 1, 4),
    ("not-utf8", "a: b\n".encode("utf-16"), 1, 1),
    ("not-utf8", b"a: \xed\xa0\x80\n", 1, 4),
    ("dangerous-character", b"a: b\x00c\n", 1, 5),
    ("dangerous-character", b"a: b\nc: \x1b[31m\n", 2, 4),
    ("dangerous-character", "é: \x9b\n", 1, 4),
    ("dangerous-character", "a: b\u2028c\n", 1, 5),
    ("dangerous-character", "a: \u202eb\n", 1, 4),
    ("dangerous-character", "a: \u2066b\n", 1, 4),
    ("dangerous-character", "a: b\ufeffc\n", 1, 5),
    ("dangerous-character", "a: b\uffff\n", 1, 5),
    ("dangerous-character", "a: b\rc: d\n", 1, 5),
    ("dangerous-character", 'a: "x\\e"\n', 1, 6),
    ("dangerous-character", 'a: "\\\\e \\u202e"\n', 1, 9),
    ("dangerous-character", 'a: "x\n  \\x9b"\n', 2, 3),
    ("dangerous-character", 'a: "\\r"\n', 1, 5),
    ("dangerous-character", '"\\0": x\n', 1, 2),
    ("dangerous-character", 'a: "\\ud800"\n', 1, 4),
    ("dangerous-character", 'a: "\\U00110000"\n', 1, 4),
    ("tab-indent", "a:\n\tb: c\n", 2, 1),
    ("tab-indent", "a:\n  b: c\n  \td: e\n", 3, 3),
    ("tab-indent", "a: {\n\tb: c}\n", 2, 1),
    # YAML that a document may not use.
    ("anchor", "a: &x {b: c}\n", 1, 4),
    ("anchor", "&x a: b\n", 1, 1),
    ("alias", "a: b\nc: *x\n", 2, 4),
    ("alias", "a: [b, *x]\n", 1, 8),
    ("alias", "*x : b\n", 1, 1),
    ("tag", "a: !!python/object:os.system x\n", 1, 4),
    ("tag", "a: ! x\n", 1, 4),
    ("tag", "a: !!int 3\n", 1, 4),
    ("tag", "a: !x {b: c}\n", 1, 4),
    ("merge-key", "<<: {a: b}\n", 1, 1),
    ("directive", "%YAML 1.1\n---\na: b\n", 1, 1),
    ("directive", "# x\n%FOO\n---\na: b\n", 2, 1),
    ("directive", "a: b\n%foo: c\n", 2, 1),
    ("second-document", "a: b\n---\nc: d\n", 2, 1),
    ("second-document", "a: b\n...\nc: d\n", 3, 1),
    ("duplicate-key", "a: 1\nb: 2\na: 3\n", 3, 1),
    ("duplicate-key", "a: {b: 1, 'b': 2}\n", 1, 11),
    ("key-not-text", "? [a]\n: b\n", 1, 3),
    ("key-not-text", "? {a: b}\n: b\n", 1, 3),
    ("key-not-text", "? |\n  a\n: b\n", 1, 3),
    ("key-not-text", "a: {: b}\n", 1, 5),
    ("key-not-text", "a: b\n: x\n", 2, 1),
    ("empty-document", "", 1, 1),
    ("empty-document", "# only a comment\n", 1, 1),
    ("empty-document", "---\n", 1, 1),
    ("not-a-mapping", "- a\n- b\n", 1, 1),
    ("not-a-mapping", "hello\n", 1, 1),
    ("key-too-long", f"{'k' * 129}: x\n", 1, 1),
    ("key-too-long", f"{'k' * 2000}: x\n", 1, 1),
    # Plain mistakes.
    ("yaml-syntax", "a: {b: c\nd: e\n", 1, 4),
    ("yaml-syntax", "a: [b, c\n", 1, 4),
    ("yaml-syntax", "a: {b: c}}\n", 1, 10),
    ("yaml-syntax", "a: {b: [c] d}\n", 1, 12),
    ("yaml-syntax", 'a: {b: "c" d: e}\n', 1, 12),
    ("yaml-syntax", "a: {b: c, d\n", 1, 4),
    ("yaml-syntax", "a: b\nfoo\nc: d\n", 2, 1),
    ("yaml-syntax", "foo\nbar: x\n", 1, 1),
    ("yaml-syntax", "a:\n    b: c\n  d: e\n", 3, 3),
    ("yaml-syntax", "a: b\n- c\n", 2, 1),
    ("yaml-syntax", "- c\na: b\n", 2, 1),
    ("yaml-syntax", "{a: b}\nc: d\n", 2, 1),
]
"""Code, document, line, column."""

BEYOND_LIMITS = [
    ("too-large", "a: b\n" * 50, 1, 1),
    ("too-deep", "a: {b: {c: {d: e}}}\n", 1, 12),
    ("too-deep", "[[[[[[", 1, 4),
    ("too-many-values", "a: [1, 2, 3]\nb: [4, 5, 6]\n", 2, 11),
    ("too-many-items", "a: [1, 2, 3, 4, 5]\n", 1, 4),
    ("too-many-items", "{a: 1, b: 2, c: 3, d: 4, e: 5}\n", 1, 1),
    ("text-too-long", "a: |\n  0123456789\n  0\n", 1, 4),
    ("text-too-long", "a: 0123456789012\n", 1, 4),
    ("key-too-long", "a: b\nkkkkkkk: x\n", 2, 1),
    ("too-many-problems", "a: 1\n" * 6, 5, 1),
]


@pytest.fixture(params=["libyaml", "pure Python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")


def _bytes(document: str | bytes) -> bytes:
    return document if isinstance(document, bytes) else document.encode()


def _places(findings: list[Finding]) -> list[tuple[str, int, int]]:
    return [(f.code, f.at.line, f.at.column) for f in findings]


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("code", "document", "line", "column"), REFUSED)
def test_it_is_refused_at_its_place(code: str, document: str | bytes, line: int, column: int) -> None:
    findings = read_document(_bytes(document), "f.yaml").findings
    assert (code, line, column) in _places(findings)
    assert all(f.severity is Severity.ERROR for f in findings if f.code == code)


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("code", "document", "line", "column"), BEYOND_LIMITS)
def test_a_limit_is_kept(code: str, document: str, line: int, column: int) -> None:
    assert (code, line, column) in _places(read_document(document.encode(), "f.yaml", SMALL).findings)


@pytest.mark.parametrize(
    "document",
    [
        "a: {b: {c: d}}\n",
        "a: [1, 2, 3, 4]\n",
        "a: 012345678901\n",
        "kkkkkk: x\n",
        "a: b\tc\n",
        "a: |\n  x\n\n  \ty\n",
        "a: 'b'\n'<<': c\n",
        "---\na: b\n...\n",
        "\ufeffa: b\n",
        "a: b\r\nc: d\r\n",
        "a: אב\nb: 日本\nc: 😀\n",
        'a: "\\n\\t\\u00e9"\n',
        "a: {}\nb: []\n",
        "a:\nb: c\n",
    ],
)
def test_honest_documents_have_no_findings(document: str) -> None:
    read = read_document(document.encode(), "f.yaml", SMALL)
    assert read.findings == []
    assert read.mapping is not None


def test_a_duplicate_key_names_the_line_of_the_first_and_keeps_it() -> None:
    document = read_document(b"a: 1\nb: 2\na: {c: 3}\n", "f.yaml")
    assert "already on line 1" in document.findings[0].message
    assert document.mapping is not None
    assert list(document.mapping.values) == list(document.mapping.keys) == ["a", "b"]
    assert getattr(document.mapping.values["a"], "text", None) == "1"


def test_problems_that_do_not_end_the_reading_are_all_reported() -> None:
    text = "a: &x 1\na: 2\nb: *x\nc: !t [d]\n<<: e\n? [f]\n: g\nh: \x07\n"
    codes = {f.code for f in read_document(text.encode(), "f.yaml").findings}
    assert codes == {
        *("anchor", "duplicate-key", "alias", "tag", "merge-key", "key-not-text", "dangerous-character"),
    }


def test_what_was_found_before_a_syntax_error_stays() -> None:
    document = read_document(b"a: 1\na: 2\nb: [\n", "f.yaml")
    assert [f.code for f in document.findings] == ["duplicate-key", "yaml-syntax"]
    assert document.root is None


def test_a_tab_says_how_many_lines_more_have_one() -> None:
    (finding,) = read_document(b"a:\n\tb: c\n\td: e\n\tf: g\n", "f.yaml").findings
    assert "2 more lines" in finding.message


def test_the_findings_never_exceed_their_limit() -> None:
    text = "a: b\n  c\n" + "".join(f"k{n}: a b\n  c\n" for n in range(300))
    document = read_document(text.encode(), "f.yaml")
    assert len(document.findings) == DocumentLimits().findings
    assert document.root is not None
