"""What an attempt begins with when nobody says: the mode, the variant, the attempt to go on with."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.records.header import Mode
from trainer.records.summary import AttemptSummary, Standing
from trainer.scenario.model import Scenario


def default_mode(attempts: Sequence[AttemptSummary], trainee: str, scenario: str) -> Mode:
    """Coach on a first try, practice once the scenario has been played from its beginning to an end."""
    played = any(a.standing is Standing.ENDED and not _is_a_part(a) for a in of(attempts, trainee, scenario))
    return Mode.PRACTICE if played else Mode.COACH


def default_variant(attempts: Sequence[AttemptSummary], trainee: str, scenario: Scenario, seed: int) -> str:
    """One not seen before, else one not seen lately; the seed decides among equals."""
    seen = [a.variant for a in of(attempts, trainee, scenario.id)]
    variants = list(scenario.variants)
    unseen = [v for v in variants if v not in seen]
    if unseen:
        return unseen[seed % len(unseen)]
    return max(variants, key=seen.index)


def unfinished(attempts: Sequence[AttemptSummary], trainee: str, scenario: str | None = None) -> list[AttemptSummary]:
    """The attempts that can be gone on with, newest first; what was tried out beside one is not gone back to."""
    open_ones = [a for a in of(attempts, trainee, scenario) if a.standing is Standing.UNFINISHED]
    return [a for a in open_ones if not _is_a_part(a)]


def _is_a_part(attempt: AttemptSummary) -> bool:
    """Whether it began in the middle of a story: a what-if, or a drill."""
    return attempt.part is not None


def of(attempts: Sequence[AttemptSummary], trainee: str, scenario: str | None = None) -> list[AttemptSummary]:
    """A trainee's attempts, of one scenario or of all."""
    return [
        a for a in attempts if a.is_readable and a.trainee == trainee and (scenario is None or a.scenario == scenario)
    ]
