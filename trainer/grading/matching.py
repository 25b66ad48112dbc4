"""How alike texts are: which authored reply typed words mean, and what a scene's graded examples say of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, prod, sqrt

from trainer.grading.language.words import Words, read_words
from trainer.grading.model import ActMark, Candidate, Evidence, Exemplar, Match, Sure
from trainer.grading.ungradable import LITTLE_ENGLISH

_LITTLE = 0.15
_PAIR = 0.5

ENOUGH = 0.55
"""The least chance of being right at which nobody is asked "which of these is closest?"."""
SURE_MATCH = 0.85
"""The chance of being right from which on what words were taken for is told with what it leads to, and not before."""
NEAR = 0.4
"""From this likeness in words on, a reply says an option in other words; of labelled ones nine in ten do."""
_CLEARLY = 0.1
"""By how much more like the nearest option such a reply must be than the next, in words."""
PARAPHRASED = 0.9
"""The chance of being right with a paraphrase."""
_AS_HOSTILE = 0.5
"""By how much less or more hostile than an option a reply in its words may be: "I can't move you" is not "I can"."""
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "hostile": (
        "argues", "defends", "fauxpology", "not-my-job", "policy-shield", "sends-away", "dismisses", "rude", "refuses",
    ),
    "promise": ("over-promises",),
    "deaf": ("assumes", "ignores-said"),
    "help": ("offers-fix", "offers-alternative", "owns-it", "gives-time", "checks-detail", "foresees-need"),
    "warm": ("apologises", "validates", "kind-word", "greets", "thanks"),
}  # fmt: skip
"""Acts that make replies alike in intent, though they are not the same act."""
_BAD, _GOOD = 0.6, 2.6
"""Mean levels by which an author's marks tell that a reply is all harm, and none."""
_OTHER_HARM = 0.4
"""The chance from which low marks are explained by a promise or a deaf ear, and do not mean hostility."""

EXEMPLAR_LIKENESS = 0.72
"""From this likeness on, 0 to 1, what its author said of an example holds for a reply too."""
_SURE_LIKENESS = 0.88


def weighed_words(words: Words) -> dict[str, float]:
    """The stems of a text and their pairs, each with its weight."""
    weights: dict[str, float] = {}
    previous = ""
    for token in words.tokens:
        weight = _LITTLE if token.text in LITTLE_ENGLISH else 1.0
        weights[token.stem] = max(weights.get(token.stem, 0.0), weight)
        pair = f"{previous} {token.stem}"
        weights[pair] = max(weights.get(pair, 0.0), _PAIR * weight)
        previous = token.stem
    return weights


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two weighed texts, or of two profiles of acts: 0 to 1."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    dot = sum(weight * large.get(key, 0.0) for key, weight in small.items())
    if not dot:
        return 0.0
    return dot / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


@dataclass(frozen=True, slots=True)
class Profile:
    """A text as the matcher sees it: its words weighed, the chance of each act in it, and of each family of acts."""

    words: Mapping[str, float]
    acts: Mapping[str, float]
    families: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CandidateProfiles:
    """An authored reply, with the profiles of its own words and of its examples."""

    candidate: Candidate
    profiles: tuple[Profile, ...]


def profile(words: Words, acts: Mapping[str, float]) -> Profile:
    """The profile of a text, from its words and the chance of each act in it."""
    families = {name: 1.0 - prod(1.0 - acts.get(act, 0.0) for act in members) for name, members in FAMILIES.items()}
    return Profile(weighed_words(words), acts, families)


def likenesses(reply: Profile, other: Profile, quality: float | None = None) -> list[float]:
    """How alike two texts are: in words, in acts, and family by family as far apart and as both. Each 0 to 1."""
    families = dict(other.families)
    if quality is not None:
        # An author's marks know what a short reply does not show; low ones may stand for a promise or a deaf ear too.
        marked = max(0.0, min(1.0, (_GOOD - quality) / (_GOOD - _BAD)))
        if marked <= 0.5 or max(families["promise"], families["deaf"]) < _OTHER_HARM:
            families["hostile"] = (families["hostile"] + marked) / 2
    pairs = [(reply.families[name], families[name]) for name in FAMILIES]
    cosines = [cosine(reply.words, other.words), cosine(reply.acts, other.acts)]
    return [*cosines, *(1.0 - abs(a - b) for a, b in pairs), *(a * b for a, b in pairs)]


