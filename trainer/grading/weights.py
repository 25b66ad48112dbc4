"""The learned weights as they are kept, and how sure a probability is."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from trainer.grading.features import Kinds
from trainer.grading.model import Sure

FORMAT = "learned/1"
STEPS = 1000
"""Weights are kept as whole thousandths."""
ZERO = 1 << 15
FIELD = 4
_KEPT = 2


class Bounds(NamedTuple):
    """The least probabilities of an act that is worth a mention, that counts, and that is right nine times in ten."""

    possible: float
    likely: float
    sure: float


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

    def sums(self, features: Iterable[str]) -> list[float]:
        """For each act the sum of the features' weights."""
        size = FIELD * len(self.acts)
        total = found = 0
        for feature in features:
            row = self.features.get(feature)
            if row is not None:
                total += int.from_bytes(self.rows[row * size : (row + 1) * size], "little")
                found += 1
        fields = total.to_bytes(size, "little")
        nothing = found * ZERO
        return [(int.from_bytes(fields[n : n + FIELD], "little") - nothing) / STEPS for n in range(0, size, FIELD)]

    def weight(self, feature: str, act: int) -> float:
        """What one feature says for the act of this number; 0 when it is unknown."""
        row = self.features.get(feature)
        if row is None:
            return 0.0
        at = (row * len(self.acts) + act) * FIELD
        return (int.from_bytes(self.rows[at : at + FIELD], "little") - ZERO) / STEPS


@cache
def weights() -> Weights:
    """The weights that ship with the trainer; read once."""
    kept = json.loads(gzip.decompress(files("trainer.grading").joinpath("learned/english.json.gz").read_bytes()))
    return Weights(
        fingerprint=kept["fingerprint"],
        acts=tuple(kept["acts"]),
        kinds={word: tuple(kinds) for word, kinds in kept["kinds"].items()},
        features={name: n for n, name in enumerate(kept["features"].split("\n"))},
        rows=unpacked(kept["rows"]),
        bias=tuple(kept["bias"]),
        second=tuple(tuple(row) for row in kept["second"]),
        bounds={act: Bounds(*found) for act, found in kept["bounds"].items()},
        vocabulary=frozenset(kept["vocabulary"].split()),
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
    return weights().bounds.get(act, UNLEARNED)


def how_sure(act: str, probability: float) -> Sure | None:
    """How far a mark of an act can be relied on; None where it is not worth a mention."""
    least = bounds(act)
    if probability >= least.sure:
        return Sure.SURE
    if probability >= least.likely:
        return Sure.LIKELY
    return Sure.POSSIBLE if probability >= least.possible else None
