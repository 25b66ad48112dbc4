"""Which of the authored replies typed words come closest to, by what they do and by what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, prod

from trainer.grading.likeness import cosine, weighed
from trainer.grading.model import Candidate, Match
from trainer.grading.words import Words

ENOUGH = 0.55
"""The least chance of being right at which nobody is asked "which of these is closest?"."""

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


@dataclass(frozen=True, slots=True)
class Profile:
    """A text as the matcher sees it: its words weighed, the chance of each act in it, and of each family of acts."""

    words: Mapping[str, float]
    acts: Mapping[str, float]
    families: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Known:
    """An authored reply, with the profiles of its own words and of its examples."""

    candidate: Candidate
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class MatchWeights:
    """What each likeness counts, and what speaks for none of the replies; learned by `learn_match.py`."""

    alike: tuple[float, ...]
    none: tuple[float, ...]


def profile(words: Words, acts: Mapping[str, float]) -> Profile:
    """The profile of a text, from its words and the chance of each act in it."""
    families = {name: 1.0 - prod(1.0 - acts.get(act, 0.0) for act in members) for name, members in FAMILIES.items()}
    return Profile(weighed(words), acts, families)


def likenesses(reply: Profile, other: Profile, quality: float | None = None) -> list[float]:
    """How alike two texts are: in words, in acts, and family by family as far apart and as both. Each 0 to 1."""
    families = _marked(other.families, quality)
    pairs = [(reply.families[name], families[name]) for name in FAMILIES]
    found = [cosine(reply.words, other.words), cosine(reply.acts, other.acts)]
    return [*found, *(1.0 - abs(a - b) for a, b in pairs), *(a * b for a, b in pairs)]


def speaks_for_none(reply: Profile, best_words: float) -> list[float]:
    """What tells that a reply is none of those on offer: it does little, and shares no words with them."""
    families = reply.families
    most = max(reply.acts.values(), default=0.0)
    return [1.0, most, families["hostile"], families["help"], families["promise"], best_words]


def match(reply: Profile, candidates: Sequence[Known]) -> Match:
    """The nearest candidate, and its chance of being what was meant."""
    if not candidates:
        return Match(None, None, 0.0)
    kept = match_weights()
    found = [[likenesses(reply, p, k.candidate.quality) for p in k.profiles] for k in candidates]
    logits = [max(_dot(kept.alike, values) for values in each) for each in found]
    best_words = max(values[0] for each in found for values in each)
    none = _dot(kept.none, speaks_for_none(reply, best_words))
    most = max(*logits, none)
    best = max(range(len(logits)), key=logits.__getitem__)
    chance = exp(logits[best] - most) / (sum(exp(x - most) for x in logits) + exp(none - most))
    name = candidates[best].candidate.id
    return Match(name if chance >= ENOUGH else None, name, chance)


@cache
def match_weights() -> MatchWeights:
    """The weights that ship with the trainer; read once."""
    kept = json.loads(files("trainer.grading").joinpath("learned/match.json").read_bytes())
    return MatchWeights(tuple(kept["alike"]), tuple(kept["none"]))


def _marked(families: Mapping[str, float], quality: float | None) -> Mapping[str, float]:
    """What a reply does, corrected by its author's marks: they know what a short reply does not show."""
    if quality is None:
        return families
    marked = max(0.0, min(1.0, (_GOOD - quality) / (_GOOD - _BAD)))
    if marked > 0.5 and max(families["promise"], families["deaf"]) >= _OTHER_HARM:
        return families
    return {**families, "hostile": (families["hostile"] + marked) / 2}


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(weights, values, strict=True))
