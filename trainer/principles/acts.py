"""Acts, observable things that a reply does, and the cues each is known by: read from YAML, found by language."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from trainer.document.fields import Fields, Notes, fields_of, quoted
from trainer.document.finding import START, Finding, Span, has_errors
from trainer.document.key_table import (
    ID,
    TEXT,
    KeySet,
    by_name,
    described,
    format_key,
    list_of,
    needed,
    one_of,
    optional,
    part,
)
from trainer.document.nodes import Node, Scalar
from trainer.document.nodes import Sequence as SequenceNode
from trainer.document.read import STANDARD, read_document
from trainer.errors import UnusableInput
from trainer.kinds import read_head
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


class ActWording(NamedTuple):
    """How an act is told of."""

    title: str
    """Read after "the reply ..."."""
    unheard: str
    """Read after "Nothing was heard in your words that ...": something to act on."""


@dataclass(frozen=True, slots=True)
class Act:
    """An observable thing that a reply does."""

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
    unheard: str = ""
    """Its own words for `ActWording.unheard`, "" where the title does."""

    @property
    def wording(self) -> ActWording:
        """How it is told of."""
        return ActWording(self.title, self.unheard or self.title)


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


class ActEffect(StrEnum):
    """What an act does to a customer."""

    HELPS = "helps"
    HARMS = "harms"


FORMAT = "acts/1"
_HELLO = {"title": "greets the customer", "way": "helps", "about": "A hello.", "cues": ["^ hello"]}
ACTS_KEYS = KeySet(
    format_key(FORMAT),
    needed("id", ID, "Grades name it. Name the file like it.", "english"),
    needed("language", ID, "The language of the replies, as scenarios name it.", "en"),
    needed("title", TEXT, "A few words.", "what a reply does, in English"),
    optional("words", by_name(ID, list_of(described(TEXT, "Word", "A word or a phrase.", "fed up"), least=1)),
        "Groups of words that cues name between < and >: plain words, `word~` for a stem, and phrases of them.",
        {"feeling": ["upset", "frustrat~", "fed up"]}),
    needed("acts", by_name(ID, part("act"), least=1), "By ids of your own; scenarios and principles name them.",
        {"greets": _HELLO}),
)  # fmt: skip
_SORRY, _SORRY_CUE = ["I'm sorry about that."], "(i am|we are) (so|) sorry"
_FAUX, _FAUX_CUE = ["I'm sorry you feel that way."], "sorry (if|that you feel)"
ACT_KEYS = KeySet(
    needed("title", TEXT, 'Read after "the reply …".', "apologises for the trouble"),
    optional("unheard", TEXT,
        'Read after "Nothing was heard in your words that …", where it was asked for. Without it, the title.',
        "apologises for the trouble this made"),
    needed("way", one_of([way.value for way in ActEffect], "it does good", "it does harm"),
        "What it does to a customer.", ActEffect.HELPS.value),
    needed("about", TEXT, "A paragraph for trainees and trainers.", "Says sorry for what happened."),
    optional("opposite", ID, "The act that is its contrary.", "fauxpology"),
    needed("cues", list_of(described(TEXT, "Cue", "A phrase.", _SORRY_CUE)),
        "Phrases by which it is heard, always in quotation marks.", [_SORRY_CUE]),
    optional("not", list_of(described(TEXT, "Cue", "A phrase.", _FAUX_CUE)),
        "Phrases that cancel its cues in the same sentence.", [_FAUX_CUE]),
    optional("examples", part("examples", "examples"), "Its tests: `trainer lint` tries the cues on them.",
        {"shows": _SORRY, "lacks": _FAUX}),
)  # fmt: skip
EXAMPLES_KEYS = KeySet(
    optional("shows", list_of(TEXT), "Replies that do it.", _SORRY),
    optional("lacks", list_of(TEXT), "Replies that do not, though they look like it.", _FAUX),
)

PROVED_FILE = Path(__file__).with_name("proved_acts.txt")
"""Hashes of the files of acts that shipped with this version: all their cues were read when they were compiled."""
WORDINGS_FILE = Path(__file__).with_name("act_wordings.json")
"""How the acts that shipped with this version are told of, for whoever has a record and no file of acts at hand."""
_UNQUOTED = re.compile(r"\s*(?:-\s+|[\w-]+:\s+(?:\[\s*)?|\[\s*)?([*\[{&!|>@%`].*)")


@dataclass(frozen=True, slots=True)
class LoadedActs:
    """The acts, None when an error makes them unusable, and everything found."""

    acts: Acts | None
    findings: list[Finding]


def load_acts(data: bytes, path: str, proved: Collection[str] = ()) -> LoadedActs:
    """Acts from the bytes of their file. `proved` are hashes of texts whose cues need not be looked at again."""
    document = read_document(data, path)
    text = document.text.replace("\r\n", "\n")
    notes, lines = Notes(path, STANDARD.findings, document.findings), text.split("\n")
    for number, finding in enumerate(document.findings):
        # Where a cue without quotation marks is the reason, that is said instead.
        match = _UNQUOTED.fullmatch(lines[finding.at.line - 1]) if finding.at.line <= len(lines) else None
        if match:
            sign, cue = match[1][0], quoted(match[1].rstrip())
            message = f'A cue that begins with {sign} means something else to YAML; quote it: write "{cue}".'
            notes.findings[number] = replace(finding, code="unquoted-cue", message=message)
    if document.mapping is None:
        return LoadedActs(None, notes.findings)
    fields = Fields(document.mapping, ACTS_KEYS, "a file of acts", notes)
    if fields.text("format") != FORMAT:
        notes.error("wrong-format", f'The first line must be "format: {FORMAT}".', fields.at("format"))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    words = _groups(fields, trusted=sha256 in proved)
    acts = Acts(
        id=fields.identifier("id"),
        language=fields.identifier("language"),
        title=fields.text("title"),
        words=words,
        acts=_acts(fields, None if sha256 in proved else words),
        text=text,
        sha256=sha256,
        path=path,
    )
    return LoadedActs(None if has_errors(notes.findings) else acts, notes.findings)


def _acts(head: Fields, groups: Collection[str] | None) -> dict[str, Act]:
    mapping, notes = head.mapping_of("acts"), head.notes
    acts: dict[str, Act] = {}
    opposites: list[tuple[str, Node]] = []
    names = []
    for key, _, node in notes.named(mapping):
        names.append(key)
        fields = fields_of(node, ACT_KEYS, f'the act "{key}"', notes)
        if fields is None:
            continue
        way = fields.choice("way", ActEffect, ActEffect.HELPS)
        examples = fields.inner("examples", EXAMPLES_KEYS, f'the examples of "{key}"')
        acts[key] = Act(
            id=key,
            title=fields.text("title"),
            about=fields.text("about"),
            harms=way is ActEffect.HARMS,
            opposite=fields.identifier("opposite") or None,
            cues=read_cues(fields, "cues", groups),
            cancels=read_cues(fields, "not", groups),
            shows=examples.texts("shows") if examples else (),
            lacks=examples.texts("lacks") if examples else (),
            at=fields.mapping.span,
            unheard=fields.text("unheard"),
        )
        if opposite := acts[key].opposite:
            opposites.append((opposite, fields.at("opposite")))
    if mapping is not None and not names:
        notes.error("empty-list", "A file of acts needs at least one act.", mapping)
    for opposite, node in opposites:
        if opposite not in names:
            notes.unknown("unknown-act", "act", opposite, names, node)
    return acts


def _groups(head: Fields, *, trusted: bool) -> dict[str, tuple[Cue, ...]]:
    """The named groups: each entry is words, one after another, without choices or gaps."""
    fields, notes = head.inner("words", None, "the groups of words"), head.notes
    groups: dict[str, tuple[Cue, ...]] = {}
    if fields is None:
        return groups
    for key, node, value in notes.named(fields.mapping):
        if key in SLOTS:
            notes.error("taken-name", f"<{key}> already means {SLOTS[key]}; choose another name.", node)
            continue
        if trusted:
            groups[key] = read_cues(fields, key, None)
            continue
        cues: list[Cue] = []
        for _, scalar in fields.words(key):
            phrase = _parse(scalar, notes)
            if phrase and (phrase.question or not all(isinstance(item, (Word, Stem)) for item in phrase.items)):
                notes.error("bad-cue", "A group holds plain words, word~ and phrases of them; nothing else.", scalar)
            elif phrase:
                cues.append(Cue(scalar.text, scalar.span))
        groups[key] = tuple(cues)
        if not cues and isinstance(value, SequenceNode):
            notes.error("empty-list", f'The group "{key}" needs at least one word.', value)
    return groups


def read_cues(fields: Fields, key: str, groups: Collection[str] | None) -> tuple[Cue, ...]:
    """The cues listed under a key, each fault in one noted where it stands.

    `groups` are the names of `words`; with None the cues are known to be good, and are taken as they stand.
    """
    if groups is None:
        return tuple(Cue(text, node.span) for text, node in fields.words(key))
    cues: list[Cue] = []
    notes, names = fields.notes, [*SLOTS, *groups]
    for node in fields.items(key):
        if not isinstance(node, Scalar):
            what = "A cue is a text between quotation marks, here it is none"
            notes.error("unquoted-cue", f'{what}: quote it, as in - "(i am|we are) sorry".', node)
        elif not node.style and node.text:
            if not any(f.code == "unquoted-cue" and f.at.line == node.span.line for f in notes.findings):
                message = f'Quote it: write "{quoted(node.text)}"; YAML has its own uses for * [ ? and #.'
                notes.error("unquoted-cue", message, node)
        elif phrase := _parse(node, notes):
            unknown = [slot for slot in slots_of(phrase.items) if slot.name not in names]
            for slot in unknown:
                notes.unknown("unknown-group", "group of words", slot.name, names, _within(node, slot.column))
            if not unknown:
                cues.append(Cue(node.text, node.span))
    return tuple(cues)


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


@cache
def proved_hashes() -> frozenset[str]:
    """SHA-256 hashes of texts whose cues are known to be good; reading them once more would find nothing."""
    try:
        return frozenset(PROVED_FILE.read_text(encoding="ascii").split())
    except OSError:
        return frozenset()


@cache
def shipped_wordings() -> Mapping[str, ActWording]:
    """How the acts are told of that ship with this version, by id."""
    try:
        return {act: ActWording(*texts) for act, texts in json.loads(WORDINGS_FILE.read_text("utf-8")).items()}
    except OSError:
        return {}


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
            loaded = load_acts(self._read(path), str(path), proved=proved_hashes())
            if loaded.acts is None:
                raise UnusableInput(
                    f"these acts cannot be used: {loaded.findings[0].message}",
                    where=str(path),
                    do=f"`trainer lint {path}` shows everything.",
                )
            self._loaded[name] = loaded.acts
        return self._loaded[name]
