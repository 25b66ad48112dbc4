"""Reading the declarations of a scenario: facts, variants and cast."""

from __future__ import annotations

from trainer.document.fields import ID, Fields, Notes, as_mapping, bad_id, named
from trainer.document.nodes import Mapping, Node, Scalar
from trainer.limits import NUMBER_RANGE
from trainer.scenario.context import Context
from trainer.scenario.facts import Fact, Shown, ShownAs, Value
from trainer.scenario.model import NARRATOR, STANDARD_VARIANT, YOU, CastMember, Detail, Variant
from trainer.scenario.placeholders import parse_text

_NUMBER_KEYS = ("from", "to", "start", "shown")
_CHOICE_KEYS = ("one_of", "start", "shown")
_FLAG_KEYS = ("flag", "shown")
_ALL_KEYS = ("from", "to", "one_of", "flag", "start", "shown")
_SHOWN_KEYS = ("as", "title", "words")
_MEMBER_KEYS = ("name", "about")
_DETAIL_KEYS = ("text", "also", "confused_with")
_KEYWORDS = frozenset({"and", "or", "not"})


def read_facts(head: Fields, context: Context) -> dict[str, Fact]:
    """The declared facts."""
    found: dict[str, Fact] = {}
    for key, key_node, node in named(head.mapping_of("facts"), context.notes):
        if key in _KEYWORDS or not key[0].isalpha():
            message = f'A fact cannot be called "{key}": begin with a letter, and not and, or, not.'
            context.notes.error("bad-id", message, key_node)
            continue
        mapping = as_mapping(node, f'the fact "{key}"', context.notes)
        if mapping is not None:
            fact = _fact(key, mapping, context.notes)
            if fact:
                found[key] = fact
    return found


def _fact(key: str, mapping: Mapping, notes: Notes) -> Fact | None:
    what = f'the fact "{key}"'
    domain: tuple[tuple[Value, ...], Value] | None
    if "one_of" in mapping.values:
        fields = Fields(mapping, _CHOICE_KEYS, what, notes)
        domain = _choice(fields, key)
    elif "flag" in mapping.values:
        fields = Fields(mapping, _FLAG_KEYS, what, notes)
        domain = ((False, True), fields.flag("flag"))
    elif "from" in mapping.values or "to" in mapping.values:
        fields = Fields(mapping, _NUMBER_KEYS, what, notes)
        domain = _number(fields)
    else:
        fields = Fields(mapping, _ALL_KEYS, what, notes)
        message = f'The fact "{key}" needs its values: "from" and "to", or "one_of", or "flag: no".'
        notes.error("missing-key", message, fields.start)
        return None
    if domain is None:
        return None
    fact = Fact(key, *domain, at=mapping.span)
    shown = fields.mapping_of("shown")
    return Fact(key, *domain, shown=_shown(shown, fact, notes), at=mapping.span) if shown else fact


def _choice(fields: Fields, key: str) -> tuple[tuple[Value, ...], Value] | None:
    words = [text for text, node in fields.words("one_of", required=True) if _is_id(text, node, fields.notes)]
    if len(set(words)) < len(words):
        fields.notes.error("duplicate-id", f'"one_of" of "{key}" names a value twice.', fields.at("one_of"))
    start = fields.text("start")
    if not words or not start:
        return None
    if start not in words:
        fields.notes.error("outside-domain", f'"start" must be one of {", ".join(words)}.', fields.at("start"))
        return None
    return tuple(dict.fromkeys(words)), start


def _is_id(text: str, node: Node, notes: Notes) -> bool:
    if ID.fullmatch(text):
        return True
    bad_id(notes, text, node)
    return False


def _number(fields: Fields) -> tuple[tuple[Value, ...], Value] | None:
    low = fields.whole("from", -NUMBER_RANGE, NUMBER_RANGE)
    high = fields.whole("to", -NUMBER_RANGE, NUMBER_RANGE)
    start = fields.whole("start", -NUMBER_RANGE, NUMBER_RANGE)
    if low is None or high is None or start is None:
        return None
    if not low < high or high - low > NUMBER_RANGE:
        message = f'"to" must be greater than "from", by at most {NUMBER_RANGE}.'
        fields.notes.error("bad-number", message, fields.at("to"))
        return None
    if not low <= start <= high:
        fields.notes.error("outside-domain", f'"start" must lie from {low} to {high}.', fields.at("start"))
        return None
    return tuple(range(low, high + 1)), start


