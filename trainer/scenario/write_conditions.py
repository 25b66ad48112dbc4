"""Conditions and values as they are written in a scenario, so that reading them back gives the same."""

from __future__ import annotations

from trainer.scenario.conditions import Compare, Condition, Every, Not, Some
from trainer.scenario.facts import Value


def condition_text(condition: Condition) -> str:
    """A condition in the words of the format. What is read back means the same, and mostly is the same."""
    match condition:
        case Compare(fact, operator, value):
            return fact if value is True and operator == "==" else f"{fact} {operator} {value_text(value)}"
        case Not(inner):
            return f"not {_within(inner)}"
        case Every(parts):
            return " and ".join(_within(p) for p in parts)
        case Some(parts):
            return " or ".join(_within(p) if isinstance(p, Some) else condition_text(p) for p in parts)


def value_text(value: Value) -> str:
    """A fact's value as an author writes it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _within(condition: Condition) -> str:
    """A part of a larger condition, in brackets where it needs them."""
    text = condition_text(condition)
    return f"({text})" if isinstance(condition, Every | Some) else text
