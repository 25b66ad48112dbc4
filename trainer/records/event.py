"""One event in the journal of an attempt, as a value; the clock that dates it, and the receipt of its hash."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
"""What the data of an event may hold: finite numbers, cleaned text, lists and mappings of these."""

GENESIS = "0" * 64
"""What the first event names as the hash before it."""


class Kind(StrEnum):
    """What happened. The meaning of each kind's data belongs to the layer above."""

    START = "start"
    SHOWN = "shown"
    DRAFT = "draft"
    ASKED = "asked"
    REPLY = "reply"
    TIMEOUT = "timeout"
    CONFIDENCE = "confidence"
    PAUSE = "pause"
    RESUME = "resume"
    REWIND = "rewind"
    CORRECTION = "correction"
    END = "end"
    SELF_RATING = "self_rating"
    REWRITE = "rewrite"
    GOAL = "goal"
    DISPUTE = "dispute"
    RECOVER = "recover"
    """Written by the journal itself: names the torn bytes before it by offset, length and SHA-256."""
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Event:
    """One event, as it stands in the file. Its data is not to be changed."""

    number: int
    """Counts from 1, without gaps."""
    kind: Kind
    wall: str
    """When, by the clock on the wall: ISO 8601 with milliseconds and offset. It may run backwards."""
    mono: float
    """Seconds of open journal before this event, over all sessions; never decreasing."""
    data: Mapping[str, JSON]
    prev: str
    """The hash of the event before; of the first one, `GENESIS`."""
    hash: str
    """SHA-256 of the event's line up to its hash, as 64 hex digits."""


def after(last: Event | None) -> tuple[int, str, float]:
    """What the event after this one, or the first, must have: its number, its `prev`, its least `mono`."""
    return (last.number + 1, last.hash, last.mono) if last else (1, GENESIS, 0.0)


class Clock(Protocol):
    """Two clocks in one: what the wall says, and seconds that only ever pass."""

    def now(self) -> datetime:
        """The time on the wall, with its offset."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment, never decreasing while the program runs."""


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""

_BITS = 80
_FORGIVEN = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212-]+")
_PLAIN = re.compile(f"[{ALPHABET}]{{16}}")


def receipt(hash_hex: str) -> str:
    """80 bits of a hash of at least 20 hex digits, short enough for the telephone: `K7Q2-…`, four groups of four.

    Whoever holds the receipt of a journal finds out if the journal was written anew.
    """
    number = int(hash_hex[: _BITS // 4], 16)
    digits = "".join(ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def same_receipt(a: str, b: str) -> bool:
    """Whether two receipts are the same, whatever their case, spaces and dashes; O is 0, I and L are 1."""
    first, second = _plain(a), _plain(b)
    return first == second and _PLAIN.fullmatch(first) is not None


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text).upper().translate(_FORGIVEN)
