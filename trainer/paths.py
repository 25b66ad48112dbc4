"""Which folders and files are in use, and why. Nothing is made here; folders come to be when something is kept.

A home folder may be missing: in a container with a user id of its own, under a service manager, in a build. Then there
is no config file and no platform's data folder, and only what must be written needs a folder to be named.
"""

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import NotWritable, UnusableInput
from trainer.files import describe, is_there, read_if_there, real_path, shown_path, unusable
from trainer.kinds import is_scenario
from trainer.limits import CONFIG_BYTES, CONFIG_DEPTH

APP = "service-trainer"
_TEAM_FOLDER_FILES = 200
"""Files looked at to tell a folder of scenarios from any other that is called so."""
_MEND = "Mend or remove it."
_TOO_DEEP = "the config file is nested too deeply"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file, and what decided on it."""

    known: Path | None
    """None where nothing says which: no home folder, and no other named."""
    why: str
    do: str = ""
    """What names one."""

    @property
    def path(self) -> Path:
        """Where to write. `NotWritable`, which says how to name a folder, where none is known."""
        if self.known is None:
            raise NotWritable(self.why, do=self.do)
        return self.known

    @property
    def readable(self) -> Path:
        """Where to read. `UnusableInput`, which says how to name a folder, where none is known."""
        if self.known is None:
            raise UnusableInput(self.why, do=self.do)
        return self.known

    @property
    def exists(self) -> bool:
        """Whether it is there, as far as one may look."""
        return self.known is not None and is_there(self.known)


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
        folder = self.transcripts
        if folder.known is None:
            return folder
        return Place(folder.known / "people.json", "beside the transcripts, private to you")

    @property
    def scenario_folders(self) -> list[Path]:
        """Where scenarios are looked for, one's own first, each folder once."""
        folders = [place.known for place in (self.scenarios, self.library) if place.known is not None]
        real = [real_path(folder) for folder in folders]
        return [folder for i, folder in enumerate(folders) if real[i] not in real[:i]]


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
    do = "Name a config file with TRAINER_CONFIG, or set HOME."
    if said := environment.get("TRAINER_CONFIG"):
        config = _named(said, Path(), "TRAINER_CONFIG", environment, do)
    else:
        config = _usual(environment, "config", "config.toml", "the platform's place for settings", "config file", do)
    settings = read_config(config.known)
    team = is_team_folder(here)
    places: dict[str, Place] = {}
    for name, option in (("scenarios", scenarios), ("transcripts", transcripts)):
        variable = f"TRAINER_{name.upper()}"
        do, written = f"Name a folder with --{name}, or with {variable}.", settings.get(name)
        if option:
            places[name] = Place(Path(option), f"--{name}")
        elif value := environment.get(variable):
            places[name] = _named(value, Path(), variable, environment, do)
        elif isinstance(written, str) and written and config.known:
            places[name] = _named(written, config.known.parent, f"the config file {config.known}", environment, do)
        elif team:
            places[name] = Place(here / name, "the folder you stand in holds scenarios")
        else:
            what = f"usual folder for {name}"
            places[name] = _usual(environment, "data", name, "the platform's data folder", what, do)
    return Places(config, places["scenarios"], library(), places["transcripts"])


def _named(text: str, beside: Path, why: str, environment: Mapping[str, str], do: str) -> Place:
    """A path that a setting names; `~` is the home folder, of which a shell knows and a file does not."""
    if "\0" in text:
        raise unusable("this cannot be the name of a file", Path(text), f"Mend it in {why}.")
    if not text.startswith("~"):
        return Place(beside / text, why)
    user, _, below = text.partition("/")
    home = _home(environment) if user == "~" else _home_of(user)
    if home is None:
        lack = _no_home(environment) if user == "~" else "there is no such user here"
        return Place(None, f'{why} says "{text}", but {lack}', do)
    return Place(home / below, why)


# -- names that a system keeps for itself --------------------------------------------------------

_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"
}


