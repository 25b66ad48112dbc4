"""Reading a scenario from YAML: the head, and the order in which the parts are read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass

from trainer.document.fields import Fields, Notes, quoted
from trainer.document.finding import Finding, has_errors, in_order
from trainer.document.nodes import Mapping, Scalar
from trainer.document.read import read_document
from trainer.limits import DocumentLimits
from trainer.principles.model import Framework
from trainer.principles.shelf import FrameworkShelf
from trainer.scenario.context import Context
from trainer.scenario.load_names import check_names_apart, read_cast, read_facts, read_variants
from trainer.scenario.load_scenes import check_links, read_scenes
from trainer.scenario.model import Scenario, Scene
from trainer.scenario.placeholders import unwrapped

FORMAT = "scenario/1"
_HEAD = (
    "format", "id", "title", "version", "language", "family", "minutes", "summary", "setting", "you",
    "frameworks", "source", "weights", "cast", "facts", "variants", "start", "scenes",
)  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_FORMAT_LINE = re.compile(r"scenario/(\d{1,4})")
HEAVIEST = 5
"""The most that one principle can weigh."""


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
        context = Context(notes)
        text = document.text.replace("\r\n", "\n")
        scenario = _read(Fields(document.root, _HEAD, "a scenario", notes), context, frameworks, text, path)
    return Loaded(None if has_errors(notes.findings) else scenario, in_order(notes.findings))


def _right_format(root: Mapping, notes: Notes) -> bool:
    """Only this version is read. A newer one is refused, not guessed at."""
    fields = Fields(root, root.keys, "a scenario", notes)
    said = fields.text("format")
    match = _FORMAT_LINE.fullmatch(said)
    if said == FORMAT or not said:
        return bool(said)
    if match and int(match[1]) > 1:
        message = f'"{said}" is newer than this program, which reads {FORMAT}. Update service-trainer.'
        notes.error("newer-format", message, fields.at("format"))
    else:
        notes.error("wrong-format", f'The first line of a scenario is "format: {FORMAT}".', fields.at("format"))
    return False


def _read(head: Fields, context: Context, frameworks: MappingABC[str, Framework], text: str, path: str) -> Scenario:
    _read_frameworks(head, context, frameworks)
    context.facts = read_facts(head, context)
    context.variants = read_variants(head, context)
    context.cast = read_cast(head, context)
    check_names_apart(context)
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
        version=head.whole("version", 1, 100_000) or 1,
        language=language,
        family=head.identifier("family"),
        minutes=head.whole("minutes", 1, 240) or 1,
        summary=unwrapped(head.text("summary")),
        setting=context.text(head, "setting"),
        you=context.text(head, "you"),
        source=unwrapped(head.text("source", required=False)),
        frameworks=context.frameworks,
        weights=_weights(head, context),
        cast=context.cast,
        facts=context.facts,
        variants=context.variants,
        start=start,
        scenes=scenes,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=path,
    )


def _read_frameworks(head: Fields, context: Context, frameworks: MappingABC[str, Framework]) -> None:
    found: dict[str, Framework] = {}
    named = head.words("frameworks", required=True)
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


def _not_there(name: str, node: Scalar, frameworks: MappingABC[str, Framework], context: Context) -> None:
    broken = frameworks.trouble(name) if isinstance(frameworks, FrameworkShelf) else None
    if broken:
        message = f'The framework "{quoted(name)}" has errors: `trainer lint {broken}` shows them.'
        context.notes.error("broken-framework", message, node)
    else:
        context.notes.unknown("unknown-framework", "framework", name, frameworks, node)


def _weights(head: Fields, context: Context) -> dict[str, int]:
    mapping = head.mapping_of("weights")
    found: dict[str, int] = {}
    if mapping is not None:
        fields = Fields(mapping, mapping.keys, '"weights"', context.notes)
        for name, key in mapping.keys.items():
            principle = context.principle(name, key)
            weight = fields.whole(name, 1, HEAVIEST)
            if principle and weight:
                found[principle] = weight
    return found
