"""`trainer schema`: what an editor needs to complete and explain our files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from trainer.cli.arguments import add_folders, parse, parser, places, put_json
from trainer.exit_codes import ExitCode
from trainer.scenario.library import shelf
from trainer.scenario.schema import acts_schema, framework_schema, plan_schema, scenario_schema


def run(arguments: Sequence[str]) -> ExitCode:
    """Print a JSON Schema."""
    what = "The JSON Schema of scenarios, with the principles of your library; editors complete and explain by it."
    options = parser("schema", what, "trainer schema > scenarios/scenario.schema.json")
    kind = options.add_mutually_exclusive_group()
    kind.add_argument("--framework", action="store_true", help="the schema of frameworks instead")
    kind.add_argument("--plan", action="store_true", help="the schema of plans instead")
    kind.add_argument("--acts", action="store_true", help="the schema of acts instead")
    add_folders(options)
    put_json(_schema(parse(options, arguments)))
    return ExitCode.DONE


def _schema(options: argparse.Namespace) -> dict[str, Any]:
    if options.framework:
        return framework_schema()
    if options.plan:
        return plan_schema()
    if options.acts:
        return acts_schema()
    return scenario_schema(shelf(places(options).scenario_folders).values())
