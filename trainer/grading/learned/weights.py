"""The learned weights, and the scores of a reply's acts by them, in plain Python.

Two passes. The first adds up the weights of the features of every clause, and of the whole reply. The second weighs,
for each act, its own sums against how likely every other act is: acts come in company. Its result is the probability,
calibrated on situations that the first pass had not seen.
"""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from math import exp, log1p
from operator import mul
from typing import NamedTuple

from trainer.grading.cues.fire import CueContext, Fired
from trainer.grading.language.words import Words
from trainer.grading.learned.features import FUNCTION_WORDS, Kinds, clause_features, reply_features
from trainer.grading.model import Sure

FORMAT = "learned/1"
STEPS = 1000
"""Weights are kept as whole thousandths."""
ZERO = 1 << 15
FIELD = 4
_KEPT = 2

ANY_HARM = "any-harm"
"""No act: that a reply does any harm at all, against none. Its head is learned and weighed like those of the acts."""
ACTS, HARMS = "english", "harms"
"""The two sets of weights: what a reply does, from labelled replies; what harm it does, from harmless turns too.

The second does not see names and codes. It judges, and the first matches: who has learned from so many harmless turns
hears less hostility anywhere, and no longer tells a cold option from a warm one.
"""
WHOLE_REPLY = -1
"""The clause of an act that no clause carries alone."""
LEAST = 0.05
"""Below this probability an act is not reported."""
_EXPLAINED = 0.15
"""Below this probability no reasons are looked for."""
_ALONE = frozenset(("personal", ANY_HARM))
"""Acts that are only told from the whole reply."""
_LOW, _HIGH = -6.0, 6.0
_REASONS = 3
_SHOWN = ("w:", "R:", "k:", "K:")
"""Groups of features that a person can read: words and cues."""
_BARE = FUNCTION_WORDS | {"^", "$", "$?"}
"""What says nothing alone: function words, and the marks of where a clause begins and ends."""


class Bounds(NamedTuple):
    """The least probabilities of an act that is worth a mention, that counts, and that is right nine times in ten."""

    possible: float
    likely: float
    sure: float


SURE_CUED = 0.7
"""The probability from which an act with a live cue in its clause is sure."""
SURE_UNCUED = 0.97
"""The same without a cue; harm without one has passed three checks of its own before (`held.counted_harms`)."""
SURE_UNCUED_HARM = 0.99
LEAST_SURE_HARM, MOST_SURE_HARM = 0.8, 0.9
"""Between these lies the probability from which harm with a live cue is sure; where, the weights say."""
UNLEARNED = Bounds(0.4, 0.6, 1.0)
"""For acts without weights."""


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned.

    A feature has one number for each act, `FIELD` bytes each, in `rows`: its weight in steps, plus `ZERO`. So a row is
    one large integer, the rows of a reply are added up in one go, and no field runs over into the next.
    """

    fingerprint: str
    acts: tuple[str, ...]
    kinds: Kinds
    features: Mapping[str, int]
    """By name the number of its row."""
    rows: bytes
    bias: tuple[float, ...]
    """For each act in a clause, then for each act in the whole reply."""
    second: tuple[tuple[float, ...], ...]
    """For each act: a constant, its own numbers, the probability of every act."""
    bounds: Mapping[str, Bounds]
    vocabulary: frozenset[str]
    judged: frozenset[str]
    """The acts that these weights speak of, though others bear on them: all but in those of `HARMS`."""

    def sums(self, features: Iterable[str]) -> list[float]:
        """For each act the sum of the features' weights."""
        size = FIELD * len(self.acts)
        total = known = 0
        for feature in features:
            row = self.features.get(feature)
            if row is not None:
                total += int.from_bytes(self.rows[row * size : (row + 1) * size], "little")
                known += 1
        fields = total.to_bytes(size, "little")
        nothing = known * ZERO
        return [(int.from_bytes(fields[n : n + FIELD], "little") - nothing) / STEPS for n in range(0, size, FIELD)]

    def weight(self, feature: str, act: int) -> float:
        """What one feature says for the act of this number; 0 when it is unknown."""
        row = self.features.get(feature)
        if row is None:
            return 0.0
        at = (row * len(self.acts) + act) * FIELD
        return (int.from_bytes(self.rows[at : at + FIELD], "little") - ZERO) / STEPS


