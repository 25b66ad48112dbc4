"""The JSON Schemas of our files, made from the table of keys: what a YAML language server completes and explains.

They accept all that the loader does and refuse what can be told without knowing
the story: unknown keys, wrong kinds, words that are not among the choices. The loader's findings say the rest.
"""

from collections.abc import Iterable, Mapping

from trainer.document.key_table import ID, PRINCIPLE, TEXT, KeySet, Schema, described, part
from trainer.principles import acts
from trainer.principles.frameworks import FRAMEWORK_KEYS, PRINCIPLE_KEYS, Framework, Judged
from trainer.scenario import format_keys as table
from trainer.scenario.placeholders import unwrapped

MADE_BY = "Made by service-trainer: `trainer new` writes it anew, so changes in it are lost."
"""By this a schema file beside scenarios is known to be ours."""


_SCENE = table.SCENE.schema(
    title="a scene",
    oneOf=[
        {"title": "a decision", "required": ["decide", "responses"]},
        {"title": "an ending", "required": ["ending"]},
        {"title": "the way on", "required": ["next"]},
    ],
    dependencies={
        **{name: ["decide"] for name in table.DECISION if name not in ("decide", "time_limit", "timeout")},
        "decide": ["responses"],
        "time_limit": ["timeout"],
        "timeout": ["time_limit", "decide"],
    },
)
"""A scene goes on in exactly one way, and what belongs to a decision needs one."""
_SPOKEN = "What this member of the cast says. Write it after a |."


def _line(keys: KeySet, conditions: Iterable[tuple[str, ...]]) -> Schema:
    """A line: one speaker, and perhaps one of these groups of keys; a larger group comes before a part of it."""
    one_speaker: Schema = {"maxProperties": 1}
    for group in reversed(list(conditions)):
        count = len(group) + 1
        exactly = {"minProperties": count, "maxProperties": count}
        one_speaker = {"if": {"required": list(group)}, "then": exactly, "else": one_speaker}
    return {
        **keys.schema(title="a line", description="Who speaks, and what. One speaker in each line."),
        "propertyNames": ID.schema,
        "additionalProperties": described(TEXT, "A line", _SPOKEN, *table.EXAMPLE_LINE.values()).schema,
        "minProperties": 1,
        **one_speaker,
    }


_LINE = _line(table.LINE, [("when",)])
_ANSWERING = [("when", "answers", "else"), ("answers", "else"), ("when", "answers"), ("answers",), ("when",)]
_CONSEQUENCE = {**_line(table.CONSEQUENCE, _ANSWERING), "dependencies": {"else": ["answers"]}}


def scenario_schema(frameworks: Iterable[Framework] = ()) -> Schema:
    """The schema of scenario/1; the principles of `frameworks` are offered and explained."""
    known = list(frameworks)
    definitions = {
        "member": table.MEMBER.schema(),
        "fact": {"oneOf": [part(kind).schema for kind in ("number", "choice", "flag")]},
        "number": table.NUMBER.schema(title="a number"),
        "choice": table.CHOICE.schema(title="one of some words"),
        "flag": table.FLAG_FACT.schema(title="yes or no"),
        "variant": table.VARIANT_KIND.schema,
        "detail": table.DETAIL_KIND.schema,
        "scene": _SCENE,
        "line": _LINE,
        "consequence": _CONSEQUENCE,
        "ending": table.ENDING.schema(title="an ending"),
        "graded": table.GRADED_LOSS.schema(title="a graded loss"),
        "example": table.EXAMPLE.schema(title="an example"),
        "response": table.RESPONSE.schema(title="a response", oneOf=[{"required": ["say"]}, {"required": ["do"]}]),
        "unlisted": table.UNLISTED.schema(title="what happens then"),
        "marks": _marks(known),
        "mark": table.MARK.schema(title="a mark"),
        "way": table.WAY_ON.schema(title="a way on"),
        "next": table.NEXT_KIND.schema,
    }
    description = "A branching scenario to practise customer service with. docs/format.md explains it in full."
    schema = _document("Scenario", description, table.SCENARIO, definitions)
    if known:
        names: Schema = {
            "enum": [f.id for f in known],
            "enumDescriptions": [f"{f.title}: {unwrapped(f.summary)}" for f in known],
        }
        schema["properties"]["frameworks"]["items"] = {"anyOf": [names, ID.schema]}
    return schema


def framework_schema() -> Schema:
    """The schema of framework/1."""
    definitions = {"principle": PRINCIPLE_KEYS.schema(title="a principle")}
    return _document("Framework", "A set of service principles from one source.", FRAMEWORK_KEYS, definitions)


def plan_schema() -> Schema:
    """The schema of plan/1."""
    definitions = {"plan": table.PLAN.schema(title="a plan"), "expect": table.EXPECT.schema()}
    return _document("Plans", "Tests of a scenario: `trainer test` plays them.", table.PLANS, definitions)


def acts_schema() -> Schema:
    """The schema of acts/1."""
    definitions = {
        "act": acts.ACT_KEYS.schema(title="an act"),
        "examples": acts.EXAMPLES_KEYS.schema(title="examples of an act"),
    }
    description = "What replies do to a customer, and the cue phrases by which each act is heard."
    return _document("Acts", description, acts.ACTS_KEYS, definitions)


def _document(title: str, description: str, keys: KeySet, definitions: Mapping[str, Schema]) -> Schema:
    """A whole schema. Draft 7 is the newest that the YAML language server reads."""
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$comment": MADE_BY}
    return {**head, **keys.schema(title=title, description=description), "definitions": dict(definitions)}


def _marks(frameworks: Iterable[Framework]) -> Schema:
    """Marks by principle; those of some frameworks are offered, each with what it says."""
    notes: dict[str, list[str]] = {}
    for framework in frameworks:
        for short, principle in framework.principles.items():
            if principle.judged is Judged.REPLY:
                note = f"{principle.title} ({framework.title}): {unwrapped(principle.statement)}"
                notes.setdefault(short, []).append(note)
    mark = part("mark").schema
    return {
        "type": "object",
        "properties": {short: {**mark, "description": "\n\n".join(said)} for short, said in notes.items()},
        "propertyNames": PRINCIPLE.schema,
        "additionalProperties": mark,
    }
