"""A scenario made ready to run: states, the replies on offer, what is at stake in each, and what each leads to.

A state is (scene, facts, used-once responses). On a reply, in this order: marks, effects, consequence,
way on. Variants change words only, so one machine serves them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from trainer.errors import TrainerError
from trainer.principles.levels import UNMARKED
from trainer.scenario.conditions import Compare, Condition, Every, Not, Some, compare
from trainer.scenario.facts import Value
from trainer.scenario.model import Decision, Response, Scenario, Scene, WayOn


@dataclass(frozen=True, slots=True)
class Stakes:
    """What is at stake at a decision: the principles marked on any response on offer, and what each reply loses.

    `levels` has, by response id, a level for each of `principles`, in their order; a response without a mark on one
    counts as average there. A reply's loss is the best weighted sum of levels among the responses on offer, minus its
    own. A time-out or a fallback can be marked better than everything on offer; it still loses nothing less than 0.
    """

    principles: tuple[str, ...]
    levels: Mapping[str, tuple[int, ...]]
    losses: Mapping[str, int]
    best: frozenset[str]
    """The responses on offer that lose nothing."""
    most: int
    """The best weighted sum of levels among the responses on offer."""


def weigh(decision: Decision, offered: tuple[Response, ...], weights: Mapping[str, int]) -> Stakes:
    """The stakes of a decision when these responses are on offer."""
    principles = tuple(dict.fromkeys(m.principle for r in offered for m in r.marks))
    unlisted = [r for r in (decision.timeout, decision.fallback) if r]
    levels: dict[str, tuple[int, ...]] = {}
    for response in (*offered, *unlisted):
        marked = {m.principle: m.level for m in response.marks}
        levels[response.id] = tuple(int(marked.get(p, UNMARKED)) for p in principles)
    heavy = [weights.get(p, 1) for p in principles]
    sums = {key: sum(w * level for w, level in zip(heavy, own, strict=True)) for key, own in levels.items()}
    most = max((sums[r.id] for r in offered), default=0)
    losses = {key: max(0, most - own) for key, own in sums.items()}
    best = frozenset(r.id for r in offered if not losses[r.id])
    return Stakes(principles, levels, losses, best, most)


def lowered(
    stakes: Stakes, response: str, caps: Mapping[str, int], weights: Mapping[str, int]
) -> tuple[dict[str, int], int]:
    """The levels of a reply whose own words allow at most `caps` on some principles, and its loss.

    Words can lower what the response is worth, never raise it.
    """
    levels = dict(zip(stakes.principles, stakes.levels[response], strict=True))
    if not any(caps.get(p, level) < level for p, level in levels.items()):
        return levels, stakes.losses[response]
    levels = {p: max(0, min(level, caps.get(p, level))) for p, level in levels.items()}
    own = sum(weights.get(p, 1) * level for p, level in levels.items())
    return levels, max(0, stakes.most - own)


Facts: TypeAlias = tuple[Value, ...]
Test: TypeAlias = Callable[[Facts], bool]


class State(NamedTuple):
    """Where a run stands: the scene's number, the facts in declared order, a bit for each used `once`."""

    scene: int
    facts: Facts
    used: int


class Endless(TrainerError):
    """Scenes that lead into each other without a decision; the loop check refuses those that play can meet."""


class _Step(NamedTuple):
    """A response made ready."""

    when: Test | None
    bit: int
    effects: tuple[tuple[int, Value, tuple[int, int] | None], ...]
    """Place of the fact, value, and for what is added the ends of its range."""
    ways: tuple[tuple[Test | None, int], ...]


