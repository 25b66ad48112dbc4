"""`trainer examples`: what was typed, and what meant none of the options."""

from pathlib import Path

from tests.cli.helpers import trainer
from tests.output.attempts import played


def test_words_that_meant_none_of_the_options_are_examples_too(tmp_path: Path) -> None:
    record = played(tmp_path, ["check=Let me look at it", "?the pigeons are back", "leave"])
    done = trainer("examples", str(record.path))
    assert done.code == 0, done.err
    first, second = done.out.split("# scene ")[1:]
    assert "Let me look at it" in first
    assert "means: check" in first
    assert "the pigeons are back" in second
    assert "means: none" in second
    assert "decision 2" in second
    only = trainer("examples", str(record.path), "--decision", "2", "--by", "Ines")
    assert "pigeons" in only.out
    assert "Let me look" not in only.out
    wrong = trainer("examples", str(record.path), "--decision", "2", "--means", "nowhere")
    assert wrong.code == 2
