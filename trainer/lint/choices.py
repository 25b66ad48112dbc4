"""What each decision can offer, and which replies are its keys: those that cost nothing."""

from __future__ import annotations

from typing import NamedTuple

from trainer.analysis.graph import Graph
from trainer.analysis.moves import Menu
from trainer.analysis.worth import Worth


class Choice(NamedTuple):
    """The responses on offer, as written, and the keys among them, which depend on the state."""

    scene: str
    offered: tuple[str, ...]
    keys: frozenset[str]

    @property
    def matters(self) -> bool:
        """Whether anything on offer costs something."""
        return len(self.keys) < len(self.offered)


class Choices(NamedTuple):
    """What one pass over the states found; the widest choice of each scene comes first."""

    all: tuple[Choice, ...]
    silence_may_pay: bool
    """Whether a reply that is not listed costs nothing somewhere."""
    traps_possible: bool
    """Whether nothing that is marked best costs nothing somewhere."""


def choices_of(graph: Graph, worth: Worth) -> Choices:
    """Every distinct choice that play can bring, with what deserves a closer look."""
    found: dict[tuple[int, int, tuple[bool, ...]], int] = {}
    for i in graph.walked:
        menu = graph.menus[i]
        if menu.stakes:
            free = tuple([not cost for cost in worth.move_costs(i)])
            found.setdefault((graph.scene[i], id(menu), free), i)
    made = {_choice(graph, state, free): None for (_, _, free), state in found.items()}
    menus = [(graph.menus[state], free) for (_, _, free), state in found.items()]
    return Choices(
        all=tuple(sorted(made, key=lambda c: (c.scene, -len(c.offered), c.offered, sorted(c.keys)))),
        silence_may_pay=any(any(free[menu.listed :]) for menu, free in menus),
        traps_possible=any(not _best_is_free(menu, free) for menu, free in menus),
    )


def _best_is_free(menu: Menu, free: tuple[bool, ...]) -> bool:
    listed = zip(menu.losses[: menu.listed], free, strict=False)
    return any(is_free and not loss for loss, is_free in listed)


def _choice(graph: Graph, state: int, free: tuple[bool, ...]) -> Choice:
    menu = graph.menus[state]
    ids = tuple(r.id for r in menu.responses[: menu.listed] if r)
    scene = graph.machine.scenes[graph.scene[state]].id
    return Choice(scene, ids, frozenset(key for key, is_free in zip(ids, free, strict=False) if is_free))
