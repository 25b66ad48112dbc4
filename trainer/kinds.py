"""What a file says it is, told from its text in one pass: the one recogniser of all our kinds of files.

It sees through a byte-order mark, comments, blank lines and any line ends, up to the limit on size, in time that grows
with the size alone. It never fails: what cannot be read says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.files import read_regular
from trainer.limits import DocumentLimits

_MOST = DocumentLimits().bytes
_FIRST = 8192
"""Bytes read first: nearly every head stands in them, and a folder may hold many files."""
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_EDITS = 2
"""So far from ours a word may be and still be taken for a mistyped one."""
_KEYS_COMPARED = 200
"""Keys of a file that are compared with ours; the longest head of ours has 20."""
_KEYS = frozenset((b"format", b"id", b"language", b"scenes", b"start"))
_ID = re.compile(rb"[a-z0-9][a-z0-9_-]{0,63}")


class FileKind(StrEnum):
    """What a file says it is, in its `format`."""

    SCENARIO = "scenario"
    FRAMEWORK = "framework"
    PLAN = "plan"
    ACTS = "acts"


_NAMED_BY = {FileKind.ACTS: b"language", FileKind.PLAN: b"format"}
"""The key that tells files of a kind apart, where that is not their id."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Why a file that does not say so is likely meant to be one of ours, and where."""

    kind: FileKind
    written: str
    """The line that was likely meant to be its `format`; "" where there is none."""
    line: int
    """From 1."""
    width: int
    """Characters of the line."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself at its top level."""

    kind: FileKind | None = None
    line: int = 1
    """Of its `format`."""
    begins: bool = False
    """Whether its `format` is the first key, as the library asks for: nothing else is taken for a scenario there."""
    id: str = ""
    language: str = ""
    likely: Likely | None = None
    """Only where there is no kind."""

    is_complete: bool = False
    """Whether nothing more that matters can follow."""

    @property
    def is_scenario(self) -> bool:
        """Whether it begins as a scenario does."""
        return self.begins and self.kind is FileKind.SCENARIO


def read_head(path: Path) -> Head:
    """What a file says it is; an empty head for what is not a regular file or cannot be read."""
    try:
        data = read_regular(path, _FIRST)
        if len(data) > _FIRST:
            # The last line may be cut.
            head = head_of(data[: max(data.rfind(b"\n"), data.rfind(b"\r")) + 1])
            if head.is_complete:
                return head
            data = read_regular(path, _MOST)[:_MOST]
        return head_of(data)
    except UnusableInput:
        return Head()


def kind_of(path: Path) -> FileKind | None:
    """What a file says it is, None when it says nothing of ours or cannot be read."""
    return read_head(path).kind


def is_scenario(path: Path) -> bool:
    """Whether a file begins as a scenario does."""
    return read_head(path).is_scenario


def head_of(data: bytes) -> Head:
    """What a text says of itself, whatever it is."""
    if data.startswith(_WIDE) or data[:2].count(0) == 1:
        # Windows' "Unicode": every letter has a NUL beside it. Reading it whole will tell its author what to do.
        data = data.replace(b"\0", b"").lstrip(b"\xff\xfe")
    values: dict[bytes, bytes] = {}
    first = b""
    at = compared = 0
    likely: Likely | None = None
    for number, key, value, line in islice(_top_level(data.removeprefix(_BOM)), DocumentLimits().items):
        first = first or key or line
        if key in _KEYS and key not in values:
            values[key] = value
            at = number if key == b"format" else at
        if _is_known(values):
            break
        if likely is None and compared < _KEYS_COMPARED:
            compared += 1
            likely = _mistyped(number, key, value, line)
    kind = kind_named(values.get(b"format", b""))
    if kind is None and likely is None and values.keys() >= {b"scenes", b"start"} and not values.get(b"format"):
        likely = Likely(FileKind.SCENARIO, "", 1, 1)
    return Head(
        kind,
        at or 1,
        first == b"format",
        _identifier(values.get(b"id", b"")),
        _identifier(values.get(b"language", b"")),
        None if kind else likely,
        _is_known(values),
    )


def _is_known(values: dict[bytes, bytes]) -> bool:
    """Whether the keys met name a kind, and the file of that kind."""
    kind = kind_named(values.get(b"format", b""))
    return kind is not None and _NAMED_BY.get(kind, b"id") in values


def kind_named(value: bytes) -> FileKind | None:
    """The kind that a `format` names, in whatever version."""
    name, slash, _ = value.partition(b"/")
    return next((kind for kind in FileKind if slash and kind.value.encode() == name), None)


def _top_level(data: bytes) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """The keys at the left edge, each with its line's number, its value and its line; other lines have the key b""."""
    indent: int | None = None
    lines = data.splitlines()
    in_braces = False
    for number, raw in enumerate(lines):
        line = raw.strip(b" \t")
        if not line or line.startswith((b"#", b"---", b"%")):
            continue
        if indent is None:
            indent = len(raw) - len(raw.lstrip(b" "))
            if line.startswith(b"{"):
                in_braces, line = True, line.lstrip(b"{ \t")
        elif not in_braces and (not raw.startswith(b" " * indent) or raw[indent : indent + 1] in (b" ", b"\t")):
            continue
        key, colon, value = line.partition(b":")
        if not colon or (value and value[:1] not in b" \t" and key[:1] not in b"\"'"):
            yield number + 1, b"", b"", line
            continue
        said = _scalar(value, in_braces=in_braces)
        if not said:
            # The first words below, where they are further in; in a few lines only, so that time stays linear.
            below = (line for line in lines[number + 1 : number + 5] if line.strip(b" \t")[:1] not in (b"", b"#"))
            words = next(below, b"")
            said = _scalar(words, in_braces=False) if words[:1] in (b" ", b"\t") else b""
        yield number + 1, key.strip(b" \t\"'"), said, line


def _scalar(value: bytes, *, in_braces: bool) -> bytes:
    """A short value on one line, without quotation marks and comments; b"" where it stands on the next ones."""
    value = value.strip(b" \t")
    if value[:1] in (b'"', b"'"):
        return value[1:].partition(value[:1])[0].strip(b" \t")
    if value[:1] in (b"|", b">", b"#"):
        return b""
    value = value.partition(b" #")[0].partition(b"\t#")[0]
    if in_braces:
        value = value.partition(b",")[0].partition(b"}")[0]
    return value.strip(b" \t")


def _mistyped(number: int, key: bytes, value: bytes, line: bytes) -> Likely | None:
    """The kind that a line was likely meant to name."""
    # Longer ones are further off than two edits.
    if not 10 <= len(line) <= 400:
        return None
    near_key = len(key) <= 8 and edits(key, b"format") <= _EDITS
    for kind in FileKind:
        ours = f"{kind}/1".encode()
        if (near_key and edits(value, ours) <= _EDITS) or edits(line, b"format: " + ours) <= _EDITS:
            return Likely(kind, line.decode("utf-8", "replace"), number, len(line))
    return None


def edits(one: bytes, other: bytes) -> int:
    """How many letters are put in, left out, changed or swapped with the next; anything above two is 3."""
    if abs(len(one) - len(other)) > _EDITS:
        return _EDITS + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return min(row[-1], _EDITS + 1)


def _identifier(value: bytes) -> str:
    """The id at the beginning of a value, "" where there is none."""
    match = _ID.match(value)
    return match[0].decode() if match else ""
