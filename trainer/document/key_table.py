"""The words in which a format's keys are declared once: kinds of values, keys, and sets of keys.

Loading, the JSON Schema and the reference of a format are made from such a table. Editors read files as YAML 1.2 does,
so a text may reach them as a number, and yes and no as words: the schema of a kind accepts what the loader does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]
"""A part of a JSON Schema. `patternErrorMessage` in it is what editors show instead of a pattern."""

ID_PATTERN = "^[a-z0-9][a-z0-9_-]{0,63}$"
_INNER_ID = ID_PATTERN.strip("^$")
_FLAG_WORDS = "^([Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What may stand behind a key: how the reference calls it, its schema, and the bounds of a whole number."""

    words: str
    schema: Schema
    bounds: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a format, with all that is said about it."""

    name: str
    kind: ValueKind
    help: str
    examples: tuple[object, ...]
    required: bool

    @property
    def schema(self) -> Schema:
        """The schema of its value, with what an editor shows when one points at the key."""
        return described(self.kind, self.name.replace("_", " ").capitalize(), self.help, *self.examples).schema


def needed(name: str, kind: ValueKind, help: str, *examples: object) -> Key:
    """A key that must be there."""
    return Key(name, kind, help, examples, required=True)


def optional(name: str, kind: ValueKind, help: str, *examples: object) -> Key:
    """A key that may be left out."""
    return Key(name, kind, help, examples, required=False)


def format_key(name: str) -> Key:
    """The first key of every format."""
    return needed("format", one_of([name]), "What kind of file this is: always the first line.", name)


class KeySet(dict[str, Key]):
    """The keys that can stand together, by name, in the order in which messages list them."""

    def __init__(self, *keys: Key) -> None:
        super().__init__((key.name, key) for key in keys)

    def schema(self, **more: Any) -> Schema:
        """The schema of a mapping with these keys and no others."""
        known: Schema = {"type": "object", "properties": {key.name: key.schema for key in self.values()}}
        if required := [key.name for key in self.values() if key.required]:
            known["required"] = required
        return {**known, "additionalProperties": False, **more}


def described(kind: ValueKind, title: str, description: str, *examples: object) -> ValueKind:
    """A kind with what an editor shows when one points at the value."""
    about: Schema = {"title": title, "description": description, "examples": list(examples)}
    return ValueKind(kind.words, {**about, **kind.schema}, kind.bounds)


TEXT = ValueKind("text", {"type": ["string", "number", "boolean"], "minLength": 1, "pattern": "\\S"})
"""Words for people."""


def an_id(taken: Iterable[str] = ()) -> ValueKind:
    """An id; `taken` have a meaning of their own."""
    schema: Schema = {
        "type": ["string", "integer", "boolean"],
        "minimum": 0,
        "pattern": ID_PATTERN,
        "patternErrorMessage": "Use small letters, digits, - and _, at most 64, beginning with a letter or digit.",
    }
    return ValueKind("id", {**schema, "not": {"enum": list(taken)}} if taken else schema)


ID = an_id()
PRINCIPLE = ValueKind(
    "principle",
    {
        "type": "string",
        "pattern": f"^({_INNER_ID}\\.)?{_INNER_ID}$",
        "patternErrorMessage": (
            "Write a principle by its short name, as in `listen`, or with its framework, as in `giamanco.listen`."
        ),
    },
)
"""A principle's name, short or with its framework."""

FACT_NAME = ValueKind(
    "name",
    {
        "type": "string",
        "pattern": "^(?!(and|or|not)$)[a-z][a-z0-9_-]{0,63}$",
        "patternErrorMessage": (
            "A fact's name has small letters, digits, - and _; it begins with a letter, and is not and, or, not."
        ),
    },
)
"""A fact's name: it must be readable in a condition."""

LANGUAGE = ValueKind(
    "language code",
    {
        "type": "string",
        "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
        "patternErrorMessage": 'Write the language as in "en" or "pt-BR".',
    },
)
CONDITION = ValueKind(
    "condition",
    {
        "type": "string",
        "pattern": "^(?!.*[^=!<>]=[^=])[\\sA-Za-z0-9_()<>=!-]+$",
        "patternErrorMessage": 'Compare facts, as in `patience <= 1 and not thanked`; "is" is written ==.',
    },
)
"""A condition; only the loader knows the facts, so only its shape is looked at."""

