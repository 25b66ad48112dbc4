"""Adding a play-through to the file of plans beside its scenario."""

from __future__ import annotations

from pathlib import Path

from trainer.analysis.judgement import Result
from trainer.analysis.plan_write import free_id, with_plan, write_plan
from trainer.errors import UnusableInput
from trainer.files import not_writable, write_output
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
    if not path.parent.is_dir():
        raise not_writable("the plan cannot be written: there is no such folder", path, "Make it first.")
    write_output(path, f"{_MODELINE}\n{found}" if explained else found, what="the plan cannot be written", do="")
    return identifier


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise UnusableInput("this is not UTF-8", where=str(path)) from error
