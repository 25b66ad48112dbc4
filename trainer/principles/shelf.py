"""The frameworks that lie in some folders, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.kinds import read_head
from trainer.principles.load import load_framework
from trainer.principles.model import Framework


class FrameworkShelf(Mapping[str, Framework]):
    """Frameworks by id. A file that cannot be used is not in it; `trouble` says what is wrong with it."""

    def __init__(self, folders: list[Path], read: Callable[[Path], bytes]) -> None:
        """Look through folders, nearest first; a framework in an earlier one hides its namesake."""
        self._read = read
        self._paths: dict[str, Path] = {}
        self._loaded: dict[str, Framework | None] = {}
        for folder in folders:
            for path in yaml_files(folder):
                self._paths.setdefault(read_head(path).id or path.stem, path)

    def __getitem__(self, name: str) -> Framework:
        found = self._load(name) if name in self._paths else None
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._paths and self._load(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._paths if self._load(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def trouble(self, name: str) -> Path | None:
        """The file that should hold this framework and cannot be used, None where there is no such file."""
        path = self._paths.get(name)
        return path if path is not None and self._load(name) is None else None

    def _load(self, name: str) -> Framework | None:
        if name not in self._loaded:
            path = self._paths[name]
            found = load_framework(self._read(path), str(path)).framework
            self._loaded[name] = found if found and found.id == name else None
        return self._loaded[name]


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files directly in a folder, none where there is no such folder. UnusableInput if it may not be read."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UnusableInput(f"this folder cannot be read: {error.strerror}", where=str(folder)) from error
