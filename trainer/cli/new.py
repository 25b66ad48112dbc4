"""`trainer new`: a small scenario to begin with, its plans, and the schemas that editors explain them by."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from trainer.cli.arguments import add_folders, parse, parser, places, put, say
from trainer.document.fields import ID
from trainer.errors import NotWritable, UsageError
from trainer.exit_codes import ExitCode
from trainer.paths import Places
from trainer.principles.model import Framework
from trainer.scenario.library import open_library, shelf
from trainer.scenario.model import FALLBACK, NONE_OF_THESE, TIMEOUT
from trainer.scenario.plans import plans_beside
from trainer.scenario.schema import plan_schema, scenario_schema
from trainer.scenario.schema_words import MADE_BY

_TEMPLATES = Path(__file__).parent / "templates"
_ENDINGS = (".yaml", ".yml")
_TAKEN = (TIMEOUT, FALLBACK, NONE_OF_THESE)
_ELSEWHERE = "Choose another id, or another folder with --folder."


def run(arguments: Sequence[str]) -> ExitCode:
    """Write a scenario that lints clean, and say what to do next."""
    options = parser(
        "new", "Write a small scenario that works, with notes that teach the format.", "trainer new late-checkout"
    )
    options.add_argument("id", metavar="ID", help="how commands and records will name it, for example late-checkout")
    where = options.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="the file to write, instead of ID.yaml")
    where.add_argument("--folder", metavar="DIR", help="where to put it, instead of the scenarios in use")
    add_folders(options)
    parsed = parse(options, arguments)
    found = places(parsed)
    check_id(parsed.id)
    path = _path(parsed, found)
    _not_there_yet(parsed.id, path, found)
    _write_all(parsed.id, path, shelf([path.parent, *found.scenario_folders]))
    put(f"{path}\n{plans_beside(path)}")
    shown = shlex.quote(str(path))
    say(f"Written. Change it as you like, and then:\n    trainer lint {shown}\n    trainer play {shown}")
    return ExitCode.DONE


def check_id(name: str) -> None:
    """UsageError, with an id that would do, for one that would not."""
    if name in _TAKEN:
        raise UsageError(f'"{name}" has a meaning of its own', do=f'For example "{name}-desk".')
    if not ID.fullmatch(name):
        stem = name.rpartition("/")[2].removesuffix(".yml").removesuffix(".yaml")
        better = re.sub(r"[^a-z0-9_]+", "-", stem.lower()).strip("-_")[:64]
        do = f'For example "{better}".' if ID.fullmatch(better) else 'For example "late-checkout".'
        raise UsageError(f'"{name}" cannot be an id: use small letters, digits, - and _, at most 64', do=do)


def _path(options: argparse.Namespace, found: Places) -> Path:
    if options.output:
        path = Path(options.output)
        if path.suffix not in _ENDINGS or ".plans." in path.name:
            raise UsageError("a scenario's file ends in .yaml", where=str(path), do=f'For example "{options.id}.yaml".')
        return path
    folder = Path(options.folder) if options.folder else found.scenarios.path
    return folder / f"{options.id}.yaml"


def _not_there_yet(identifier: str, path: Path, found: Places) -> None:
    for file in (path, plans_beside(path)):
        if file.exists():
            raise NotWritable("there is such a file already, and it stays as it is", where=str(file), do=_ELSEWHERE)
    taken = open_library(found.scenario_folders).paths.get(identifier)
    if taken:
        raise UsageError(
            f'the library has a scenario "{identifier}" already', where=str(taken), do="Choose another id."
        )


def _write_all(identifier: str, path: Path, frameworks: Mapping[str, Framework]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep_schema(path.with_name("scenario.schema.json"), scenario_schema(frameworks.values()))
        _keep_schema(path.with_name("plan.schema.json"), plan_schema())
        _write_new(plans_beside(path), _template("plans.yaml", identifier))
        _write_new(path, _template("scenario.yaml", identifier))
    except OSError as error:
        where = str(error.filename or path)
        raise NotWritable(f"cannot be written: {error.strerror or error}", where=where, do=_ELSEWHERE) from error


def _template(name: str, identifier: str) -> str:
    title = re.sub(r"[-_]+", " ", identifier).strip().capitalize()
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    return text.replace("A new scenario", title).replace("new-scenario", identifier)


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _keep_schema(path: Path, schema: Mapping[str, object]) -> None:
    """Write a schema for editors, in place of an earlier one of ours; somebody else's file is left alone."""
    if path.exists() and MADE_BY not in path.read_text(encoding="utf-8", errors="replace"):
        say(f"{path} is not ours, so it was left as it is; `trainer schema` prints the schema that belongs there.")
        return
    path.write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8", newline="\n")
