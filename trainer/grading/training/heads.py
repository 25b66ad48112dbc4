"""The arithmetic of learning: logistic heads for clauses and replies, a second pass over them, and bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np  # type: ignore[import-not-found,import-untyped,unused-ignore]
from scipy import sparse  # type: ignore[import-not-found,import-untyped,unused-ignore]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found,import-untyped,unused-ignore]

from trainer.grading.dimensions import dimension_of
from trainer.grading.learned.weights import ANY_HARM, Bounds, in_company, own_numbers
from trainer.grading.training.rows import TrainingRow

STRENGTH = 0.15
"""The C of the first pass: how far weights may grow."""
SECOND_STRENGTH = 3.0
LEAST_ROWS = 5
"""A feature that fewer rows have, of which each stands there twice, is not learned."""
ABSENT = -6.0
"""The sum of a head that had too little to learn from."""
_LEAST_SHOWN = 2
_SURE = 0.95
"""The precision that "sure" has on replies of situations and voices not learned from: of new ones it is lower."""
_NEARLY_BEST = 0.012
"""Thresholds whose F1 is this close to the best are averaged: the very best one is chance."""
_OWN_SHARE, _COMMON = 0.3, 0.37
"""A bound is mostly the one that suits all acts: each act's own best one rests on few replies."""
_LEAST_HARM = 0.4
"""The least bound of harming acts: a false reproach is worse than a missed one."""
Matrix = Any
"""An array or a sparse matrix of floats."""


@dataclass(frozen=True, slots=True)
class LearnedWeights:
    """What was learned; see `Weights`."""

    weights: Sequence[tuple[str, Sequence[float]]]
    """Each feature, in order, with its weight for each act. Those of clauses and of replies have different names."""
    bias: Sequence[float]
    second: Sequence[Sequence[float]]
    bounds: Mapping[str, Bounds]
    tested: Matrix
    """Rows × acts: the probability of each act in each labelled reply, learned without replies of its situation."""


class FeatureTable:
    """Features of many clauses or replies, with the acts they show and those of which that is known."""

    def __init__(self, found: Sequence[Sequence[str]], shown: Sequence[frozenset[str]], known: Sequence[frozenset[str]],
                 acts: Sequence[str]) -> None:  # fmt: skip
        index: dict[str, int] = {}
        columns = [index.setdefault(name, len(index)) for each in found for name in each]
        starts = np.cumsum([0, *(len(each) for each in found)])
        self.names = list(index)
        self.matrix = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(found), len(index)))
        self.shown = np.array([[act in each for act in acts] for each in shown])
        self.known = np.array([[act in each for act in acts] for each in known])

    def heads(self, rows: Matrix) -> Matrix:
        """(features + 1) × acts: weights learned from the rows of a mask, the constant last."""
        matrix = self.matrix[rows]
        often = np.flatnonzero(np.asarray(matrix.sum(0)).ravel() >= LEAST_ROWS)
        matrix = matrix[:, often].tocsr()
        found = np.zeros((len(self.names) + 1, self.shown.shape[1]))
        for head in range(self.shown.shape[1]):
            known = self.known[rows, head]
            shown = self.shown[rows, head][known]
            if shown.sum() < _LEAST_SHOWN:
                found[-1, head] = ABSENT
                continue
            fit = _fit(matrix[known], shown, STRENGTH)
            found[often, head], found[-1, head] = fit[1:], fit[0]
        return found

    def sums(self, rows: Matrix, heads: Matrix) -> Matrix:
        """Rows × acts: the sums of the rows of a mask."""
        return self.matrix[rows] @ heads[:-1] + heads[-1]


