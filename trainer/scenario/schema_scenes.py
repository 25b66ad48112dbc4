"""The JSON Schema of scenes: lines, decisions, endings."""

from __future__ import annotations

from trainer.limits import OPTIONS_IN_A_DECISION
from trainer.scenario.model import Outcome
from trainer.scenario.schema_responses import FACTS, LINE, way_on
from trainer.scenario.schema_words import (
    Schema,
    about,
    an_id,
    by_id,
    condition,
    identifier,
    ids,
    keys,
    one_of,
    refer,
    text,
    whole,
)


def scenes() -> dict[str, Schema]:
    """The parts that scenes are made of, but for responses."""
    return {
        "scene": _scene(),
        "line": _line(),
        "ending": keys(_ending(), ["outcome", "lesson"], title="an ending"),
        "example": keys(_example(), ["typed"], title="an example"),
    }


def _scene() -> Schema:
    ways = [
        {"title": "a decision", "required": ["decide", "responses"]},
        {"title": "an ending", "required": ["ending"]},
        {"title": "the way on", "required": ["next"]},
    ]
    lonely = {name: ["decide"] for name in ("typed", "expects", "listen_for", "examples", "responses")}
    together = {"decide": ["responses"], "time_limit": ["timeout"], "timeout": ["time_limit", "decide"]}
    onward = way_on("Where the story goes on, if nothing is asked.")
    known = {**_before(), **_decision(), "ending": _an_ending(), "next": onward}
    return keys(known, title="a scene", oneOf=ways, dependencies={**lonely, **together, "fallback": ["decide"]})


def _before() -> dict[str, Schema]:
    return {
        "touchpoint": text(
            "Touchpoint",
            "The point of contact this scene belongs to. Scenes in a row with the same one are judged together, by the "
            "lowest level in them.",
            "at the counter",
        ),
        "with": identifier("With", "The member of the cast one deals with; without it, the first.", "gate-agent"),
        "lines": about(
            "Lines", "What is told, line by line.", [[{"narrator": "The queue is long."}, LINE]],
            {"type": "array", "items": refer("line")},
        ),
    }  # fmt: skip


def _line() -> Schema:
    known = {
        "narrator": text("Narrator", "Told by nobody in particular.", "The queue is long."),
        "you": text("You", "Said by the trainee's own part.", "Good morning."),
        "when": condition("When", f"Told only if this holds. {FACTS}", "patience <= 3"),
    }
    speaker = text(
        "A line", "What this member of the cast says. Write it after a |.", "Can I fly to {{ city }} instead?"
    )
    return {
        "type": "object",
        "title": "a line",
        "description": "Who speaks, and what. One speaker in each line.",
        "properties": known,
        "propertyNames": an_id(),
        "additionalProperties": speaker,
        "minProperties": 1,
        "if": {"required": ["when"]},
        "then": {"minProperties": 2, "maxProperties": 2},
        "else": {"maxProperties": 1},
    }


def _decision() -> dict[str, Schema]:
    acts = "The acts that a good reply in own words would show."
    return {
        "decide": text("Decide", "The question to the trainee. It makes this scene a decision.", "What do you say?"),
        "responses": about(
            "Responses",
            f"What the trainee can answer: 2 to {OPTIONS_IN_A_DECISION}, best 3 or 4. The best need not come first.",
            [[{"id": "check", "say": "Dulles?", "next": "gate"}, {"id": "nod", "do": "You nod.", "next": "gate"}]],
            {"type": "array", "items": refer("response"), "minItems": 2, "maxItems": OPTIONS_IN_A_DECISION},
        ),
        "typed": one_of("Typed", "Whether own words are welcome here; without it, they are not.", ["welcome", "no"]),
        "expects": ids("Expects", acts, ["checks-detail", "greets"]),
        "listen_for": about(
            "Listen for",
            "This scene's own cue phrases, by act; always in quotation marks.",
            [{"checks-detail": ["(did|do) you (say|mean) <detail>"]}],
            by_id({"type": "array", "items": dict(text("Cue", "A cue phrase.", "did you say <detail>"))}),
        ),
        "examples": about(
            "Examples",
            "Replies in own words that you have graded: `trainer test` runs them, and the grader learns from them.",
            [[{"typed": "Dulles in Virginia, is that right?", "means": "say-it-back", "shows": ["checks-detail"]}]],
            {"type": "array", "items": refer("example")},
        ),
        "time_limit": whole("Time limit", "Seconds to answer in. Then there must be a `timeout`.", 5, 600, 30),
        "timeout": about(
            "Timeout", "What happens when the time is up. It is never listed.", [{"next": "gate"}], refer("unlisted")
        ),
        "fallback": about(
            "Fallback", "What happens when own words fit no response. It is never listed.", [{"next": "gate"}],
            refer("unlisted"),
        ),
    }  # fmt: skip


def _an_ending() -> Schema:
    example = {"outcome": "good", "title": "On board", "lesson": "Right, in time, and somebody looked up."}
    return about("Ending", "Makes this scene an ending: nothing comes after it.", [example], refer("ending"))


def _ending() -> dict[str, Schema]:
    return {
        "outcome": one_of("Outcome", "How it turned out for the customer.", [o.value for o in Outcome]),
        "title": text("Title", "A few words for the ending.", "On board"),
        "lesson": text("Lesson", "What to take away, in a sentence or two.", "Right, in time, and somebody looked up."),
        "loss": whole(
            "Loss",
            "What this ending adds to the loss of a run. Leave it out unless you know why: then a bad one counts as "
            "much as somebody who clicks at random loses, a mixed one half of that, a good one nothing.",
            0, 1000, 6,
        ),
    }  # fmt: skip


def _example() -> dict[str, Schema]:
    return {
        "typed": text("Typed", "The reply, as a trainee would type it.", "Dulles in Virginia, is that right?"),
        "means": identifier("Means", "The response it comes closest to, or `none`.", "say-it-back"),
        "shows": ids("Shows", "The acts that are in it.", ["checks-detail"]),
        "lacks": ids("Lacks", "Acts that are not in it.", ["greets"]),
        "from": text("From", "Where the grade comes from; `trainer review` writes it.", "a reviewer, 2 May 2026"),
    }