def speaks_for_none(reply: Profile, best_words: float) -> list[float]:
    """What tells that a reply is none of those on offer: it does little, and shares no words with them."""
    families = reply.families
    most = max(reply.acts.values(), default=0.0)
    return [1.0, most, families["hostile"], families["help"], families["promise"], best_words]


def match(reply: Profile, candidates: Sequence[CandidateProfiles]) -> Match:
    """The nearest candidate, and its chance of being what was meant."""
    if not candidates:
        return Match(None, None, 0.0)
    weights_alike, weights_none = match_weights()
    by_candidate = [[likenesses(reply, p, k.candidate.quality) for p in k.profiles] for k in candidates]
    logits = [max(_dot(weights_alike, values) for values in each) for each in by_candidate]
    best_words = max(values[0] for each in by_candidate for values in each)
    none = _dot(weights_none, speaks_for_none(reply, best_words))
    most = max(*logits, none)
    best = max(range(len(logits)), key=logits.__getitem__)
    every = sum(exp(x - most) for x in logits) + exp(none - most)
    chances = [exp(x - most) / every for x in logits]
    near = _paraphrased(reply, candidates, [max(values[0] for values in each) for each in by_candidate])
    if near is not None:
        best, chances[near] = near, max(chances[near], PARAPHRASED)
    name = candidates[best].candidate.id
    # Options that the customer answers alike are one: between them nobody needs to be asked.
    group = candidates[best].candidate.reaction
    same = [c for c, k in zip(chances, candidates, strict=True) if k.candidate.reaction == group]
    alike = sum(same) if group is not None else 0.0
    return Match(name if max(chances[best], alike) >= ENOUGH else None, name, chances[best])


def _paraphrased(reply: Profile, candidates: Sequence[CandidateProfiles], words: Sequence[float]) -> int | None:
    """The number of the candidate that a reply says in nearly its own words; `words` are the likenesses in words."""
    first = max(range(len(words)), key=words.__getitem__)
    next_best = max((w for n, w in enumerate(words) if n != first), default=0.0)
    if words[first] < NEAR or words[first] - next_best < _CLEARLY:
        return None
    hostile = [p.families["hostile"] for p in candidates[first].profiles]
    return first if min(abs(reply.families["hostile"] - h) for h in hostile) < _AS_HOSTILE else None


@cache
def match_weights() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """What each likeness counts, and what speaks for none of the replies; learned by `training.learn_match`."""
    kept = json.loads(files("trainer.grading").joinpath("learned/match.json").read_bytes())
    return tuple(kept["alike"]), tuple(kept["none"])


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(weights, values, strict=True))


def apply_exemplars(
    marks: Sequence[ActMark], words: Words, exemplars: Sequence[Exemplar], harming: frozenset[str]
) -> list[ActMark]:
    """The marks, with those added that a like example shows and those taken out that it lacks."""
    if not exemplars:
        return list(marks)
    own = weighed_words(words)
    likeness = {e: cosine(own, weighed_words(read_words(e.words))) for e in exemplars}
    shows, lacks = _nearest(likeness, "shows"), _nearest(likeness, "lacks")
    kept = [m for m in marks if lacks.get(m.act, 0.0) <= shows.get(m.act, 0.0) or lacks[m.act] < EXEMPLAR_LIKENESS]
    there = {m.act for m in marks}
    text = words.text
    for act, alike in shows.items():
        if act not in there and alike >= EXEMPLAR_LIKENESS and alike > lacks.get(act, 0.0):
            evidence = (Evidence(0, len(text), text, "like an example beside the scene"),)
            kept.append(
                ActMark(act, act in harming, Sure.SURE if alike >= _SURE_LIKENESS else Sure.LIKELY, alike, evidence)
            )
    return kept


def _nearest(likeness: Mapping[Exemplar, float], what: str) -> dict[str, float]:
    """By act, the likeness of the nearest example that shows it, or lacks it."""
    nearest: dict[str, float] = {}
    for exemplar, alike in likeness.items():
        for act in getattr(exemplar, what):
            nearest[act] = max(nearest.get(act, 0.0), alike)
    return nearest
