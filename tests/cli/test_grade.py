"""`trainer grade`, `trainer acts`, `trainer examples`, and typed replies without a screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.helpers import replies, trainer
from tests.scenarios import LIBRARY
from trainer.grading.dimensions import dimensions

LIB = ("--scenarios", str(LIBRARY))


def grade(text: str, *more: str, scene: str = "request") -> list[dict[str, object]]:
    done = trainer("grade", "two-minute-counter", scene, *more, *LIB, stdin=text)
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_reply_a_line_gives_a_document_a_line() -> None:
    first, second = grade("I'm sorry, that's not my job.\nMi dispiace molto, non lo so\n")
    assert set(first) >= {"reply", "matched", "similarity", "abstained", "grader", "acts", "dimensions", "marks"}
    assert list(first["dimensions"]) == [d.id for d in dimensions()]  # type: ignore[call-overload]
    assert first["dimensions"]["ownership"] == "violated"  # type: ignore[index]
    assert second["abstained"] == "language"
    for act in first["acts"]:  # type: ignore[attr-defined]
        for piece in act["evidence"]:
            assert first["reply"][piece["start"] : piece["end"]] == piece["text"]  # type: ignore[index]


def test_a_new_line_in_a_reply_is_written_with_a_backslash() -> None:
    assert grade("Sorry.\\nOne moment.\n")[0]["reply"] == "Sorry.\nOne moment."


def test_another_line_can_have_been_said() -> None:
    (found,) = grade("So it's the 9.15 train to Leeds?\n", "--customer", "I missed the 9.15 to Leeds.")
    assert found["dimensions"]["listening"] != "violated"  # type: ignore[index]


def test_words_never_raise_a_level() -> None:
    (found,) = grade("Not my job, madam, ask somebody else.\n", scene="wrong-city")
    levels = {m["principle"]: (m["level"], m["from"]) for m in found["marks"]}  # type: ignore[attr-defined]
    assert levels["giamanco.own-it"] == (0, "words")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("two-minute-counter", "reqest"), "request"),
        (("two-minute", "request"), "two-minute-counter"),
        (("two-minute-counter", "request", "--variant", "nowhere"), "no variant"),
    ],
)
def test_a_wrong_name_gets_the_nearest(arguments: tuple[str, ...], says: str) -> None:
    done = trainer("grade", *arguments, *LIB)
    assert done.code in (2, 3)
    assert says in done.err
    assert "Traceback" not in done.err


def test_a_language_without_acts_is_said() -> None:
    folder = Path("scenarios")
    folder.mkdir()
    text = (LIBRARY / "two-minute-counter.yaml").read_text(encoding="utf-8")
    (folder / "two-minute-counter.yaml").write_text(text.replace("language: en-US", "language: fi"), encoding="utf-8")
    done = trainer("grade", "two-minute-counter", "request", stdin="Hei\n")
    assert done.code == 3
    assert '"fi"' in done.err


def test_bytes_that_are_no_text_are_graded_or_named() -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "trainer", "grade", "two-minute-counter", "request", *LIB],
        input=b"\xff\xfe sorry \x00\x1b[31m\n", capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    json.loads(done.stdout)


def test_acts_tells_what_fired_and_why_not() -> None:
    done = trainer("acts", "I'm sorry, it's not my job.", *LIB)
    assert done.code == 0
    assert "apologises" in done.out
    assert "not-my-job" in done.out
    document = trainer("acts", "--json", 'He said "it is not my job".', *LIB).json
    assert any(cue["cancelled"] == "quoted" for cue in document["cues"])


def test_acts_lists_and_explains() -> None:
    assert "over-promises" in trainer("acts", *LIB).out
    assert "shown by:" in trainer("acts", "--about", "restates", *LIB).out
    wrong = trainer("acts", "--about", "restate", *LIB)
    assert wrong.code == 2
    assert "restates" in wrong.err


def greeted_in_own_words() -> str:
    """An attempt whose first reply was typed and stands: matched, or the next line said what it meant."""
    first = "= Good morning! Thanks so much for waiting. How can I help?"
    trainer(
        "play", "two-minute-counter", "--variant", "dulles", "--seed", "1", "--transcripts", "kept",
        "--replies", replies(first, "hello-and-thanks"), *LIB,
    )  # fmt: skip
    return next(Path("kept").glob("*.jsonl")).stem


def test_typed_replies_are_graded_without_a_screen_and_become_examples() -> None:
    attempt = greeted_in_own_words()
    journal = (Path("kept") / f"{attempt}.jsonl").read_text(encoding="utf-8")
    assert '"grade":' in journal
    assert list((Path("kept") / "acts").glob("*.yaml"))
    found = trainer("examples", attempt, "--transcripts", "kept", *LIB)
    assert found.code == 0, found.err
    assert "means: hello-and-thanks" in found.out
    assert "greets" in found.out
    assert attempt in found.out


def test_an_example_takes_what_the_reviewer_says() -> None:
    attempt = greeted_in_own_words()
    said = ("--decision", "1", "--shows", "personal", "--lacks", "greets", "--by", "Ines")
    done = trainer("examples", attempt, *said, "--transcripts", "kept", *LIB)
    assert done.code == 0, done.err
    assert "Ines, " in done.out
    assert "personal" in done.out
    shows = next(line for line in done.out.splitlines() if "shows:" in line)
    assert "greets" not in shows
    wrong = trainer("examples", attempt, "--shows", "personal", "--transcripts", "kept", *LIB)
    assert wrong.code == 2
