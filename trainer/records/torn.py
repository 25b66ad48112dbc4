"""Torn bytes: what an append that was cut off leaves behind.

    valid lines                      ends with a newline
    torn bytes                       the start of one line; left as they are for good
    mark                             without it, a line that ends in a newline was written whole
    newline, recover event           names the torn bytes and the mark; the chain goes on from the last valid line

If the recovery is cut off too, the torn bytes reach to the new end of the file, and the next recover
event names all of them. After a loss of power, parts that never reached the disk read as NUL bytes.
Version 0.1 set no mark: there the recover event itself, or enough of its start, tells.
"""

from dataclasses import dataclass
from hashlib import sha256

from trainer.errors import NewerFormat, UnusableInput
from trainer.records.event import JSON, Event, Kind
from trainer.records.line import decode, head, heads, holds_complete

MARK = b"#torn"
"""What a recovery writes first: no line of a journal ends so, and no fault of a bit or a byte makes one end so."""
_SECTOR = 512
_HOLE = 8
"""NUL bytes in a row that no single fault makes."""


@dataclass(frozen=True, slots=True)
class Torn:
    """A stretch of torn bytes, in bytes from the start of the file."""

    offset: int
    length: int
    sha256: str


def stretch(raw: bytes, start: int, end: int) -> Torn:
    """The bytes from `start` up to `end`, as torn."""
    return Torn(start, end - start, sha256(raw[start:end]).hexdigest())


def naming(torn: Torn) -> dict[str, JSON]:
    """The data of the recover event that names these bytes."""
    return {"offset": torn.offset, "length": torn.length, "sha256": torn.sha256}


def recovery_after(raw: bytes, start: int) -> tuple[Event, int] | None:
    """The recover event that names the bytes from `start` up to its own line, and where that line ends.

    None if the next line that is valid by itself is anything else. `NewerFormat` as in `decode`.
    """
    newline = raw.find(b"\n", start)
    while newline >= 0:
        following = raw.find(b"\n", newline + 1)
        end = len(raw) if following < 0 else following
        try:
            event = decode(raw[newline + 1 : end])
        except NewerFormat:
            raise
        except UnusableInput:
            newline = following
            continue
        named = event.kind is Kind.RECOVER and event.data == naming(stretch(raw, start, newline))
        return (event, end) if named and newline > start else None
    return None


def is_torn(tail: bytes, number: int, offset: int) -> bool:
    """Whether bytes after the valid lines can come from appending event `number`, cut off. `offset` is their place.

    That is the start of its line, followed by the starts of lines that tried to recover it. A line that ends in a
    newline was written whole, so whatever is wrong with it is damage: unless a recovery set its mark there, or it lies
    in sectors that a loss of power kept from the disk.
    """
    pieces = tail.split(b"\n")
    beginnings, recovery = heads(number), head(number, Kind.RECOVER)
    for at, piece in enumerate(pieces):
        is_last = at == len(pieces) - 1
        cut = is_last or piece.endswith(MARK) or pieces[at + 1].startswith(recovery)
        bare = _unmarked(piece)
        begins = any(each.startswith(bare) or bare.startswith(each) for each in beginnings)
        starts = cut and begins and not holds_complete(piece)
        if not (starts or _lost_sectors(piece, offset, ends_file=is_last)):
            return False
        beginnings = (recovery,)
        offset += len(piece) + 1
    return bool(pieces[0])


def _unmarked(piece: bytes) -> bytes:
    """Without the marks of recoveries, the last of which may be cut off."""
    while shorter := next((n for n in range(len(MARK), 0, -1) if piece.endswith(MARK[:n])), 0):
        piece = piece[:-shorter]
    return piece


def _lost_sectors(piece: bytes, offset: int, *, ends_file: bool) -> bool:
    """Whether a piece has a hole that a loss of power can leave, and no fault of a single byte."""
    start = piece.find(b"\0")
    if start < 0:
        return False
    end = start + len(piece[start:]) - len(piece[start:].lstrip(b"\0"))
    if end - start >= _HOLE:
        return True
    begins = not start or not (offset + start) % _SECTOR
    return begins and (not (offset + end) % _SECTOR or (ends_file and end == len(piece)))