@cache
def weights(name: str = ACTS) -> Weights:
    """The weights that ship with the trainer, those of `ACTS` or of `HARMS`; read once."""
    kept = json.loads(gzip.decompress(files("trainer.grading").joinpath(f"learned/{name}.json.gz").read_bytes()))
    return Weights(
        fingerprint=kept["fingerprint"],
        acts=tuple(kept["acts"]),
        kinds={word: tuple(kinds) for word, kinds in kept["kinds"].items()},
        features={name: n for n, name in enumerate(kept["features"].split("\n"))},
        rows=unpacked(kept["rows"]),
        bias=tuple(kept["bias"]),
        second=tuple(tuple(row) for row in kept["second"]),
        bounds={act: Bounds(*least) for act, least in kept["bounds"].items()},
        vocabulary=frozenset(kept["vocabulary"].split()),
        judged=frozenset(kept["judged"]),
    )


def packed(steps: Iterable[int]) -> str:
    """Weights in steps, of which each is within ±32,767, as text: two bytes each, in base 64."""
    return b64encode(b"".join((step + ZERO).to_bytes(_KEPT, "little") for step in steps)).decode()


def unpacked(text: str) -> bytes:
    """What `packed` kept, each number widened to `FIELD` bytes."""
    kept = b64decode(text)
    wide = bytearray(len(kept) // _KEPT * FIELD)
    for n in range(_KEPT):
        wide[n::FIELD] = kept[n::_KEPT]
    return bytes(wide)


def is_known(word: str) -> bool:
    """Whether a normalised word stands anywhere in what the weights were learned from."""
    return word in weights().vocabulary


def is_learned(act: str) -> bool:
    """Whether there are weights for an act. Of an organisation's own acts only the cues speak."""
    return act in weights().bounds


def bounds(act: str) -> Bounds:
    """The probabilities from which an act counts; an act that was never learned is never sure."""
    name = HARMS if act in weights(HARMS).judged else ACTS
    return weights(name).bounds.get(act, UNLEARNED)


def how_sure(act: str, probability: float, *, cued: bool, harms: bool) -> Sure | None:
    """How far a mark of an act can be relied on; None where it is not worth a mention.

    Weights alone were right of half of what they told of new voices, with a live cue in the clause of nine tenths: so
    without one it takes near certainty.
    """
    least = bounds(act)
    if cued:
        sure = min(max(least.sure, LEAST_SURE_HARM), MOST_SURE_HARM) if harms else max(least.likely, SURE_CUED)
    else:
        sure = max(least.sure, SURE_UNCUED_HARM if harms else SURE_UNCUED)
    if probability >= sure:
        return Sure.SURE
    if probability >= least.likely:
        return Sure.LIKELY
    return Sure.POSSIBLE if probability >= least.possible else None


class Scored(NamedTuple):
    """An act that a reply probably shows. `start` and `end` are offsets of its evidence in the original text."""

    act: str
    clause: int
    """The index of the clause; `WHOLE_REPLY` where none carries it alone."""
    start: int
    end: int
    probability: float
    because: tuple[str, ...]
    """What spoke most for it, strongest first: words in quotation marks, or a cue."""
    ruled: bool = False
    """Whether a rule says so, or a cue that is taken at its word, whatever the weights."""

    @property
    def rule(self) -> str:
        """`because` in one line."""
        return ", ".join(self.because)


def score(words: Words, fired: Sequence[Fired], context: CueContext, name: str = ACTS) -> list[Scored]:
    """The acts that a reply probably shows, each with its clauses, the likeliest first.

    The probability is the chance that a careful reader finds the act in the reply; a second clause of an act has at
    most the probability of the first. `because` is what spoke most for it: words in quotation marks, or a cue. The
    weights of `HARMS` tell of the acts that they judge only.
    """
    if not words.tokens:
        return []
    learned, masked = weights(name), name == HARMS
    count = len(learned.acts)
    clauses = clause_features(words, fired, context, learned.kinds, masked)
    reply = reply_features(words, fired, context, learned.kinds, masked)
    sums = [_with_bias(learned.sums(features), learned.bias[:count]) for features in clauses]
    whole = _with_bias(learned.sums(reply), learned.bias[count:])
    second = {n: row for n, row in enumerate(learned.second) if not masked or learned.acts[n] in learned.judged}
    likely = second_pass(sums, whole, len(words.tokens), second)
    cues = {(f.act, f.clause): f for f in fired if f.cancelled is None}
    scored: list[Scored] = []
    for n, probability in likely.items():
        act = learned.acts[n]
        if probability < LEAST:
            continue
        if act in _ALONE:
            because = _because(reply, learned, n)
            scored.append(Scored(act, WHOLE_REPLY, words.tokens[0].start, words.tokens[-1].end, probability, because))
            continue
        best = max(row[n] for row in sums)
        for clause, row in enumerate(sums):
            own = probability if row[n] == best else probability * chance(row[n]) / chance(best)
            if own >= LEAST and (row[n] == best or row[n] > 0.0):
                place = cues.get((act, clause), words.clauses[clause])
                because = _because(clauses[clause], learned, n) if own >= _EXPLAINED else ()
                scored.append(Scored(act, clause, place.start, place.end, own, because))
    return sorted(scored, key=lambda s: (-s.probability, s.act, s.clause))


def second_pass(
    sums: Sequence[Sequence[float]], whole: Sequence[float], tokens: int, second: Mapping[int, Sequence[float]]
) -> dict[int, float]:
    """The probability of acts of a reply, by number, from the sums of its clauses and of the whole."""
    company = in_company(sums, whole)
    chances = {}
    for n, row in second.items():
        values = own_numbers([clause[n] for clause in sums], whole[n], tokens)
        chances[n] = chance(row[0] + sum(map(mul, row[1:], (*values, *company))))
    return chances


def own_numbers(sums: Sequence[float], whole: float, tokens: int) -> tuple[float, ...]:
    """What the second pass sees of one act alone: best and second-best clause, the whole, and the reply's size."""
    ordered = sorted(sums, reverse=True)
    second = ordered[1] if len(ordered) > 1 else _LOW
    return (_held(ordered[0]), _held(whole), _held(second), log1p(len(sums)), log1p(tokens))


def in_company(sums: Sequence[Sequence[float]], whole: Sequence[float]) -> list[float]:
    """How likely the first pass holds each act."""
    return [
        (chance(max(of_act)) + chance(each)) / 2 for of_act, each in zip(zip(*sums, strict=True), whole, strict=True)
    ]


def chance(total: float) -> float:
    """The probability of a sum."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


def _held(total: float) -> float:
    return max(_LOW, min(_HIGH, total))


def _with_bias(sums: Sequence[float], bias: Sequence[float]) -> list[float]:
    return [total + constant for total, constant in zip(sums, bias, strict=True)]


def _because(features: Sequence[str], learned: Weights, act: int) -> tuple[str, ...]:
    """The features that a person can read and that spoke most for an act."""
    spoke = sorted((-learned.weight(f, act), f) for f in features if f.startswith(_SHOWN) and _tells(f))
    readable = (_readable(feature) for minus, feature in spoke if minus < 0)
    return tuple(islice(dict.fromkeys(readable), _REASONS))


def _tells(feature: str) -> bool:
    """Whether a feature is more than words that stand in every sentence."""
    return not _BARE.issuperset(feature[2:].split())


def _readable(feature: str) -> str:
    group, text = feature[:2], feature[2:]
    if group in ("k:", "K:"):
        return f"the cue {text}"
    return '"' + text.removeprefix("^ ").removesuffix(" $").removesuffix(" $?") + '"'
