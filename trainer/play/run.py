"""A run: a list of replies, and everything that follows from it.

`replay(machine, variant, seed, replies)` gives the same run always; a run is never changed, a reply makes a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from trainer.errors import UnusableInput
from trainer.play.machine import Machine, State, lowered
from trainer.scenario.model import Ending, Response, Scene, Variant
from trainer.scenario.placeholders import Text

T = TypeVar("T")

_ONE_IN = 3
"""Of so many decisions in a row, one asks how sure the trainee is."""


class NotOffered(UnusableInput):
    """A reply that cannot be given here; nothing has changed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the trainee answered: a response's id, `timeout` or `fallback`, and the words typed, if any."""

    response: str
    words: str = ""
    caps: tuple[tuple[str, int], ...] = ()
    """The most that the words allow, by full id of a principle: (principle, level). Empty for a choice."""
    acts: tuple[str, ...] | None = None
    """The acts that were heard in the words; None where the reply is as its author wrote it: chosen, or copied."""
    rated: bool = True
    """Whether it counts; not where words were not meant as they were taken, and the story had gone on from there."""

    def does_any(self, acts: Iterable[str]) -> bool:
        """Whether it does one of these acts. What is as the author wrote it does what the author answers."""
        return self.acts is None or any(act in self.acts for act in acts)


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a run. `levels` are those of the principles at stake, by full id; `loss` is the reply's.

    A reply that is not rated has no levels and loses nothing.
    """

    number: int
    scene: Scene
    offered: tuple[Response, ...]
    """In the order shown."""
    reply: Reply
    response: Response
    levels: dict[str, int]
    loss: int
    before: State
    affected: State
    """After the reply's effects, still at its scene: what its consequence sees."""
    path: tuple[State, ...]
    """From where the reply led to, through what was told, to the next decision or ending."""

    @property
    def after(self) -> State:
        return self.path[-1]

    @property
    def critical(self) -> Text | None:
        """Why no run is passed with this reply; None for all others, and where it is not rated."""
        return self.response.critical if self.reply.rated else None


@dataclass(frozen=True, slots=True)
class Run:
    """The decisions made so far, from `opening` (the states up to the first decision)."""

    machine: Machine
    variant: Variant
    seed: int
    opening: tuple[State, ...]
    steps: tuple[Step, ...] = field(default=())

    @property
    def state(self) -> State:
        """Where it stands: a decision or an ending."""
        return self.steps[-1].after if self.steps else self.opening[-1]

    @property
    def scene(self) -> Scene:
        return self.machine.scene(self.state)

    @property
    def ending(self) -> Ending | None:
        """The ending, once it is reached."""
        return self.scene.ending

    def options(self) -> tuple[Response, ...]:
        """The responses on offer, in the order shown; none at an ending."""
        return shuffled(self.machine.offered(self.state), self.seed, len(self.steps))

    def answer(self, reply: Reply) -> Run:
        """The run after one more reply. NotOffered when the reply cannot be given here."""
        state, machine = self.state, self.machine
        options = self.options()
        decision = self.scene.decision
        if decision is None:
            raise NotOffered("the run has ended: no reply is wanted", where=self.scene.id)
        known = (*options, decision.timeout, decision.fallback)
        response = next((r for r in known if r and r.id == reply.response), None)
        if response is None:
            ids = ", ".join(r.id for r in options)
            raise NotOffered(f'"{reply.response}" is not on offer', where=self.scene.id, do=f"On offer: {ids}")
        levels, loss = lowered(machine.stakes(state), response.id, dict(reply.caps), machine.scenario.weights)
        if not reply.rated:
            levels, loss = {}, 0
        affected = machine.affect(state, response)
        step = Step(
            number=len(self.steps),
            scene=machine.scene(state),
            offered=options,
            reply=reply,
            response=response,
            levels=levels,
            loss=loss,
            before=state,
            affected=affected,
            path=tuple(machine.settle(machine.leave(affected, response))),
        )
        return Run(machine, self.variant, self.seed, self.opening, (*self.steps, step))

    def back_to(self, number: int) -> Run:
        """The run before its decision `number`: what was answered from there on is taken back."""
        return Run(self.machine, self.variant, self.seed, self.opening, self.steps[:number])


def begin(machine: Machine, variant: Variant, seed: int) -> Run:
    """A run before its first decision."""
    return Run(machine, variant, seed, tuple(machine.settle(machine.first())))


def replay(machine: Machine, variant: Variant, seed: int, replies: Iterable[Reply]) -> Run:
    """The run that these replies make. NotOffered at the first that cannot be given."""
    run = begin(machine, variant, seed)
    for reply in replies:
        run = run.answer(reply)
    return run


def shuffled(items: Sequence[T], seed: int, number: int) -> tuple[T, ...]:
    """`items` in the order of this seed at the decision with this number, the same on every machine for ever.

    The standard library does not promise that: this is a Fisher-Yates shuffle whose numbers are 32-bit words of SHA-256
    over the seed, the decision and the place.
    """
    order = list(items)
    words = b""
    for last in range(len(order) - 1, 0, -1):
        if len(words) < 4:
            words = sha256(f"{seed}/{number}/{last}".encode()).digest()
        pick = int.from_bytes(words[:4], "big") * (last + 1) >> 32
        words = words[4:]
        order[last], order[pick] = order[pick], order[last]
    return tuple(order)


def asks_confidence(seed: int, number: int) -> bool:
    """Whether it is asked at the decision with this number (from 0) of an attempt with this seed.

    One of each three decisions in a row, so that a short story has its question too; which one, nobody can foresee.
    """
    group, place = divmod(number, _ONE_IN)
    drawn = sha256(f"sure/{seed}/{group}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") % _ONE_IN == place
