"""`trainer schema`: what an editor needs to complete and explain our files."""

from collections.abc import Sequence

from trainer.cli.arguments import parse, parser, places, put_json
from trainer.errors import ExitCode
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
    parsed = parse(options, arguments)
    if parsed.framework:
        put_json(framework_schema())
    elif parsed.plan:
        put_json(plan_schema())
    elif parsed.acts:
        put_json(acts_schema())
    else:
        put_json(scenario_schema(shelf(places(parsed).scenario_folders).values()))
    return ExitCode.DONE
