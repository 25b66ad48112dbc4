"""What play reaches and what the text uses: scenes, replies, conditions in every state, facts read and written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from trainer.analysis.graph import Graph, Witness
from trainer.document.finding import Span
from trainer.scenario.conditions import Condition, facts_in
from trainer.scenario.facts import Fact
from trainer.scenario.model import EndingLoss, Line, Response, Scenario, Scene, WayOn


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
    scenes = graph.machine.scenes
    # The first state of each scene, and the first with each menu, spread over the menu's replies.
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
    met = {scene.id: graph.witness(first_at[i]) for i, scene in enumerate(scenes) if i in first_at}
    replies = [(scene.id, r.id, (i, id(r))) for i, scene in enumerate(scenes) for r in _responses(scene)]
    dead: dict[str, Witness] = {}
    for state in graph.dead:
        dead.setdefault(scenes[graph.scene[state]].id, graph.witness(state))
    return Reached(
        proved=graph.complete,
        scenes=met,
        endings={scene.id: met[scene.id] for scene in scenes if scene.ending and scene.id in met},
        missing_scenes=tuple(scene.id for scene in scenes if scene.id not in met),
        replies={(s, r): graph.witness(offered[key]) for s, r, key in replies if key in offered},
        missing_replies=tuple((s, r) for s, r, key in replies if s in met and key not in offered),
        dead=dead,
    )


class Guards(StrEnum):
    """What a condition decides on."""

    LINE = "line"
    RESPONSE = "response"
    WAY = "way"
    LOSS = "loss"
    """What an ending adds to the loss."""


@dataclass(frozen=True, slots=True)
class ConditionCoverage:
    """A condition, where it stands, and a shortest way to where it is true and to where it is false.

    None means that there is no such state; proved where `proved`, not observed otherwise. Both None: never asked. Of a
    list of ways on or of losses, each is asked only where those before it did not hold.
    """

    scene: str
    response: str | None
    """The response that it belongs to, its lines or its ways on; None for the scene's own."""
    guards: Guards
    number: int
    """The place among the lines, responses, ways or losses, from 0."""
    condition: Condition
    at: Span
    """Of the line, response, way or loss."""
    true: Witness | None
    false: Witness | None
    proved: bool

    @property
    def always(self) -> bool | None:
        """True or False where nothing else was met; None where both were, or it was never asked."""
        if (self.true is None) == (self.false is None):
            return None
        return self.true is not None


class _Moment(NamedTuple):
    """A state, the facts as they stand when a condition is asked, and the reply just given, if any."""

    state: int
    facts: int
    replies: tuple[str, ...] = ()


def condition_coverage(graph: Graph) -> tuple[ConditionCoverage, ...]:
    """Every condition in the order of the text; those of scenes that were not met are never asked."""
    states: list[list[int]] = [[] for _ in graph.machine.scenes]
    for state in graph.walked:
        states[graph.scene[state]].append(state)
    conditions: list[ConditionCoverage] = []
    for number, scene in enumerate(graph.machine.scenes):
        asked = _conditions_of(*scene.lines, *scene.next, *_losses(scene))
        here = [_Moment(i, graph.facts[i]) for i in states[number]] if asked else []
        conditions += _lines_and_ways(graph, (scene.id, None), scene, here)
        for place, move in enumerate(graph.tables.replies[number]):
            reply = move.response
            where = scene.id, reply.id
            if reply.when:
                still = [_Moment(i, graph.facts[i]) for i in states[number] if not graph.used[i] & move.bit]
                conditions.append(_one(graph, where, (Guards.RESPONSE, place, reply.when, reply.at), still))
            if _conditions_of(*reply.then, *reply.next):
                # The moments after the reply's effects, in every state that offers it.
                menus = {graph.menus[i] for i in states[number]}
                offering = {menu for menu in menus if any(r is reply for r in menu.responses)}
                before = [(i, graph.facts[i]) for i in states[number] if graph.menus[i] in offering]
                after = [(i, facts if move.effects is None else move.effects[facts]) for i, facts in before]
                conditions += _lines_and_ways(
                    graph, where, reply, [_Moment(i, facts, (reply.id,)) for i, facts in after]
                )
    return tuple(conditions)


def _conditions_of(*parts: Line | WayOn | Response | EndingLoss) -> list[Condition]:
    return [part.when for part in parts if part.when]


def _losses(part: Scene | Response) -> tuple[EndingLoss, ...]:
    return part.ending.loss if isinstance(part, Scene) and part.ending else ()


_Where = tuple[str, str | None]
_What = tuple[Guards, int, Condition, Span]


def _lines_and_ways(
    graph: Graph, where: _Where, part: Scene | Response, moments: Sequence[_Moment]
) -> Iterator[ConditionCoverage]:
    """The conditions of a scene, or of what a reply leads to, over the moments in which they are asked."""
    for number, line in enumerate(part.lines if isinstance(part, Scene) else part.then):
        if line.when:
            yield _one(graph, where, (Guards.LINE, number, line.when, line.at), moments)
    ways = [(Guards.WAY, number, way.when, way.at) for number, way in enumerate(part.next)]
    losses = [(Guards.LOSS, number, one.when, one.at) for number, one in enumerate(_losses(part))]
    for guards, number, when, at in (*ways, *losses):
        if when:
            yield _one(graph, where, (guards, number, when, at), moments)
            holding = graph.tables.condition(when)
            moments = [m for m in moments if not holding[m.facts]]


def _one(graph: Graph, where: _Where, what: _What, moments: Iterable[_Moment]) -> ConditionCoverage:
    """One condition over the moments in which it is asked, nearest first."""
    witnesses: dict[bool, Witness] = {}
    holding = graph.tables.condition(what[2])
    for moment in moments:
        outcome = holding[moment.facts]
        if outcome not in witnesses:
            witnesses[outcome] = graph.witness(moment.state, *moment.replies)
            if len(witnesses) == 2:
                break
    guards, number, condition, at = what
    return ConditionCoverage(
        *where, guards, number, condition, at, witnesses.get(True), witnesses.get(False), graph.complete
    )


@dataclass(frozen=True, slots=True)
class FactUse:
    """How many conditions ask for a fact and how many replies change it. What is shown is read by trainees."""

    fact: Fact
    conditions: int
    effects: int

    @property
    def never_read(self) -> bool:
        return not self.conditions and self.fact.shown is None

    @property
    def never_written(self) -> bool:
        return not self.effects


def fact_uses(scenario: Scenario) -> tuple[FactUse, ...]:
    """Every fact as declared."""
    asked: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for scene in scenario.scenes.values():
        conditions = _conditions_of(*scene.lines, *scene.next, *_losses(scene))
        for response in _responses(scene):
            conditions += _conditions_of(response, *response.then, *response.next)
            written.update({effect.fact for effect in response.effects})
        for condition in conditions:
            asked.update(set(facts_in(condition)))
    return tuple(FactUse(fact, asked[fact.id], written[fact.id]) for fact in scenario.facts.values())


def _responses(scene: Scene) -> Iterator[Response]:
    if scene.decision:
        yield from scene.decision.ways_out()
