"""Rules on texts that are wrong in some variants: a detail written out, and an article before a placeholder."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from trainer.document.finding import Finding, Span
from trainer.lint.readability_rules import lines_of
from trainer.lint.rule_context import RuleContext, find_word
from trainer.scenario.model import Scenario, Variant
from trainer.scenario.placeholders import Text

_CODE = re.compile(r"(?=\S*\d)(?:\S*\D\S*|\d{3,})")
"""A gate, a flight, a time; a small number may stand in a text by chance."""
_SHORTEST_NAME = 4
"""Characters of a name that is no abbreviation; shorter ones are words like "He"."""
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\b(an?)\s+[\"'“‘]?$", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\W_]+")
_SPOKEN_WITH_A_VOWEL = re.compile(r"(?:[AEFHILMNORSX]\d*|8\d*|11|18)")
"""Letters and numbers before which "an" is said: an F4, an 8, an 11."""
_SILENT_H = ("hour", "honest", "honour", "honor", "heir")
_SPOKEN_AS_YOU_OR_ONE = re.compile(r"eu|ewe|one(?!r)|once|uni(?!n)|us[eu]|uti")


def check_variants(context: RuleContext) -> Iterator[Finding]:
    """Every text, in every variant; nothing where there is only one."""
    if len(context.scenario.variants) < 2:
        return
    details = _Details(context.scenario)
    readings = {variant.id: context.reading_in(variant) for variant in context.scenario.variants.values()}
    for text, at in texts_of(context):
        yield from _check_written_out(context, details, text, at)
        if context.is_english:
            yield from _check_articles(context, readings, text, at)


def _check_written_out(context: RuleContext, details: "_Details", text: Text, at: Span) -> Iterator[Finding]:
    for written in dict.fromkeys(name for part in text.parts[::2] for name in details.in_text(part)):
        if other := details.variant_without(written):
            mine, slot = details.said[written]
            message = (
                f'"{written}" holds in the variant "{mine}" and not in "{other}", where this is said too: write '
                f"{{{{ {slot} }}}}, or words that hold in all of them."
            )
            at_word = find_word(context.scenario.text, at, written.split()[0])
            yield context.warning("detail-written-out", message, at_word)


def _check_articles(
    context: RuleContext, readings: Mapping[str, Mapping[str, str]], text: Text, at: Span
) -> Iterator[Finding]:
    for before, name in zip(text.parts[::2], text.parts[1::2], strict=False):
        article = _ARTICLE.search(before)
        if article is None or name in context.scenario.facts:
            continue
        wants = article[1].lower() == "an"
        for variant, reading in readings.items():
            sounds = begins_with_a_vowel_sound(reading[name])
            if sounds is not None and sounds != wants:
                message = (
                    f'In the variant "{variant}" this says "{article[1]} {reading[name]}": put a word between, or give '
                    "the detail its article in every variant."
                )
                yield context.warning("article-before-placeholder", message, find_word(context.scenario.text, at, name))
                break


def begins_with_a_vowel_sound(text: str) -> bool | None:
    """Whether "an" is said before a text in English; None where that is not known, as of abbreviations."""
    first = _FIRST_WORD.search(text)
    if first is None or not first[0].isascii():
        return None
    word = first[0]
    if letter_or_number := re.match(r"\d+|[A-Z]\d*$", word):
        return bool(_SPOKEN_WITH_A_VOWEL.fullmatch(letter_or_number[0]))
    if word.isupper():
        return None
    word = word.lower()
    if word.startswith(_SILENT_H):
        return True
    return word[0] in "aeiou" and not _SPOKEN_AS_YOU_OR_ONE.match(word)


class _Details:
    """What only some variants say: names (with a capital letter) and codes (with a digit).

    Any other word may stand in a text by chance.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.by_variant = {v.id: dict(_wordings(v)) for v in scenario.variants.values()}
        anywhere = {words for said in self.by_variant.values() for words in said}
        self.said: dict[str, tuple[str, str]] = {}
        """A variant that says it, and the placeholder, by the words."""
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for variant, said in self.by_variant.items():
            for words, slot in said.items():
                long_enough = len(words) >= _SHORTEST_NAME or (words.isupper() and len(words) > 1)
                is_name = long_enough and words != words.lower() and words.lower() not in anywhere
                first = _WORD.match(words)
                if first and (is_name or _CODE.fullmatch(words)) and words not in self.said:
                    self.said[words] = (variant, slot)
                    self._lengths[first[0]].add(len(words))

    def in_text(self, text: str) -> Iterator[str]:
        """What stands in a text as whole words; found by length, so that many details cost no more than few."""
        read = 0
        for word in _WORD.finditer(text):
            for length in sorted(self._lengths.get(word[0], ()), reverse=True) if word.start() >= read else ():
                end = word.start() + length
                if text[word.start() : end] in self.said and not text[end : end + 1].isalnum():
                    yield text[word.start() : end]
                    read = end
                    break

    def variant_without(self, words: str) -> str | None:
        """A variant in which nothing says these words, not even within others; None where all do."""
        for variant, said in self.by_variant.items():
            if words not in said and not any(words in longer for longer in said):
                return variant
        return None


def _wordings(variant: Variant) -> Iterator[tuple[str, str]]:
    """The words of a variant's details, other ways to say them included, each with its placeholder."""
    for name, detail in variant.details.items():
        for also in detail.also:
            yield also, name
        if detail.confused_with:
            yield detail.confused_with, f"{name}.confused_with"
    for name, detail in variant.details.items():
        yield detail.text, name


def texts_of(context: RuleContext) -> Iterator[tuple[Text, Span]]:
    """Every text that a trainee reads. An example is what somebody typed in one variant, so it may name its details."""
    yield context.scenario.setting, context.head("setting")
    for scene in context.scenario.scenes.values():
        yield from lines_of(scene)
        if scene.ending:
            yield scene.ending.title, scene.ending.at
        if not scene.decision:
            continue
        yield scene.decision.prompt, scene.decision.at
        for response in scene.decision.ways_out():
            yield response.words, response.at
            if response.critical:
                yield response.critical, response.at
            for mark in response.marks:
                yield mark.why, mark.at
