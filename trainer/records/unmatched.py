"""Words on record that meant none of the options, by the decision they were said at."""

from __future__ import annotations

from trainer.records.event import Kind
from trainer.records.record import Record, rewound_to


def unmatched(record: Record) -> list[tuple[int, str]]:
    """The number of the decision, from 0, and the words. Those of decisions that were taken back are left out."""
    first = len(record.run.steps) - len(record.given)
    answered, found = 0, list[tuple[int, str]]()
    for event in record.events:
        if event.kind in (Kind.REPLY, Kind.TIMEOUT):
            answered += 1
        elif event.kind is Kind.REWIND:
            answered = min(answered, rewound_to(event))
            found = [one for one in found if one[0] <= first + answered]
        elif event.kind is Kind.ASKED and event.data.get("words"):
            found.append((first + answered, str(event.data["words"])))
    return found
