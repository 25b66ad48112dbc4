"""What there is to practise now: what is left of today's ten minutes, or a story to go on with if one likes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from trainer.play.run import Reply
from trainer.practice.daily_session import MINUTES, Pick, because_likes, pick_whole, todays_session
from trainer.practice.due import queue
from trainer.practice.material import Material
from trainer.practice.schedule import Schedule, clamp_future_tries, day_of, ladder
from trainer.records.attempt import Setup
from trainer.records.header import Parent, Part, TimeLimits
from trainer.records.tries import History, Try

_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class PracticePlan:
    """What to practise now, in order. `picks` is empty only where there is nothing that can be played."""

    picks: tuple[Pick, ...]
    is_extra: bool
    """Nothing is due any more today: what is picked is for those who would like to."""
    practised: bool
    """Whether there has been any practice today."""
    next_due: date | None
    """The next day on which something is due."""
    longer: Pick | None = None
    """A story that is too long for any session, never played or not for a week: for a day with more time."""

    @property
    def minutes(self) -> int:
        return sum(pick.minutes for pick in self.picks)


def plan(
    history: History,
    library: Iterable[Material],
    today: date,
    *,
    schedule: Schedule = ladder,
    zone: tzinfo | None = None,
) -> PracticePlan:
    """Today's session, less what has been practised of it; else the story that has waited longest."""
    shelf = tuple(library)
    history = clamp_future_tries(history, today, zone)
    done = [t for t in history.tries if day_of(t.started, zone) >= today and t.part is not Part.WHAT_IF]
    left = MINUTES - _minutes(done, shelf)
    found = todays_session(history, shelf, today, minutes=left, schedule=schedule, zone=zone) if left > 0 else None
    later = found.later if found else queue(history, today, schedule=schedule, zone=zone)
    next_due = min((one.planned for one in later if one.planned > today), default=None)
    if found and found.picks:
        return PracticePlan(found.picks, False, bool(done), next_due, _too_long(history, shelf, today, zone))
    extra = _waited_longest(history, shelf, today, zone)
    return PracticePlan((extra,) if extra else (), True, bool(done), next_due)


def setup(pick: Pick, seed: int, trainee: str, front: str, limits: TimeLimits) -> Setup:
    """An attempt at a pick; a drill begins at its decision, with the replies that lead there."""
    parent = Parent(Part.DRILL, "", tuple(Reply(r) for r in pick.drill.replies)) if pick.drill else None
    return Setup(pick.variant, seed, pick.mode, trainee, front, limits, parent)


def _minutes(done: Sequence[Try], shelf: Sequence[Material]) -> int:
    """What today's attempts took, as the authors reckon it: a pause at lunch is no practice."""
    by_id = {m.scenario: m for m in shelf}
    known = [(t, by_id[t.scenario]) for t in done if t.scenario in by_id and t.principles]
    return sum(m.drill_minutes if t.part is Part.DRILL else m.minutes for t, m in known)


def _waited_longest(history: History, shelf: Sequence[Material], today: date, zone: tzinfo | None) -> Pick | None:
    """The shortest story never played to its end, else the one played longest ago."""
    last = {t.scenario: day_of(t.started, zone) for t in history.tries if t.ended and t.part is None}

    def order(material: Material) -> tuple[date, int, str]:
        return last.get(material.scenario, date.min), material.minutes, material.scenario

    material = min(shelf, key=order, default=None)
    if material is None:
        return None
    before = last.get(material.scenario)
    days = None if before is None else max(0, (today - before).days)
    return pick_whole(material, history, because_likes(material, days))


def _too_long(history: History, shelf: Sequence[Material], today: date, zone: tzinfo | None) -> Pick | None:
    """Once something has been played: of the stories that no session has room for, the one left alone the longest."""
    found = _waited_longest(history, [m for m in shelf if m.minutes > MINUTES], today, zone)
    last = {t.scenario: day_of(t.started, zone) for t in history.tries if t.ended and t.part is None}
    if not last or found is None:
        return None
    before = last.get(found.material.scenario)
    return found if before is None or (today - before).days >= _A_WEEK else None
