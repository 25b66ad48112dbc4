"""The cues that ship with the trainer, compiled: the matcher's tables as they were built, by the hash of their acts.

`python -m trainer.grading.compile_cues ACTS` writes them. Acts that somebody has changed are compiled when first used.
"""

from __future__ import annotations

import gzip
import json
from array import array
from base64 import b64decode, b64encode
from functools import cache
from pathlib import Path
from typing import Any

from trainer.grading.automaton import Automaton
from trainer.grading.matcher import Matcher, Rule
from trainer.grading.symbols import Symbols, Tables

HERE = Path(__file__).with_name("learned") / "english.cues.json.gz"


def compiled(sha256: str) -> Matcher | None:
    """The matcher of the acts with this hash, None when others were compiled."""
    kept = _kept()
    return _matcher(kept) if kept and kept["sha256"] == sha256 else None


def to_bytes(matcher: Matcher, sha256: str) -> bytes:
    """A matcher as it is kept; the same bytes for the same cues."""
    graph = matcher.automaton
    document = {
        "sha256": sha256,
        "rules": [list(rule) for rule in matcher.rules],
        "symbols": list(graph.symbols),
        "starts": _packed(graph.starts),
        "labels": _packed(graph.labels),
        "targets": _packed(graph.targets),
        "ends": _packed(graph.ends),
        "tables": list(matcher.symbols.tables),
    }
    return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), 9, mtime=0)


@cache
def _kept() -> dict[str, Any] | None:
    try:
        found = json.loads(gzip.decompress(HERE.read_bytes()))
    except OSError:
        return None
    assert isinstance(found, dict)
    return found


def _matcher(kept: dict[str, Any]) -> Matcher:
    graph = Automaton(
        kept["symbols"],
        _unpacked("I", kept["starts"]),
        _unpacked("i", kept["labels"]),
        _unpacked("I", kept["targets"]),
        _unpacked("i", kept["ends"]),
    )
    return Matcher([Rule(*rule) for rule in kept["rules"]], graph, Symbols(Tables(*kept["tables"])))


def _packed(numbers: array[int]) -> str:
    return b64encode(_little(numbers).tobytes()).decode()


def _unpacked(kind: str, text: str) -> array[int]:
    return _little(array(kind, b64decode(text)))


def _little(numbers: array[int]) -> array[int]:
    """The same numbers in the order of bytes that files have."""
    import sys

    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers
