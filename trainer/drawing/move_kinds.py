"""Which moves of a scenario are the best line, which are traps and mistakes, and which are never made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from trainer.analysis.graph import Graph
from trainer.analysis.playable import Playable
from trainer.analysis.worth import Worth
from trainer.scenario.model import Response

SLIP = 2
MISTAKE = 4
"""Costs, as `docs/scoring.md` words them."""

Move: TypeAlias = tuple[str, str, str]
"""Scene, response ("" where a scene just goes on), and the scene it leads to."""


class MoveKind(StrEnum):
    """What kind of move a reply is, the best first."""

    BEST = "best"
    PLAIN = "plain"
    TRAP = "trap"
    MISTAKE = "mistake"
    NEVER = "never"


ORDER = tuple(MoveKind)
MEANING = {
    MoveKind.BEST: "the best line: replies that cost nothing, from the start on",
    MoveKind.TRAP: "a trap: marked best, and costs a slip or more later",
    MoveKind.MISTAKE: "a mistake: costs 4 or more from the best line (elsewhere: always), or is critical",
    MoveKind.PLAIN: "another reply",
    MoveKind.NEVER: "never taken in play",
}


@dataclass(frozen=True, slots=True)
class BestStep:
    """One reply of the best line."""

    scene: str
    response: Response
    leads_to: str


@dataclass(frozen=True, slots=True)
class MoveKinds:
    """What play can do. `met` is None where not everything could be explored."""

    moves: Mapping[Move, MoveKind]
    met: frozenset[str] | None
    best: tuple[BestStep, ...] = ()
    best_scenes: frozenset[str] = frozenset()

    def of(self, move: Move) -> MoveKind:
        """The kind of a move that is in the text."""
        return self.moves.get(move, MoveKind.PLAIN if self.met is None else MoveKind.NEVER)


UNKNOWN = MoveKinds({}, None)
"""Of a scenario with errors, or with too many states to know."""


def find_move_kinds(playable: Playable | None) -> MoveKinds:
    """The kinds of all moves of a scenario whose worth is known; UNKNOWN where it is not."""
    if playable is None or playable.worth is None:
        return UNKNOWN
    graph, worth = playable.graph, playable.worth
    best = _best_states(graph, worth)
    scenes = [scene.id for scene in graph.machine.scenes]
    moves: dict[Move, tuple[bool, MoveKind]] = {}
    for state, scene in enumerate(graph.scene):
        well = state in best
        for reply, listed, loss, cost, target in _moves(graph, worth, state):
            move = scenes[scene], reply.id if reply else "", scenes[graph.scene[target]]
            moves[move] = _judged(moves.get(move), (well, _kind(reply, listed, loss, cost, on_best_line=well)))
    return MoveKinds(
        {move: kind for move, (_, kind) in moves.items()},
        frozenset(scenes[scene] for scene in graph.scene),
        tuple(_best_line(graph, worth)),
        frozenset(scenes[graph.scene[state]] for state in best),
    )


def _moves(graph: Graph, worth: Worth, state: int) -> Iterator[tuple[Response | None, bool, float, float, int]]:
    """Every move out of a state: the reply, whether it is listed, its loss, its cost, where it leads."""
    menu = graph.menus[state]
    moves = zip(menu.responses, menu.losses, worth.move_costs(state), graph.targets[state], strict=True)
    for place, (reply, loss, cost, target) in enumerate(moves):
        yield reply, place < menu.listed, loss, cost, target


def _kind(reply: Response | None, listed: bool, loss: float, cost: float, *, on_best_line: bool) -> MoveKind:
    if on_best_line and not cost and listed:
        return MoveKind.BEST
    if reply and listed and not loss and cost >= SLIP:
        return MoveKind.TRAP
    critical = reply is not None and reply.critical is not None
    return MoveKind.MISTAKE if cost >= MISTAKE or critical else MoveKind.PLAIN


def _judged(known: tuple[bool, MoveKind] | None, met: tuple[bool, MoveKind]) -> tuple[bool, MoveKind]:
    """A move in the light of one more state. The best line's states decide where it passes; else the mildest does."""
    if known is None or known[0] != met[0]:
        return met if known is None or met[0] else known
    return min(known, met, key=lambda pair: ORDER.index(pair[1]))


def _free(graph: Graph, worth: Worth, state: int) -> Iterator[tuple[Response | None, int]]:
    """The listed moves that cost nothing, and where they lead."""
    return ((reply, to) for reply, listed, _, cost, to in _moves(graph, worth, state) if listed and not cost)


def _best_states(graph: Graph, worth: Worth) -> set[int]:
    waiting, seen = [0], {0}
    while waiting:
        for _, target in _free(graph, worth, waiting.pop()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _best_line(graph: Graph, worth: Worth) -> Iterator[BestStep]:
    """One run that costs nothing: at each decision the first reply, as written, that does."""
    scenes, state = graph.machine.scenes, 0
    while move := next(_free(graph, worth, state), None):
        reply, target = move
        if reply:
            yield BestStep(scenes[graph.scene[state]].id, reply, scenes[graph.scene[target]].id)
        state = target
