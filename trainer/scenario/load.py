"""Reading a scenario from YAML: the head, the declarations, and the order in which the parts are read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass

from trainer.document.fields import ID, Fields, Notes, as_mapping, bad_id, named, quoted
from trainer.document.finding import Finding, has_errors, in_order
from trainer.document.key_table import LANGUAGE
from trainer.document.nodes import Mapping, Node, Scalar
from trainer.document.read import read_document
from trainer.limits import NUMBER_RANGE, DocumentLimits
from trainer.principles.frameworks import Framework, FrameworkShelf
from trainer.scenario import format_keys
from trainer.scenario.facts import Fact, FactDisplay, ShownAs, Value
from trainer.scenario.format_keys import SCENARIO_FORMAT
from trainer.scenario.load_context import LoadContext
from trainer.scenario.load_scenes import check_links, read_scenes
from trainer.scenario.model import NARRATOR, STANDARD_VARIANT, YOU, CastMember, Detail, Scenario, Scene, Variant
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


def _read_facts(head: Fields, context: LoadContext) -> dict[str, Fact]:
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
        fields = Fields(mapping, format_keys.CHOICE, what, notes)
        domain = _choice(fields, key)
    elif "flag" in mapping.values:
        fields = Fields(mapping, format_keys.FLAG_FACT, what, notes)
        domain = ((False, True), fields.flag("flag"))
    elif "from" in mapping.values or "to" in mapping.values:
        fields = Fields(mapping, format_keys.NUMBER, what, notes)
        domain = _number(fields)
    else:
        fields = Fields(mapping, format_keys.ANY_FACT, what, notes)
        message = f'The fact "{key}" needs its values: "from" and "to", or "one_of", or "flag: no".'
        notes.error("missing-key", message, fields.start)
        return None
    if domain is None:
        return None
    fact = Fact(key, *domain, at=mapping.span)
    shown = fields.mapping_of("shown")
    return Fact(key, *domain, shown=_shown(shown, fact, notes), at=mapping.span) if shown else fact


def _choice(fields: Fields, key: str) -> tuple[tuple[Value, ...], Value] | None:
    words = [text for text, node in fields.words("one_of") if _is_id(text, node, fields.notes)]
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
    low = fields.whole("from")
    high = fields.whole("to")
    start = fields.whole("start")
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


def _shown(mapping: Mapping, fact: Fact, notes: Notes) -> FactDisplay:
    fields = Fields(mapping, format_keys.SHOWN_NUMBER, f'"shown" of "{fact.id}"', notes)
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
    title = fields.text("title") or fact.id.replace("_", " ").capitalize()
    return FactDisplay(kind, title, tuple(words))


def _read_variants(head: Fields, context: LoadContext) -> dict[str, Variant]:
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


def _detail(name: str, node: Node, context: LoadContext) -> Detail | None:
    if isinstance(node, Scalar):
        if node.text.strip():
            return Detail(_plain(node.text, node, context))
        context.notes.error("empty-text", f'The detail "{name}" is empty.', node)
        return None
    mapping = as_mapping(node, f'the detail "{name}"', context.notes)
    if mapping is None:
        return None
    fields = Fields(mapping, format_keys.DETAIL, f'the detail "{name}"', context.notes)
    return Detail(
        _plain(fields.text("text"), fields.at("text"), context),
        tuple(_plain(text, item, context) for text, item in fields.words("also")),
        _plain(fields.text("confused_with"), fields.at("confused_with"), context) or None,
    )


def _plain(text: str, node: Node, context: LoadContext) -> str:
    if "{{" in text or "}}" in text:
        context.notes.error("stray-braces", "A detail is what placeholders stand for: it can have none itself.", node)
    return text.strip("\n")


def _read_cast(head: Fields, context: LoadContext) -> dict[str, CastMember]:
    """The cast. A name may use details only, so it is read before other placeholders are known."""
    details = frozenset(name for v in context.variants.values() for name in v.details)
    context.placeholders = details
    found: dict[str, CastMember] = {}
    for key, key_node, node in named(head.mapping_of("cast"), context.notes):
        if key in (NARRATOR, YOU):
            context.notes.error("reserved-id", f'"{key}" always exists: call this member something else.', key_node)
            continue
        mapping = as_mapping(node, f'the cast member "{key}"', context.notes)
        if mapping is None:
            continue
        fields = Fields(mapping, format_keys.MEMBER, f'the cast member "{key}"', context.notes)
        name, about = context.text(fields, "name"), context.text(fields, "about")
        found[key] = CastMember(key, name, about, key_node.span)
        if key in details and name != parse_text("{{ " + key + " }}") and tuple(name.names()) != (key,):
            message = f'"{key}" is both a detail and a cast member whose name is another: rename one of them.'
            context.notes.error("ambiguous-name", message, key_node)
    return found


def _check_names_apart(context: LoadContext) -> None:
    """A fact shares its name with nobody, or a placeholder could mean two things."""
    details = {name for v in context.variants.values() for name in v.details}
    for fact in context.facts.values():
        if fact.id in context.cast or fact.id in details:
            message = f'"{fact.id}" names a fact and also a detail or a cast member: rename one of them.'
            context.notes.error("ambiguous-name", message, fact.at)


_LANGUAGE = re.compile(LANGUAGE.schema["pattern"])
_FORMAT_LINE = re.compile(r"scenario/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The scenario, None when an error makes it unusable, and everything found, in the order of the page."""

    scenario: Scenario | None
    findings: list[Finding]


