"""Lists of the right words instead of a sentence: "sorry refund thank you we value you certainly"."""

from __future__ import annotations

from trainer.grading.languages import LITTLE_ENGLISH
from trainer.grading.words import Token, Words

_NAMED = frozenset(
    """empathy empathetic empathize empathise listen listening listened apology apologize apologise apologies
    apologizing sincere sincerely ownership own accountable accountability responsible responsibility courtesy
    courteous polite professional accuracy accurate confirm confirming confirmation verify timeliness timely
    resolve resolution resolving solution solutions proactive proactively realistic realism honest honesty
    follow followup understand understanding validate validation acknowledge reassure reassurance greeting greet
    thanks thank sorry please value valued patience appreciate service excellent excellence quality care caring
    satisfaction satisfied help helpful assist assistance refund replacement upgrade discount absolutely
    certainly definitely welcome feedback priority important commitment restate rapport personalise personalize
    recovery escalate naturalness composure calm calmly minutes immediately alternative alternatives offer limit
    promise detail details check time course""".split()
)
"""Words that name good service rather than give it, and the small coin of courtesy."""
_GLUE = LITTLE_ENGLISH - _NAMED - frozenset("we you your it own and of".split())
_RUN = 5
"""Words in a row, nearly all of them from the list, that no sentence has."""
_SENTENCE = 4
"""Words beside a list from which on there is a reply to grade."""
_WIDEST = 3
"""Words between two named ones, at most, that still belong to one list."""
_PROCLAIMED = frozenset("listening empathetic empathy ownership proactive accountable accountability realistic".split())


def stuffed(words: Words) -> tuple[bool, frozenset[int]]:
    """Whether the whole is a list of words, and which clauses are part of one. Nothing in those counts."""
    tokens = words.tokens
    inside = [False] * len(tokens)
    start = 0
    while start < len(tokens):
        end = _run_from(tokens, start)
        if end - start >= _RUN and _dense(tokens[start:end]):
            inside[start:end] = [True] * (end - start)
            start = end
        else:
            start += 1
    if _proclaims(words):
        return True, frozenset(c.index for c in words.clauses)
    covered: dict[int, list[bool]] = {}
    for token, is_in in zip(tokens, inside, strict=True):
        covered.setdefault(token.clause, []).append(is_in)
    clauses = frozenset(c for c, flags in covered.items() if sum(flags) * 2 > len(flags))
    return any(inside) and len(tokens) - sum(inside) < _SENTENCE, clauses


def _run_from(tokens: tuple[Token, ...], start: int) -> int:
    """Where a stretch ends that has at most one word of glue in a row, and names something every few words."""
    glue = since = 0
    end = start
    for i in range(start, len(tokens)):
        if tokens[i].text in _NAMED:
            glue = since = 0
            end = i + 1
            continue
        since += 1
        glue = glue + 1 if tokens[i].text in _GLUE else 0
        if glue > 1 or since > _WIDEST:
            break
    return end


def _dense(tokens: tuple[Token, ...]) -> bool:
    named = [t for t in tokens if t.text in _NAMED]
    glue = sum(t.text in _GLUE for t in tokens)
    return len(named) >= 0.6 * len(tokens) and len({t.stem for t in named}) >= 4 and glue <= 0.2 * len(tokens)


def _proclaims(words: Words) -> bool:
    """ "I am listening and empathetic. I take ownership.": virtues told, in sentences too short to do anything."""
    told = {t.text for t in words.tokens if t.text in _PROCLAIMED}
    return len(told) >= 2 and len(words.tokens) <= 6 * len(words.sentences)
