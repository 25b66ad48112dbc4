"""Frameworks of service principles: what they are, read from YAML, and found in folders."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from trainer.document.fields import Fields, Notes, fields_of
from trainer.document.finding import START, Finding, Span, has_errors
from trainer.document.key_table import ID, TEXT, KeySet, by_name, format_key, list_of, needed, one_of, optional, part
from trainer.document.nodes import Node
from trainer.document.read import STANDARD, read_document
from trainer.errors import UnusableInput
from trainer.kinds import read_head


class Judged(StrEnum):
    """Where a principle's level comes from."""

    REPLY = "reply"
    """From the marks on each reply."""
    RUN = "run"
    """From the touchpoints of a whole run; authors cannot mark it on a reply."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One service principle. `id` is the full one, `framework.principle`."""

    id: str
    title: str
    statement: str
    honours: tuple[str, ...]
    breaks: tuple[str, ...]
    source: str
    judged: Judged = Judged.REPLY
    honoured_by: tuple[str, ...] = ()
    """The acts by which words honour it."""
    broken_by: tuple[str, ...] = ()
    """The acts by which words break it."""

    @property
    def short(self) -> str:
        """The id without its framework."""
        return self.id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Framework:
    """A named set of principles from one source, with the text it was read from and that text's SHA-256."""

    id: str
    title: str
    summary: str
    source: str
    principles: Mapping[str, Principle]
    """By short name, in the order written."""
    text: str
    sha256: str
    path: str
    at: Span = field(default=START, compare=False)


def by_full_id(frameworks: Iterable[Framework]) -> dict[str, Principle]:
    """All principles of some frameworks, in order."""
    return {p.id: p for f in frameworks for p in f.principles.values()}


FORMAT = "framework/1"
FRAMEWORK_KEYS = KeySet(
    format_key(FORMAT),
    needed("id", ID, "How scenarios name it. Name the file like it.", "harbour-clinic"),
    needed("title", TEXT, "A few words.", "the Harbour Clinic promise"),
    needed("source", TEXT, "Where it comes from.", "Our front-desk standard, agreed by the team in March."),
    needed("summary", TEXT, "One or two sentences.", "What every patient can count on."),
    needed("principles", by_name(ID, part("principle"), least=1), "Three to six, by short names of your own.",
        {"greet-first": {"title": "a person first", "statement": "Look up.", "honours": [], "breaks": []}}),
)  # fmt: skip
_JUDGED = one_of(
    [each.value for each in Judged],
    "marked on replies",
    "judged over all touchpoints of a run, never marked on a reply",
)
PRINCIPLE_KEYS = KeySet(
    needed("title", TEXT, "A few words, as they read inside a sentence.", "a person before a form"),
    needed("statement", TEXT, "The principle in one or two sentences.", "Look up and greet first."),
    needed("honours", list_of(TEXT), "What it looks like: what one can see or hear.", ["Greets within a few seconds."]),
    needed("breaks", list_of(TEXT), "What breaks it, also on a bad day.", ["Asks for the card first."]),
    optional("source", TEXT, "Where it comes from; without it, the framework's source.", "Micah Solomon"),
    optional("judged", _JUDGED, "Where its level comes from.", Judged.REPLY.value),
    optional("honoured_by", list_of(ID, unique=True), "The acts by which typed words honour it.",
        ["restates", "checks-detail"]),
    optional("broken_by", list_of(ID, unique=True), "The acts by which typed words break it.", ["argues"]),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoadedFramework:
    """The framework, None when an error makes it unusable, and everything found."""

    framework: Framework | None
    findings: list[Finding]


def load_framework(data: bytes, path: str) -> LoadedFramework:
    """A framework from the bytes of its file."""
    document = read_document(data, path)
    notes = Notes(path, STANDARD.findings, document.findings)
    if document.mapping is None:
        return LoadedFramework(None, notes.findings)
    text = document.text.replace("\r\n", "\n")
    fields = Fields(document.mapping, FRAMEWORK_KEYS, "a framework", notes)
    if fields.text("format") != FORMAT:
        notes.error("wrong-format", f'The first line must be "format: {FORMAT}".', fields.at("format"))
    identifier = fields.identifier("id")
    source = fields.text("source")
    mapping = fields.mapping_of("principles")
    principles = {key: _principle(key, node, identifier, source, notes) for key, _, node in notes.named(mapping)}
    if mapping is not None and not principles:
        notes.error("empty-list", "A framework needs at least one principle.", mapping)
    framework = Framework(
        id=identifier,
        title=fields.text("title"),
        summary=fields.text("summary"),
        source=source,
        principles={key: principle for key, principle in principles.items() if principle},
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=path,
        at=document.mapping.span,
    )
    return LoadedFramework(None if has_errors(notes.findings) else framework, notes.findings)


def _principle(key: str, node: Node, framework: str, source: str, notes: Notes) -> Principle | None:
    fields = fields_of(node, PRINCIPLE_KEYS, f'the principle "{key}"', notes)
    if fields is None:
        return None
    return Principle(
        id=f"{framework}.{key}",
        title=fields.text("title"),
        statement=fields.text("statement"),
        honours=fields.texts("honours"),
        breaks=fields.texts("breaks"),
        source=fields.text("source") or source,
        judged=fields.choice("judged", Judged, Judged.REPLY),
        honoured_by=fields.identifiers("honoured_by"),
        broken_by=fields.identifiers("broken_by"),
    )


class FrameworkShelf(Mapping[str, Framework]):
    """Frameworks by id. A file that cannot be used is not in it; `trouble` says what is wrong with it."""

    def __init__(self, folders: list[Path], read: Callable[[Path], bytes]) -> None:
        """Look through folders, nearest first; a framework in an earlier one hides its namesake."""
        self._read = read
        self._paths: dict[str, Path] = {}
        self._loaded: dict[str, Framework | None] = {}
        for folder in folders:
            for path in yaml_files(folder):
                self._paths.setdefault(read_head(path).id or path.stem, path)

    def __getitem__(self, name: str) -> Framework:
        framework = self._load(name) if name in self._paths else None
        if framework is None:
            raise KeyError(name)
        return framework

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._paths and self._load(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._paths if self._load(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def trouble(self, name: str) -> Path | None:
        """The file that should hold this framework and cannot be used, None where there is no such file."""
        path = self._paths.get(name)
        return path if path is not None and self._load(name) is None else None

    def _load(self, name: str) -> Framework | None:
        if name not in self._loaded:
            path = self._paths[name]
            framework = load_framework(self._read(path), str(path)).framework
            self._loaded[name] = framework if framework and framework.id == name else None
        return self._loaded[name]


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files directly in a folder, none where there is no such folder. UnusableInput if it may not be read."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UnusableInput(f"this folder cannot be read: {error.strerror}", where=str(folder)) from error
