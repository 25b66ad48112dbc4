"""Reading what a decision says about replies in own words: the acts it expects, its own cues, its examples."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.document.fields import Fields, as_mapping, identifiers, named
from trainer.document.nodes import Scalar
from trainer.principles.acts import Cue, read_cues
from trainer.scenario.model import FALLBACK, NONE_OF_THESE, Example
from trainer.scenario.placeholders import unwrapped

TYPED_KEYS = ("typed", "expects", "listen_for", "examples")
_EXAMPLE = ("typed", "means", "shows", "lacks", "from")


def read_welcome(fields: Fields) -> bool:
    """Whether own words are welcome."""
    node = fields.node("typed")
    if node is None:
        return False
    if isinstance(node, Scalar) and node.text in ("welcome", "no"):
        return node.text == "welcome"
    fields.wrong("typed", "welcome or no", node)
    return False


def read_listen_for(fields: Fields) -> dict[str, tuple[Cue, ...]]:
    """The scene's own cues, by act. They may use the slots of the cue syntax, but no groups of an acts file."""
    mapping = fields.mapping_of("listen_for")
    if mapping is None:
        return {}
    inner = Fields(mapping, tuple(mapping.keys), '"listen_for"', fields.notes)
    return {act: read_cues(inner, act, ()) for act, _, _ in named(mapping, fields.notes)}


def read_examples(fields: Fields, responses: Iterable[str]) -> tuple[Example, ...]:
    """The graded examples beside the decision."""
    known = (*responses, FALLBACK, NONE_OF_THESE)
    found = []
    for node in fields.items("examples"):
        mapping = as_mapping(node, "an example", fields.notes)
        if mapping is not None:
            found.append(_example(Fields(mapping, _EXAMPLE, "an example", fields.notes), known))
    return tuple(found)


def _example(fields: Fields, responses: tuple[str, ...]) -> Example:
    means = fields.text("means", required=False) or None
    if means and means not in responses:
        fields.notes.unknown("unknown-response", "response", means, responses, fields.at("means"))
    shows, lacks = identifiers(fields, "shows"), identifiers(fields, "lacks")
    for act in set(shows) & set(lacks):
        fields.notes.error("contradiction", f'The example both shows and lacks "{act}".', fields.at("lacks"))
    if not (means or shows or lacks):
        message = 'The example says nothing: give it "means", "shows" or "lacks".'
        fields.notes.error("missing-key", message, fields.mapping)
    return Example(
        typed=unwrapped(fields.text("typed")),
        means=means,
        shows=shows,
        lacks=lacks,
        source=fields.text("from", required=False),
        at=fields.mapping.span,
    )
