"""Texts as rows to learn from: the labelled replies of the corpus, and the examples of the acts file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.grading.cues.fire import CueContext, fire
from trainer.grading.dimensions import dimension_of
from trainer.grading.language.normalise import stem
from trainer.grading.language.words import Words, read_words
from trainer.grading.learned.features import CUE_GROUPS, MOST_CLAUSES, Kinds, clause_features, reply_features
from trainer.grading.learned.weights import ANY_HARM
from trainer.grading.training.corpus import HARMLESS, Labelled
from trainer.principles.acts import Acts

KINDS = Path(__file__).with_name("kinds.yaml")
HARMS = frozenset(act for act, (_, verdict) in dimension_of().items() if verdict == "violated")


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A reply as it is learned from. Of an act that is in neither set nothing is known."""

    text: str
    group: str
    """The situation, or the voice; replies of one situation are never both learned from and tested with."""
    clauses: tuple[tuple[tuple[str, ...], frozenset[str]], ...]
    """Each clause's features, and the acts it shows."""
    features: tuple[str, ...]
    tokens: int
    acts: frozenset[str]
    known: frozenset[str]
    """The acts of which it is known whether the reply shows them."""
    silent: bool = False
    """Whether this is a copy without what the cues said."""


def silenced(row: TrainingRow) -> TrainingRow:
    """A row as if no cue had been written for it.

    Cues are written with such replies in view; learned from both, the weights do not lean on cues that stay silent
    for words that nobody foresaw.
    """
    clauses = tuple((_without_cues(found), shown) for found, shown in row.clauses)
    return replace(row, clauses=clauses, features=_without_cues(row.features), silent=True)


def _without_cues(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in found if not name.startswith(CUE_GROUPS))


def read_kinds(path: Path = KINDS) -> Kinds:
    """The kinds of each listed word, and under "~stem" of each stem."""
    import yaml

    found: dict[str, tuple[str, ...]] = {}
    for kind, listed in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for word in map(str, listed):
            for key in (word, "~" + stem(word)):
                if kind not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), kind)
    return found


def examples(acts: Acts) -> Iterable[tuple[str, bool, str]]:
    """The examples of the acts file: act, whether it is shown, text."""
    for act in acts.acts.values():
        yield from ((act.id, True, text) for text in act.shows)
        yield from ((act.id, False, text) for text in act.lacks)


def labelled_row(reply: Labelled, acts: Acts | None, kinds: Kinds, masked: bool = False) -> TrainingRow:
    """A reply of the corpus, of which everything is known; of a harmless one, only that it does no harm.

    Its names and codes are `masked` where weights of harm are learned.
    """
    words = read_words(reply.text)
    context = CueContext((reply.situation.customer,), reply.situation.details)
    known = HARMS if reply.kind == HARMLESS else frozenset(dimension_of())
    # Harmless replies have a voice in each file: it is kept apart too.
    group = reply.file if reply.kind == HARMLESS else reply.situation.id
    return _row(words, context, acts, kinds, shown_in(reply, words), reply.acts, known, group, masked)


def example_row(text: str, act: str, shows: bool, acts: Acts | None, kinds: Kinds, masked: bool = False) -> TrainingRow:
    """An example of one act. In which of several clauses it is shown, is not known."""
    words = read_words(text)
    shown = frozenset((act,)) if shows else frozenset()
    return _row(words, CueContext(), acts, kinds, [shown] * len(words.clauses), shown, frozenset((act,)), "", masked)


def with_any_harm(shown: frozenset[str]) -> frozenset[str]:
    """These acts, with the one that stands for every harm where one of them harms."""
    return shown | {ANY_HARM} if shown & HARMS else shown


def shown_in(reply: Labelled, words: Words) -> list[frozenset[str]]:
    """The acts of each clause: those whose evidence fills half of it, or lies in it for the greatest part."""
    found: list[set[str]] = [set() for _ in words.clauses[:MOST_CLAUSES]]
    for shown in reply.shown:
        if shown.act == "personal":
            continue
        overlap = [min(c.end, shown.end) - max(c.start, shown.start) for c in words.clauses[:MOST_CLAUSES]]
        most = max(overlap, default=0)
        for n, clause in enumerate(words.clauses[:MOST_CLAUSES]):
            half = min(clause.end - clause.start, shown.end - shown.start) / 2
            if overlap[n] > 0 and (overlap[n] >= half or overlap[n] == most):
                found[n].add(shown.act)
    return [frozenset(each) for each in found]


def _row(
    words: Words,
    context: CueContext,
    acts: Acts | None,
    kinds: Kinds,
    shown: Sequence[frozenset[str]],
    whole: frozenset[str],
    known: frozenset[str],
    group: str,
    masked: bool,
) -> TrainingRow:
    fired = fire(acts, words, context) if acts else []
    shown, whole = [with_any_harm(each) for each in shown], with_any_harm(whole)
    if whole & HARMS or known >= HARMS:
        known |= {ANY_HARM}
    clauses = clause_features(words, fired, context, kinds, masked)
    each = tuple((tuple(found), label) for found, label in zip(clauses, shown, strict=False))
    reply = tuple(reply_features(words, fired, context, kinds, masked))
    return TrainingRow(words.text, group, each, reply, len(words.tokens), whole, known)
