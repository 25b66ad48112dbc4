"""Rules on reading: how much stands on a screen, how hard it is to read, and glyphs of uncertain width."""

import re
from collections.abc import Iterator

from trainer.document.finding import Finding, Severity, Span
from trainer.lint.rule_context import RuleContext
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


def check_readability(context: RuleContext) -> Iterator[Finding]:
    """Long lines, long options, and the reading level of the whole story."""
    texts = [context.words(context.scenario.setting)]
    for scene in context.scenario.scenes.values():
        for text, at in lines_of(scene):
            texts.append(context.words(text))
            longest = max(len(p) for p in texts[-1].split("\n\n"))
            if longest > LONGEST_PARAGRAPH:
                message = (
                    f"This paragraph has {longest} characters, and {LONGEST_PARAGRAPH} fill a small screen: begin a "
                    "new one with an empty line, or divide it over two lines of the story."
                )
                yield context.warning("line-too-long", message, at)
        for response in scene.decision.responses if scene.decision else ():
            texts.append(context.words(response.words))
            if len(texts[-1]) > LONGEST_OPTION:
                message = (
                    f"This response has {len(texts[-1])} characters; the options are read side by side, so say it in "
                    f"at most {LONGEST_OPTION}."
                )
                yield context.warning("option-too-long", message, response.at)
    grade = reading_grade("\n\n".join(t for t in texts if t)) if context.is_english else None
    if grade is not None and grade > HARDEST:
        message = (
            f"The story reads at school grade {grade:.0f} (Flesch-Kincaid), and more than {HARDEST:.0f} is hard under "
            "pressure: shorter sentences, shorter words."
        )
        yield context.warning("hard-to-read", message, context.head("scenes"))


def lines_of(scene: Scene) -> Iterator[tuple[Text, Span]]:
    """What is told in a scene, and after each reply in it."""
    for line in scene.lines:
        yield line.text, line.at
    for response in scene.decision.ways_out() if scene.decision else ():
        for line in response.then:
            yield line.text, line.at
            if line.otherwise:
                yield line.otherwise, line.at
    if scene.ending:
        yield scene.ending.lesson, scene.ending.at


def reading_grade(text: str) -> float | None:
    """The Flesch-Kincaid grade, 0.39 words a sentence + 11.8 syllables a word - 15.59; None for a short text.

    Syllables are groups of vowels, less a silent e at the end, and at least one a word.
    """
    words = _WORDS.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(1 for _ in _SENTENCES.finditer(text.strip())) or 1
    syllables = 0
    for word in words:
        groups = len(_VOWELS.findall(word))
        silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
        syllables += max(1, groups - silent)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


_AWKWARD = re.compile(
    "(?P<emoji>\ufe0f(?!\u20e3))|(?P<keycap>\ufe0f?\u20e3)|(?P<skin>[\U0001f3fb-\U0001f3ff])"
    "|(?P<joined>(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d)"
)
_NAMES = {
    "emoji": "a sign made an emoji by an invisible mark (U+FE0F)",
    "keycap": "a keycap (U+20E3)",
    "skin": "a skin tone",
    "joined": "several emoji joined into one (U+200D)",
}


def awkward_glyphs(text: str, path: str) -> Iterator[Finding]:
    """One finding for each line that has one; comments do not count, nobody sees them."""
    if text.isascii():
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = None if line.isascii() else _AWKWARD.search(line)
        if match and not line.lstrip().startswith("#"):
            message = (
                f"Here stands {_NAMES[str(match.lastgroup)]}: terminals disagree on how wide that is, and what stands "
                "beside it slips. Use a plain sign, or a word."
            )
            at = Span(number, max(match.start(), 1), number, match.end() + 1)
            yield Finding("awkward-glyph", Severity.WARNING, message, path, at)
