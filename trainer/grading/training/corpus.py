"""Labelled replies and the situations they answer, as values: what the learned model is taught and tested with.

A corpus is pairs of files, `NAME.replies.jsonl` (one reply a line) and `NAME.situations.yaml` (a list of situations).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.errors import UnusableInput
from trainer.scenario.model import Detail

CORPUS = Path(__file__).with_name("corpus")
HARMLESS = "harmless"
"""The kind of a reply of which only this is known: it does no harm. Which helping acts it shows, nobody has said."""


class CorpusError(UnusableInput):
    """A line of the corpus does not fit: says file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class CorpusSituation:
    """What the customer said, the authored responses by id, and the details that can be mistaken."""

    id: str
    situation: str
    customer: str
    responses: Mapping[str, str]
    details: Mapping[str, Detail]


@dataclass(frozen=True, slots=True)
class LabelledAct:
    """One act that a reply shows, with the offsets of its evidence; the whole reply where no words were named."""

    act: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled reply."""

    id: str
    situation: CorpusSituation
    text: str
    branch: str | None
    shown: tuple[LabelledAct, ...]
    flags: frozenset[str]
    kind: str
    file: str

    @property
    def acts(self) -> frozenset[str]:
        """The ids of the acts that it shows."""
        return frozenset(one.act for one in self.shown)


def read_corpus(folder: Path = CORPUS) -> list[Labelled]:
    """Every labelled reply of a folder, in the order of file names and lines."""
    replies: list[Labelled] = []
    for path in sorted(folder.glob("*.replies.jsonl")):
        situations = read_situations(path.with_name(path.name.replace(".replies.jsonl", ".situations.yaml")))
        lines = path.read_text(encoding="utf-8").split("\n")
        replies += [_labelled(path, at, line, situations) for at, line in enumerate(lines, 1) if line.strip()]
    return replies


def read_situations(path: Path) -> dict[str, CorpusSituation]:
    """The situations of one file by id."""
    import yaml

    return {entry["id"]: _situation(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))}


def _situation(entry: Mapping[str, Any]) -> CorpusSituation:
    details = {name: _detail(one) for name, one in (entry.get("details") or {}).items()}
    return CorpusSituation(
        id=entry["id"],
        situation=" ".join(str(entry["situation"]).split()),
        customer=" ".join(str(entry["customer"]).split()),
        responses={name: str(text) for name, text in entry["responses"].items()},
        details=details,
    )


def _detail(entry: Mapping[str, Any]) -> Detail:
    confused = entry.get("confused_with")
    return Detail(str(entry["text"]), tuple(map(str, entry.get("also") or ())), str(confused) if confused else None)


def _labelled(path: Path, at: int, line: str, situations: Mapping[str, CorpusSituation]) -> Labelled:
    entry = json.loads(line)
    if entry["situation"] not in situations:
        raise CorpusError(f'{path.name} line {at}: there is no situation "{entry["situation"]}"')
    text = entry["text"]
    return Labelled(
        id=entry["id"],
        situation=situations[entry["situation"]],
        text=text,
        branch=entry["branch"],
        shown=tuple(_shown(path, at, text, act, quote) for act, quote in entry["acts"]),
        flags=frozenset(entry["flags"]),
        kind=entry.get("kind", "ordinary"),
        file=path.name,
    )


def _shown(path: Path, at: int, text: str, act: str, quote: str) -> LabelledAct:
    start = text.find(quote)
    if start < 0:
        raise CorpusError(f"{path.name} line {at}: the reply does not have the words {quote!r}")
    return LabelledAct(act, start, start + len(quote) if quote else len(text))
