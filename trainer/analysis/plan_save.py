"""Adding a play-through to the file of plans beside its scenario."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from trainer.analysis.judgement import Result
from trainer.analysis.plan_write import free_id, with_plan, write_plan
from trainer.errors import NotWritable, UnusableInput
from trainer.scenario.library import read_bytes
from trainer.scenario.plans import load_plans

_MODELINE = "# yaml-language-server: $schema=./plan.schema.json"


def save_plan(path: Path, result: Result, wanted: str, title: str = "", *, any_variant: bool = False) -> str:
    """Add a play-through to a file of plans, made when it is not there. The id it got. NotWritable when that fails."""
    text = _text(path)
    scenario = result.run.machine.scenario.id
    identifier = free_id(wanted, load_plans(text.encode(), str(path)).plans if text.strip() else ())
    plan = write_plan(result, identifier, title, any_variant=any_variant)
    found = with_plan(text, scenario, plan, str(path))
    explained = not text.strip() and path.with_name("plan.schema.json").exists()
    _replace(path, f"{_MODELINE}\n{found}" if explained else found)
    return identifier


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise UnusableInput("this is not UTF-8", where=str(path)) from error


def _replace(path: Path, text: str) -> None:
    """Put a text in a file's place whole or not at all; its permissions stay."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        where = str(path)
        raise NotWritable(f"the plan cannot be written: {error.strerror or error}", where=where) from error
