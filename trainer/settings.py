"""What the user may set in the config file: one value for all of it, and all that is wrong with it said at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer.errors import UsageError
from trainer.files import shown_path
from trainer.paths import read_config

CHOICES: Mapping[str, tuple[str, ...]] = {
    "time_limits": ("on", "stretched", "off"),
    "theme": ("dark", "light"),
    "schedule": ("ladder", "fsrs"),
}
"""Settings that are one of a few words; the first is the default, but for time limits, whose default is the front's."""
_TEXTS = ("scenarios", "transcripts", "zone")
_JUDGE = ("judge_url", "judge_model", "judge_seconds")
_NAMES = (*_TEXTS, *CHOICES, *_JUDGE, "keys")


@dataclass(frozen=True, slots=True)
class Settings:
    """The config file, read. Without one everything is as it is by default."""

    scenarios: str | None = None
    transcripts: str | None = None
    time_limits: str | None = None
    """What becomes of the scenarios' time limits; None where the front end decides."""
    theme: str = "dark"
    schedule: str = "ladder"
    zone: str | None = None
    """Whose days are counted, as `Europe/Berlin`; None for those of where each attempt was played."""
    judge: Mapping[str, object] = field(default_factory=dict)
    """`judge_url` and the like, as they stand there: what is wrong with a judge never keeps anybody from playing."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the app by the id of their binding, as the help screen names it."""


def read_settings(path: Path | None) -> Settings:
    """The settings of a config file, none where there is no file. UnusableInput, or UsageError with all its errors."""
    return settings_from(read_config(path), path)


def settings_from(config: Mapping[str, object], path: Path | None = None) -> Settings:
    """The same from what stands in the file."""
    wrong = list(_errors(config))
    if wrong:
        where = shown_path(path) if path else "the config file"
        raise UsageError("; ".join(wrong), where=where, do="Mend or remove it.")
    known = {name: value for name, value in config.items() if name in (*_TEXTS, *CHOICES)}
    judge = {name: value for name, value in config.items() if name in _JUDGE}
    return Settings(**known, judge=judge, keys=keymap(config.get("keys")))  # type: ignore[arg-type]


def keymap(table: object) -> dict[str, str]:
    """`[keys]` by binding id. `play.pause = "f2"` and `"play.pause" = "f2"` mean the same."""
    if not isinstance(table, Mapping):
        return {}
    keys: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, str):
            keys[str(name)] = value
        else:
            keys |= {f"{name}.{rest}": key for rest, key in keymap(value).items()}
    return keys


def _errors(config: Mapping[str, object]) -> Iterator[str]:
    for name, value in config.items():
        if name in CHOICES and value not in CHOICES[name]:
            yield f"{name} can be {', '.join(CHOICES[name])}"
        elif name in _TEXTS and not isinstance(value, str):
            yield f"{name} must be a text"
        elif name == "zone":
            try:
                ZoneInfo(str(value))
            except (OSError, ValueError, KeyError):
                yield "zone must be a name like Europe/Berlin"
        elif name == "keys" and not isinstance(value, Mapping):
            yield "keys must be a table, [keys]"
        elif name not in _NAMES and (near := get_close_matches(name, _NAMES, 1)):
            yield f'there is no setting "{name}": did you mean "{near[0]}"?'
