"""How a piece of a session is served: in which mode and in which variant, and how long it has rested."""

from __future__ import annotations

from datetime import date, tzinfo

from trainer.play.verdict import Verdict
from trainer.practice.days import day_of
from trainer.practice.material import Drill, Material
from trainer.practice.variants import for_drill, for_whole, is_unseen
from trainer.records.header import Mode
from trainer.records.tries import History, Try

LONG_AGO = 10_000
"""Days since something that has never been."""


def whole(material: Material, history: History) -> tuple[Mode, str]:
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


def one_decision(material: Material, drill: Drill, history: History, reliable: frozenset[str]) -> tuple[Mode, str]:
    """With a coach as long as there is something to explain."""
    mode = Mode.PRACTICE if drill.principles <= reliable else Mode.COACH
    return mode, for_drill(material, history)


def went_well(one: Try) -> bool:
    """Nothing below average, nothing critical, nothing taken back."""
    return one.verdict in (Verdict.SOUND, Verdict.AMAZING) and not one.critical and not one.taken_back


def rested(history: History, scenario: str, today: date, zone: tzinfo | None) -> int:
    """Days since anything of a story was played."""
    days = [day_of(t.started, zone) for t in history.tries if t.scenario == scenario and t.principles]
    return max(0, (today - max(days)).days) if days else LONG_AGO
