"""Rules on reading: how much stands on a screen at once, and how hard it is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.document.finding import Finding, Span
from trainer.lint.subject import Subject
from trainer.scenario.model import Scene
from trainer.scenario.placeholders import Text

LONGEST_PARAGRAPH = 320
"""Characters in one paragraph of a line: four full rows of an 80-column screen."""
LONGEST_OPTION = 160
"""Characters in an option: several of them stand on the screen together."""
HARDEST = 10.0
"""School grade by Flesch and Kincaid; plain language asks for less."""
FEWEST_WORDS = 100
"""A grade over fewer words says nothing."""

_WORDS = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCES = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)]*(?:\s|$)|\n\n|\Z")


def check(subject: Subject) -> Iterator[Finding]:
    """Long lines, long options, and the reading level of the whole story."""
    for scene in subject.scenario.scenes.values():
        for text, at in lines_of(scene):
            longest = max((len(p) for p in subject.words(text).split("\n\n")), default=0)
            if longest > LONGEST_PARAGRAPH:
                message = (
                    f"This paragraph has {longest} characters, and {LONGEST_PARAGRAPH} fill a small screen: begin a "
                    "new one with an empty line, or divide it over two lines of the story."
                )
                yield subject.warning("line-too-long", message, at)
        yield from _options(subject, scene)
    if subject.is_english:
        yield from _level(subject)


def lines_of(scene: Scene) -> Iterator[tuple[Text, Span]]:
    """What is told in a scene, and after each reply in it."""
    for line in scene.lines:
        yield line.text, line.at
    for response in scene.decision.ways_out() if scene.decision else ():
        for line in response.then:
            yield line.text, line.at
    if scene.ending:
        yield scene.ending.lesson, scene.ending.at


def _options(subject: Subject, scene: Scene) -> Iterator[Finding]:
    for response in scene.decision.responses if scene.decision else ():
        length = len(subject.words(response.words))
        if length > LONGEST_OPTION:
            message = (
                f"This response has {length} characters; the options are read side by side, so say it in at most "
                f"{LONGEST_OPTION}."
            )
            yield subject.warning("option-too-long", message, response.at)


def _level(subject: Subject) -> Iterator[Finding]:
    texts = [subject.words(subject.scenario.setting)]
    for scene in subject.scenario.scenes.values():
        texts += [subject.words(text) for text, _ in lines_of(scene)]
        texts += [subject.words(r.words) for r in scene.decision.responses] if scene.decision else []
    grade = reading_grade("\n\n".join(t for t in texts if t))
    if grade is not None and grade > HARDEST:
        message = (
            f"The story reads at school grade {grade:.0f} (Flesch-Kincaid), and more than {HARDEST:.0f} is hard under "
            "pressure: shorter sentences, shorter words."
        )
        yield subject.warning("hard-to-read", message, subject.head("scenes"))


def reading_grade(text: str) -> float | None:
    """The Flesch-Kincaid grade, 0.39 words a sentence + 11.8 syllables a word - 15.59; None for a short text.

    Syllables are groups of vowels, less a silent e at the end, and at least one a word.
    """
    words = _WORDS.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(1 for _ in _SENTENCES.finditer(text.strip())) or 1
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and count > 1
    return max(1, count - silent)
