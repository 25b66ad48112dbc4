"""The words a JSON Schema is written in here: texts, ids, numbers, flags, lists, sets of keys.

Editors read files as YAML 1.2 does, so a text may reach them as a number, and yes and no as words. Each builder accepts
what the loader does. `patternErrorMessage` is what editors show instead of a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

ID_PATTERN = "^[a-z0-9][a-z0-9_-]{0,63}$"
_BAD_ID = "Use small letters, digits, - and _, at most 64, beginning with a letter or digit."
_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1, "pattern": "\\S"}
_FLAG_WORDS = "^([Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
_CONDITION = "^(?!.*[^=!<>]=[^=])[\\sA-Za-z0-9_()<>=!-]+$"


def about(title: str, description: str, examples: Iterable[object], schema: Schema) -> Schema:
    """A schema with what an editor shows when one points at the key."""
    return {"title": title, "description": description, "examples": list(examples), **schema}


def text(title: str, description: str, *examples: object) -> Schema:
    """Words for people."""
    return about(title, description, examples, dict(_TEXT))


def texts(title: str, description: str, example: list[str]) -> Schema:
    """A list of texts."""
    return about(title, description, [example], {"type": "array", "items": dict(_TEXT)})


def ids(title: str, description: str, example: list[str]) -> Schema:
    """A list of ids, none of them twice."""
    return about(title, description, [example], {"type": "array", "items": an_id(), "uniqueItems": True})


def identifier(title: str, description: str, *examples: str, taken: Iterable[str] = ()) -> Schema:
    """An id; `taken` have a meaning of their own."""
    return about(title, description, examples, an_id(taken))


def an_id(taken: Iterable[str] = ()) -> Schema:
    """What an id looks like."""
    found: Schema = {
        "type": ["string", "integer", "boolean"],
        "minimum": 0,
        "pattern": ID_PATTERN,
        "patternErrorMessage": _BAD_ID,
    }
    return {**found, "not": {"enum": list(taken)}} if taken else found


def a_principle() -> Schema:
    """A principle's name, short or with its framework."""
    inner = ID_PATTERN.strip("^$")
    message = "Write a principle by its short name, as in `listen`, or with its framework, as in `giamanco.listen`."
    return {"type": "string", "pattern": f"^({inner}\\.)?{inner}$", "patternErrorMessage": message}


def whole(title: str, description: str, low: int, high: int, *examples: int) -> Schema:
    """A whole number within bounds; between quotation marks too."""
    found = {"type": ["integer", "string"], "minimum": low, "maximum": high, "pattern": quoted_number(low, high)}
    message = f"Write a whole number from {low} to {high}."
    return about(title, description, examples, {**found, "patternErrorMessage": message})


def quoted_number(low: int, high: int) -> str:
    """The pattern of texts that are whole numbers within bounds, as the loader reads them."""
    signed = [("[+]?0*", max(low, 0), high)] if high >= 0 else []
    signed += [("-0*", max(-high, 0), max(-low, 0))] if low <= 0 else []
    patterns = (f"{sign}({'|'.join(_numbers(first, last))})" for sign, first, last in signed)
    return f"^({'|'.join(patterns)})([.]0*)?$"


def _numbers(low: int, high: int) -> list[str]:
    """Patterns of the whole numbers from `low` to `high`, neither below 0, without leading noughts."""
    found: list[str] = []
    while low <= high:
        # The longest run that begins here and is written with the same first digits: 10 to 19, 200 to 299.
        size = 1
        while low % (size * 10) == 0 and low + size * 10 - 1 <= high and (low or size * 10 > high + 1):
            size *= 10
        last = min(low // size % 10 + (high - low + 1) // size - 1, 9)
        head, digits = str(low // size)[:-1], len(str(size)) - 1
        found.append(f"{head}[{low // size % 10}-{last}]" + "[0-9]" * digits)
        low = (low // size - low // size % 10 + last + 1) * size
    return found


def flag(title: str, description: str, *examples: str) -> Schema:
    """Yes or no, however YAML's users write it."""
    any_of = [{"enum": ["yes", "no", True, False]}, {"type": "string", "pattern": _FLAG_WORDS}]
    return about(title, description, examples, {"anyOf": any_of})


def one_of(title: str, description: str, words: Iterable[object], *notes: str) -> Schema:
    """One of some words; `notes` say what each means, in the same order."""
    listed = list(words)
    found: Schema = {"enum": listed}
    if notes:
        found["enumDescriptions"] = list(notes)
    return about(title, description, listed[:1], found)


def condition(title: str, description: str, *examples: str) -> Schema:
    """A condition; only the loader knows the facts, so only its shape is looked at."""
    message = 'Compare facts, as in `patience <= 1 and not thanked`; "is" is written ==.'
    found = {"type": "string", "pattern": _CONDITION, "patternErrorMessage": message}
    return about(title, description, examples, found)


def keys(known: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """A set of known keys, and no others."""
    found: Schema = {"type": "object", "properties": dict(known), "additionalProperties": False}
    if required := list(required):
        found["required"] = required
    return {**found, **more}


def by_id(values: Schema, taken: Iterable[str] = ()) -> Schema:
    """Things by an id that the author chooses."""
    return {"type": "object", "propertyNames": an_id(taken), "additionalProperties": values}


def refer(name: str) -> Schema:
    """What stands under `definitions`."""
    return {"$ref": f"#/definitions/{name}"}


def document(title: str, description: str, body: Schema, definitions: Mapping[str, Schema] | None = None) -> Schema:
    """A whole schema. Draft 7 is the newest that the YAML language server reads."""
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$comment": MADE_BY}
    tail = {"definitions": dict(definitions)} if definitions else {}
    return {**head, "title": title, "description": description, **body, **tail}


MADE_BY = "Made by service-trainer: `trainer new` writes it anew, so changes in it are lost."
"""By this a schema file beside scenarios is known to be ours."""
