"""A reply without some of its parts, which stay blank so that every other word keeps its place."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.grading.cues import Fired
from trainer.grading.words import Words

COURTESY = frozenset(("greets", "thanks", "kind-word"))
ALONE = 0.6
"""The chance from which harm counts in a sentence that is heard alone."""
_MOST_ALONE = 6
"""Sentences that are heard alone; in a reply with more of them harm is found anyway."""


def without_clauses(words: Words, clauses: Iterable[int]) -> str:
    """The text with these clauses blank."""
    text = words.text
    for index in clauses:
        clause = words.clauses[index]
        text = text[: clause.start] + " " * (clause.end - clause.start) + text[clause.end :]
    return text


def said_again(words: Words) -> list[int]:
    """The clauses that repeat an earlier one word for word: saying a thing twice says no more."""
    seen: set[tuple[str, ...]] = set()
    again = []
    for clause in words.clauses:
        texts = tuple(token.text for token in words.tokens[clause.first : clause.last + 1])
        if texts in seen:
            again.append(clause.index)
        seen.add(texts)
    return again


def where_harm_is(words: Words, fired: Iterable[Fired], harming: frozenset[str]) -> list[tuple[str, float]]:
    """The text without sentences that are nothing but courtesy, and each sentence with a harmful cue alone.

    What harm a reply does must not depend on what is pasted to it. Each part comes with the chance from which harm in
    it counts: a sentence torn from the others is easily misread. Nothing for a single sentence.
    """
    if len(words.sentences) < 2:
        return []
    heard: dict[int, set[str]] = {}
    for one in fired:
        if one.cancelled is None:
            heard.setdefault(words.clauses[one.clause].sentence, set()).add(one.act)
    every = range(len(words.sentences))
    polite = {sentence for sentence, acts in heard.items() if acts <= COURTESY}
    harmful = sorted(sentence for sentence, acts in heard.items() if acts & harming)[:_MOST_ALONE]
    parts = [([n for n in every if n not in polite], 0.0)] if 0 < len(polite) < len(words.sentences) else []
    parts += [([n], ALONE) for n in harmful]
    return [(_only(words, kept), least) for kept, least in parts]


def _only(words: Words, sentences: list[int]) -> str:
    return without_clauses(words, [c.index for c in words.clauses if c.sentence not in sentences])
