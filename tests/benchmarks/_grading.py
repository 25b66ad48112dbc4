"""How well typed replies are graded, as numbers: what `grading.py` prints."""

from __future__ import annotations

import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.grading.caps import is_plain
from trainer.grading.dimensions import dimension_of, dimensions, verdicts
from trainer.grading.grader import Grader
from trainer.grading.model import Abstained, Graded, Sure
from trainer.grading.training.corpus import Labelled
from trainer.grading.training.learn_match import situation_of
from trainer.principles.acts import ActsShelf

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Case:
    """A labelled reply and its grade."""

    labelled: Labelled
    graded: Graded

    @property
    def gold(self) -> dict[str, str]:
        return dict(verdicts(self.labelled.acts))

    @property
    def given(self) -> dict[str, str]:
        return dict(verdicts(m.act for m in self.graded.acts if m.sure.scores))


def the_grader() -> Grader:
    """The grader of English as it ships."""
    acts = ActsShelf([ROOT / "scenarios" / "acts"], Path.read_bytes).get("en")
    assert acts is not None
    return Grader(acts)


def grade_all(grader: Grader, replies: Iterable[Labelled], change: Callable[[str], str] = str) -> list[Case]:
    return [Case(r, grader.grade(change(r.text), situation_of(r))) for r in replies]


def f1(right: int, given: int, gold: int) -> float:
    return 2 * right / (given + gold) if given + gold else 1.0


