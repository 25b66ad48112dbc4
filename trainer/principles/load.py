"""Reading a framework from YAML."""

import hashlib
from dataclasses import dataclass

from trainer.document.fields import Fields, Notes, as_mapping, identifiers, named
from trainer.document.finding import Finding, has_errors
from trainer.document.nodes import Mapping, Node
from trainer.document.read import read_document
from trainer.limits import DocumentLimits
from trainer.principles.model import Framework, Judged, Principle

FORMAT = "framework/1"
_HEAD = ("format", "id", "title", "source", "summary", "principles")
_PRINCIPLE = ("title", "statement", "honours", "breaks", "source", "judged", "honoured_by", "broken_by")


@dataclass(frozen=True, slots=True)
class LoadedFramework:
    """The framework, None when an error makes it unusable, and everything found."""

    framework: Framework | None
    findings: list[Finding]


def load_framework(data: bytes, path: str, limits: DocumentLimits | None = None) -> LoadedFramework:
    """A framework from the bytes of its file."""
    limits = limits or DocumentLimits()
    document = read_document(data, path, limits)
    notes = Notes(path, limits.findings)
    notes.findings.extend(document.findings)
    if not isinstance(document.root, Mapping):
        return LoadedFramework(None, notes.findings)
    text = document.text.replace("\r\n", "\n")
    fields = Fields(document.root, _HEAD, "a framework", notes)
    if fields.text("format") != FORMAT:
        notes.error("wrong-format", f'The first line must be "format: {FORMAT}".', fields.at("format"))
    identifier = fields.identifier("id")
    source = fields.text("source")
    principles = _principles(fields, identifier, source, notes)
    framework = Framework(
        id=identifier,
        title=fields.text("title"),
        summary=fields.text("summary"),
        source=source,
        principles=principles,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=path,
        at=document.root.span,
    )
    return LoadedFramework(None if has_errors(notes.findings) else framework, notes.findings)


def _principles(fields: Fields, framework: str, source: str, notes: Notes) -> dict[str, Principle]:
    mapping = fields.mapping_of("principles", required=True)
    named_nodes = named(mapping, notes)
    found = {key: _principle(key, node, framework, source, notes) for key, _, node in named_nodes}
    if mapping is not None and not found:
        notes.error("empty-list", "A framework needs at least one principle.", mapping)
    return {key: principle for key, principle in found.items() if principle}


def _principle(key: str, node: Node, framework: str, source: str, notes: Notes) -> Principle | None:
    mapping = as_mapping(node, f'the principle "{key}"', notes)
    if mapping is None:
        return None
    fields = Fields(mapping, _PRINCIPLE, f'the principle "{key}"', notes)
    return Principle(
        id=f"{framework}.{key}",
        title=fields.text("title"),
        statement=fields.text("statement"),
        honours=tuple(text for text, _ in fields.words("honours", required=True)),
        breaks=tuple(text for text, _ in fields.words("breaks", required=True)),
        source=fields.text("source", required=False) or source,
        judged=fields.choice("judged", Judged, Judged.REPLY),
        honoured_by=identifiers(fields, "honoured_by"),
        broken_by=identifiers(fields, "broken_by"),
    )