FLAG = ValueKind(
    "yes or no", {"anyOf": [{"enum": ["yes", "no", True, False]}, {"type": "string", "pattern": _FLAG_WORDS}]}
)
"""Yes or no, however YAML's users write it."""


def whole(low: int, high: int) -> ValueKind:
    """A whole number within bounds; between quotation marks too."""
    schema: Schema = {
        "type": ["integer", "string"],
        "minimum": low,
        "maximum": high,
        "pattern": quoted_number(low, high),
        "patternErrorMessage": f"Write a whole number from {low} to {high}.",
    }
    return ValueKind(f"whole number, {low:,} to {high:,}", schema, (low, high))


def one_of(words: Iterable[object], *notes: str) -> ValueKind:
    """One of some words; `notes` say what each means, in the same order."""
    listed = list(words)
    schema: Schema = {"enum": listed}
    if notes:
        schema["enumDescriptions"] = list(notes)
    return ValueKind(" or ".join(f"`{word}`" for word in listed), schema)


def level(levels: Iterable[int], *notes: str) -> ValueKind:
    """A whole number, each with what it means; between quotation marks it is one too."""
    listed = list(levels)
    plain = one_of(listed, *notes).schema
    bounds = (listed[0], listed[-1])
    either = [plain, {"type": "string", "pattern": quoted_number(*bounds)}]
    return ValueKind(f"whole number, {bounds[0]} to {bounds[1]}", {"anyOf": either}, bounds)


def list_of(items: ValueKind, least: int = 0, most: int = 0, *, unique: bool = False) -> ValueKind:
    """A list; 0 for no bound."""
    schema: Schema = {"type": "array", "items": items.schema}
    schema |= {"minItems": least} if least else {}
    schema |= {"maxItems": most} if most else {}
    schema |= {"uniqueItems": True} if unique else {}
    return ValueKind(f"list ({items.words})", schema)


def by_name(names: ValueKind, values: ValueKind, least: int = 0) -> ValueKind:
    """Things by a name of a certain kind, at least so many."""
    schema: Schema = {"type": "object", "propertyNames": names.schema, "additionalProperties": values.schema}
    schema |= {"minProperties": least} if least else {}
    return ValueKind(f"{values.words}, by {names.words}" if names.words else values.words, schema)


def part(name: str, words: str = "") -> ValueKind:
    """What stands under `definitions`, and has a table of its own in the reference."""
    return ValueKind(words or name, {"$ref": f"#/definitions/{name}"})


def any_of(words: str, *kinds: ValueKind) -> ValueKind:
    """Whatever one of some kinds allows."""
    return ValueKind(words, {"anyOf": [kind.schema for kind in kinds]})


def keys_of(keys: KeySet, words: str, **more: Any) -> ValueKind:
    """A mapping with known keys, and no others."""
    return ValueKind(words, keys.schema(**more))


def quoted_number(low: int, high: int) -> str:
    """The pattern of texts that are whole numbers within bounds, as the loader reads them."""
    signed = [("[+]?0*", max(low, 0), high)] if high >= 0 else []
    signed += [("-0*", max(-high, 0), max(-low, 0))] if low <= 0 else []
    patterns = (f"{sign}({'|'.join(number_patterns(first, last))})" for sign, first, last in signed)
    return f"^({'|'.join(patterns)})([.]0*)?$"


def number_patterns(low: int, high: int) -> list[str]:
    """Patterns of the whole numbers from `low` to `high`, neither below 0, without leading noughts."""
    patterns: list[str] = []
    while low <= high:
        # The longest run that begins here and is written with the same first digits: 10 to 19, 200 to 299.
        size = 1
        while low % (size * 10) == 0 and low + size * 10 - 1 <= high and (low or size * 10 > high + 1):
            size *= 10
        last = min(low // size % 10 + (high - low + 1) // size - 1, 9)
        head, digits = str(low // size)[:-1], len(str(size)) - 1
        patterns.append(f"{head}[{low // size % 10}-{last}]" + "[0-9]" * digits)
        low = (low // size - low // size % 10 + last + 1) * size
    return patterns
