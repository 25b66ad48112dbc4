"""The rule on players who do not read: whoever always takes the first, last, longest or shortest must get nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.analysis.players import Player, play_as
from trainer.document.finding import Finding
from trainer.lint.subject import Subject

GAMED = 50
"""The score from which a scenario can be gamed."""
FEWEST = 4
"""Decisions on the way: over fewer, a habit that happens to fit proves nothing."""
_BLIND = (Player.FIRST, Player.LAST, Player.LONGEST, Player.SHORTEST)


def check(subject: Subject) -> Iterator[Finding]:
    """A finding for each habit that scores without reading."""
    worth = subject.playable.worth
    if worth is None or not worth.scored:
        return
    for player in _BLIND:
        run = play_as(player, subject.playable.machine, worth)
        if run.score is not None and run.score >= GAMED and len(run.replies) >= FEWEST:
            where = f' (in the variant "{run.variant}")' if run.variant and len(subject.scenario.variants) > 1 else ""
            message = (
                f"Whoever always takes the {player} response scores {run.score:.0f} without reading a word{where}: "
                "vary where the best one stands and how long it is."
            )
            yield subject.warning("gameable", message, subject.head("scenes"), run.replies)
