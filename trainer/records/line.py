"""The line of bytes an event is kept as, and the strict way back.

    {"v":1,"n":3,"kind":"reply","wall":"…","mono":12.345,"data":{…},"prev":"…","hash":"…"}

ASCII, no spaces, fields in this order; `hash` is the SHA-256 of the bytes before `,"hash":`. Every
version of the format keeps `v` first and this last field, so that damage is never taken for a newer
version. `decode` is the only judge: what it accepts encodes to the same bytes again.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import chain

from trainer.cleaning import DANGEROUS
from trainer.errors import NewerFormat, UnusableInput
from trainer.records.event import JSON, Event, Kind

VERSION = 1
FIELDS = ("v", "n", "kind", "wall", "mono", "data", "prev")
DEPTH = 32
"""Levels of nesting in the data of an event: the records need 6."""

_MARK = b',"hash":"'
_TAIL = len(_MARK) + 64 + len(b'"}')
_HASH = re.compile("[0-9a-f]{64}")
_COMPLETE = re.compile(rb'"prev":"[0-9a-f]{64}","hash":"[0-9a-f]{64}"}')
_KINDS = {kind.value: kind for kind in Kind}
_WHOLE_NUMBERS = range(-(2**63), 2**64)
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder()
_TEXT, _NAME = b'"text":"', b'","name":"'
_STAND_IN = "@document "
_LONG = 1_000
"""Bytes from which the text of a document is looked up, and not read anew in every journal that holds it."""
_DOCUMENTS_KEPT = 64

_documents: dict[bytes, str] = {}
"""Texts of documents by how they stand in a line: thousands of journals hold the same few."""


def encode(number: int, kind: Kind, wall: str, mono: float, data: Mapping[str, JSON], prev: str) -> bytes:
    """The line of an event, without its newline. `UnusableInput` where JSON has no form for the data."""
    body = _body(number, kind, wall, mono, data, prev)
    return body + _MARK + sha256(body).hexdigest().encode() + b'"}'


def head(number: int, kind: Kind | None = None) -> bytes:
    """How the line of an event begins, as far as its number and kind decide it."""
    start = f'{{"v":{VERSION},"n":{number},"kind":"'
    return (f'{start}{kind}","wall":"' if kind else start).encode()


def holds_complete(piece: bytes) -> bool:
    """Whether the end of a line stands somewhere in these bytes, be its hash right or wrong."""
    return _COMPLETE.search(piece) is not None


def decode(line: bytes) -> Event:
    """The event of a line without its newline.

    `UnusableInput` with the reason if a byte is not as `encode` would have it, or the text not clean;
    `NewerFormat` if the hash is right and the version newer than this one.
    """
    body, tail = line[:-_TAIL], line[-_TAIL:]
    if len(tail) < _TAIL or not tail.startswith(_MARK) or not tail.endswith(b'"}'):
        raise UnusableInput("it is not a line of a journal")
    digest = sha256(body).hexdigest()
    if tail[len(_MARK) : -2] != digest.encode():
        raise UnusableInput("its hash does not match its bytes")
    body, documents = _without_documents(body)
    try:
        fields = _DECODER.decode(body.decode("ascii") + "}")
    except (ValueError, RecursionError):
        raise UnusableInput("it is not JSON") from None
    version = fields.get("v")
    if type(version) is int and version > VERSION:
        raise NewerFormat(f"it is in version {version} of the format, newer than this program")
    if version != VERSION or tuple(fields) != FIELDS:
        raise UnusableInput("its fields are not those of an event")
    event = _event(fields, digest, is_plain=b"\\" not in body)
    if _body(event.number, event.kind, event.wall, event.mono, event.data, event.prev) != body:
        raise UnusableInput("it is not written the way the journal writes")
    return (
        replace(event, data={k: _with_documents(v, documents) for k, v in event.data.items()}) if documents else event
    )


def _without_documents(body: bytes) -> tuple[bytes, dict[str, str]]:
    """A line with stand-ins for the long texts of documents, and those texts.

    The text between two quotes is the same string in every line, so what has once been read, found clean and written as
    the journal writes need not be read again.
    """
    texts: dict[str, str] = {}
    if len(body) < _LONG or _STAND_IN.encode() in body:
        return body, texts
    pieces: list[bytes] = []
    done = 0
    while (at := body.find(_TEXT, done)) >= 0:
        start = at + len(_TEXT)
        end = body.find(_NAME, start)
        text = _document(body[start:end]) if end - start >= _LONG else None
        if text is None:
            end = start
        pieces.append(body[done:start])
        if text is not None:
            pieces.append(f"{_STAND_IN}{len(texts)}".encode())
            texts[pieces[-1].decode()] = text
        done = end
    return b"".join((*pieces, body[done:])), texts


def _document(encoded: bytes) -> str | None:
    """The text that stands so between two quotes; None where it is not clean, or not as the journal writes."""
    if encoded not in _documents:
        try:
            text = _DECODER.decode(f'"{encoded.decode("ascii")}"')
        except ValueError:
            return None
        if not isinstance(text, str) or DANGEROUS.search(text) or _ENCODER.encode(text).encode() != b'"%b"' % encoded:
            return None
        if len(_documents) >= _DOCUMENTS_KEPT:
            _documents.clear()
        _documents[encoded] = text
    return _documents[encoded]


def _with_documents(value: JSON, documents: Mapping[str, str]) -> JSON:
    if isinstance(value, str):
        return documents.get(value, value)
    if isinstance(value, Mapping):
        return {key: _with_documents(item, documents) for key, item in value.items()}
    return [_with_documents(item, documents) for item in value] if isinstance(value, list) else value


def _event(fields: dict[str, object], digest: str, *, is_plain: bool) -> Event:
    """`is_plain` says that the line has no escaped characters, among which are all dangerous ones."""
    number, kind, wall, mono, data, prev = list(fields.values())[1:]
    if type(number) is not int or number < 1:
        raise UnusableInput("its number is not a whole number from 1")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise UnusableInput("its kind is unknown")
    try:
        moment = datetime.fromisoformat(wall) if isinstance(wall, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.isoformat(timespec="milliseconds") != wall:
        raise UnusableInput("its time is not ISO 8601 with milliseconds and offset")
    if type(mono) is not float or not 0 <= mono < float("inf"):
        raise UnusableInput("its seconds are not a number from 0.0")
    if not isinstance(data, dict):
        raise UnusableInput("its data is not an object")
    if not isinstance(prev, str) or not _HASH.fullmatch(prev):
        raise UnusableInput("the hash before it is not 64 hex digits")
    _examine(data, DEPTH, skip_texts=is_plain)
    return Event(number, _KINDS[kind], wall, mono, data, prev, digest)


def _examine(value: object, depth: int, *, skip_texts: bool) -> None:
    if isinstance(value, str):
        if not skip_texts and (match := DANGEROUS.search(value)):
            raise UnusableInput(f"its text holds U+{ord(match.group()):04X}", do="clean the text first")
    elif isinstance(value, dict | list):
        if not depth:
            raise UnusableInput(f"its data is nested more than {DEPTH} levels deep")
        for item in chain(value, value.values()) if isinstance(value, dict) else value:
            if type(item) is not str or not skip_texts:
                _examine(item, depth - 1, skip_texts=skip_texts)
    elif type(value) is int and value not in _WHOLE_NUMBERS:
        raise UnusableInput("a whole number in its data needs more than 64 bits")


def _body(number: int, kind: Kind, wall: str, mono: float, data: Mapping[str, JSON], prev: str) -> bytes:
    fields = dict(zip(FIELDS, (VERSION, number, kind, wall, mono, data, prev), strict=True))
    try:
        return _ENCODER.encode(fields).encode("ascii")[:-1]
    except (ValueError, RecursionError):
        raise UnusableInput("its data has no form in JSON") from None
