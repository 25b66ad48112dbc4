"""A comma between { } does not lose what follows it: the text is read as one, and the author is told."""

from trainer.document.finding import Severity
from trainer.document.nodes import Mapping, Scalar
from trainer.document.read import read_document


def read(text: str) -> tuple[dict[str, str], list[str]]:
    document = read_document(text.encode(), "x.yaml")
    assert isinstance(document.root, Mapping)
    inner = document.root.values["a"]
    assert isinstance(inner, Mapping)
    values = {k: v.text for k, v in inner.values.items() if isinstance(v, Scalar)}
    assert all(f.severity is Severity.WARNING for f in document.findings)
    return values, [f.code for f in document.findings]


def test_the_text_is_whole_and_one_warning_tells_the_author() -> None:
    assert read("a: {level: 4, why: Human, unhurried,  interested.}\n") == (
        {"level": "4", "why": "Human, unhurried,  interested."},
        ["trap-comma"],
    )


def test_keys_after_the_text_are_keys() -> None:
    assert read("a: {why: Sorry, we are late, level: 1}\n")[0] == {"why": "Sorry, we are late", "level": "1"}


def test_a_text_that_goes_on_in_the_next_line_is_whole_too() -> None:
    assert read("a: {level: 4, why: Sorry,\n    we are late}\n")[0] == {"level": "4", "why": "Sorry, we are late"}


def test_a_document_of_nothing_but_commas_is_read_in_a_moment() -> None:
    document = read_document(b"a: {k: v" + b", w" * 40_000 + b"}\n", "x.yaml")
    assert document.findings


def test_a_part_in_quotation_marks_makes_the_whole_a_text_that_is_not_written_as_it_reads() -> None:
    document = read_document(b"a: {level: 4, 'It''s right'}\n", "x.yaml")
    assert isinstance(document.root, Mapping)
    inner = document.root.values["a"]
    assert isinstance(inner, Mapping)
    level = inner.values["level"]
    assert isinstance(level, Scalar)
    assert (level.text, level.style) == ("4, It's right", "'")
