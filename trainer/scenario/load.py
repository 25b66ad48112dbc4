"""Reading a scenario from YAML: the head, the declarations, and the order in which the parts are read."""

import hashlib
import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace

from trainer.document.fields import Fields, Notes, fields_of
from trainer.document.finding import Finding, has_errors, in_order
from trainer.document.key_table import LANGUAGE
from trainer.document.nodes import Mapping, Node, Scalar
from trainer.document.read import STANDARD, read_document
from trainer.limits import NUMBER_RANGE, DocumentLimits
from trainer.principles.frameworks import Framework
from trainer.scenario import format_keys
from trainer.scenario.facts import Fact, FactDisplay, ShownAs, Value
from trainer.scenario.format_keys import SCENARIO_FORMAT
from trainer.scenario.load_context import LoadContext
from trainer.scenario.load_scenes import check_links, read_scenes
from trainer.scenario.model import NARRATOR, STANDARD_VARIANT, YOU, CastMember, Detail, Scenario, Variant
from trainer.scenario.placeholders import parse_text, unwrapped

UNSEEN_LINKS = "imported: links not seen in"
"""Begins a comment about a scene from which more ways may lead than the document has."""
_UNSEEN_LINKS = re.compile(rf"^#[ \t]*{UNSEEN_LINKS} ([a-z0-9][a-z0-9_-]{{0,63}})(?=[\s:(]|$)", re.MULTILINE)


def scenes_with_unseen_links(text: str) -> frozenset[str]:
    """The scenes from which an importer could not see every link.

    While there is one, no scene of the document may be called unreachable: the missing link may lead there.
    A trainer who has put the links in deletes the comment.
    """
    return frozenset(match[1] for match in _UNSEEN_LINKS.finditer(text))


_KEYWORDS = frozenset({"and", "or", "not"})


def _read_facts(head: Fields, notes: Notes) -> dict[str, Fact]:
    """The declared facts."""
    facts: dict[str, Fact] = {}
    for key, key_node, node in notes.named(head.mapping_of("facts")):
        if key in _KEYWORDS or not key[0].isalpha():
            message = f'A fact cannot be called "{key}": begin with a letter, and not and, or, not.'
            notes.error("bad-id", message, key_node)
            continue
        given = node.values if isinstance(node, Mapping) else {}
        kind = next((keys for name, keys in _FACT_KINDS.items() if name in given), format_keys.ANY_FACT)
        fields = fields_of(node, kind, f'the fact "{key}"', notes)
        domain = _domain(fields, key) if fields else None
        if fields and domain:
            facts[key] = fact = Fact(key, *domain, at=fields.mapping.span)
            if shown := fields.inner("shown", format_keys.SHOWN_NUMBER, f'"shown" of "{key}"'):
                facts[key] = replace(fact, shown=_shown(shown, fact))
    return facts


_FACT_KINDS = {
    "one_of": format_keys.CHOICE,
    "flag": format_keys.FLAG_FACT,
    "from": format_keys.NUMBER,
    "to": format_keys.NUMBER,
}
"""What a fact is, by the first of these keys that it has."""


def _domain(fields: Fields, key: str) -> tuple[tuple[Value, ...], Value] | None:
    """The values that a fact can have, and the one at the beginning."""
    notes = fields.notes
    if fields.known is format_keys.CHOICE:
        words = [text for text, node in fields.words("one_of") if notes.is_id(text, node)]
        if len(set(words)) < len(words):
            notes.error("duplicate-id", f'"one_of" of "{key}" names a value twice.', fields.at("one_of"))
        word = fields.text("start")
        if words and word in words:
            return tuple(dict.fromkeys(words)), word
        if words and word:
            notes.error("outside-domain", f'"start" must be one of {", ".join(words)}.', fields.at("start"))
    elif fields.known is format_keys.FLAG_FACT:
        return (False, True), fields.flag("flag")
    elif fields.known is format_keys.NUMBER:
        low, high, start = fields.whole("from"), fields.whole("to"), fields.whole("start")
        if low is None or high is None or start is None:
            return None
        if not low < high or high - low > NUMBER_RANGE:
            message = f'"to" must be greater than "from", by at most {NUMBER_RANGE}.'
            notes.error("bad-number", message, fields.at("to"))
        elif not low <= start <= high:
            notes.error("outside-domain", f'"start" must lie from {low} to {high}.', fields.at("start"))
        else:
            return tuple(range(low, high + 1)), start
    else:
        message = f'The fact "{key}" needs its values: "from" and "to", or "one_of", or "flag: no".'
        notes.error("missing-key", message, fields.start)
    return None


