"""Acts, observable things that a reply does, and the cues each is known by: read from YAML, found by language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from trainer.document.fields import Fields, Notes, as_mapping, named, quoted
from trainer.document.finding import START, Finding, Span, has_errors
from trainer.document.nodes import Mapping as MappingNode
from trainer.document.nodes import Node, Scalar
from trainer.document.nodes import Sequence as SequenceNode
from trainer.document.read import read_document
from trainer.errors import UnusableInput
from trainer.kinds import read_head
from trainer.limits import DocumentLimits
from trainer.principles.cue_phrases import SLOTS, Phrase, PhraseError, Stem, Word, parse_phrase, slots_of
from trainer.principles.frameworks import yaml_files


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase as written, and where it stands. It has been found to be readable."""

    text: str
    at: Span = field(default=START, compare=False)

    @property
    def pattern(self) -> Phrase:
        """The phrase as a tree."""
        return parse_phrase(self.text)


@dataclass(frozen=True, slots=True)
class Act:
    """An observable thing that a reply does. `title` is read after "the reply ..."."""

    id: str
    title: str
    about: str
    harms: bool
    opposite: str | None
    """The act that is its contrary."""
    cues: tuple[Cue, ...]
    cancels: tuple[Cue, ...]
    """Phrases that make the act's cues in the same sentence void."""
    shows: tuple[str, ...]
    """Replies that do it."""
    lacks: tuple[str, ...]
    """Replies that do not, though they may look like it."""
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """The acts of one language, with the text they were read from and that text's SHA-256.

    Compared by identity, so that what is made of them once can be kept by them.
    """

    id: str
    language: str
    title: str
    words: Mapping[str, tuple[Cue, ...]]
    """The named groups, each a list of words or short phrases."""
    acts: Mapping[str, Act]
    """By id, in the order written."""
    text: str
    sha256: str
    path: str


FORMAT = "acts/1"
PROVED_FILE = Path(__file__).with_name("proved_acts.txt")
"""Hashes of the files of acts that shipped with this version: all their cues were read when they were compiled."""
_HEAD = ("format", "id", "language", "title", "words", "acts")
_ACT = ("title", "way", "about", "opposite", "cues", "not", "examples")
_EXAMPLES = ("shows", "lacks")
_UNQUOTED = re.compile(r"\s*(?:-\s+|[\w-]+:\s+(?:\[\s*)?|\[\s*)?([*\[{&!|>@%`].*)")


class ActEffect(StrEnum):
    """What an act does to a customer."""

    HELPS = "helps"
    HARMS = "harms"


@dataclass(frozen=True, slots=True)
class LoadedActs:
    """The acts, None when an error makes them unusable, and everything found."""

    acts: Acts | None
    findings: list[Finding]


def load_acts(data: bytes, path: str, limits: DocumentLimits | None = None, proved: Collection[str] = ()) -> LoadedActs:
    """Acts from the bytes of their file. `proved` are hashes of texts whose cues need not be looked at again."""
    limits = limits or DocumentLimits()
    document = read_document(data, path, limits)
    notes = Notes(path, limits.findings)
    notes.findings.extend(_say_quote_it(document.findings, document.text))
    if not isinstance(document.root, MappingNode):
        return LoadedActs(None, notes.findings)
    text = document.text.replace("\r\n", "\n")
    fields = Fields(document.root, _HEAD, "a file of acts", notes)
    if fields.text("format") != FORMAT:
        notes.error("wrong-format", f'The first line must be "format: {FORMAT}".', fields.at("format"))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    words = _groups(fields, notes, trusted=sha256 in proved)
    acts = Acts(
        id=fields.identifier("id"),
        language=fields.identifier("language"),
        title=fields.text("title"),
        words=words,
        acts=_acts(fields, None if sha256 in proved else words, notes),
        text=text,
        sha256=sha256,
        path=path,
    )
    return LoadedActs(None if has_errors(notes.findings) else acts, notes.findings)


def read_cues(fields: Fields, key: str, groups: Collection[str] | None, *, required: bool = False) -> tuple[Cue, ...]:
    """The cues listed under a key, each fault in one noted where it stands.

    `groups` are the names of `words`; with None the cues are known to be good, and are taken as they stand.
    """
    if groups is None:
        return tuple(Cue(text, node.span) for text, node in fields.words(key, required=required))
    cues = (_cue(item, groups, fields.notes) for item in fields.items(key, required=required))
    return tuple(cue for cue in cues if cue)


def _acts(fields: Fields, groups: Collection[str] | None, notes: Notes) -> dict[str, Act]:
    mapping = fields.mapping_of("acts", required=True)
    read = {key: _act(key, node, groups, notes) for key, _, node in named(mapping, notes)}
    found = {key: act for key, act in read.items() if act}
    if mapping is not None and not read:
        notes.error("empty-list", "A file of acts needs at least one act.", mapping)
    for act in found.values():
        if act.opposite is not None and act.opposite not in read:
            notes.unknown("unknown-act", "act", act.opposite, read, _opposite_node(mapping, act.id))
    return found


def _opposite_node(acts: MappingNode | None, act: str) -> Node | Span:
    node = acts.values[act] if acts else None
    return node.values["opposite"] if isinstance(node, MappingNode) else START


