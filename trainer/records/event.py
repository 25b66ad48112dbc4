"""One event in the journal of an attempt, as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

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