def _shown(fields: Fields, fact: Fact) -> FactDisplay:
    notes = fields.notes
    kind = fields.choice("as", ShownAs, ShownAs.WORDS)
    if kind is not ShownAs.WORDS and not fact.is_number:
        notes.error("wrong-type", f'Only a number can be shown as {kind}: write "as: words".', fields.at("as"))
    words: list[tuple[Value, str]] = []
    given = fields.mapping_of("words")
    names = given.keys if given else {}
    for key, word in given.values.items() if given else ():
        value = fact.read(key)
        if value is None:
            message = f'"{fact.id}" can never be "{key}": it is {fact.domain()}.'
            notes.error("outside-domain", message, names[key])
        elif not isinstance(word, Scalar) or not word.text.strip():
            fields.wrong(key, "a word", word)
        else:
            words.append((value, word.text.strip()))
    if fact.is_number:
        words.sort(key=lambda pair: int(pair[0]))
    title = fields.text("title") or fact.id.replace("_", " ").capitalize()
    return FactDisplay(kind, title, tuple(words))


def _read_variants(head: Fields, notes: Notes) -> dict[str, Variant]:
    """The variants; one without details where none are declared. All must give the same details."""
    variants: dict[str, Variant] = {}
    for key, _, node in notes.named(head.mapping_of("variants")):
        fields = fields_of(node, None, f'the variant "{key}"', notes)
        if fields is None:
            continue
        details: dict[str, Detail] = {}
        for name, _, value in notes.named(fields.mapping):
            if isinstance(value, Scalar):
                if value.text.strip():
                    details[name] = Detail(_plain(value.text, value, notes))
                else:
                    notes.error("empty-text", f'The detail "{name}" is empty.', value)
            elif inner := fields_of(value, format_keys.DETAIL, f'the detail "{name}"', notes):
                details[name] = Detail(
                    _plain(inner.text("text"), inner.at("text"), notes),
                    tuple(_plain(text, item, notes) for text, item in inner.words("also")),
                    _plain(inner.text("confused_with"), inner.at("confused_with"), notes) or None,
                )
        variants[key] = Variant(key, details, fields.mapping.span)
    everywhere = {name for variant in variants.values() for name in variant.details}
    for variant in variants.values():
        for name in sorted(everywhere - set(variant.details)):
            message = f'The variant "{variant.id}" lacks "{name}", which another variant gives.'
            notes.error("missing-detail", message, variant.at)
    return variants or {STANDARD_VARIANT: Variant(STANDARD_VARIANT, {})}


def _plain(text: str, node: Node, notes: Notes) -> str:
    if "{{" in text or "}}" in text:
        notes.error("stray-braces", "A detail is what placeholders stand for: it can have none itself.", node)
    return text.strip("\n")


