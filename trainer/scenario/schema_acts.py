"""The JSON Schema of acts: what a reply can do, and the cues by which it is heard."""

from __future__ import annotations

from trainer.principles.acts import FORMAT, ActEffect
from trainer.scenario.schema_words import (
    Schema,
    about,
    by_id,
    document,
    identifier,
    keys,
    one_of,
    refer,
    text,
    texts,
)

_HEAD_NEEDS = ("format", "id", "language", "title", "acts")


def acts_schema() -> Schema:
    """The schema of acts/1."""
    definitions = {
        "act": keys(_act(), ("title", "way", "about", "cues"), title="an act"),
        "examples": keys(_examples(), title="examples of an act"),
    }
    description = "What replies do to a customer, and the cue phrases by which each act is heard."
    return document("Acts", description, keys(_head(), _HEAD_NEEDS), definitions)


def _head() -> dict[str, Schema]:
    return {
        "format": one_of("Format", "What kind of file this is: always the first line.", [FORMAT]),
        "id": identifier("Id", "Grades name it. Name the file like it.", "english"),
        "language": identifier("Language", "The language of the replies, as scenarios name it.", "en"),
        "title": text("Title", "A few words.", "what a reply does, in English"),
        "words": about(
            "Words",
            "Groups of words that cues name between < and >: plain words, `word~` for a stem, and phrases of them.",
            [{"feeling": ["upset", "frustrat~", "fed up"]}],
            by_id({"type": "array", "items": _entry("Word", "A word or a phrase.", "fed up"), "minItems": 1}),
        ),
        "acts": about(
            "Acts",
            "By ids of your own; scenarios and principles name them.",
            [{"greets": {"title": "greets the customer", "way": "helps", "about": "A hello.", "cues": ["^ hello"]}}],
            {**by_id(refer("act")), "minProperties": 1},
        ),
    }


def _act() -> dict[str, Schema]:
    return {
        "title": text("Title", 'Read after "the reply …".', "apologises for the trouble"),
        "way": one_of(
            "Way", "What it does to a customer.", [w.value for w in ActEffect], "it does good", "it does harm"
        ),
        "about": text("About", "A paragraph for trainees and trainers.", "Says sorry for what happened."),
        "opposite": identifier("Opposite", "The act that is its contrary.", "fauxpology"),
        "cues": _cues("Cues", "Phrases by which it is heard, always in quotation marks.", "(i am|we are) (so|) sorry"),
        "not": _cues("Not", "Phrases that cancel its cues in the same sentence.", "sorry (if|that you feel)"),
        "examples": about(
            "Examples",
            "Its tests: `trainer lint` tries the cues on them.",
            [{"shows": ["I'm sorry about that."], "lacks": ["I'm sorry you feel that way."]}],
            refer("examples"),
        ),
    }


def _examples() -> dict[str, Schema]:
    return {
        "shows": texts("Shows", "Replies that do it.", ["I'm sorry about that."]),
        "lacks": texts("Lacks", "Replies that do not, though they look like it.", ["I'm sorry you feel that way."]),
    }


def _cues(title: str, description: str, example: str) -> Schema:
    return about(title, description, [[example]], {"type": "array", "items": _entry("Cue", "A phrase.", example)})


def _entry(title: str, description: str, example: str) -> Schema:
    """A text in a list, explained where one points at it."""
    return dict(text(title, description, example))
