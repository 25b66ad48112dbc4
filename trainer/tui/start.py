"""What the app is started with, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trainer.records.header import Mode, TimeLimits

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


@dataclass(frozen=True, slots=True)
class AppSettings:
    """What the user may set. `config` is the whole config file; `theme` and `[keys]` are read from it."""

    time_limits: TimeLimits = TimeLimits.ON
    config: Mapping[str, object] = field(default_factory=dict)

    @property
    def theme(self) -> str:
        """The theme's name in the app; dark where the config says nothing that is known."""
        return THEMES.get(str(self.config.get("theme", "")), THEMES["dark"])

    @property
    def keys(self) -> dict[str, str]:
        """Keys by the id of their binding, as the help screen names it."""
        return keymap(self.config.get("keys"))


def keymap(table: object) -> dict[str, str]:
    """The config's `[keys]` by binding id. `play.pause = "f2"` and `"play.pause" = "f2"` mean the same."""
    if not isinstance(table, Mapping):
        return {}
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, str):
            found[str(name)] = value
        else:
            found |= {f"{name}.{rest}": key for rest, key in keymap(value).items()}
    return found
