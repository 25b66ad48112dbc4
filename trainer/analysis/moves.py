"""A machine's moves as tables over numbered facts, so that a walk through every state only looks things up.

The machine stays the one place for the rules: each entry is asked of it once, and then shared by every state that
has the same facts, every scene that has the same condition, and every reply that has the same effects.
"""

from dataclasses import dataclass

from trainer.play.machine import Facts, Machine, Stakes, State, Test
from trainer.scenario.conditions import Condition
from trainer.scenario.model import Effect, Response, WayOn

NumberedWay = tuple["ConditionTable | None", int]
"""Where a way leads (the scene's number) and when; None is always."""


@dataclass(frozen=True, slots=True, eq=False)
class OfferedReplies:
    """What can be answered at a state, shared by every state with the same offer: listed replies first, then the rest.

    A scene that just goes on has one move without a response; an ending and a dead end have none.
    """

    responses: tuple[Response | None, ...]
    listed: int
    losses: tuple[int, ...]
    stakes: Stakes | None = None


ONWARD = OfferedReplies((None,), 1, (0,))
NOTHING = OfferedReplies((), 0, ())


class FactNumbers:
    """Every combination of facts that was met, numbered in the order met."""

    def __init__(self) -> None:
        self.numbers: dict[Facts, int] = {}
        self.all: list[Facts] = []

    def number(self, facts: Facts) -> int:
        """The number of these facts."""
        number = self.numbers.setdefault(facts, len(self.all))
        if number == len(self.all):
            self.all.append(facts)
        return number


class ConditionTable(dict[int, bool]):
    """Whether a condition holds, by the number of the facts; asked once for each."""

    def __init__(self, test: Test, facts: FactNumbers) -> None:
        super().__init__()
        self._test, self._facts = test, facts

    def __missing__(self, number: int) -> bool:
        holds = self[number] = self._test(self._facts.all[number])
        return holds


class EffectTable(dict[int, int]):
    """The number of the facts after a reply's effects, by the number before."""

    def __init__(self, machine: Machine, scene: int, response: Response, facts: FactNumbers) -> None:
        super().__init__()
        self._machine, self._scene, self._response, self._facts = machine, scene, response, facts

    def __missing__(self, number: int) -> int:
        before = State(self._scene, self._facts.all[number], 0)
        after = self[number] = self._facts.number(self._machine.affect(before, self._response).facts)
        return after


@dataclass(frozen=True, slots=True)
class ReplyMove:
    """A response made ready: its bit when it can be used once, and the tables."""

    response: Response
    bit: int
    when: ConditionTable | None
    effects: EffectTable | None
    ways: tuple[NumberedWay, ...]


class MoveTables:
    """The moves of every scene."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.facts = FactNumbers()
        self.start = self.facts.number(machine.first().facts)
        self._scenes = {scene.id: number for number, scene in enumerate(machine.scenes)}
        self._conditions: dict[Condition, ConditionTable] = {}
        self._effects: dict[tuple[Effect, ...], EffectTable] = {}
        self._menus: dict[tuple[int, tuple[bool, ...]], OfferedReplies] = {}
        self.ways = tuple(self._ways(scene.next) for scene in machine.scenes)
        listed = [scene.decision.responses if scene.decision else () for scene in machine.scenes]
        every = [tuple(scene.decision.ways_out()) if scene.decision else () for scene in machine.scenes]
        self.replies = tuple(tuple(self._move(number, r) for r in own) for number, own in enumerate(every))
        """Every reply of a scene that can be met: the listed ones, then the time-out and the fallback."""
        self._listed = tuple(own[: len(on)] for own, on in zip(self.replies, listed, strict=True))
        self._unlisted = tuple(own[len(on) :] for own, on in zip(self.replies, listed, strict=True))
        self._guarded = tuple(any(m.when is not None or m.bit for m in moves) for moves in self._listed)
        self._whole: dict[int, tuple[OfferedReplies, tuple[ReplyMove, ...]]] = {}

    @property
    def menus_made(self) -> int:
        """How many different offers were met."""
        return len(self._menus)

    def condition(self, condition: Condition) -> ConditionTable:
        """Whether a condition holds, for any facts met."""
        table = self._conditions.get(condition)
        if table is None:
            table = self._conditions[condition] = ConditionTable(self.machine.compile(condition), self.facts)
        return table

    def offer(self, scene: int, facts: int, used: int) -> tuple[OfferedReplies, tuple[ReplyMove, ...]]:
        """What can be answered at a decision in a state, and the moves in the same order."""
        if not self._guarded[scene] and scene in self._whole:
            return self._whole[scene]
        listed = self._listed[scene]
        on = tuple(not used & m.bit and (m.when is None or m.when[facts]) for m in listed)
        moves = tuple(m for m, is_on in zip(listed, on, strict=True) if is_on)
        if not moves:
            return NOTHING, ()
        moves += self._unlisted[scene]
        menu = self._menus.get((scene, on))
        if menu is None:
            stakes = self.machine.stakes(State(scene, self.facts.all[facts], used))
            responses = tuple(m.response for m in moves)
            losses = tuple(stakes.losses[r.id] for r in responses)
            menu = self._menus[scene, on] = OfferedReplies(responses, sum(on), losses, stakes)
        if not self._guarded[scene]:
            self._whole[scene] = menu, moves
        return menu, moves

    def _move(self, scene: int, response: Response) -> ReplyMove:
        bit = self.machine.affect(State(scene, self.facts.all[self.start], 0), response).used
        when = self.condition(response.when) if response.when else None
        effects = None
        if response.effects:
            made = EffectTable(self.machine, scene, response, self.facts)
            effects = self._effects.setdefault(response.effects, made)
        return ReplyMove(response, bit, when, effects, self._ways(response.next))

    def _ways(self, ways: tuple[WayOn, ...]) -> tuple[NumberedWay, ...]:
        return tuple((self.condition(w.when) if w.when else None, self._scenes[w.scene]) for w in ways)


def next_scene(ways: tuple[NumberedWay, ...], facts: int) -> int:
    """The scene that a way on leads to with these facts."""
    return next(scene for when, scene in ways if when is None or when[facts])
