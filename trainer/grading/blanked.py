"""A reply without some of its parts, which stay blank so that every other word keeps its place."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.grading.cues import Fired
from trainer.grading.words import Words

COURTESY = frozenset(("greets", "thanks", "kind-word"))


def without_clauses(words: Words, clauses: Iterable[int]) -> str:
    """The text with these clauses blank."""
    text = words.text
    for index in clauses:
        clause = words.clauses[index]
        text = text[: clause.start] + " " * (clause.end - clause.start) + text[clause.end :]
    return text


def without_courtesy(words: Words, fired: Iterable[Fired]) -> str | None:
    """The text with sentences blank that are nothing but courtesy; None where there are none, or nothing else.

    What harm a reply does must not depend on the politeness pasted to it.
    """
    heard: dict[int, set[str]] = {}
    for one in fired:
        if one.cancelled is None:
            heard.setdefault(words.clauses[one.clause].sentence, set()).add(one.act)
    polite = {sentence for sentence, acts in heard.items() if acts <= COURTESY}
    if not polite or len(polite) == len(words.sentences):
        return None
    return without_clauses(words, [c.index for c in words.clauses if c.sentence in polite])
