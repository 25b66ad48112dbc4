"""Text that YAML takes for something else: each trap is known, placed, and answered with the line to write."""

from __future__ import annotations

import pytest
import yaml

from trainer.document.finding import Severity
from trainer.document.read import read_document

TRAPS = [
    ("trap-quotes", 'say: "Hello", he said\n', 1, 6, '`"Hello", he said`'),
    ("trap-quotes", "say: 'It's fine'\n", 1, 6, "`It's fine`"),
    ("trap-quotes", '- "Hi" there\n', 1, 3, "`- |`"),
    ("trap-quotes", 'say: "Hello\nwhy: b\n', 1, 6, "not closed"),
    ("trap-quotes", 'say: "Hello\nwhy: "ok"\n', 1, 6, "`say: |`"),
    ("trap-quotes", 'say: "C:\\path"\n', 1, 6, "`C:\\path`"),
    ("trap-quotes", "a: {why: 'It's', b: c}\n", 1, 10, '`why: "It\'s"`'),
    ("trap-quotes", 'a: {why: "Hi", he said}\n', 1, 10, '`"Hi", he said`'),
    ("trap-quotes", 'a: {why: "Hi" he said}\n', 1, 10, '`"Hi" he said`'),
    ("trap-braces", "name: {{ traveller }}\n", 1, 7, "`{{ traveller }}`"),
    ("trap-braces", "name: {{ traveller }} hello\n", 1, 7, "`{{ traveller }} hello`"),
    ("trap-braces", "cast:\n  x: {name: {{ y }}, about: z}\n", 2, 13, '`name: "{{ y }}"`'),
    ("trap-braces", "a: {b: Hello {{ x }}, c: d}\n", 1, 8, '`b: "Hello {{ x }}"`'),
    ("trap-braces", "a: [x, {{ y }}]\n", 1, 8, "`{{ y }}`"),
    ("trap-braces", "name: {traveller}\n", 1, 7, "`{traveller}`"),
    ("trap-colon", "say: Well: I think\n", 1, 10, "`Well: I think`"),
    ("trap-colon", "- traveller: text: more\n", 1, 18, "`traveller: |`"),
    ("trap-colon", "a: {level: 4, why: Sorry: we are late}\n", 1, 25, '`why: "Sorry: we are late"`'),
    ("trap-dash", "say: - hello\n", 1, 6, "`- hello`"),
    ("trap-comma", "a: {level: 4, why: Sorry, we are late}\n", 1, 27, '`why: "Sorry, we are late"`'),
    ("trap-comma", "a: { why: Sorry, we are late }\n", 1, 18, "read as one here"),
    ("trap-comma", "a: {why: Yes, you, there, level: 4}\n", 1, 15, '`why: "Yes, you, there"`'),
    ("trap-sign", "say: @home\n", 1, 6, "`@home`"),
    ("trap-sign", "say: `code`\n", 1, 6, "begins with `"),
    ("trap-sign", "say: %off\n", 1, 6, "`%off`"),
    ("trap-sign", "say: *bold* words\n", 1, 6, "`*bold* words`"),
    ("trap-sign", "say: *bold words\n", 1, 6, "`*bold words`"),
    ("trap-sign", "say: & more\n", 1, 6, "`& more`"),
    ("trap-sign", "say: !wow hello\n", 1, 6, "`!wow hello`"),
    ("trap-sign", "say: [aside] hello\n", 1, 6, "`[aside] hello`"),
    ("trap-sign", "say: > hello\n", 1, 6, "`> hello`"),
    ("trap-sign", "say: | hello\n", 1, 6, "`| hello`"),
    ("trap-sign", "a: {b: @x, c: d}\n", 1, 8, "begins with @"),
    ("trap-indent", "say: |\nHello there\nnext: gate\n", 2, 1, "two spaces"),
    ("trap-indent", "say: |\n    Hello\n  there you\nnext: gate\n", 3, 3, "same column"),
    ("trap-indent", "say: |\nnext: gate\n", 1, 6, "two spaces"),
    ("trap-indent", "say: Hi there\n  and: more\n", 2, 3, "`Hi there`"),
    ("trap-indent", "say: Hi there\n  and more\n", 1, 6, "`Hi there and more`"),
    ("trap-hash", "say: Call us on #5 please\n", 1, 17, "`Call us on #5 please`"),
    ("trap-hash", "say: Gate #5\n", 1, 11, "`Gate #5`"),
    ("trap-hash", "say: #5 please\n", 1, 6, "`#5 please`"),
    ("trap-hash", "say: You are our #best guest\n", 1, 18, "`#best guest`"),
    ("trap-hash", "say: Press the # key\n", 1, 16, "`# key`"),
    ("trap-hash", "say: Call #5 now\n  or #6\nb: c\n", 1, 11, "`Call #5 now`"),
    ("trap-hash", "a: {b: Call #5, c: d}\n", 1, 13, "is lost"),
]
"""Code, document, line, column, and a piece of the message."""

