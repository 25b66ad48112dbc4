"""The JSON Schemas of our files: what a YAML language server completes and explains.

They accept all that the loader does and refuse what can be told without knowing
the story: unknown keys, wrong kinds, words that are not among the choices. The loader's findings say the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from trainer.principles.frameworks import FORMAT as FRAMEWORK
from trainer.principles.frameworks import Framework, Judged
from trainer.scenario.model import Outcome
from trainer.scenario.plans import FORMAT as PLAN
from trainer.scenario.plans import LABELS, VERDICTS
from trainer.scenario.schema_declarations import declarations
from trainer.scenario.schema_head import REQUIRED, head
from trainer.scenario.schema_responses import responses
from trainer.scenario.schema_scenes import scenes
from trainer.scenario.schema_words import (
    Schema,
    a_principle,
    about,
    an_id,
    by_id,
    document,
    flag,
    identifier,
    ids,
    keys,
    one_of,
    refer,
    text,
    texts,
    whole,
)


def scenario_schema(frameworks: Iterable[Framework] = ()) -> Schema:
    """The schema of scenario/1; the principles of `frameworks` are offered and explained."""
    known = list(frameworks)
    body = keys(head(known), REQUIRED)
    description = "A branching scenario to practise customer service with. docs/format.md explains it in full."
    return document("Scenario", description, body, {**declarations(), **scenes(), **responses(known)})


def framework_schema() -> Schema:
    """The schema of framework/1."""
    known = {
        "format": one_of("Format", "What kind of file this is: always the first line.", [FRAMEWORK]),
        "id": identifier("Id", "How scenarios name it. Name the file like it.", "harbour-clinic"),
        "title": text("Title", "A few words.", "the Harbour Clinic promise"),
        "source": text("Source", "Where it comes from.", "Our front-desk standard, agreed by the team in March."),
        "summary": text("Summary", "One or two sentences.", "What every patient can count on."),
        "principles": about(
            "Principles", "Three to six, by short names of your own.",
            [{"greet-first": {"title": "a person first", "statement": "Look up.", "honours": [], "breaks": []}}],
            {**by_id(refer("principle")), "minProperties": 1},
        ),
    }  # fmt: skip
    definitions = {"principle": keys(_principle(), ["title", "statement", "honours", "breaks"], title="a principle")}
    return document("Framework", "A set of service principles from one source.", keys(known, known), definitions)


def _principle() -> dict[str, Schema]:
    return {
        "title": text("Title", "A few words, as they read inside a sentence.", "a person before a form"),
        "statement": text("Statement", "The principle in one or two sentences.", "Look up and greet first."),
        "honours": texts("Honours", "What it looks like: what one can see or hear.", ["Greets within a few seconds."]),
        "breaks": texts("Breaks", "What breaks it, also on a bad day.", ["Asks for the card first."]),
        "source": text("Source", "Where it comes from; without it, the framework's source.", "Micah Solomon"),
        "judged": one_of(
            "Judged", "Where its level comes from.", [j.value for j in Judged],
            "marked on replies", "judged over all touchpoints of a run, never marked on a reply",
        ),
        "honoured_by": ids("Honoured by", "The acts by which typed words honour it.", ["restates", "checks-detail"]),
        "broken_by": ids("Broken by", "The acts by which typed words break it.", ["argues"]),
    }  # fmt: skip


def plan_schema() -> Schema:
    """The schema of plan/1."""
    known = {
        "format": one_of("Format", "What kind of file this is: always the first line.", [PLAN]),
        "scenario": identifier("Scenario", "The id of the scenario that is tested.", "two-minute-counter"),
        "plans": about(
            "Plans", "Play-throughs with what is expected of them.",
            [[{"id": "all-well", "replies": ["say-it-back"], "expect": {"ending": "on-board"}}]],
            {"type": "array", "items": refer("plan")},
        ),
    }  # fmt: skip
    definitions = {
        "plan": keys(_plan(), ["id", "replies", "expect"], title="a plan"),
        "expect": keys(_expect(), ["ending"]),
    }
    return document("Plans", "Tests of a scenario: `trainer test` plays them.", keys(known, known), definitions)


def _plan() -> dict[str, Schema]:
    ids = {"type": "array", "items": an_id()}
    return {
        "id": identifier("Id", "How the test is named in messages.", "says-it-back"),
        "title": text("Title", "What is tested, in a sentence.", "The place said back, and everything follows"),
        "variant": identifier("Variant", "The variant it is played in; without it, each of them.", "dulles"),
        "replies": about(
            "Replies", "The replies in order: ids, `timeout` or `fallback`.", [["say-it-back", "help"]], ids
        ),
        "expect": about("Expect", "What must come of it.", [{"ending": "on-board", "score": 100}], refer("expect")),
    }


def _expect() -> dict[str, Schema]:
    at = "By the decision's scene, or by the number of the reply (1 is the first)."
    levels: Schema = {
        "type": "object",
        "propertyNames": a_principle(),
        "additionalProperties": whole("Level", "0 to 4", 0, 4, 3),
    }
    return {
        "ending": identifier("Ending", "The scene it ends in.", "on-board"),
        "outcome": one_of("Outcome", "How it turns out.", [o.value for o in Outcome]),
        "verdict": one_of("Verdict", "The verdict on the run.", VERDICTS),
        "score": whole("Score", "0 to 100, rounded.", 0, 100, 100, 43),
        "critical": flag("Critical", "Whether a critical error happens.", "no"),
        "scenes": about(
            "Scenes", "The decisions met, in order.", [["counter", "gate"]], {"type": "array", "items": an_id()}
        ),
        "hears": texts("Hears", "Words that must stand in the story.", ["Dallas"]),
        "never_hears": texts("Never hears", "Words that must not stand in the story.", ["Not my job"]),
        "marks": about(
            "Marks", f"The levels that a reply must get. {at}", [{"counter": {"listen": 4}}, {"2": {"listen": 4}}],
            {"type": "object", "propertyNames": an_id(), "additionalProperties": levels},
        ),
        "costs": about(
            "Costs", f"What a reply must cost, in a word. {at}", [{"counter": "best", "2": "slip"}],
            {
                "type": "object",
                "propertyNames": an_id(),
                "additionalProperties": one_of("Cost", "The cost in a word.", LABELS),
            },
        ),
    }  # fmt: skip
