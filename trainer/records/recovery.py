"""What to append to a journal so that it can go on."""

from trainer.files import unusable
from trainer.records.event import Kind, after
from trainer.records.journal import Journal, JournalState
from trainer.records.line import encode
from trainer.records.torn import MARK, naming


def repair(journal: Journal, wall: str, mono: float) -> bytes:
    """The bytes that make a torn journal whole; none for a whole one.

    They only ever add: the newline a finished line lacks, or a new line with the recover event that
    names the torn bytes. `UnusableInput` for a damaged journal, which nothing may be built on.
    """
    if journal.damage:
        raise unusable(
            f"damaged at line {journal.damage.line}: {journal.damage.reason}",
            journal.path,
            "It can be read up to there, but not continued: start a new attempt",
        )
    if journal.state is JournalState.WHOLE:
        return b""
    if journal.torn is None:
        return b"\n"
    number, prev, _ = after(journal.events[-1] if journal.events else None)
    return MARK + b"\n" + encode(number, Kind.RECOVER, wall, mono, naming(journal.torn), prev) + b"\n"