def is_reserved(name: str) -> bool:
    """Whether Windows takes a file's name for a device, whatever its ending: nobody there could open that file."""
    return name.partition(".")[0].strip().casefold() in _DEVICES


# -- home ----------------------------------------------------------------------------------------
# `Path.home` and platformdirs believe an empty or relative HOME, and fail where nobody has the user's id.


def _home(environment: Mapping[str, str]) -> Path | None:
    """The user's home folder, None where nothing names one."""
    named = environment.get("USERPROFILE" if sys.platform == "win32" else "HOME", "")
    return Path(named) if Path(named).is_absolute() else _home_of("~")


def _home_of(user: str) -> Path | None:
    """The home folder the system's list of users has for `~`, whoever runs this, or for `~name`."""
    if sys.platform == "win32":
        return None
    import pwd

    try:
        entry = pwd.getpwuid(os.getuid()) if user == "~" else pwd.getpwnam(user[1:])
    except KeyError:
        return None
    return Path(entry.pw_dir) if Path(entry.pw_dir).is_absolute() else None


def _no_home(environment: Mapping[str, str]) -> str:
    named = environment.get("HOME")
    if named:
        return f'HOME is "{named}", which is no absolute path'
    return "HOME is empty" if named == "" else "there is no home folder (HOME is not set)"


def _usual(environment: Mapping[str, str], kind: str, name: str, why: str, what: str, do: str) -> Place:
    """The place of this name where this platform keeps our `config` or `data`; `do` says what to do without one."""
    # The XDG specification has relative paths ignored.
    named = environment.get(f"XDG_{kind.upper()}_HOME", "")
    home = _home(environment)
    if sys.platform != "win32" and Path(named).is_absolute():
        folder = Path(named) / APP
    elif home is None:
        return Place(None, f"{_no_home(environment)}, so there is no {what}", do)
    elif sys.platform in ("darwin", "win32"):
        from platformdirs import user_config_path, user_data_path

        folder = (user_config_path if kind == "config" else user_data_path)(APP, appauthor=False)
    else:
        folder = home / (".config" if kind == "config" else ".local/share") / APP
    try:
        folder.lstat()
        may_look = os.access(folder, os.X_OK)
    except OSError as error:
        # In a folder that is not there nothing lies. HOME may be another user's.
        may_look = not isinstance(error, PermissionError)
    if may_look:
        return Place(folder / name, why)
    return Place(None, f"you may not look into {shown_path(folder)}, so there is no {what}", do)


def read_config(path: Path | None) -> Mapping[str, object]:
    """The user's settings, none where there is no file. UnusableInput when it cannot be read as TOML."""
    if path is None:
        return {}
    try:
        # The null device says that there is no file.
        data = b"" if str(path) == os.devnull else read_if_there(path, CONFIG_BYTES) or b""
    except OSError as error:
        raise unusable(f"the config file cannot be read: {describe(error)}", path) from error
    except UnusableInput as error:
        raise UnusableInput(f"the config file cannot be read: {error.what}", where=error.where) from error
    if len(data) > CONFIG_BYTES:
        raise unusable(f"the config file is larger than {CONFIG_BYTES:,} bytes", path, _MEND)
    try:
        settings = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise unusable(f"the config file is not TOML: {error}", path, _MEND) from error
    except RecursionError:
        raise unusable(_TOO_DEEP, path, _MEND) from None
    # Without recursion: dotted keys nest as deeply as the file is long.
    depth, level = 0, [settings]
    while level:
        inner = [list(one.values()) if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level, depth = [item for items in inner for item in items], depth + 1
    if depth > CONFIG_DEPTH:
        raise unusable(_TOO_DEEP, path, _MEND)
    return settings


def is_team_folder(here: Path) -> bool:
    """Whether a folder's `scenarios/` holds a file that begins as a scenario does."""
    try:
        files = sorted((here / "scenarios").glob("*.y*ml"))[:_TEAM_FOLDER_FILES]
        return any(is_scenario(path) for path in files)
    except OSError:
        return False
