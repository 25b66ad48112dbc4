"""How sure a trainee said to be, decision by decision."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.records.event import Event, Kind
from trainer.records.record import rewound_to

LEVELS = range(1, 5)
"""From "a guess" to "certain"."""
CONFIDENT = 3
"""From here on a reply was given with confidence: an error made so is practised first."""


def confidences(events: Iterable[Event]) -> tuple[int | None, ...]:
    """A level, 1 to 4, for each reply that stands, in order; None where it was not asked or not answered.

    It is said before the reply, so it belongs to the next one at its scene.
    """
    found: list[int | None] = []
    said: dict[str, int] = {}
    for event in events:
        scene = str(event.data.get("scene", ""))
        if event.kind is Kind.CONFIDENCE:
            if level := _level(event):
                said[scene] = level
        elif event.kind in (Kind.REPLY, Kind.TIMEOUT):
            found.append(said.get(scene))
            said = {}
        elif event.kind is Kind.REWIND:
            del found[rewound_to(event) :]
            said = {}
    return tuple(found)


def _level(event: Event) -> int | None:
    level = event.data.get("level")
    return level if isinstance(level, int) and level in LEVELS else None
