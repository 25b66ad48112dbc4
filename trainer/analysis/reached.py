"""What play can reach: scenes, endings, replies, and decisions at which every option is off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.analysis.graph import Graph
from trainer.analysis.witness import Witness


@dataclass(frozen=True, slots=True)
class Reached:
    """What was met, each with a witness, and what stands in the text and was not met.

    What was met is proved. What was not met is proved impossible only where `proved`; otherwise the bound was reached
    first, and it was *not observed*.
    """

    proved: bool
    scenes: Mapping[str, Witness]
    endings: Mapping[str, Witness]
    """Those of `scenes` that end a run."""
    missing_scenes: tuple[str, ...]
    """Scenes of the text that were not met, endings among them."""
    replies: Mapping[tuple[str, str], Witness]
    """(scene, response) and the way to a state where it can be given; time-outs and fallbacks too."""
    missing_replies: tuple[tuple[str, str], ...]
    """Replies of scenes that were met, on offer in none of their states."""
    dead: Mapping[str, Witness]
    """Decisions at which every option can be off. Always proved."""


def reached(graph: Graph) -> Reached:
    """What the walk met, in the order of the text."""
    first_at, first_offered = _first_places(graph)
    scenes = graph.machine.scenes
    met = {scene.id: graph.witness(first_at[i]) for i, scene in enumerate(scenes) if i in first_at}
    replies = list(_replies(graph))
    dead: dict[str, Witness] = {}
    for state in graph.dead:
        dead.setdefault(scenes[graph.scene[state]].id, graph.witness(state))
    return Reached(
        proved=graph.complete,
        scenes=met,
        endings={scene.id: met[scene.id] for scene in scenes if scene.ending and scene.id in met},
        missing_scenes=tuple(scene.id for scene in scenes if scene.id not in met),
        replies={(s, r): graph.witness(first_offered[key]) for s, r, key in replies if key in first_offered},
        missing_replies=tuple((s, r) for s, r, key in replies if s in met and key not in first_offered),
        dead=dead,
    )


def _first_places(graph: Graph) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """The first state of each scene, and the first with each menu, spread over the menu's replies."""
    first_at: dict[int, int] = {}
    with_menu: dict[int, int] = {}
    for state in graph.walked:
        first_at.setdefault(graph.scene[state], state)
        with_menu.setdefault(id(graph.menus[state]), state)
    offered: dict[tuple[int, int], int] = {}
    for state in with_menu.values():
        for response in graph.menus[state].responses:
            if response:
                offered.setdefault((graph.scene[state], id(response)), state)
    return first_at, offered


def _replies(graph: Graph) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Scene, response and key of every reply in the text."""
    for number, scene in enumerate(graph.machine.scenes):
        for response in scene.decision.ways_out() if scene.decision else ():
            yield scene.id, response.id, (number, id(response))
