"""The attempts that lie in a folder, newest first, as a manager's list shows them."""

from __future__ import annotations

from pathlib import Path

from trainer.errors import UnusableInput
from trainer.records.index import every_attempt
from trainer.records.shelved import Shelved, Standing, shelve

__all__ = ["Shelved", "Standing", "find_attempt", "list_attempts", "shelve"]


def list_attempts(folder: Path) -> list[Shelved]:
    """Every journal in a folder, newest first; damaged ones are named, never left out.

    UnusableInput when the folder cannot be listed.
    """
    return every_attempt(folder)


def find_attempt(folder: Path, name: str) -> Path:
    """The journal of an attempt, by its id, the beginning of it, or its path. UnusableInput when there is not one."""
    path = Path(name)
    if path.suffix == ".jsonl" and path.is_file():
        return path
    found = [p for p in sorted(folder.glob("*.jsonl")) if p.stem.startswith(name)] if folder.is_dir() else []
    exact = [p for p in found if p.stem == name]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    what = "several attempts begin so" if found else "there is no such attempt"
    raise UnusableInput(what, where=name, do=f"They lie in {folder}.")
