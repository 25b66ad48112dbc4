"""Which moves of a scenario are the best line, which are traps and mistakes, and which are never made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from trainer.analysis.graph import Graph
from trainer.analysis.judgement import MISTAKE, SLIP
from trainer.analysis.playable import Playable
from trainer.analysis.worth import Worth
from trainer.scenario.model import Response

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
    graph, worth, scenes = playable.graph, playable.worth, playable.machine.scenes
    names = [scenes[scene].id for scene in graph.scene]
    # The states of all runs that cost nothing.
    best, waiting = {0}, [0]
    while waiting:
        for _, target in _free(graph, worth, waiting.pop()):
            if target not in best:
                best.add(target)
                waiting.append(target)
    # Where such runs pass, their states decide on a move; otherwise the state in which it is mildest does.
    kinds: dict[Move, tuple[bool, MoveKind]] = {}
    for state, name in enumerate(names):
        passed = state in best
        for reply, listed, loss, cost, target in _moves(graph, worth, state):
            kind = MoveKind.PLAIN
            if passed and listed and not cost:
                kind = MoveKind.BEST
            elif reply and listed and not loss and cost >= SLIP:
                kind = MoveKind.TRAP
            elif cost >= MISTAKE or (reply and reply.critical is not None):
                kind = MoveKind.MISTAKE
            move = name, reply.id if reply else "", names[target]
            known = kinds.get(move, (passed, kind))
            if known[0] == passed:
                kinds[move] = passed, min(known[1], kind, key=ORDER.index)
            elif passed:
                kinds[move] = passed, kind
    # One such run: at each decision the first reply, as written, that costs nothing.
    line: list[BestStep] = []
    state = 0
    while free := next(_free(graph, worth, state), None):
        reply, target = free
        if reply:
            line.append(BestStep(names[state], reply, names[target]))
        state = target
    moves = {move: kind for move, (_, kind) in kinds.items()}
    return MoveKinds(moves, frozenset(names), tuple(line), frozenset(names[state] for state in best))


def _moves(graph: Graph, worth: Worth, state: int) -> Iterator[tuple[Response | None, bool, float, float, int]]:
    """Every move out of a state: the reply, whether it is listed, its loss, its cost, where it leads."""
    menu = graph.menus[state]
    moves = zip(menu.responses, menu.losses, worth.move_costs(state), graph.targets[state], strict=True)
    for place, (reply, loss, cost, target) in enumerate(moves):
        yield reply, place < menu.listed, loss, cost, target


def _free(graph: Graph, worth: Worth, state: int) -> Iterator[tuple[Response | None, int]]:
    """The listed moves that cost nothing, and where they lead."""
    return ((reply, to) for reply, listed, _, cost, to in _moves(graph, worth, state) if listed and not cost)
