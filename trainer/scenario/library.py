"""The library: the scenarios, frameworks and acts that lie in some folders, found by id or by path."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from trainer.document.suggest import nearest
from trainer.errors import UnusableInput
from trainer.limits import DocumentLimits
from trainer.paths import is_scenario
from trainer.principles.acts_shelf import ActsShelf
from trainer.principles.shelf import FrameworkShelf, yaml_files
from trainer.scenario.load import Loaded, load_scenario

_ID = re.compile(rb"^id:[ \t]*['\"]?([a-z0-9][a-z0-9_-]{0,63})", re.MULTILINE)


@dataclass(slots=True)
class Library:
    """Scenarios by id, each loaded when it is asked for. One's own folders come first and win."""

    folders: list[Path]
    frameworks: FrameworkShelf
    acts: ActsShelf
    paths: dict[str, Path] = field(default_factory=dict)
    hidden: list[tuple[Path, Path]] = field(default_factory=list)
    """Files whose id another has already, each with that one: they can be opened by their path only."""

    def load(self, path: Path) -> Loaded:
        """The scenario in a file, graded against the library's frameworks and those beside it."""
        frameworks = self.frameworks
        if not any(_same(folder, path.parent) for folder in self.folders):
            frameworks = shelf([path.parent, *self.folders])
        return load_scenario(read_bytes(path), str(path), frameworks)

    def find(self, name: str) -> Path:
        """The file of a scenario, by id or by path. UnusableInput names the nearest id."""
        if name in self.paths:
            return self.paths[name]
        path = Path(name)
        if path.exists() or path.suffix in (".yaml", ".yml") or "/" in name:
            return path
        near = nearest(name, self.paths)
        hint = f'Did you mean "{near}"?' if near else "`trainer list` shows what there is."
        raise UnusableInput("there is no such scenario", where=name, do=hint)


def open_library(folders: Iterable[Path]) -> Library:
    """Look through folders, nearest first."""
    nearest_first = list(folders)
    found = Library(nearest_first, shelf(nearest_first), acts_in(nearest_first))
    for folder in found.folders:
        for path in scenario_files(folder):
            first = found.paths.setdefault(_id_of(path), path)
            if first != path:
                found.hidden.append((path, first))
    return found


def shelf(folders: list[Path]) -> FrameworkShelf:
    """The frameworks in the `principles/` of some folders of scenarios."""
    return FrameworkShelf([folder / "principles" for folder in folders], read_bytes)


def acts_in(folders: list[Path]) -> ActsShelf:
    """The acts in the `acts/` of some folders of scenarios."""
    return ActsShelf([folder / "acts" for folder in folders], read_bytes)


def scenario_files(folder: Path) -> list[Path]:
    """The scenario files that lie directly in a folder, by name."""
    return [path for path in yaml_files(folder) if is_scenario(path)]


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes, at most one more than a document may have. UnusableInput says why not."""
    if "\0" in str(path):
        raise UnusableInput("this cannot be the name of a file", where=str(path))
    try:
        if not path.exists():
            raise UnusableInput("there is no such file", where=str(path), do="`trainer list` shows the library.")
        if not path.is_file():
            raise UnusableInput("this is not a regular file", where=str(path))
        with path.open("rb") as file:
            return file.read(DocumentLimits().bytes + 1)
    except OSError as error:
        raise UnusableInput(f"cannot be read: {error.strerror}", where=str(path)) from error


def _id_of(path: Path) -> str:
    with path.open("rb") as file:
        match = _ID.search(file.read(8192))
    return match[1].decode() if match else path.stem


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