def learn(rows: Sequence[TrainingRow], acts: Sequence[str], folds: Sequence[int]) -> LearnedWeights:
    """All weights. Folds keep situations apart: what the second pass learns from, the first had not seen.

    Rows of fold -1 are always learned from and never tested with.
    """
    fold = np.array(folds)
    owner = np.array([n for n, row in enumerate(rows) for _ in row.clauses])
    of_clause = FeatureTable(
        [found for row in rows for found, _ in row.clauses],
        [shown for row in rows for _, shown in row.clauses],
        [row.known if len(row.clauses) == 1 or not row.acts or row.group else frozenset()
         for row in rows for _ in row.clauses],
        acts,
    )  # fmt: skip
    of_reply = FeatureTable(
        [row.features for row in rows], [row.acts for row in rows], [row.known for row in rows], acts
    )
    clause_sums, reply_sums = np.zeros(of_clause.shown.shape), np.zeros(of_reply.shown.shape)
    for n in sorted(set(folds) - {-1}):
        inside = fold[owner] == n
        clause_sums[inside] = of_clause.sums(inside, of_clause.heads(~inside))
        reply_sums[fold == n] = of_reply.sums(fold == n, of_reply.heads(fold != n))
    labelled = [n for n, row in enumerate(rows) if fold[n] >= 0 and row.clauses]
    numbers = [_numbers(clause_sums[owner == n], reply_sums[n], rows[n].tokens) for n in labelled]
    inputs, shown, inside_of = np.array(numbers), of_reply.shown[labelled], fold[labelled]
    known = of_reply.known[labelled]
    tested = np.zeros((len(rows), len(acts)))
    for n in sorted(set(folds) - {-1}):
        second = _second(inputs[inside_of != n], shown[inside_of != n], known[inside_of != n])
        tested[np.array(labelled)[inside_of == n]] = _chances(inputs[inside_of == n], second)
    heard = np.array([n for n in labelled if not rows[n].silent])
    clause_heads = of_clause.heads(np.full(len(owner), True))
    reply_heads = of_reply.heads(np.full(len(rows), True))
    weights = _by_feature(of_clause, clause_heads) | _by_feature(of_reply, reply_heads)
    return LearnedWeights(
        weights=sorted(weights.items()),
        bias=[*clause_heads[-1], *reply_heads[-1]],
        second=[list(row) for row in _second(inputs, shown, known)],
        bounds={
            act: bounds_of(tested[told, n], of_reply.shown[told, n], harms(act))
            for n, act in enumerate(acts)
            if act != ANY_HARM
            for told in (heard[of_reply.known[heard, n]],)
        },
        tested=tested,
    )


def bounds_of(chances: Matrix, shown: Matrix, is_harm: bool) -> Bounds:
    """From which probability on an act counts, by its F1, and from which it is sure, by precision."""
    if not shown.any():
        return Bounds(1.0, 1.0, 1.0)
    order = np.argsort(-chances, kind="stable")
    right, ordered = np.cumsum(shown[order]), chances[order]
    counted = np.arange(1, len(ordered) + 1)
    f1 = 2 * right / (counted + shown.sum())
    best = float(ordered[f1 >= f1.max() - _NEARLY_BEST].mean())
    likely = max(_OWN_SHARE * best + (1 - _OWN_SHARE) * _COMMON, _LEAST_HARM if is_harm else 0.0)
    precise = np.flatnonzero((right + _SURE) / (counted + 1) >= _SURE)
    sure = float(ordered[precise[-1]]) if len(precise) else 1.0
    return Bounds(likely / 2, likely, max(likely, sure))


def harms(act: str) -> bool:
    """Whether an act violates its dimension."""
    return dimension_of()[act][1] == "violated"


def _fit(matrix: Matrix, shown: Matrix, strength: float) -> Matrix:
    """A logistic head: the constant, then a weight for each column.

    Sparse rows are fitted in the dual: six times as fast, and the same weights to less than a thousandth.
    """
    wide = sparse.issparse(matrix)
    model = LogisticRegression(
        C=strength, solver="liblinear", intercept_scaling=5, random_state=0, dual=wide, tol=0.01 if wide else 1e-4
    )
    model.fit(matrix, shown)
    return np.concatenate([model.intercept_, model.coef_[0]])


def _numbers(sums: Matrix, whole: Matrix, tokens: int) -> list[list[float]]:
    """Acts × numbers: what the second pass sees of a reply for each act."""
    company = in_company(sums.tolist(), whole.tolist())
    return [[*own_numbers(sums[:, n].tolist(), float(whole[n]), tokens), *company] for n in range(len(whole))]


def _second(inputs: Matrix, shown: Matrix, known: Matrix) -> Matrix:
    """Acts × (1 + numbers), each act from the replies of which it is known."""
    found = np.zeros((shown.shape[1], 1 + inputs.shape[2]))
    found[:, 0] = ABSENT
    for n in range(shown.shape[1]):
        told = known[:, n]
        if shown[told, n].sum() >= _LEAST_SHOWN:
            found[n] = _fit(inputs[told, n], shown[told, n], SECOND_STRENGTH)
    return found


def _chances(inputs: Matrix, second: Matrix) -> Matrix:
    """Rows × acts: probabilities."""
    sums = np.einsum("rav,av->ra", inputs, second[:, 1:]) + second[:, 0]
    return 1.0 / (1.0 + np.exp(-np.clip(sums, -30.0, 30.0)))


def _by_feature(table: FeatureTable, heads: Matrix) -> dict[str, list[float]]:
    return {name: row.tolist() for name, row in zip(table.names, heads[:-1], strict=True) if row.any()}
