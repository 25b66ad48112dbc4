"""The JSON Schema of what a scenario declares before its scenes: cast, facts, variants."""

from __future__ import annotations

from trainer.limits import NUMBER_RANGE
from trainer.scenario.facts import ShownAs
from trainer.scenario.schema_words import (
    ID_PATTERN,
    Schema,
    about,
    an_id,
    by_id,
    flag,
    keys,
    one_of,
    refer,
    text,
    texts,
    whole,
)


def declarations() -> dict[str, Schema]:
    """The parts that the head refers to."""
    return {
        "member": keys(
            {
                "name": text(
                    "Name", "As the trainee reads it. May be a detail of the variant.", "Lena Ortiz", "{{ guest }}"
                ),
                "about": text("About", "A few words about this person.", "in a hurry"),
            },
            ["name"],
        ),
        "fact": {"oneOf": [refer("number"), refer("choice"), refer("flag")]},
        "number": keys(_number(), ["from", "to", "start"], title="a number"),
        "choice": keys(_choice(), ["one_of", "start"], title="one of some words"),
        "flag": keys(_flag(), ["flag"], title="yes or no"),
        "variant": about("Variant", "The details of this variant.", [{"city": "Dulles"}], by_id(refer("detail"))),
        "detail": {"anyOf": [text("Detail", "The words themselves.", "Dulles"), _long_detail()]},
    }


def _number() -> dict[str, Schema]:
    far = NUMBER_RANGE
    return {
        "from": whole("From", "The smallest value.", -far, far, 0),
        "to": whole("To", "The greatest value. Adding stops there.", -far, far, 8),
        "start": whole("Start", "The value at the beginning.", -far, far, 5),
        "shown": _shown(
            list(ShownAs), "^-?[0-9]{1,6}$", "Each word holds from its number upwards.", {0: "gone", 3: "short"}
        ),
    }


def _choice() -> dict[str, Schema]:
    value: Schema = {**an_id(), "type": ["string", "integer", "boolean"]}
    return {
        "one_of": about(
            "One of", "The values it can have.", [["nothing", "right", "wrong"]],
            {"type": "array", "items": value, "minItems": 1, "uniqueItems": True},
        ),
        "start": about("Start", "The value at the beginning: one of them.", ["nothing"], value),
        "shown": _shown([ShownAs.WORDS], ID_PATTERN, "One word for each value.", {"right": "a right pass"}),
    }  # fmt: skip


def _flag() -> dict[str, Schema]:
    return {
        "flag": flag("Flag", "Yes or no; what you write here holds at the beginning.", "no"),
        "shown": _shown([ShownAs.WORDS], "^[A-Za-z]{2,5}$", "One word for yes and one for no.", {"yes": "thanked"}),
    }


def _shown(kinds: list[ShownAs], values: str, note: str, example: dict[object, str]) -> Schema:
    names = {str(value): word for value, word in example.items()}
    words: Schema = {"type": "object", "propertyNames": {"pattern": values}, "additionalProperties": _word()}
    return about(
        "Shown",
        "Puts the fact on the trainee's screen and makes {{ its name }} a placeholder.",
        [{"as": kinds[0].value, "title": "Patience"}],
        keys(
            {
                "as": one_of("As", "How it is shown; without it, in words.", [kind.value for kind in kinds]),
                "title": text("Title", "What stands beside it; without it, the fact's name.", "Patience"),
                "words": about("Words", f"What the values are called. {note}", [names], words),
            }
        ),
    )


def _word() -> Schema:
    return text("Word", "What the trainee reads.", "short")


def _long_detail() -> Schema:
    return keys(
        {
            "text": text("Text", "The words themselves.", "Washington Dulles"),
            "also": texts("Also", "Other ways to say it that mean the same.", ["Dulles", "IAD"]),
            "confused_with": text(
                "Confused with", "What it is easily taken for: {{ city.confused_with }} in texts.", "Dallas"
            ),
        },
        ["text"],
    )