def load_scenario(
    data: bytes, path: str, frameworks: MappingABC[str, Framework], limits: DocumentLimits | None = None
) -> Loaded:
    """A scenario from the bytes of its file, graded against some of `frameworks`."""
    limits = limits or DocumentLimits()
    document = read_document(data, path, limits)
    notes = Notes(path, limits.findings)
    notes.findings.extend(document.findings)
    scenario = None
    if isinstance(document.root, Mapping) and _right_format(document.root, notes):
        context = LoadContext(notes)
        text = document.text.replace("\r\n", "\n")
        scenario = _read(
            Fields(document.root, format_keys.SCENARIO, "a scenario", notes), context, frameworks, text, path
        )
    return Loaded(None if has_errors(notes.findings) else scenario, in_order(notes.findings))


def _right_format(root: Mapping, notes: Notes) -> bool:
    """Only this version is read. A newer one is refused, not guessed at."""
    fields = Fields(root, root.keys, "a scenario", notes)
    said = fields.text("format")
    match = _FORMAT_LINE.fullmatch(said)
    if said == SCENARIO_FORMAT or not said:
        return bool(said)
    if match and int(match[1]) > 1:
        message = f'"{said}" is newer than this program, which reads {SCENARIO_FORMAT}. Update service-trainer.'
        notes.error("newer-format", message, fields.at("format"))
    else:
        notes.error(
            "wrong-format", f'The first line of a scenario is "format: {SCENARIO_FORMAT}".', fields.at("format")
        )
    return False


def _read(head: Fields, context: LoadContext, frameworks: MappingABC[str, Framework], text: str, path: str) -> Scenario:
    _read_frameworks(head, context, frameworks)
    context.facts = _read_facts(head, context)
    context.variants = _read_variants(head, context)
    context.cast = _read_cast(head, context)
    _check_names_apart(context)
    context.declare_placeholders()
    start = head.text("start")
    scenes: dict[str, Scene] = read_scenes(head, context)
    check_links(head, scenes, start, context)
    language = head.text("language")
    if language and not _LANGUAGE.fullmatch(language):
        context.notes.error("bad-language", 'Write the language as in "en" or "pt-BR".', head.at("language"))
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
        weights=_read_weights(head, context),
        cast=context.cast,
        facts=context.facts,
        variants=context.variants,
        start=start,
        scenes=scenes,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=path,
    )


def _read_frameworks(head: Fields, context: LoadContext, frameworks: MappingABC[str, Framework]) -> None:
    found: dict[str, Framework] = {}
    named = head.words("frameworks")
    for name, node in named:
        if name in frameworks:
            found[name] = frameworks[name]
        else:
            context.missing_frameworks = True
            _not_there(name, node, frameworks, context)
    if not named:
        context.missing_frameworks = True
        if "frameworks" in head:
            message = "Name at least one framework: replies are graded against its principles."
            context.notes.error("empty-list", message, head.at("frameworks"))
    context.declare_frameworks(found.values())


def _not_there(name: str, node: Scalar, frameworks: MappingABC[str, Framework], context: LoadContext) -> None:
    broken = frameworks.trouble(name) if isinstance(frameworks, FrameworkShelf) else None
    if broken:
        message = f'The framework "{quoted(name)}" has errors: `trainer lint {broken}` shows them.'
        context.notes.error("broken-framework", message, node)
    else:
        context.notes.unknown("unknown-framework", "framework", name, frameworks, node)


def _read_weights(head: Fields, context: LoadContext) -> dict[str, int]:
    mapping = head.mapping_of("weights")
    found: dict[str, int] = {}
    if mapping is not None:
        fields = Fields(mapping, mapping.keys, '"weights"', context.notes)
        for name, key in mapping.keys.items():
            principle = context.principle(name, key)
            weight = fields.whole(name, format_keys.WEIGHT.bounds)
            if principle and weight:
                found[principle] = weight
    return found
