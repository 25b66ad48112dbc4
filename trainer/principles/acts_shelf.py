"""The acts that lie in some folders, one file a language, each read when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.principles.acts import Acts
from trainer.principles.load_acts import load_acts
from trainer.principles.proved import proved_hashes
from trainer.principles.shelf import yaml_files

_HEAD_BYTES = 4096
_LANGUAGE = re.compile(rb"^language:[ \t]*['\"]?([a-z0-9][a-z0-9_-]{0,63})", re.MULTILINE)


class ActsShelf:
    """Acts by language; a file in an earlier folder hides those for its language in later ones."""

    def __init__(self, folders: list[Path], read: Callable[[Path], bytes]) -> None:
        self._read = read
        self._loaded: dict[str, Acts] = {}
        self.paths: dict[str, Path] = {}
        """The file for each language."""
        for folder in folders:
            for path in yaml_files(folder):
                self.paths.setdefault(_language_of(path), path)

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


def _language_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            match = _LANGUAGE.search(file.read(_HEAD_BYTES))
    except OSError:
        return path.stem
    return match[1].decode() if match else path.stem
