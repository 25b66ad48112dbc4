"""Somebody new who practises what the advice says, day after day: replies get better with each time they are given."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.clocks import SetClock
from tests.scenarios import LIBRARY
from trainer.analysis.playable import Playable, open_playable
from trainer.play.run import asks_confidence
from trainer.practice.daily_session import Pick, PracticePlan, plan, setup
from trainer.practice.material import Material, material
from trainer.records import record
from trainer.records.attempt import Attempt
from trainer.records.folder import start_attempt
from trainer.records.header import Mode, TimeLimits
from trainer.records.history import read_history
from trainer.records.tries import History
from trainer.scenario.library import open_library

WHO = "t-new"


@cache
def library() -> dict[str, Playable]:
    """The scenarios that come with the program, proved once."""
    found = open_library([LIBRARY])
    return {name: open_playable(found, name) for name in found.paths}


@cache
def shelf() -> tuple[Material, ...]:
    return tuple(material(playable) for playable in library().values())


@dataclass
class Newcomer:
    """Practises from a folder of their own. `skill` is the chance of a good reply at first; each time adds `gain`."""

    folder: Path
    skill: float = 0.35
    gain: float = 0.07
    clock: SetClock = field(default_factory=SetClock)
    seen: Counter[str] = field(default_factory=Counter)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    @property
    def history(self) -> History:
        # The library does not change meanwhile: proving the text of each record anew would take most of the time.
        with patch.object(record, "_playable", lambda header, _where: library()[header.scenario.id]):
            return read_history(self.folder, WHO)

    def advice(self) -> PracticePlan:
        return plan(self.history, shelf(), self.clock.now().date())

    def practise(self, pick: Pick) -> None:
        """One piece, to its end."""
        playable = library()[pick.material.scenario]
        how = setup(pick, self.chance.randrange(1000), WHO, "test", TimeLimits.OFF)
        with start_attempt(self.folder, playable, how, self.clock) as attempt:
            while not attempt.ended:
                attempt.show()
                if pick.mode is not Mode.COACH and asks_confidence(attempt.header.seed, len(attempt.run.steps)):
                    attempt.record_confidence(self.chance.randint(1, 4))
                attempt.answer(self._reply(attempt))
                self.clock.move(40)

    def _reply(self, attempt: Attempt) -> str:
        """The best on offer as often as the principles at stake have been practised; else any."""
        run = attempt.run
        stakes = run.machine.stakes(run.state)
        known = min((self.seen[name] for name in stakes.principles), default=9)
        self.seen.update(stakes.principles)
        options = list(run.options())
        if self.chance.random() < min(0.97, self.skill + self.gain * known):
            return min(options, key=lambda r: stakes.losses[r.id]).id
        return self.chance.choice(options).id

    def sleep(self, days: int = 1) -> None:
        self.clock.move(days * 86_400 - (self.clock.now().hour * 3600 + self.clock.now().minute * 60) + 36_000)
        self.clock.wall = self.clock.wall.replace(hour=10, minute=0, second=0)


def told(found: PracticePlan) -> list[str]:
    """The advice as lines."""
    head = "extra" if found.is_extra else f"{found.minutes} min"
    lines = [f"[{head}] next {found.next_due}"]
    for pick in found.picks:
        what = f"{pick.material.scenario}{'/' + pick.drill.scene if pick.drill else ''}"
        lines.append(f"   {pick.mode.value:8} {pick.minutes:2} {what} ({pick.variant}): {pick.why}")
    if found.longer:
        lines.append(f"   longer: {found.longer.material.scenario}")
    return lines


def sittings(who: Newcomer, days: int, away: frozenset[int] = frozenset()) -> list[list[str]]:
    """A sitting a day but for the days away; each piece is taken up, and the advice asked for again after it."""
    found = []
    for day in range(days):
        if day in away:
            who.sleep()
            continue
        advice = who.advice()
        found.append([f"day {day + 1}", *told(advice)])
        for pick in advice.picks:
            who.practise(pick)
        if advice.longer and day % 4 == 3:
            who.practise(advice.longer)
        who.sleep()
    return found