def macro_f1(cases: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """F1 over met, missed and violated, as far as they occur, averaged within each dimension and over them."""
    found = {}
    for dimension in dimensions():
        pairs = Counter((c.gold[dimension.id], c.given[dimension.id]) for c in cases)
        classes = {gold for gold, _ in pairs}
        scores = []
        for name in classes:
            right = pairs[name, name]
            gold = sum(n for (g, _), n in pairs.items() if g == name)
            given = sum(n for (_, o), n in pairs.items() if o == name)
            scores.append(f1(right, given, gold))
        found[dimension.id] = statistics.fmean(scores)
    return statistics.fmean(found.values()), found


def evidence_f1(cases: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """F1 over the decisions that are met or violated: all together, and for each dimension."""
    found = {}
    totals = [0, 0, 0]
    for dimension in dimensions():
        right = given = gold = 0
        for case in cases:
            want, have = case.gold[dimension.id], case.given[dimension.id]
            gold += want != "missed"
            given += have != "missed"
            right += want == have != "missed"
        found[dimension.id] = f1(right, given, gold)
        totals = [a + b for a, b in zip(totals, (right, given, gold), strict=True)]
    return f1(*totals), found


def interval(
    cases: Sequence[Case], measure: Callable[[Sequence[Case]], float], rounds: int = 200
) -> tuple[float, float]:
    """The middle 90 % of a figure over replies drawn again and again."""
    chance = random.Random(1)
    drawn = sorted(measure([cases[chance.randrange(len(cases))] for _ in cases]) for _ in range(rounds))
    return drawn[rounds // 20], drawn[-rounds // 20 - 1]


def precision_by_sureness(cases: Sequence[Case]) -> dict[str, tuple[float, int]]:
    """Of the marks of each sureness, the share whose dimension and verdict are the annotator's, and how many."""
    right: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for case in cases:
        for mark in case.graded.acts:
            dimension, verdict = dimension_of()[mark.act]
            all_of[mark.sure] += 1
            right[mark.sure] += any(dimension_of()[a] == (dimension, verdict) for a in case.labelled.acts)
    return {s: (right[s] / all_of[s] if all_of[s] else 0.0, all_of[s]) for s in Sure}


def calibration(cases: Sequence[Case]) -> list[tuple[str, float, float, int]]:
    """Bins of confidence: the mean confidence, the share that is right, and how many."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for case in cases:
        gold = {dimension_of()[a] for a in case.labelled.acts}
        for mark in case.graded.acts:
            bins[min(9, int(mark.confidence * 10))].append((mark.confidence, dimension_of()[mark.act] in gold))
    return [
        (f"{b / 10:.1f}–{b / 10 + 0.1:.1f}", statistics.fmean(c for c, _ in found),
         statistics.fmean(float(ok) for _, ok in found), len(found))
        for b, found in sorted(bins.items())
    ]  # fmt: skip


def overlap(cases: Sequence[Case]) -> float:
    """Of the marks that are right, the share whose evidence touches the labelled words of that dimension."""
    touching = right = 0
    for case in cases:
        for mark in case.graded.acts:
            if not mark.sure.scores:
                continue
            same = [s for s in case.labelled.shown if dimension_of()[s.act] == dimension_of()[mark.act]]
            if same:
                right += 1
                touching += any(e.start < s.end and s.start < e.end for e in mark.evidence for s in same)
    return touching / right if right else 0.0


def branches(cases: Sequence[Case], threshold: float) -> tuple[float, float]:
    """Of the replies that mean a branch: the share right among those matched at a threshold, and the share matched."""
    meant = [c for c in cases if c.labelled.branch and c.graded.abstained is not Abstained.COPIED]
    matched = [c for c in meant if c.graded.match.likeness >= threshold]
    right = sum(c.graded.match.nearest == c.labelled.branch for c in matched)
    return right / len(matched) if matched else 0.0, len(matched) / len(meant) if meant else 0.0


def false_violations(cases: Sequence[Case]) -> tuple[float, float]:
    """Of the replies without harm the shares in which harm counts, and in which a harm is told to the trainee."""
    harmless = [c for c in cases if "violated" not in c.gold.values()]
    counted = sum("violated" in c.given.values() for c in harmless)
    told = sum(any(m.harms and m.told for m in c.graded.acts) for c in harmless)
    return (counted / len(harmless), told / len(harmless)) if harmless else (0.0, 0.0)


def false_reproaches(cases: Sequence[Case]) -> float:
    """The share of replies without harm in which harm was found plain enough to cost a level."""
    harmless = [c for c in cases if "violated" not in c.gold.values()]
    reproached = sum(any(m.harms and is_plain(m) for m in c.graded.acts) for c in harmless)
    return reproached / len(harmless) if harmless else 0.0


def unheard_violations(cases: Sequence[Case]) -> tuple[int, int, int]:
    """The replies that do harm: in how many none counts, in how many none is told, and how many there are."""
    harmful = [c for c in cases if "violated" in c.gold.values() and c.graded.abstained is None]
    uncounted = sum("violated" not in c.given.values() for c in harmful)
    untold = sum(not any(m.harms and m.told for m in c.graded.acts) for c in harmful)
    return uncounted, untold, len(harmful)


def typing_errors(text: str, share: float = 0.3) -> str:
    """A text with a letter swapped, dropped or doubled in a share of its words."""
    chance = random.Random(text)
    words = text.split(" ")
    for i, word in enumerate(words):
        if len(word) > 3 and chance.random() < share:
            at = chance.randrange(1, len(word) - 1)
            kind = chance.randrange(3)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            words[i] = (swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:])[kind]
    return " ".join(words)


def earned(graded: Graded) -> int:
    return sum(v == "met" for v in verdicts(m.act for m in graded.acts if m.sure.scores).values())


def worst(cases: Sequence[Case], count: int = 10) -> list[str]:
    """The mistakes made with most confidence."""
    found = []
    for case in cases:
        gold = {dimension_of()[a] for a in case.labelled.acts}
        for mark in case.graded.acts:
            if mark.sure.scores and dimension_of()[mark.act] not in gold:
                dimension, verdict = dimension_of()[mark.act]
                want = case.gold[dimension]
                what = f"{mark.act} ({dimension} {verdict}, labelled {want})"
                by = f"by “{mark.evidence[0].text}”, confidence {mark.confidence:.2f}"
                found.append((mark.confidence, f"{case.labelled.id} “{case.labelled.text}”: {what} {by}"))
    return [text for _, text in sorted(found, reverse=True)[:count]]