def _read_cast(head: Fields, context: LoadContext) -> dict[str, CastMember]:
    """The cast, each name apart from those of facts and details.

    A name may use details only, so it is read before other placeholders are known.
    """
    notes = context.notes
    details = frozenset(name for v in context.variants.values() for name in v.details)
    context.placeholders = details
    cast: dict[str, CastMember] = {}
    for key, key_node, node in notes.named(head.mapping_of("cast")):
        if key in (NARRATOR, YOU):
            notes.error("reserved-id", f'"{key}" always exists: call this member something else.', key_node)
            continue
        fields = fields_of(node, format_keys.MEMBER, f'the cast member "{key}"', notes)
        if fields is None:
            continue
        name, about = context.text(fields, "name"), context.text(fields, "about")
        cast[key] = CastMember(key, name, about, key_node.span)
        if key in details and name != parse_text("{{ " + key + " }}") and tuple(name.names()) != (key,):
            message = f'"{key}" is both a detail and a cast member whose name is another: rename one of them.'
            notes.error("ambiguous-name", message, key_node)
    for fact in context.facts.values():
        if fact.id in cast or fact.id in details:
            message = f'"{fact.id}" names a fact and also a detail or a cast member: rename one of them.'
            notes.error("ambiguous-name", message, fact.at)
    return cast


_LANGUAGE = re.compile(LANGUAGE.schema["pattern"])
_FORMAT_LINE = re.compile(r"scenario/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The scenario, None when an error makes it unusable, and everything found, in the order of the page."""

    scenario: Scenario | None
    findings: list[Finding]


def load_scenario(
    data: bytes, path: str, frameworks: MappingABC[str, Framework], limits: DocumentLimits = STANDARD
) -> Loaded:
    """A scenario from the bytes of its file, graded against some of `frameworks`."""
    document = read_document(data, path, limits)
    notes = Notes(path, limits.findings, document.findings)
    if document.mapping is None:
        return Loaded(None, in_order(notes.findings))
    # Only this version is read. A newer one is refused, not guessed at.
    head = Fields(document.mapping, None, "a scenario", notes)
    head.node("format", required=True)
    said = head.text("format")
    match = _FORMAT_LINE.fullmatch(said)
    scenario = None
    if said == SCENARIO_FORMAT:
        head = Fields(document.mapping, format_keys.SCENARIO, "a scenario", notes)
        scenario = _read(head, frameworks, document.text.replace("\r\n", "\n"), path)
    elif match and int(match[1]) > 1:
        message = f'"{said}" is newer than this program, which reads {SCENARIO_FORMAT}. Update service-trainer.'
        notes.error("newer-format", message, head.at("format"))
    elif said:
        message = f'The first line of a scenario is "format: {SCENARIO_FORMAT}".'
        notes.error("wrong-format", message, head.at("format"))
    return Loaded(None if has_errors(notes.findings) else scenario, in_order(notes.findings))


def _read(head: Fields, frameworks: MappingABC[str, Framework], text: str, path: str) -> Scenario:
    context = LoadContext(head.notes)
    context.declare_frameworks(head, frameworks)
    context.facts = _read_facts(head, context.notes)
    context.variants = _read_variants(head, context.notes)
    context.cast = _read_cast(head, context)
    context.declare_placeholders()
    start = head.text("start")
    scenes = read_scenes(head, context)
    check_links(head, scenes, start, context)
    language = head.text("language")
    if language and not _LANGUAGE.fullmatch(language):
        context.notes.error("bad-language", 'Write the language as in "en" or "pt-BR".', head.at("language"))
    weights: dict[str, int] = {}
    if weighed := head.inner("weights", None):
        for name, node in weighed.mapping.keys.items():
            principle, weight = context.principle(name, node), weighed.whole(name, format_keys.WEIGHT.bounds)
            if principle and weight:
                weights[principle] = weight
    return Scenario(
        id=head.identifier("id"),
        title=head.text("title"),
        version=head.whole("version") or 1,
        language=language,
        family=head.identifier("family"),
        minutes=head.whole("minutes") or 1,
        summary=unwrapped(head.text("summary")),
        setting=context.text(head, "setting"),
        you=context.text(head, "you"),
        source=unwrapped(head.text("source")),
        frameworks=context.frameworks,
        weights=weights,
        cast=context.cast,
        facts=context.facts,
        variants=context.variants,
        start=start,
        scenes=scenes,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=path,
    )
