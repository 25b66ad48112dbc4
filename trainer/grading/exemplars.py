"""What the scene's own graded examples teach about a reply that is much like one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.grading.likeness import cosine, weighed
from trainer.grading.model import ActMark, Evidence, Exemplar, Sure
from trainer.grading.words import Words, read_words

ALIKE = 0.72
"""From this likeness on, 0 to 1, what its author said of an example holds for a reply too."""
_SURE = 0.88


def taught(
    marks: Sequence[ActMark], words: Words, exemplars: Sequence[Exemplar], harming: frozenset[str]
) -> list[ActMark]:
    """The marks, with those added that a like example shows and those taken out that it lacks."""
    if not exemplars:
        return list(marks)
    own = weighed(words)
    likeness = {e: cosine(own, weighed(read_words(e.words))) for e in exemplars}
    shows, lacks = _nearest(likeness, "shows"), _nearest(likeness, "lacks")
    kept = [m for m in marks if lacks.get(m.act, 0.0) <= shows.get(m.act, 0.0) or lacks[m.act] < ALIKE]
    there = {m.act for m in marks}
    text = words.text
    for act, alike in shows.items():
        if act not in there and alike >= ALIKE and alike > lacks.get(act, 0.0):
            evidence = (Evidence(0, len(text), text, "like an example beside the scene"),)
            kept.append(ActMark(act, act in harming, Sure.SURE if alike >= _SURE else Sure.LIKELY, alike, evidence))
    return kept


def _nearest(likeness: Mapping[Exemplar, float], what: str) -> dict[str, float]:
    """By act, the likeness of the nearest example that shows it, or lacks it."""
    found: dict[str, float] = {}
    for exemplar, alike in likeness.items():
        for act in getattr(exemplar, what):
            found[act] = max(found.get(act, 0.0), alike)
    return found
