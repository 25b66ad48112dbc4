"""Which folders and files are in use, and why. Nothing is made here; folders come to be when something is kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.kinds import is_scenario

APP = "service-trainer"
_TEAM_FOLDER_FILES = 200
"""Files looked at to tell a folder of scenarios from any other that is called so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file, and what decided on it."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Places:
    """Everything the program reads from and writes to."""

    config: Place
    scenarios: Place
    library: Place
    """The scenarios that came with the program: always listed too."""
    transcripts: Place

    @property
    def people(self) -> Place:
        """Names and their pseudonyms; private."""
        return Place(self.transcripts.path / "people.json", "beside the transcripts, private to you")

    @property
    def scenario_folders(self) -> list[Path]:
        """Where scenarios are looked for, one's own first, each folder once."""
        folders = [self.scenarios.path, self.library.path]
        return [f for i, f in enumerate(folders) if f.resolve() not in [g.resolve() for g in folders[:i]]]


def library() -> Place:
    """The scenarios that came with the program: in the wheel beside the code, in a checkout at its top."""
    inside = Path(__file__).parent / "_library"
    if inside.is_dir():
        return Place(inside, "came with the program")
    return Place(Path(__file__).parent.parent / "scenarios", "came with the program (a checkout)")


def find_places(
    environment: Mapping[str, str], here: Path, *, scenarios: str | None = None, transcripts: str | None = None
) -> Places:
    """From the command line, else the environment, else the config file, else the defaults."""
    config = _config_place(environment)
    settings = read_config(config.path)
    team = is_team_folder(here)
    return Places(
        config=config,
        library=library(),
        scenarios=_place("scenarios", scenarios, environment, settings, config, here, team),
        transcripts=_place("transcripts", transcripts, environment, settings, config, here, team),
    )


def _config_place(environment: Mapping[str, str]) -> Place:
    if said := environment.get("TRAINER_CONFIG"):
        return Place(Path(said), "TRAINER_CONFIG")
    from platformdirs import user_config_path

    return Place(user_config_path(APP, appauthor=False) / "config.toml", "the platform's place for settings")


def _place(
    name: str,
    said: str | None,
    environment: Mapping[str, str],
    settings: Mapping[str, object],
    config: Place,
    here: Path,
    team: bool,
) -> Place:
    variable = f"TRAINER_{name.upper()}"
    if said:
        return Place(Path(said), f"--{name}")
    if environment.get(variable):
        return Place(Path(environment[variable]), variable)
    written = settings.get(name)
    if isinstance(written, str):
        return Place(config.path.parent / Path(written).expanduser(), f"the config file {config.path}")
    if team:
        return Place(here / name, "the folder you stand in holds scenarios")
    from platformdirs import user_data_path

    return Place(user_data_path(APP, appauthor=False) / name, "the platform's data folder")


def read_config(path: Path) -> Mapping[str, object]:
    """The user's settings, none where there is no file. UnusableInput when it cannot be read as TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        what = f"the config file is not TOML: {error}"
        raise UnusableInput(what, where=str(path), do="Mend or remove it.") from error
    except OSError as error:
        raise UnusableInput(f"the config file cannot be read: {error.strerror}", where=str(path)) from error


def is_team_folder(here: Path) -> bool:
    """Whether a folder's `scenarios/` holds a file that begins as a scenario does."""
    try:
        files = sorted((here / "scenarios").glob("*.y*ml"))[:_TEAM_FOLDER_FILES]
        return any(is_scenario(path) for path in files)
    except OSError:
        return False
