"""Learns the weights: `python -m trainer.grading.training.learn` (needs the extra "learn").

From the corpus and the examples of the acts file, always the same file from the same texts. The fingerprint in it says
from which; a test compares it, so that texts cannot change without the weights.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from trainer.errors import UnusableInput
from trainer.grading.dimensions import dimension_of
from trainer.grading.language.words import read_words
from trainer.grading.learned import features
from trainer.grading.learned.features import Kinds
from trainer.grading.learned.weights import ACTS as OF_ACTS
from trainer.grading.learned.weights import ANY_HARM, FORMAT, HARMS, STEPS, ZERO, packed
from trainer.grading.training.corpus import CORPUS, HARMLESS, Labelled, read_corpus
from trainer.grading.training.rows import HARMS as HARMING
from trainer.grading.training.rows import KINDS, TrainingRow, example_row, examples, labelled_row, read_kinds, silenced
from trainer.principles.acts import Acts, load_acts

ROOT = Path(__file__).parents[3]
ACTS = ROOT / "scenarios" / "acts" / "english.yaml"
LEARNED = Path(__file__).parents[1] / "learned"
FOLDS = 8
LEAST_STEPS = 20
"""Smaller weights are left out: nothing is lost and the file is smaller."""
_NOT_GRADED = frozenset(("empty", "gibberish", "nonenglish"))


def main() -> int:
    """Learn everything anew; it takes some minutes."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    acts = read_acts()
    for name in (OF_ACTS, HARMS):
        kept, path = learn_all(acts, name), LEARNED / f"{name}.json.gz"
        path.write_bytes(as_bytes(kept))
        print(f"{path}: {path.stat().st_size:,} bytes, {len(kept['features'].splitlines()):,} features")
    return 0


def read_acts(path: Path = ACTS) -> Acts:
    """The acts whose cues and examples are learned from."""
    loaded = load_acts(path.read_bytes(), str(path))
    if loaded.acts is None:
        raise UnusableInput("The acts file has errors", where=str(path), do="Check it with lint.")
    return loaded.acts


def fingerprint(acts: Path = ACTS, corpus: Path = CORPUS) -> str:
    """A SHA-256 over everything that the weights depend on and that people edit."""
    total = hashlib.sha256(FORMAT.encode())
    for path in (*sorted(corpus.glob("*.jsonl")), *sorted(corpus.glob("*.yaml")), acts, KINDS, Path(features.__file__)):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        # Where a module lies that features are made with says nothing about them.
        total.update(path.name.encode() + b"\0" + (_behind_imports(text) if path.suffix == ".py" else text) + b"\0")
    return total.hexdigest()


def _behind_imports(source: bytes) -> bytes:
    imports = [n for n in ast.parse(source).body if isinstance(n, (ast.Import, ast.ImportFrom))]
    last = max((n.end_lineno or 0 for n in imports), default=0)
    return b"\n".join(source.split(b"\n")[last:])


def as_bytes(kept: dict[str, Any]) -> bytes:
    """The file: compressed JSON, without a time in it."""
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode(), 9, mtime=0)


def learn_all(acts: Acts, name: str = OF_ACTS) -> dict[str, Any]:
    """Everything that is kept in one set of weights, as JSON values.

    Those of `HARMS` are learned from harmless turns too, of which only the absence of harm is known, and with names
    and codes masked.
    """
    # Imported late: the fingerprint is read without NumPy.
    from trainer.grading.training import heads

    learned_from = fingerprint()
    kinds, harms = read_kinds(), name == HARMS
    names = (*dimension_of(), ANY_HARM) if harms else tuple(dimension_of())
    replies = [reply for reply in read_corpus() if not _NOT_GRADED & reply.flags]
    told = [reply for reply in replies if harms or reply.kind != HARMLESS]
    rows = [labelled_row(reply, acts, kinds, harms) for reply in told]
    rows += [example_row(text, act, shows, acts, kinds, harms) for act, shows, text in examples(acts) if act in names]
    rows += [silenced(row) for row in rows]
    result = heads.learn(rows, names, folds_of(rows))
    return {
        "format": FORMAT,
        "fingerprint": learned_from,
        "acts": list(names),
        "judged": sorted({*HARMING, ANY_HARM}) if harms else list(names),
        "kinds": {word: list(found) for word, found in kinds.items()},
        **_kept(result.weights),
        "bias": [round(float(b), 4) for b in result.bias],
        "second": [[round(float(w), 4) for w in row] for row in result.second],
        "bounds": {act: [round(float(b), 3) for b in found] for act, found in result.bounds.items()},
        "vocabulary": " ".join(sorted(_vocabulary(replies, acts, kinds))),
    }


def folds_of(rows: Sequence[TrainingRow]) -> list[int]:
    """For each row the fold in which it is tested; -1 for an example, which is always learned from."""
    groups = sorted({row.group for row in rows if row.group})
    Random(0).shuffle(groups)
    fold = {group: n % FOLDS for n, group in enumerate(groups)}
    return [fold.get(row.group, -1) for row in rows]


def _kept(weights: Sequence[tuple[str, Sequence[float]]]) -> dict[str, str]:
    """The features that say anything, and their weights for each act."""
    steps = [(name, [round(weight * STEPS) for weight in row]) for name, row in weights]
    kept = [(name, [step if abs(step) >= LEAST_STEPS else 0 for step in row]) for name, row in steps]
    kept = [(name, row) for name, row in kept if any(row)]
    return {
        "features": "\n".join(name for name, _ in kept),
        "rows": packed(max(1 - ZERO, min(ZERO - 1, step)) for _, row in kept for step in row),
    }


def _vocabulary(replies: Iterable[Labelled], acts: Acts, kinds: Kinds) -> set[str]:
    texts = {reply.text for reply in replies if "typos" not in reply.flags}
    for reply in replies:
        texts.update((reply.situation.customer, reply.situation.situation, *reply.situation.responses.values()))
    texts.update(text for _, _, text in examples(acts))
    found = {token.text for text in texts for token in read_words(text).tokens if token.text.isalpha()}
    return found | {word for word in kinds if word.isalpha()}


if __name__ == "__main__":
    raise SystemExit(main())
