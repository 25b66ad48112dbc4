"""`trainer new`: a small scenario to begin with, its plans, and the schemas that editors explain them by."""

import contextlib
import json
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from trainer.cli.arguments import parse, parser, places, put, say
from trainer.document.fields import ID
from trainer.errors import ExitCode, NotWritable, UnusableInput, UsageError
from trainer.files import describe, is_folder, not_writable, read_regular, shown_path, write_output, write_output_once
from trainer.limits import DocumentLimits
from trainer.paths import is_reserved
from trainer.principles.frameworks import Framework
from trainer.scenario.library import open_library, shelf
from trainer.scenario.model import FALLBACK, NONE_OF_THESE, TIMEOUT
from trainer.scenario.plans import plans_beside
from trainer.scenario.schema import MADE_BY, plan_schema, scenario_schema

_TEMPLATES = Path(__file__).parent / "templates"
_ENDINGS = (".yaml", ".yml")
_TAKEN = (TIMEOUT, FALLBACK, NONE_OF_THESE)
_CANNOT = "cannot be written"
_SCHEMA_BYTES = 8 * DocumentLimits().bytes
"""As much of a schema as is looked at to see whose it is."""
_ELSEWHERE = "Choose another id, or another folder with --folder."


def run(arguments: Sequence[str]) -> ExitCode:
    """Write a scenario that lints clean, and say what to do next."""
    what = "Write a small scenario that works, with notes that teach the format."
    options = parser("new", what, "trainer new late-checkout")
    options.add_argument("id", metavar="ID", help="how commands and records will name it, for example late-checkout")
    where = options.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="the file to write, instead of ID.yaml")
    where.add_argument("--folder", metavar="DIR", help="where to put it, instead of the scenarios in use")
    parsed = parse(options, arguments)
    in_use = places(parsed)
    check_id(parsed.id)
    if parsed.output:
        path = Path(parsed.output)
        if path.suffix not in _ENDINGS or ".plans." in path.name:
            raise UsageError("a scenario's file ends in .yaml", where=str(path), do=f'For example "{parsed.id}.yaml".')
    else:
        folder = Path(parsed.folder) if parsed.folder else in_use.scenarios.path
        path = folder / f"{parsed.id}.yaml"
    for part in (path, *path.parents):
        # A folder that is there already can be opened, whatever it is called.
        if is_reserved(part.name) and (part == path or not is_folder(part)):
            what = f'"{part.name}" is the name of a device on Windows'
            raise UsageError(what, where=shown_path(path), do=f'For example "{_better(part.name)}{part.suffix}".')
    for file in (path, plans_beside(path)):
        try:
            there = file.exists()
        except OSError as error:
            raise not_writable(f"{_CANNOT}: {describe(error)}", file, _ELSEWHERE) from error
        if there:
            raise not_writable("there is such a file already, and it stays as it is", file, _ELSEWHERE)
    if taken := open_library(in_use.scenario_folders).paths.get(parsed.id):
        what = f'the library has a scenario "{parsed.id}" already'
        raise UsageError(what, where=str(taken), do="Choose another id.")
    _write_all(parsed.id, path, shelf([path.parent, *in_use.scenario_folders]))
    put(f"{path}\n{plans_beside(path)}")
    shown = shlex.quote(str(path))
    say(f"Written. Change it as you like, and then:\n    trainer lint {shown}\n    trainer play {shown}")
    return ExitCode.DONE


def check_id(name: str) -> None:
    """UsageError, with an id that would do, for one that would not."""
    if name in _TAKEN:
        raise UsageError(f'"{name}" has a meaning of its own', do=f'For example "{name}-desk".')
    if is_reserved(name):
        raise UsageError(f'"{name}" is the name of a device on Windows', do=f'For example "{_better(name)}".')
    if not ID.fullmatch(name):
        what = f'"{name}" cannot be an id: use small letters, digits, - and _, at most 64'
        raise UsageError(what, do=f'For example "{_better(name)}".')


def _better(name: str) -> str:
    """An id like this name that would do."""
    stem = name.rpartition("/")[2].removesuffix(".yml").removesuffix(".yaml")
    identifier = re.sub(r"[^a-z0-9_]+", "-", stem.lower()).strip("-_")[:58]
    if not ID.fullmatch(identifier):
        return "late-checkout"
    return f"{identifier}-desk" if is_reserved(identifier) or is_reserved(name) or identifier in _TAKEN else identifier


def _write_all(identifier: str, path: Path, frameworks: Mapping[str, Framework]) -> None:
    _keep_schema(path.with_name("scenario.schema.json"), scenario_schema(frameworks.values()))
    _keep_schema(path.with_name("plan.schema.json"), plan_schema())
    plans = plans_beside(path)
    write_output_once(plans, _template("plans.yaml", identifier), what=_CANNOT, do=_ELSEWHERE)
    try:
        write_output_once(path, _template("scenario.yaml", identifier), what=_CANNOT, do=_ELSEWHERE)
    except NotWritable:
        # Plans without their scenario would only be in the way of the next try.
        with contextlib.suppress(OSError):
            plans.unlink()
        raise


def _template(name: str, identifier: str) -> str:
    title = re.sub(r"[-_]+", " ", identifier).strip().capitalize()
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    return text.replace("A new scenario", title).replace("new-scenario", identifier)


def _keep_schema(path: Path, schema: Mapping[str, object]) -> None:
    """Write a schema for editors, in place of an earlier one of ours; somebody else's file is left alone."""
    try:
        is_ours = not path.exists() or MADE_BY.encode() in read_regular(path, _SCHEMA_BYTES)
    except OSError as error:
        raise not_writable(f"{_CANNOT}: {describe(error)}", path, _ELSEWHERE) from error
    except UnusableInput:
        is_ours = False
    if is_ours:
        write_output(path, json.dumps(schema, indent=2) + "\n", what=_CANNOT, do=_ELSEWHERE)
    else:
        say(f"{path} is not ours, so it was left as it is; `trainer schema` prints the schema that belongs there.")
