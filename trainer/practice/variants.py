"""Which variant of a story or drill to serve, in which mode, and how long it has rested."""

from __future__ import annotations

from datetime import date, tzinfo

from trainer.play.verdict import Verdict
from trainer.practice.material import Drill, Material
from trainer.practice.schedule import day_of
from trainer.records.header import Mode
from trainer.records.tries import History, Try

LONG_AGO = 10_000
"""Days since something that has never been."""


def for_whole(material: Material, history: History) -> str:
    """A variant never begun, else the one that was longest ago."""
    seen = _seen(material, history)
    return next((v for v in material.variants if v not in seen), seen[-1] if seen else material.variants[0])


def for_drill(material: Material, history: History) -> str:
    """The variant seen longest ago, but not the latest one: then one never seen, the last in the text.

    A drill gives its variant away, so those never seen are kept for first tries as long as there are others.
    """
    seen = _seen(material, history)
    unseen = [v for v in material.variants if v not in seen]
    if len(seen) > 1 or not unseen:
        return seen[-1]
    return unseen[-1]


def is_unseen(material: Material, variant: str, history: History) -> bool:
    """Whether a run of it would be a first try."""
    return variant not in _seen(material, history)


def _seen(material: Material, history: History) -> list[str]:
    """The variants that were begun, the latest first."""
    order = [t.variant for t in reversed(history.tries) if t.scenario == material.scenario]
    return [v for v in dict.fromkeys(order) if v in material.variants]


def mode_for_whole(material: Material, history: History) -> tuple[Mode, str]:
    """Coach until a story was played to its end, practice until it went well once, then checks while they can count.

    Only a variant never seen can count for mastery: practice leaves these to the checks as far as there are others.
    """
    tries = [t for t in history.tries if t.scenario == material.scenario and t.ended and t.part is None]
    if not tries:
        return Mode.COACH, for_whole(material, history)
    unseen = for_whole(material, history)
    if went_well(tries[-1]) and is_unseen(material, unseen, history):
        return Mode.CHECK, unseen
    return Mode.PRACTICE, for_drill(material, history)


def mode_for_drill(material: Material, drill: Drill, history: History, reliable: frozenset[str]) -> tuple[Mode, str]:
    """With a coach as long as there is something to explain."""
    mode = Mode.PRACTICE if drill.principles <= reliable else Mode.COACH
    return mode, for_drill(material, history)


def went_well(one: Try) -> bool:
    """Nothing below average, nothing critical, nothing taken back."""
    return one.verdict in (Verdict.SOUND, Verdict.AMAZING) and not one.critical and not one.taken_back


def days_rested(history: History, scenario: str, today: date, zone: tzinfo | None) -> int:
    """Days since anything of a story was played."""
    days = [day_of(t.started, zone) for t in history.tries if t.scenario == scenario and t.principles]
    return max(0, (today - max(days)).days) if days else LONG_AGO