HONEST = [
    "version: 1   # raise it when you change what counts\n",
    "version: 1 # raise it\n",
    "version: 1 #2 is next\n",
    "version: 1 #raise it\n",
    "decide: What do you say?         # then a decision …\n",
    "decide: What do you say?  #then a decision\n",
    "you: the ticket agent # whom the trainee plays\n",
    "title: A short title ## a comment\n",
    "lines:   #5 of them\n  - a\n",
    'say: |   # the words\n  Call #5, "please": it\'s {{ x }}, - [a] & *b* !c @d % | > ` done\n',
    'say: "Call #5: yes, no"   # the words\n',
    "a: {level: 4, why: Nothing is cut off here}\n",
    "a: [one, two,]\n",
    "a: {b: c,}\n",
    "a: {b: }\n",
    "a: {b: , 'c' : }\n",
    "a: C# and F#5\n",
    "a: it's 'fine', \"really\" {so} [so] a:b 10:30 -x\n",
    "a: https://example.org/#top\n",
    "a: {why: Ready? Then go.}\n",
    "a:\tb\tc\t# a comment\nd: [e,\tf]\n",
]


@pytest.fixture(params=["libyaml", "pure Python"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("code", "document", "line", "column", "piece"), TRAPS)
def test_the_trap_is_the_only_finding_and_stands_at_its_place(
    code: str, document: str, line: int, column: int, piece: str
) -> None:
    (finding,) = read_document(document.encode(), "f.yaml").findings
    assert (finding.code, finding.at.line, finding.at.column) == (code, line, column)
    assert piece in finding.message


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("document", HONEST)
def test_honest_text_raises_no_false_alarm(document: str) -> None:
    assert read_document(document.encode(), "f.yaml").findings == []


def test_a_text_lost_to_a_comment_is_a_warning_and_the_document_is_still_read() -> None:
    document = read_document(b"say: Call us on #5 please\n", "f.yaml")
    assert document.findings[0].severity is Severity.WARNING
    assert document.mapping is not None


def test_traps_on_several_lines_are_reported_together() -> None:
    text = 'a: "Hi", he\nb: Well: no\nc: {d: e: f}\ng: - h\ni: @j\nk: {l: @m, n: @o}\n'
    found = [(f.code, f.at.line) for f in read_document(text.encode(), "f.yaml").findings]
    assert found == [
        ("trap-quotes", 1),
        ("trap-colon", 2),
        ("trap-colon", 3),
        ("trap-dash", 4),
        ("trap-sign", 5),
        ("trap-sign", 6),
        ("trap-sign", 6),
    ]


def test_the_text_in_a_message_is_short_and_harmless() -> None:
    (bad, trap) = read_document(f"say: Well: \x1b{'x' * 500}\n".encode(), "f.yaml").findings
    assert {bad.code, trap.code} == {"dangerous-character", "trap-colon"}
    assert "\x1b" not in bad.message + trap.message
    assert "…" in bad.message + trap.message
    assert max(len(bad.message), len(trap.message)) < 250


@pytest.mark.parametrize("document", [trap[1] for trap in TRAPS])
def test_every_message_is_a_sentence(document: str) -> None:
    for finding in read_document(document.encode(), "f.yaml").findings:
        assert finding.message[0].isupper() or finding.message[0] == "`"
        assert finding.message.endswith(".")
        assert "\n" not in finding.message
