"""Why something was picked for today, in a sentence that the trainee reads."""

from __future__ import annotations

from datetime import date

from trainer.practice.due import Due
from trainer.practice.material import Material


def because_sure(material: Material, principle: str) -> str:
    """A confident error."""
    what = material.titles.get(principle, "what was asked for")
    return f"You were sure of a reply here that missed {what}: what one is sure of is worth putting right first."


def because_due(one: Due, material: Material, today: date, serves: int) -> str:
    """Something due, alone or with more."""
    what = material.titles.get(one.item.principle, one.item.principle)
    also = f", and {serves - 1} more {'principle' if serves == 2 else 'principles'} with it" if serves > 1 else ""
    if not one.passed:
        return f"It did not come off the last time: {what}{also}."
    when = _ago(one.last, today)
    return f"It went well {when}, and is due again: {what}{also}."


def because_new(material: Material) -> str:
    """A story that was never played to its end."""
    return f"You have not played this one to its end yet; it takes about {material.minutes} minutes."


def because_unseen(material: Material) -> str:
    """Nothing is due."""
    return f"Nothing is due today. If you like: {material.title} with other people in it, which you have not seen."


def because_likes(material: Material, days: int | None) -> str:
    """Nothing is due, or what was due today is done. `days` since it was played, None for never."""
    if days is None:
        return f"You have not played this one to its end yet; it takes about {material.minutes} minutes."
    when = "today" if not days else "yesterday" if days == 1 else f"{days} days ago"
    return f"Of all stories you have left this one alone the longest: you played it {when}."


def _ago(last: date, today: date) -> str:
    days = (today - last).days
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