def _act(key: str, node: Node, groups: Collection[str] | None, notes: Notes) -> Act | None:
    mapping = as_mapping(node, f'the act "{key}"', notes)
    if mapping is None:
        return None
    fields = Fields(mapping, _ACT, f'the act "{key}"', notes)
    fields.node("way", required=True)
    examples = fields.mapping_of("examples")
    shown = Fields(examples, _EXAMPLES, f'the examples of "{key}"', notes) if examples else None
    return Act(
        id=key,
        title=fields.text("title"),
        about=fields.text("about"),
        harms=fields.choice("way", ActEffect, ActEffect.HELPS) is ActEffect.HARMS,
        opposite=fields.identifier("opposite", required=False) or None,
        cues=read_cues(fields, "cues", groups, required=True),
        cancels=read_cues(fields, "not", groups),
        shows=tuple(text for text, _ in shown.words("shows")) if shown else (),
        lacks=tuple(text for text, _ in shown.words("lacks")) if shown else (),
        at=mapping.span,
    )


def _groups(fields: Fields, notes: Notes, *, trusted: bool) -> dict[str, tuple[Cue, ...]]:
    mapping = fields.mapping_of("words")
    if mapping is None:
        return {}
    group_fields = Fields(mapping, list(mapping.keys), "the groups of words", notes)
    found: dict[str, tuple[Cue, ...]] = {}
    for key, node, _ in named(mapping, notes):
        if key in SLOTS:
            notes.error("taken-name", f"<{key}> already means {SLOTS[key]}; choose another name.", node)
            continue
        members = group_fields.words(key)
        if trusted:
            found[key] = tuple(Cue(text, scalar.span) for text, scalar in members)
            continue
        cues = (_member(scalar, notes) for _, scalar in members)
        found[key] = tuple(cue for cue in cues if cue)
        if isinstance(mapping.values[key], SequenceNode) and not found[key]:
            notes.error("empty-list", f'The group "{key}" needs at least one word.', mapping.values[key])
    return found


def _member(scalar: Scalar, notes: Notes) -> Cue | None:
    """One entry of a group: words, one after another, without choices or gaps."""
    pattern = _parse(scalar, notes)
    if pattern is None:
        return None
    if pattern.question or not all(isinstance(item, (Word, Stem)) for item in pattern.items):
        notes.error("bad-cue", "A group holds plain words, word~ and phrases of them; nothing else.", scalar)
        return None
    return Cue(scalar.text, scalar.span)


def _cue(node: Node, groups: Collection[str], notes: Notes) -> Cue | None:
    if not isinstance(node, Scalar):
        message = 'A cue is a text between quotation marks, here it is none: quote it, as in - "(i am|we are) sorry".'
        notes.error("unquoted-cue", message, node)
        return None
    if not node.style and node.text:
        if any(f.code == "unquoted-cue" and f.at.line == node.span.line for f in notes.findings):
            return None
        notes.error(
            "unquoted-cue", f'Quote it: write "{quoted(node.text)}"; YAML has its own uses for * [ ? and #.', node
        )
        return None
    pattern = _parse(node, notes)
    if pattern is None:
        return None
    known = True
    for slot in slots_of(pattern.items):
        if slot.name not in SLOTS and slot.name not in groups:
            names = [*SLOTS, *groups]
            notes.unknown("unknown-group", "group of words", slot.name, names, _within(node, slot.column))
            known = False
    return Cue(node.text, node.span) if known else None


def _parse(node: Scalar, notes: Notes) -> Phrase | None:
    try:
        return parse_phrase(node.text)
    except PhraseError as error:
        notes.error("bad-cue", error.message, _within(node, error.column))
        return None


def _within(node: Scalar, column: int) -> Span:
    """The place of a character of a text. A block's lines are folded, so there it is the whole."""
    whole = node.span
    if whole.line != whole.end_line or node.style in ("|", ">"):
        return whole
    before = node.text[:column]
    # Between quotation marks some characters are written with another one before them.
    doubled = before.count("'") if node.style == "'" else before.count('"') + before.count("\\") if node.style else 0
    start = whole.column + (1 if node.style else 0) + column + doubled
    return Span(whole.line, start, whole.line, start + 1)


def _say_quote_it(findings: list[Finding], text: str) -> list[Finding]:
    """The same findings; where a cue without quotation marks is the reason, that is said instead."""
    lines = text.replace("\r\n", "\n").split("\n")
    return [_quote_it(f, lines[f.at.line - 1]) if f.at.line <= len(lines) else f for f in findings]


def _quote_it(finding: Finding, line: str) -> Finding:
    match = _UNQUOTED.fullmatch(line)
    if match is None:
        return finding
    sign, cue = match[1][0], quoted(match[1].rstrip())
    message = f'A cue that begins with {sign} means something else to YAML; quote it: write "{cue}".'
    return replace(finding, code="unquoted-cue", message=message)


@cache
def proved_hashes() -> frozenset[str]:
    """SHA-256 hashes of texts whose cues are known to be good; reading them once more would find nothing."""
    try:
        return frozenset(PROVED_FILE.read_text(encoding="ascii").split())
    except OSError:
        return frozenset()


class ActsShelf:
    """Acts by language; a file in an earlier folder hides those for its language in later ones."""

    def __init__(self, folders: list[Path], read: Callable[[Path], bytes]) -> None:
        self._read = read
        self._loaded: dict[str, Acts] = {}
        self.paths: dict[str, Path] = {}
        """The file for each language."""
        for folder in folders:
            for path in yaml_files(folder):
                self.paths.setdefault(read_head(path).language or path.stem, path)

    def get(self, language: str) -> Acts | None:
        """The acts for a language ("en-GB" is served by "en"), None without. UnusableInput for a bad file."""
        name = language if language in self.paths else language.partition("-")[0]
        if name not in self.paths:
            return None
        if name not in self._loaded:
            path = self.paths[name]
            found = load_acts(self._read(path), str(path), proved=proved_hashes())
            if found.acts is None:
                raise UnusableInput(
                    f"these acts cannot be used: {found.findings[0].message}",
                    where=str(path),
                    do=f"`trainer lint {path}` shows everything.",
                )
            self._loaded[name] = found.acts
        return self._loaded[name]
