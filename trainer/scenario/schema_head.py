"""The JSON Schema of the keys at the left edge of a scenario."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.principles.frameworks import Framework
from trainer.scenario.load import FORMAT, HEAVIEST
from trainer.scenario.model import NARRATOR, YOU
from trainer.scenario.placeholders import unwrapped
from trainer.scenario.schema_words import (
    Schema,
    a_principle,
    about,
    an_id,
    by_id,
    identifier,
    one_of,
    refer,
    text,
    whole,
)

REQUIRED = (
    "format", "id", "title", "version", "language", "family", "minutes", "summary", "setting", "you",
    "frameworks", "cast", "start", "scenes",
)  # fmt: skip


def head(frameworks: Iterable[Framework]) -> dict[str, Schema]:
    """The keys at the left edge of a scenario."""
    return {
        "format": one_of("Format", "What kind of file this is: always the first line.", [FORMAT]),
        "id": identifier(
            "Id",
            "How people and records name the scenario. Name the file like it.",
            "late-checkout",
            "two-minute-counter",
        ),
        "title": text("Title", "As it stands in the library.", "The two-minute counter"),
        "version": whole(
            "Version", "Raise it when you change what counts: a mark, an effect, a way on.", 1, 100_000, 1, 2
        ),
        "language": about(
            "Language",
            "The language it is written in, by its code.",
            ["en", "pt-BR"],
            {
                "type": "string",
                "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
                "patternErrorMessage": 'Write the language as in "en" or "pt-BR".',
            },
        ),
        "family": identifier("Family", "Scenarios that train the same situation share a family.", "airport-counter"),
        "minutes": whole("Minutes", "How long it takes to play, about.", 1, 240, 2, 15),
        "summary": text(
            "Summary",
            "One or two sentences for the library.",
            "A traveller at the head of a long queue wants another flight.",
        ),
        "setting": text(
            "Setting",
            "Read before the first scene: where we are and what came before. May hold {{ placeholders }}.",
            "An airline counter, two days before Thanksgiving.",
        ),
        "you": text("You", "Whom the trainee plays, as it reads after “You are”.", "the ticket agent"),
        "frameworks": _frameworks(frameworks),
        "source": text("Source", "Where the situation comes from.", "Told by a colleague in March."),
        "weights": about(
            "Weights",
            "Principles that count more than the others here, 1 to 5. Without it each counts 1.",
            [{"perfect-product": 2}],
            {"type": "object", "propertyNames": a_principle(), "additionalProperties": _weight()},
        ),
        "cast": about(
            "Cast",
            "Who can speak, by an id of your own. `narrator` and `you` always exist. The first member is the one the "
            "trainee deals with, unless a scene says otherwise.",
            [{"guest": {"name": "Ms Adeyemi", "about": "in a hurry"}}],
            by_id(refer("member"), [NARRATOR, YOU]),
        ),
        "facts": about(
            "Facts",
            "What happened, in a form the story can come back to. Each fact has a small set of values, declared here.",
            [{"thanked": {"flag": "no"}}],
            {**by_id(refer("fact")), "propertyNames": a_fact()},
        ),
        "variants": about(
            "Variants",
            "The same story with other names and details. Each variant gives the same details.",
            [{"dulles": {"city": "Dulles"}, "portland": {"city": "Portland"}}],
            by_id(refer("variant")),
        ),
        "start": identifier("Start", "The scene it begins with.", "welcome"),
        "scenes": about(
            "Scenes",
            "The story, scene by scene, by ids of your own.",
            [{"welcome": {"next": "counter"}}],
            by_id(refer("scene")),
        ),
    }


def _frameworks(known: Iterable[Framework]) -> Schema:
    listed = list(known)
    names: Schema = {
        "enum": [f.id for f in listed],
        "enumDescriptions": [f"{f.title}: {unwrapped(f.summary)}" for f in listed],
    }
    items = {"anyOf": [names, an_id()]} if listed else an_id()
    return about(
        "Frameworks",
        "The sets of principles that replies are graded against: one or two. Your own stand in `principles/`.",
        [["solomon", "giamanco"]],
        {"type": "array", "items": items, "minItems": 1},
    )


def a_fact() -> Schema:
    """A fact's name: it must be readable in a condition."""
    message = "A fact's name has small letters, digits, - and _; it begins with a letter, and is not and, or, not."
    pattern = "^(?!(and|or|not)$)[a-z][a-z0-9_-]{0,63}$"
    return {"type": "string", "pattern": pattern, "patternErrorMessage": message}


def _weight() -> Schema:
    return whole("Weight", "How much this principle counts.", 1, HEAVIEST, 2)
