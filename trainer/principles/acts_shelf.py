"""The acts that lie in some folders, one file a language, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.kinds import read_head
from trainer.principles.acts import Acts
from trainer.principles.load_acts import load_acts
from trainer.principles.proved import proved_hashes
from trainer.principles.shelf import yaml_files


class ActsShelf:
    """Acts by language; a file in an earlier folder hides those for its language in later ones."""

    def __init__(self, folders: list[Path], read: Callable[[Path], bytes]) -> None:
        self._read = read
        self._loaded: dict[str, Acts] = {}
        self.paths: dict[str, Path] = {}
        """The file for each language."""
        for folder in folders:
            for path in yaml_files(folder):
                self.paths.setdefault(read_head(path).language or path.stem, path)

    def get(self, language: str) -> Acts | None:
        """The acts for a language ("en-GB" is served by "en"), None without. UnusableInput for a bad file."""
        name = language if language in self.paths else language.partition("-")[0]
        if name not in self.paths:
            return None
        if name not in self._loaded:
            path = self.paths[name]
            found = load_acts(self._read(path), str(path), proved=proved_hashes())
            if found.acts is None:
                raise UnusableInput(
                    f"these acts cannot be used: {found.findings[0].message}",
                    where=str(path),
                    do=f"`trainer lint {path}` shows everything.",
                )
            self._loaded[name] = found.acts
        return self._loaded[name]
