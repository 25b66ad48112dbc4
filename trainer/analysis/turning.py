"""What a reply led to: the best line after it, beside the best line without it, and the fact that turned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.analysis.worth import Worth
from trainer.play.machine import Machine, State
from trainer.play.run import Step
from trainer.scenario.conditions import facts_in, holds
from trainer.scenario.facts import Fact, Value
from trainer.scenario.model import EndingLoss, Response, Scene, WayOn

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """Two best lines compared: the one from where a reply led to, and the one that a best reply would have begun."""

    before: Scene
    """The ending that could have been had."""
    after: Scene
    """The ending that is left."""
    fact: Fact | None
    """The fact that alone would choose otherwise; None where no single one does."""
    value: Value
    """What it is now."""
    bound: int | None
    """Of a number: the nearest value that would choose otherwise."""

    @property
    def ending_changed(self) -> bool:
        return self.before.id != self.after.id

    @property
    def fell(self) -> bool:
        """Of a number: whether it fell below the bound; otherwise it rose above it."""
        return self.bound is not None and int(self.value) < self.bound


@dataclass(frozen=True, slots=True)
class _Choice:
    """A place where conditions choose: between ways on, or between the losses of an ending."""

    parts: Sequence[WayOn | EndingLoss]
    facts: Values

    def chosen(self, facts: Values) -> int:
        """The place of what is chosen with these facts."""
        return next((n for n, part in enumerate(self.parts) if part.when is None or holds(part.when, facts)), -1)


@dataclass(frozen=True, slots=True)
class _BestLine:
    """The choices on a line that loses least, and the state in which it ends."""

    choices: tuple[_Choice, ...]
    end: State


def turning_point(step: Step, machine: Machine, worth: Worth) -> TurningPoint | None:
    """What turned with a reply; None where the best lines end alike and no fact tells them apart."""
    # What could have been had is told by what was on offer; where only silence costs nothing, by the nearest to that.
    best = min(step.offered, key=lambda response: worth.cost_of(machine, step.before, response))
    without = _best_line(machine, worth, step.before, best)
    line = _best_line(machine, worth, step.before, step.response)
    facts = machine.facts(without.end)
    found = TurningPoint(machine.scene(without.end), machine.scene(line.end), None, False, None)
    for choice in reversed(line.choices):
        mine = choice.chosen(choice.facts)
        if choice.chosen(facts) == mine:
            continue
        for name in dict.fromkeys(name for part in choice.parts if part.when for name in facts_in(part.when)):
            fact, value = machine.scenario.facts[name], choice.facts[name]
            # From the value of now to that of the other line, in single steps where it is a number.
            step_by = 1 if fact.is_number and int(facts[name]) > int(value) else -1
            way = range(int(value) + step_by, int(facts[name]) + step_by, step_by) if fact.is_number else [facts[name]]
            other = next((v for v in way if choice.chosen({**choice.facts, name: v}) != mine), None)
            if other is not None:
                return TurningPoint(found.before, found.after, fact, value, int(other) if fact.is_number else None)
        return found
    return found if found.ending_changed else None


def _best_line(machine: Machine, worth: Worth, state: State, response: Response) -> _BestLine:
    """The line that begins with a reply and loses least after it; of equals the first as written."""
    choices: list[_Choice] = []
    reply: Response | None = response
    while reply is not None:
        affected = machine.affect(state, reply)
        choices.append(_Choice(reply.next, machine.facts(affected)))
        path = machine.settle(machine.leave(affected, reply))
        choices += (_Choice(machine.scene(one).next, machine.facts(one)) for one in path[:-1])
        state = path[-1]
        reply = min(_replies(machine, state), key=lambda r: worth.cost_of(machine, path[-1], r), default=None)
    ending = machine.scene(state).ending
    if ending:
        choices.append(_Choice(ending.loss, machine.facts(state)))
    return _BestLine(tuple(choice for choice in choices if any(part.when for part in choice.parts)), state)


def _replies(machine: Machine, state: State) -> Iterator[Response]:
    """Everything that can be answered, what is listed first."""
    decision = machine.scene(state).decision
    if decision:
        yield from machine.offered(state)
        yield from (reply for reply in (decision.timeout, decision.fallback) if reply)
