"""The eleven dimensions of a typed reply, and the acts that meet or violate each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

DimensionVerdict = Literal["met", "missed", "violated"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its id, the acts that meet it and the acts that violate it."""

    id: str
    met: tuple[str, ...]
    violated: tuple[str, ...]

    def verdict(self, acts: Iterable[str]) -> DimensionVerdict:
        """What a reply with these acts is worth here; a violation dominates."""
        shown = set(acts)
        if shown.intersection(self.violated):
            return "violated"
        return "met" if shown.intersection(self.met) else "missed"


@cache
def dimensions() -> tuple[Dimension, ...]:
    """All dimensions in the order of the file."""
    # Imported late: a caller who only needs the weights does not pay for YAML.
    import yaml

    text = files("trainer.grading").joinpath("dimensions.yaml").read_text(encoding="utf-8")
    return tuple(
        Dimension(name, tuple(acts["met"]), tuple(acts["violated"])) for name, acts in yaml.safe_load(text).items()
    )


@cache
def dimension_of() -> dict[str, tuple[str, DimensionVerdict]]:
    """Each act's dimension, and whether it meets or violates it."""
    by_act: dict[str, tuple[str, DimensionVerdict]] = {}
    for one in dimensions():
        by_act.update((act, (one.id, "met")) for act in one.met)
        by_act.update((act, (one.id, "violated")) for act in one.violated)
    return by_act


def verdicts(acts: Iterable[str]) -> dict[str, DimensionVerdict]:
    """The verdict on every dimension of a reply that shows these acts."""
    shown = set(acts)
    return {one.id: one.verdict(shown) for one in dimensions()}
