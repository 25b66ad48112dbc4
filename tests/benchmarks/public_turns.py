"""How far the grader agrees with public human-labelled turns of clerks, on four acts that such corpora label.

python tests/benchmarks/public_turns.py FILE [--rename THEIRS=OURS …]

FILE is JSON Lines that one has been given, one turn a line: {"text": "…", "labels": ["apology", "thanks", …]}, with
"customer" for the line that it answers and "harmless": true where people judged that it does no harm. Nothing is
downloaded, and no licence is looked at: whoever gives the file knows whether it may be used. Figures for which the
file holds no labels are named as such.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks._grading import f1, the_grader
from trainer.grading.caps import is_plain
from trainer.grading.grader import Grader
from trainer.grading.model import Situation

ACTS = {"apology": "apologises", "thanks": "thanks", "greeting": "greets", "asks-detail": "checks-detail"}
"""Their label, as it is called in FILE, and our act."""


def read_turns(path: Path, renamed: Mapping[str, str]) -> list[dict[str, Any]]:
    """The turns of a file, with labels by our names. SystemExit says which line is none, and why."""
    turns = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{path}: this file cannot be read: {error}") from error
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            turn = json.loads(line)
            labels = turn.get("labels")
            if not isinstance(turn["text"], str) or not isinstance(labels, list | None):
                raise TypeError('"text" is a text and "labels" a list')
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SystemExit(f"{path} line {at}: this is no turn ({error!r}); see the head of this script.") from error
        known = None if labels is None else {renamed.get(str(label), str(label)) for label in labels}
        turns.append({**turn, "labels": known})
    return turns


def figures(turns: Sequence[Mapping[str, Any]], grader: Grader) -> Iterable[str]:
    """One line a figure, also for those that could not be had."""
    graded = [grader.grade(t["text"], Situation((str(t["customer"]),) if t.get("customer") else ())) for t in turns]
    used = {label for t in turns for label in t["labels"] or ()}
    for label, act in ACTS.items():
        if label not in used:
            yield f"{label}: could not be had, no turn of the file is labelled with it"
            continue
        counts = Counter(
            (label in t["labels"], any(m.act == act and m.sure.scores for m in g.acts))
            for t, g in zip(turns, graded, strict=True)
            if t["labels"] is not None
        )
        right, gold, given = counts[True, True], counts[True, True] + counts[True, False], 0
        given = right + counts[False, True]
        share = (right + counts[False, False]) / counts.total()
        yield f"{label}: agreement {share:.3f}, F1 {f1(right, given, gold):.3f} (n {counts.total()}, labelled {gold})"
    harmless = [g for t, g in zip(turns, graded, strict=True) if t.get("harmless") is True]
    if not harmless:
        yield "harm in harmless turns: could not be had, no turn of the file is marked as harmless"
        return
    shown = sum(any(m.harms and m.sure.scores for m in g.acts) for g in harmless) / len(harmless)
    plain = sum(any(m.harms and is_plain(m) for m in g.acts) for g in harmless) / len(harmless)
    yield f"harm shown in harmless turns: {shown:.4f}, reproached: {plain:.4f} (n {len(harmless)})"


def main(arguments: Sequence[str]) -> None:
    """Print the figures of a file."""
    renamed = dict(a.split("=", 1) for a in arguments if "=" in a and not a.startswith("--"))
    files = [a for a in arguments if not a.startswith("--") and "=" not in a]
    if len(files) != 1:
        print(
            "Not one file was given, so none of these figures could be had: agreement on apology, thanks, greeting and "
            f"asking for a detail; harm in harmless turns.\n{__doc__}"
        )
        return
    for line in figures(read_turns(Path(files[0]), renamed), the_grader()):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
