"""Every run of a small scenario, played one by one: the slow way that the exact numbers are held against."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.analysis.playable import Playable
from trainer.play.run import Reply, Run, begin
from trainer.scenario.model import FALLBACK, TIMEOUT

MOST = 1500


@dataclass(frozen=True, slots=True)
class Weighed:
    """A run with the chance that a random player makes it; 0 when it takes a reply that is not listed."""

    run: Run
    chance: float


def every_run(found: Playable) -> list[Weighed]:
    """All complete runs over every way out; none when there are too many to play."""
    variant = next(iter(found.scenario.variants.values()))
    done: list[Weighed] = []
    open_runs = [Weighed(begin(found.machine, variant, 0), 1.0)]
    while open_runs:
        if len(done) + len(open_runs) > MOST:
            return []
        here = open_runs.pop()
        if here.run.ending:
            done.append(here)
        else:
            open_runs += _followers(here)
    return done


def _followers(here: Weighed) -> list[Weighed]:
    decision = here.run.scene.decision
    assert decision is not None
    options = here.run.options()
    listed = [Weighed(here.run.answer(Reply(r.id)), here.chance / len(options)) for r in options]
    unlisted = [key for key, r in ((TIMEOUT, decision.timeout), (FALLBACK, decision.fallback)) if r]
    return listed + [Weighed(here.run.answer(Reply(key)), 0.0) for key in unlisted]
