"""The JSON Schema of responses: words, marks, effects, what follows, and the way on."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.principles.frameworks import Framework, Judged
from trainer.principles.levels import Level
from trainer.scenario.model import FALLBACK, NONE_OF_THESE, TIMEOUT
from trainer.scenario.placeholders import unwrapped
from trainer.scenario.schema_words import (
    Schema,
    a_principle,
    about,
    an_id,
    condition,
    flag,
    identifier,
    keys,
    one_of,
    quoted_number,
    refer,
    text,
)

_RESERVED = (TIMEOUT, FALLBACK, NONE_OF_THESE)
_LEVELS = (
    "violated: the opposite of the principle",
    "poor",
    "average: what anybody would do",
    "good: a notch above average",
    "outstanding",
)
_SAY_OR_DO = [{"required": ["say"]}, {"required": ["do"]}]
LINE = {"guest": "Can I fly to {{ city }} instead?"}
FACTS = "Facts on the left, one of their own values on the right, joined by and, or, not and brackets."


def responses(frameworks: Iterable[Framework]) -> dict[str, Schema]:
    """The parts that replies are made of."""
    return {
        "response": keys(_response(), ["id", "next"], title="a response", oneOf=_SAY_OR_DO),
        "unlisted": keys(_what_it_does(), ["next"], title="what happens then"),
        "marks": _marks(frameworks),
        "mark": keys(_mark(), ["level", "why"], title="a mark"),
        "way": keys(_way(), ["scene"], title="a way on"),
        "next": {"anyOf": [an_id(), {"type": "array", "items": refer("way"), "minItems": 1}]},
    }


def _response() -> dict[str, Schema]:
    return {
        "id": identifier("Id", "How plans and records name this reply.", "say-it-back", taken=_RESERVED),
        "say": text(
            "Say", "What the trainee would say. Write it after a |, without quotation marks.", "Dulles, is that right?"
        ),
        "do": text("Do", "What the trainee would do, instead of words.", "You look the flight up."),
        **_what_it_does(),
        "when": condition("When", f"On offer only if this holds. {FACTS}", "pass_for == wrong", "not thanked"),
        "once": flag("Once", "Whether it can be used one time only in a run.", "yes"),
    }


def _what_it_does() -> dict[str, Schema]:
    return {
        "marks": about(
            "Marks",
            "How the reply honours a principle, and why. Mark the best reply on everything that any is marked on: "
            "a reply without a mark counts as average.",
            [{"listen": {"level": 4, "why": "You said it back."}}],
            refer("marks"),
        ),
        "effects": about(
            "Effects",
            "What it does to facts: +1 and -2 add to a number, anything else sets a value.",
            [{"patience": "+1", "pass_for": "right", "thanked": "yes"}],
            {"type": "object", "propertyNames": an_id(), "additionalProperties": _effect()},
        ),
        "then": about(
            "Then",
            "What it leads to, told at once. A condition here sees the new facts.",
            [[LINE]],
            {"type": "array", "items": refer("line")},
        ),
        "next": way_on("The scene this leads to, or a list of them of which the first that fits is taken."),
        "critical": about(
            "Critical",
            "An error so grave that the run cannot be passed. Say why, as the trainee should read it.",
            ["You handed a boarding pass to the wrong person."],
            {"type": ["string", "number", "boolean"], "minLength": 1, "pattern": "\\S"},
        ),
    }


def _level() -> Schema:
    """A level, with what each means; between quotation marks it is one too."""
    plain = one_of("Level", "How well, 0 to 4.", [int(level) for level in Level], *_LEVELS)
    pattern = quoted_number(Level.VIOLATED, Level.OUTSTANDING)
    head = {key: plain.pop(key) for key in ("title", "description", "examples")}
    return {**head, "anyOf": [plain, {"type": "string", "pattern": pattern}]}


def _effect() -> Schema:
    return {
        "title": "Effect",
        "description": "+1 or -2 to add, or the new value.",
        "type": ["string", "integer", "boolean"],
        "pattern": "^([+-]\\s*[0-9]{1,6}|[A-Za-z0-9][A-Za-z0-9_-]{0,63})$",
        "patternErrorMessage": "Write +1 or -2 to add, or one of the fact's own values.",
    }


def _marks(frameworks: Iterable[Framework]) -> Schema:
    known: dict[str, list[str]] = {}
    for framework in frameworks:
        for short, principle in framework.principles.items():
            if principle.judged is Judged.REPLY:
                note = f"{principle.title} ({framework.title}): {unwrapped(principle.statement)}"
                known.setdefault(short, []).append(note)
    named = {short: {**refer("mark"), "description": "\n\n".join(notes)} for short, notes in known.items()}
    return {
        "type": "object",
        "properties": named,
        "propertyNames": a_principle(),
        "additionalProperties": refer("mark"),
    }


def _mark() -> dict[str, Schema]:
    return {
        "level": _level(),
        "why": text(
            "Why",
            "One sentence to the trainee, about what the reply does for the customer. It is read after the decision.",
            "You said the place back, so a wrong city cannot slip through.",
        ),
    }


def way_on(description: str) -> Schema:
    """A `next`."""
    listed = [{"when": "patience <= 1", "scene": "walks-away"}, {"scene": "gate"}]
    return about("Next", description, ["gate", listed], refer("next"))


def _way() -> dict[str, Schema]:
    return {
        "when": condition("When", f"This way is taken if it holds. The last way has none. {FACTS}", "patience <= 1"),
        "scene": identifier("Scene", "Where it leads.", "gate"),
    }
