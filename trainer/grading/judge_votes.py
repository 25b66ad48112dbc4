"""What judges add to a grade: they raise, they add, they never take away; on harms they only advise.

People agree least with language models on what is dismissive or rude, so a harm that no cue or learned weight has seen
is never more than possible. A mark needs a majority of all judges that were named, the silent ones counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trainer.grading.judge_answer import Answer
from trainer.grading.model import ActMark, Evidence, Graded, Sure
from trainer.principles.acts import Acts

ADDED = {Sure.LIKELY: 0.7, Sure.POSSIBLE: 0.4}
"""Confidence in what only judges saw. Set by hand, not measured."""


def weigh(
    graded: Graded, words: str, answers: Sequence[tuple[str, Answer]], named: int, acts: Acts
) -> tuple[tuple[ActMark, ...], list[str]]:
    """The marks with the answers weighed in, and the acts on which those who answered differ, with counts.

    `answers` come with their judges' names; `named` is how many judges there are, those without an answer too.
    """
    marks = {mark.act: mark for mark in graded.acts}
    disputed = []
    for act in acts.acts.values():
        evidence = [
            _evidence(words, judge, answer.places[act.id]) for judge, answer in answers if act.id in answer.places
        ]
        votes = len(evidence)
        agreed = votes == len(answers)
        if votes and not agreed:
            disputed.append(f"{act.title} ({votes} of {len(answers)})")
        if 2 * votes <= named:
            continue
        seen = tuple(dict.fromkeys(e for of_one in evidence for e in of_one))
        mark = marks.get(act.id)
        if mark is None:
            doubtful = act.harms or not agreed or _contradicted(act.id, graded, acts)
            sure = Sure.POSSIBLE if doubtful else Sure.LIKELY
            marks[act.id] = ActMark(act.id, act.harms, sure, ADDED[sure], seen)
        else:
            marks[act.id] = _confirmed(mark, seen) if agreed else replace(mark, evidence=mark.evidence + seen)
    return tuple(sorted(marks.values(), key=_place)), disputed


def _confirmed(mark: ActMark, seen: tuple[Evidence, ...]) -> ActMark:
    """A mark that the judges share: one step surer, a harm no surer than likely by them."""
    sure = mark.sure
    if sure is Sure.POSSIBLE:
        sure = Sure.LIKELY
    elif sure is Sure.LIKELY and not mark.harms:
        sure = Sure.SURE
    confidence = mark.confidence if sure is mark.sure else round(1 - (1 - mark.confidence) / 2, 3)
    return replace(mark, sure=sure, confidence=confidence, evidence=mark.evidence + seen)


def _contradicted(act: str, graded: Graded, acts: Acts) -> bool:
    """Whether the embedded grader found the contrary of an act."""
    contrary = {a.id for a in acts.acts.values() if a.opposite == act} | {acts.acts[act].opposite}
    return any(mark.act in contrary and mark.sure.scores for mark in graded.acts)


def _evidence(words: str, judge: str, places: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(start, end, words[start:end], f"judge {judge}") for start, end in places)


def _place(mark: ActMark) -> tuple[int, str]:
    return (mark.evidence[0].start if mark.evidence else 0, mark.act)
