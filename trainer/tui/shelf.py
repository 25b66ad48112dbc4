"""What Home shows, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.records.people import Person
    from trainer.records.summary import AttemptSummary
    from trainer.tui.entry import Entry
    from trainer.tui.today import Today


@dataclass(frozen=True, slots=True)
class Shelf:
    """What Home shows: the scenarios, every attempt newest first, and names by pseudonym."""

    entries: Sequence[Entry] = ()
    attempts: Sequence[AttemptSummary] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    proved: bool = False
    """Whether the entries' findings are all there are, or only those of reading."""
    unchecked: bool = False
    """Whether the attempts are as the index has them, their journals not looked at yet."""
    today: Today | None = None
    """What matters to the trainee today; None where nobody practises."""

    def name(self, pseudonym: str) -> str:
        """Who that is, as far as is known here."""
        return self.names.get(pseudonym, pseudonym)

    def unfinished(self, trainee: Person) -> list[AttemptSummary]:
        """The trainee's own attempts that can go on."""
        from trainer.records import choosing

        return choosing.unfinished(self.attempts, trainee.pseudonym)

    def of(self, trainee: Person, scenario: str | None = None) -> list[AttemptSummary]:
        """The trainee's own attempts, of one scenario or of all, newest first."""
        from trainer.records import choosing

        return choosing.of(self.attempts, trainee.pseudonym, scenario)
