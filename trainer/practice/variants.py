"""Which variant to serve: for a whole scenario one never seen, for a drill one that was not seen lately."""

from __future__ import annotations

from trainer.practice.material import Material
from trainer.records.tries import History


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
