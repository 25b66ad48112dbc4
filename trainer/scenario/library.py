"""The library: the scenarios, frameworks and acts that lie in some folders, found by id or by path."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from trainer.document.fields import nearest
from trainer.errors import UnusableInput
from trainer.files import is_there, read_regular, real_path, shown_path
from trainer.kinds import read_head
from trainer.limits import DocumentLimits
from trainer.principles.acts import ActsShelf
from trainer.principles.frameworks import FrameworkShelf, yaml_files
from trainer.scenario.load import Loaded, load_scenario


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
        if real_path(path.parent) not in map(real_path, self.folders):
            frameworks = shelf([path.parent, *self.folders])
        return load_scenario(read_bytes(path), str(path), frameworks)

    def find(self, name: str) -> Path:
        """The file of a scenario, by id or by path. UnusableInput names the nearest id."""
        if name in self.paths:
            return self.paths[name]
        path = Path(name)
        if is_there(path) or path.suffix in (".yaml", ".yml") or "/" in name:
            return path
        near = nearest(name, self.paths)
        hint = f'Did you mean "{near}"?' if near else "`trainer list` shows what there is."
        raise UnusableInput("there is no such scenario", where=name, do=hint)


def open_library(folders: Iterable[Path]) -> Library:
    """Look through folders, nearest first."""
    nearest_first = list(folders)
    library = Library(nearest_first, shelf(nearest_first), acts_in(nearest_first))
    for folder in library.folders:
        for path in yaml_files(folder):
            head = read_head(path)
            if not head.is_scenario:
                continue
            first = library.paths.setdefault(head.id or path.stem, path)
            if first != path:
                library.hidden.append((path, first))
    return library


def shelf(folders: list[Path]) -> FrameworkShelf:
    """The frameworks in the `principles/` of some folders of scenarios."""
    return FrameworkShelf([folder / "principles" for folder in folders], read_bytes)


def acts_in(folders: list[Path]) -> ActsShelf:
    """The acts in the `acts/` of some folders of scenarios."""
    return ActsShelf([folder / "acts" for folder in folders], read_bytes)


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes, at most one more than a document may have. UnusableInput says why not."""
    try:
        missing = "\0" not in str(path) and not path.exists()
    except OSError:
        # What is wrong with the name is said by opening it.
        missing = False
    if missing:
        raise UnusableInput("there is no such file", where=shown_path(path), do="`trainer list` shows the library.")
    return read_regular(path, DocumentLimits().bytes)
