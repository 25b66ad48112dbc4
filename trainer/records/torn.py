"""Torn bytes: what an append that was cut off leaves behind.

    valid lines                      ends with a newline
    torn bytes                       the start of one line; left as they are for good
    newline, recover event           names the torn bytes; the chain goes on from the last valid line

If the recovery is cut off too, the torn bytes reach to the new end of the file, and the next recover
event names all of them. After a loss of power, parts that never reached the disk read as NUL bytes.
"""

from dataclasses import dataclass
from hashlib import sha256

from trainer.errors import NewerFormat, UnusableInput
from trainer.records.event import JSON, Event, Kind
from trainer.records.line import decode, head, holds_complete


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


def is_torn(tail: bytes, number: int) -> bool:
    """Whether bytes after the valid lines can come from appending event `number`, cut off.

    That is the start of its line, followed by the starts of lines that tried to recover it. A line
    that has its end was written whole, so whatever is wrong with it is damage.
    """
    line, *recoveries = tail.split(b"\n")
    if not line or not _is_start(line, head(number)):
        return False
    beginning = head(number, Kind.RECOVER)
    return all(_is_start(piece, beginning) for piece in recoveries)


def _is_start(piece: bytes, beginning: bytes) -> bool:
    if b"\0" in piece:
        return True
    return (beginning.startswith(piece) or piece.startswith(beginning)) and not holds_complete(piece)
