"""Learns what each likeness counts when typed words are matched to authored replies.

`python -m trainer.grading.training.learn_match ACTS` writes learned/match.json; it needs the extra `learn`, and the
weights that `learn` has written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from trainer.grading.grader import Grader
from trainer.grading.matching import FAMILIES, likenesses, speaks_for_none
from trainer.grading.model import Candidate, Situation
from trainer.grading.training.corpus import HARMLESS, Labelled, read_corpus
from trainer.principles.acts import load_acts
from trainer.scenario.model import Detail

MATCH_WEIGHTS = Path(__file__).parents[1] / "learned" / "match.json"
_JUNK = frozenset(("empty", "gibberish", "nonenglish", "gaming"))
_PENALTY = 1.0
_DIGITS = 3


def situation_of(labelled: Labelled) -> Situation:
    """A situation of the corpus as the grader takes it."""
    where = labelled.situation
    details = {name: Detail(d.text, d.also, d.confused_with or None) for name, d in where.details.items()}
    return Situation(
        (where.customer,), details, candidates=tuple(Candidate(k, text) for k, text in where.responses.items())
    )


def main() -> int:
    """Fit a softmax over the candidates and "none of these", on every labelled reply that can be graded."""
    path = Path(sys.argv[1])
    acts = load_acts(path.read_bytes(), str(path)).acts
    if acts is None:
        print(f"{path}: these acts cannot be used; `trainer lint` says why", file=sys.stderr)
        return 3
    rows = [row for reply in read_corpus() if (row := _row(Grader(acts), reply))]
    found = _fit(rows)
    size = 2 + 2 * len(FAMILIES)
    kept = {"alike": [round(w, _DIGITS) for w in found[:size]], "none": [round(w, _DIGITS) for w in found[size:]]}
    MATCH_WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} replies; written to {MATCH_WEIGHTS}")
    return 0


def _row(grader: Grader, labelled: Labelled) -> tuple[Any, Any, int] | None:
    import numpy as np  # type: ignore[import-not-found,unused-ignore]

    if labelled.kind == HARMLESS:
        return None
    situation = situation_of(labelled)
    reply, known = grader.profiles(labelled.text, situation)
    if labelled.flags & _JUNK or len(reply.words) < 2:
        return None
    alike = np.array([likenesses(reply, k.profiles[0]) for k in known])
    none = np.array(speaks_for_none(reply, alike[:, 0].max()))
    ids = [k.candidate.id for k in known]
    return alike, none, ids.index(labelled.branch) if labelled.branch in ids else len(ids)


def _fit(rows: list[tuple[Any, Any, int]]) -> list[float]:
    import numpy as np  # type: ignore[import-not-found,unused-ignore]
    from scipy.optimize import minimize  # type: ignore[import-not-found,import-untyped,unused-ignore]

    size = rows[0][0].shape[1]

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = 0.0, np.zeros_like(weights)
        for alike, none, meant in rows:
            logits = np.append(alike @ weights[:size], none @ weights[size:])
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            total -= float(np.log(chances[meant] + 1e-12))
            chances[meant] -= 1.0
            slope[:size] += chances[:-1] @ alike
            slope[size:] += chances[-1] * none
        return total + _PENALTY * float(weights @ weights) / 2, slope + _PENALTY * weights

    start = np.zeros(size + len(rows[0][1]))
    return [float(w) for w in minimize(loss, start, jac=True, method="L-BFGS-B").x]


if __name__ == "__main__":
    sys.exit(main())