def _shown(mapping: Mapping, fact: Fact, notes: Notes) -> Shown:
    fields = Fields(mapping, _SHOWN_KEYS, f'"shown" of "{fact.id}"', notes)
    kind = fields.choice("as", ShownAs, ShownAs.WORDS)
    if kind is not ShownAs.WORDS and not fact.is_number:
        notes.error("wrong-type", f'Only a number can be shown as {kind}: write "as: words".', fields.at("as"))
    words: list[tuple[Value, str]] = []
    given = fields.mapping_of("words")
    for key, node in given.keys.items() if given else ():
        value = fact.read(key)
        word = given.values[key] if given else node
        if value is None:
            notes.error("outside-domain", f'"{fact.id}" can never be "{key}": it is {fact.domain()}.', node)
        elif not isinstance(word, Scalar) or not word.text.strip():
            fields.wrong(key, "a word", word)
        else:
            words.append((value, word.text.strip()))
    if fact.is_number:
        words.sort(key=lambda pair: int(pair[0]))
    title = fields.text("title", required=False) or fact.id.replace("_", " ").capitalize()
    return Shown(kind, title, tuple(words))


def read_variants(head: Fields, context: Context) -> dict[str, Variant]:
    """The variants; one without details where none are declared. All must give the same details."""
    found: dict[str, Variant] = {}
    for key, _, node in named(head.mapping_of("variants"), context.notes):
        mapping = as_mapping(node, f'the variant "{key}"', context.notes)
        if mapping is not None:
            details = {n: _detail(n, v, context) for n, _, v in named(mapping, context.notes)}
            found[key] = Variant(key, {n: d for n, d in details.items() if d}, mapping.span)
    if found:
        _same_details(found, context.notes)
    return found or {STANDARD_VARIANT: Variant(STANDARD_VARIANT, {})}


def _same_details(variants: dict[str, Variant], notes: Notes) -> None:
    everywhere = {name for v in variants.values() for name in v.details}
    for variant in variants.values():
        for name in sorted(everywhere - set(variant.details)):
            message = f'The variant "{variant.id}" lacks "{name}", which another variant gives.'
            notes.error("missing-detail", message, variant.at)


def _detail(name: str, node: Node, context: Context) -> Detail | None:
    if isinstance(node, Scalar):
        if node.text.strip():
            return Detail(_plain(node.text, node, context))
        context.notes.error("empty-text", f'The detail "{name}" is empty.', node)
        return None
    mapping = as_mapping(node, f'the detail "{name}"', context.notes)
    if mapping is None:
        return None
    fields = Fields(mapping, _DETAIL_KEYS, f'the detail "{name}"', context.notes)
    return Detail(
        _plain(fields.text("text"), fields.at("text"), context),
        tuple(_plain(text, item, context) for text, item in fields.words("also")),
        _plain(fields.text("confused_with", required=False), fields.at("confused_with"), context) or None,
    )


def _plain(text: str, node: Node, context: Context) -> str:
    if "{{" in text or "}}" in text:
        context.notes.error("stray-braces", "A detail is what placeholders stand for: it can have none itself.", node)
    return text.strip("\n")


def read_cast(head: Fields, context: Context) -> dict[str, CastMember]:
    """The cast. A name may use details only, so it is read before other placeholders are known."""
    details = frozenset(name for v in context.variants.values() for name in v.details)
    context.placeholders = details
    found: dict[str, CastMember] = {}
    for key, key_node, node in named(head.mapping_of("cast", required=True), context.notes):
        if key in (NARRATOR, YOU):
            context.notes.error("reserved-id", f'"{key}" always exists: call this member something else.', key_node)
            continue
        mapping = as_mapping(node, f'the cast member "{key}"', context.notes)
        if mapping is None:
            continue
        fields = Fields(mapping, _MEMBER_KEYS, f'the cast member "{key}"', context.notes)
        name, about = context.text(fields, "name"), context.text(fields, "about", required=False)
        found[key] = CastMember(key, name, about, key_node.span)
        if key in details and name != parse_text("{{ " + key + " }}") and tuple(name.names()) != (key,):
            message = f'"{key}" is both a detail and a cast member whose name is another: rename one of them.'
            context.notes.error("ambiguous-name", message, key_node)
    return found


def check_names_apart(context: Context) -> None:
    """A fact shares its name with nobody, or a placeholder could mean two things."""
    details = {name for v in context.variants.values() for name in v.details}
    for fact in context.facts.values():
        if fact.id in context.cast or fact.id in details:
            message = f'"{fact.id}" names a fact and also a detail or a cast member: rename one of them.'
            context.notes.error("ambiguous-name", message, fact.at)
