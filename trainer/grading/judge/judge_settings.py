"""Which judges there are: named on the command line, else in the environment, else in the config file, else none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from trainer.cleaning import clean_line
from trainer.errors import UnusableInput
from trainer.grading.judge.judges import SECONDS, Judge, Judges

OFF = "off"
"""As an address: no judge, whatever is set further down."""
_MOST_JUDGES = 5
_SECONDS = (0.1, 120.0)
_DO = 'Write judge_url = "http://localhost:11434/v1" and judge_model = "…", or judge_url = "off".'


def find_judges(
    environment: Mapping[str, str],
    settings: Mapping[str, object],
    *,
    urls: Sequence[str] = (),
    models: Sequence[str] = (),
) -> Judges | None:
    """The judges to ask, None when there are none (the default). UnusableInput names the setting that is wrong.

    `urls` and `models` are the command line's; `settings` are the config file's (`trainer.paths.read_config`). There
    are as many models as addresses, or one of the one and several of the other.
    """
    where, found = _setting("judge_url", urls, environment, settings)
    if not found or found == [OFF]:
        return None
    addresses = [_checked(url, where) for url in found]
    of_models, named = _setting("judge_model", models, environment, settings)
    named = [clean_line(name)[:100] for name in named]
    if not named:
        raise UnusableInput("a judge needs a model's name", where=of_models, do=_DO)
    count = max(len(addresses), len(named))
    if count > _MOST_JUDGES or {len(addresses), len(named)} - {1, count}:
        raise UnusableInput(
            f"{len(addresses)} addresses and {len(named)} models do not pair into at most {_MOST_JUDGES} judges",
            where=of_models,
            do=_DO,
        )
    addresses, named = addresses * (count // len(addresses)), named * (count // len(named))
    keys = _keys(environment.get("TRAINER_JUDGE_KEY", ""), addresses)
    seconds = _how_long(environment, settings)
    return Judges([Judge(*of_one, seconds) for of_one in zip(addresses, named, keys, strict=True)])


def _setting(
    name: str, said: Sequence[str], environment: Mapping[str, str], settings: Mapping[str, object]
) -> tuple[str, list[str]]:
    """Where a setting comes from, and its values: in the environment separated by spaces."""
    if said:
        return f"--{name.replace('_', '-')}", list(said)
    variable = f"TRAINER_{name.upper()}"
    if environment.get(variable, "").split():
        return variable, environment[variable].split()
    written = settings.get(name, [])
    values = [written] if isinstance(written, str) else written
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise UnusableInput(f"{name} must be a text or a list of texts", where="the config file", do=_DO)
    return f"{name} in the config file", [str(v).strip() for v in values]


def _checked(url: str, where: str) -> str:
    """An address as it is used: http or https, a host, and a path, which is `/v1` where none is given."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or not url.isascii() or not url.isprintable() or " " in url:
        raise UnusableInput(
            "a judge's address must begin with http:// or https://, and name a host", where=where, do=_DO
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        what = "a judge's address holds no user, password, query or fragment"
        raise UnusableInput(what, where=where, do="A key belongs into TRAINER_JUDGE_KEY.")
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return f"{parts.scheme}://{parts.netloc}{path or '/v1'}"


def _keys(said: str, addresses: Sequence[str]) -> list[str]:
    """A key for each judge: one each, in order; a single one goes to the first one's server and to no other."""
    keys = said.split()
    if not all(key.isascii() and key.isprintable() for key in keys) or len(keys) not in (0, 1, len(addresses)):
        raise UnusableInput("there must be one key, or one for each judge", where="TRAINER_JUDGE_KEY")
    if len(keys) == len(addresses):
        return keys
    first = _server(addresses[0])
    return [keys[0] if keys and _server(address) == first else "" for address in addresses]


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _how_long(environment: Mapping[str, str], settings: Mapping[str, object]) -> float:
    said = environment.get("TRAINER_JUDGE_SECONDS") or settings.get("judge_seconds", SECONDS)
    low, high = _SECONDS
    try:
        seconds = float(said) if isinstance(said, (str, int, float)) and not isinstance(said, bool) else math.nan
    except ValueError:
        seconds = math.nan
    if not low <= seconds <= high:
        raise UnusableInput(f"judge_seconds must be a number from {low:g} to {high:g}", do="Without it, it is 10.")
    return seconds
