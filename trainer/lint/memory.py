"""Rules on facts that are remembered for nothing, or asked for and never set."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.coverage import fact_uses
from trainer.document.finding import Finding
from trainer.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Facts without a reader, and facts without a writer."""
    for use in fact_uses(subject.scenario):
        name = use.fact.id
        if use.never_read:
            message = f'Nothing asks for the fact "{name}": use it in a "when", show it with "shown", or take it out.'
            yield subject.warning("fact-never-read", message, use.fact.at)
        elif use.never_written:
            message = f'No reply sets the fact "{name}", so it keeps its first value: give it an effect somewhere.'
            yield subject.warning("fact-never-written", message, use.fact.at)
