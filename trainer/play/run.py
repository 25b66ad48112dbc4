"""A run: a list of replies, and everything that follows from it.

`replay(machine, variant, seed, replies)` gives the same run always; a run is never changed, a reply makes a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.errors import UnusableInput
from trainer.play.machine import Machine, State, lowered
from trainer.play.seeded import shuffled
from trainer.scenario.model import FALLBACK, TIMEOUT, Ending, Response, Scene, Variant


class NotOffered(UnusableInput):
    """A reply that cannot be given here; nothing has changed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the trainee answered: a response's id, `timeout` or `fallback`, and the words typed, if any."""

    response: str
    words: str = ""
    caps: tuple[tuple[str, int], ...] = ()
    """The most that the words allow, by full id of a principle: (principle, level). Empty for a choice."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a run. `levels` are those of the principles at stake, by full id; `loss` is the reply's."""

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
        response = self._response(reply.response, options)
        levels, loss = lowered(machine.stakes(state), response.id, dict(reply.caps), machine.scenario.weights)
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

    def _response(self, identifier: str, options: tuple[Response, ...]) -> Response:
        for option in options:
            if option.id == identifier:
                return option
        scene = self.scene
        if scene.decision is None:
            raise NotOffered("the run has ended: no reply is wanted", where=scene.id)
        unlisted = {TIMEOUT: scene.decision.timeout, FALLBACK: scene.decision.fallback}.get(identifier)
        if unlisted is None:
            ids = ", ".join(r.id for r in options)
            raise NotOffered(f'"{identifier}" is not on offer', where=scene.id, do=f"On offer: {ids}")
        return unlisted

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