class Machine:
    """The finite machine of a scenario. Holds no state of a run; caches what is at stake."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.scenes: tuple[Scene, ...] = tuple(scenario.scenes.values())
        self._facts = {name: i for i, name in enumerate(scenario.facts)}
        self._index = {name: i for i, name in enumerate(scenario.scenes)}
        self._ways = tuple(self._compile_ways(scene.next) for scene in self.scenes)
        self._losses = tuple(
            [(self.compile(one.when) if one.when else None, one.loss) for one in scene.ending.loss]
            if scene.ending
            else []
            for scene in self.scenes
        )
        self._steps: list[dict[str, _Step]] = []
        once = 0
        for scene in self.scenes:
            steps: dict[str, _Step] = {}
            for response in scene.decision.ways_out() if scene.decision else ():
                bit = 1 << once if response.once else 0
                once += response.once
                effects = []
                for effect in response.effects:
                    values = scenario.facts[effect.fact].values
                    ends = (int(values[0]), int(values[-1])) if effect.adds else None
                    effects.append((self._facts[effect.fact], effect.value, ends))
                when = self.compile(response.when) if response.when else None
                steps[response.id] = _Step(when, bit, tuple(effects), self._compile_ways(response.next))
            self._steps.append(steps)
        self._guarded = tuple(any(s.when or s.bit for s in steps.values()) for steps in self._steps)
        self._stakes: dict[tuple[int, tuple[Response, ...] | None], Stakes] = {}

    def first(self) -> State:
        """The state before the first scene is told."""
        facts = tuple(f.start for f in self.scenario.facts.values())
        return State(self._index[self.scenario.start], facts, 0)

    def scene(self, state: State) -> Scene:
        """The scene of a state."""
        return self.scenes[state.scene]

    def facts(self, state: State) -> dict[str, Value]:
        """The facts of a state by name."""
        return dict(zip(self._facts, state.facts, strict=True))

    def offered(self, state: State) -> tuple[Response, ...]:
        """The responses on offer, as written; none where the scene is no decision."""
        decision = self.scenes[state.scene].decision
        if decision is None:
            return ()
        if not self._guarded[state.scene]:
            return decision.responses
        steps = self._steps[state.scene]
        facts, used = state.facts, state.used
        return tuple(
            response
            for response in decision.responses
            if not used & (step := steps[response.id]).bit and (step.when is None or step.when(facts))
        )

    def stakes(self, state: State) -> Stakes:
        """What is at stake at a decision."""
        key = state.scene, self.offered(state) if self._guarded[state.scene] else None
        stakes = self._stakes.get(key)
        if stakes is None:
            decision = self.scenes[state.scene].decision
            assert decision is not None
            stakes = self._stakes[key] = weigh(decision, self.offered(state), self.scenario.weights)
        return stakes

    def settle(self, state: State) -> list[State]:
        """The states from this one to the next decision or ending: what is told on the way, then where it stops."""
        path = [state]
        while ways := self._ways[path[-1].scene]:
            path.append(State(_choose(ways, state.facts), state.facts, state.used))
            if len(path) > len(self.scenes):
                raise Endless("scenes lead into each other without a decision", where=self.scene(state).id)
        return path

    def ending_loss(self, state: State) -> float | None:
        """What the author has the ending of a state add to the loss; None for the default of its outcome."""
        losses = self._losses[state.scene]
        return next((loss for when, loss in losses if when is None or when(state.facts)), None)

    def affect(self, state: State, response: Response) -> State:
        """The state after a reply's effects, still at its scene: what the consequence sees."""
        step = self._steps[state.scene][response.id]
        facts = state.facts
        if step.effects:
            changed = list(facts)
            for place, value, ends in step.effects:
                if ends:
                    total = int(changed[place]) + int(value)
                    changed[place] = ends[0] if total < ends[0] else ends[1] if total > ends[1] else total
                else:
                    changed[place] = value
            facts = tuple(changed)
        return State(state.scene, facts, state.used | step.bit)

    def leave(self, affected: State, response: Response) -> State:
        """The state that a reply's way on leads to, from the state after its effects."""
        ways = self._steps[affected.scene][response.id].ways
        return State(_choose(ways, affected.facts), affected.facts, affected.used)

    def _compile_ways(self, ways: tuple[WayOn, ...]) -> tuple[tuple[Test | None, int], ...]:
        return tuple((self.compile(w.when) if w.when else None, self._index[w.scene]) for w in ways)

    def compile(self, condition: Condition) -> Test:
        """A condition as a test of a state's facts."""
        match condition:
            case Compare(fact, operator, value):
                place = self._facts[fact]
                if operator == "==":
                    return lambda facts: facts[place] == value
                return lambda facts: compare(facts[place], operator, value)
            case Not(inner):
                test = self.compile(inner)
                return lambda facts: not test(facts)
            case Every(parts):
                tests = [self.compile(p) for p in parts]
                return lambda facts: all(t(facts) for t in tests)
            case Some(parts):
                tests = [self.compile(p) for p in parts]
                return lambda facts: any(t(facts) for t in tests)


def _choose(ways: tuple[tuple[Test | None, int], ...], facts: Facts) -> int:
    for when, scene in ways:
        if when is None or when(facts):
            return scene
    raise AssertionError("the loader sees to it that the last way on has no condition")
