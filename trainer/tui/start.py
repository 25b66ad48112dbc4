"""What the app is started with, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.records.header import Mode

THEMES = {"dark": "trainer-dark", "light": "trainer-light"}
"""What the settings call a theme, and its name in the app."""


@dataclass(frozen=True, slots=True)
class Start:
    """What to begin with. All None: Home. `scenario` is an id or a path, `trainee` a name, `write` a file to write."""

    scenario: str | None = None
    variant: str | None = None
    seed: int | None = None
    mode: Mode | None = None
    trainee: str | None = None
    resume: Path | None = None
    write: Path | None = None
    new_trainee: bool = False
    """Whether `trainee` is somebody new though a name spelt nearly so is known."""
    today: bool = False
    """Begin with today's practice, if anything is due."""
