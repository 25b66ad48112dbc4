"""Which files of a folder are ours, and everything found in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from trainer.analysis.playable import check
from trainer.document.finding import Finding
from trainer.principles.load import load_framework
from trainer.scenario.library import Library, read_bytes

_FORMAT = re.compile(rb"^format:[ \t]*['\"]?([a-z]+)/", re.MULTILINE)


class FileKind(StrEnum):
    """What a file says it is, in its first line."""

    SCENARIO = "scenario"
    FRAMEWORK = "framework"
    PLAN = "plan"


def files_to_check(paths: Iterable[Path]) -> Iterator[tuple[Path, FileKind]]:
    """The files named, and those of ours in folders named. A named file that says nothing is taken for a scenario."""
    for path in paths:
        if not path.is_dir():
            yield path, kind_of(path) or FileKind.SCENARIO
            continue
        for inner in sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file()):
            kind = kind_of(inner)
            if kind:
                yield inner, kind


def kind_of(path: Path) -> FileKind | None:
    """What a file says it is, None when it says nothing of ours or cannot be read."""
    try:
        with path.open("rb") as file:
            match = _FORMAT.search(file.read(4096))
    except OSError:
        return None
    name = match[1].decode() if match else ""
    return FileKind(name) if name in FileKind.__members__.values() else None


def check_file(path: Path, kind: FileKind, library: Library) -> list[Finding]:
    """Everything wrong with one file. UnusableInput when it cannot be opened."""
    if kind is FileKind.FRAMEWORK:
        return load_framework(read_bytes(path), str(path)).findings
    if kind is FileKind.PLAN:
        from trainer.lint.plans import check_plans

        return check_plans(path, library)
    return check(library.load(path)).findings
