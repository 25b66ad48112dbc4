"""Checking files, in several processes where there are many: each file's proofs are its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.kinds import FileKind
from trainer.lint.check import FileReport, Unsaid, check_file
from trainer.scenario.library import Library, open_library

MANY = 24
"""From so many files on, starting more processes is quicker."""
_MOST_PROCESSES = 8

_opened: dict[str, Library] = {}
"""The library of a process that checks for another one."""


def check_all(
    files: Sequence[tuple[Path, FileKind | Unsaid]], folders: Sequence[Path], processes: int | None = None
) -> Iterator[FileReport | str]:
    """What was found in each file, in their order; a sentence instead for one that could not be opened."""
    processes = processes or min(os.cpu_count() or 1, _MOST_PROCESSES)
    if len(files) < MANY or processes < 2:
        library = open_library(folders)
        yield from (_check(path, kind, library) for path, kind in files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=_open, initargs=(folders,)) as pool:
        yield from pool.map(_check_here, files, chunksize=2)


def _open(folders: Sequence[Path]) -> None:
    _opened["library"] = open_library(folders)


def _check_here(file: tuple[Path, FileKind | Unsaid]) -> FileReport | str:
    return _check(*file, _opened["library"])


def _check(path: Path, kind: FileKind | Unsaid, library: Library) -> FileReport | str:
    try:
        return check_file(path, kind, library)
    except UnusableInput as error:
        return str(error)
