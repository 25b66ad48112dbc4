"""What a scenario offers for practice: itself as a whole, each of its decisions as a drill, and its next variant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from math import ceil

from trainer.analysis.graph import Graph
from trainer.analysis.playable import Playable
from trainer.play.verdict import Verdict
from trainer.practice.schedule import day_of, days_between
from trainer.principles.frameworks import Judged
from trainer.records.header import Mode
from trainer.records.tries import History


@dataclass(frozen=True, slots=True)
class Drill:
    """One decision in its place in the story. `replies` lead there from the start, by ids, as `replay` takes them."""

    scene: str
    replies: tuple[str, ...]
    principles: frozenset[str]
    """At stake there, by full id."""


@dataclass(frozen=True, slots=True)
class Material:
    """A scenario of the library, as practice sees it. `minutes` are the author's."""

    scenario: str
    title: str
    family: str
    minutes: int
    variants: tuple[str, ...]
    drills: tuple[Drill, ...]
    titles: Mapping[str, str]
    """Of the principles that it can exercise, by full id; those judged over a whole run included."""
    drill_minutes: int
    """What one decision takes, with the story up to it."""

    @property
    def principles(self) -> frozenset[str]:
        return frozenset(self.titles)


def material(playable: Playable) -> Material:
    """What a scenario offers. Of the ways to a decision a shortest is taken, among those the one that loses least."""
    scenario, graph = playable.scenario, playable.graph
    ways = ways_to(graph)
    # For each scene the state in which most is at stake, and of those the nearest.
    best: dict[int, tuple[int, int, int, int, frozenset[str]]] = {}
    for state, (length, lost, _, _) in ways.items():
        stakes = graph.menus[state].stakes
        if stakes and stakes.principles:
            candidate = -len(stakes.principles), length, lost, state, frozenset(stakes.principles)
            scene = graph.scene[state]
            best[scene] = min(candidate, best.get(scene, candidate))
    drills = []
    for scene, (_, _, _, state, principles) in sorted(best.items()):
        replies: list[str] = []
        while state:
            _, _, state, reply = ways[state]
            replies = [reply, *replies] if reply else replies
        drills.append(Drill(graph.machine.scenes[scene].id, tuple(replies), principles))
    at_stake = {name for drill in drills for name in drill.principles}
    titles = {
        key: principle.title
        for key, principle in scenario.principles.items()
        if key in at_stake or (principle.judged is Judged.RUN and drills)
    }
    # A shortest way to the decision farthest off is about as long as a whole run.
    longest = max((len(drill.replies) + 1 for drill in drills), default=1)
    return Material(
        scenario=scenario.id,
        title=scenario.title,
        family=scenario.family,
        minutes=scenario.minutes,
        variants=tuple(scenario.variants),
        drills=tuple(drills),
        titles=titles,
        drill_minutes=max(1, ceil(scenario.minutes / longest)),
    )


def ways_to(graph: Graph) -> dict[int, tuple[int, int, int, str]]:
    """By the number of each state that listed replies reach: how many, what they lose, and the last step.

    The last step is the state before (-1 for the start) and the id of the reply there, "" where a scene just goes on.
    A shortest way is kept, among equals the one that loses least, so that the story told before is a decent one.
    """
    ways: dict[int, tuple[int, int, int, str]] = {0: (0, 0, -1, "")}
    for state in graph.order:
        if state not in ways:
            continue
        length, lost, _, _ = ways[state]
        menu = graph.menus[state]
        moves = zip(menu.responses[: menu.listed], menu.losses, graph.targets[state], strict=False)
        for response, loss, target in moves:
            way = length + (response is not None), lost + loss, state, response.id if response else ""
            if target not in ways or way[:2] < ways[target][:2]:
                ways[target] = way
    return ways


def for_whole(material: Material, history: History) -> str:
    """A variant never begun, else the one that was longest ago."""
    seen = _seen(material, history)
    return next((v for v in material.variants if v not in seen), seen[-1] if seen else material.variants[0])


def for_drill(material: Material, history: History) -> str:
    """The variant seen longest ago, but not the latest one: then one never seen, the last in the text.

    A drill gives its variant away, so those never seen are kept for first tries as long as there are others.
    """
    seen = _seen(material, history)
    unseen = [v for v in material.variants if v not in seen]
    if len(seen) > 1 or not unseen:
        return seen[-1]
    return unseen[-1]


def is_unseen(material: Material, variant: str, history: History) -> bool:
    """Whether a run of it would be a first try."""
    return variant not in _seen(material, history)


def _seen(material: Material, history: History) -> list[str]:
    """The variants that were begun, the latest first."""
    order = [t.variant for t in reversed(history.tries) if t.scenario == material.scenario]
    return [v for v in dict.fromkeys(order) if v in material.variants]


def mode_for_whole(material: Material, history: History) -> tuple[Mode, str]:
    """Coach until a story was played to its end, practice until it went well once, then checks while they can count.

    Only a variant never seen can count for mastery: practice leaves these to the checks as far as there are others.
    """
    tries = [t for t in history.tries if t.scenario == material.scenario and t.ended and t.part is None]
    if not tries:
        return Mode.COACH, for_whole(material, history)
    unseen = for_whole(material, history)
    last = tries[-1]
    # Nothing below average, nothing critical, nothing taken back.
    went_well = last.verdict in (Verdict.SOUND, Verdict.AMAZING) and not last.critical and not last.taken_back
    if went_well and is_unseen(material, unseen, history):
        return Mode.CHECK, unseen
    return Mode.PRACTICE, for_drill(material, history)


def days_rested(history: History, scenario: str, today: date, zone: tzinfo | None) -> int:
    """Days since anything of a story was played; very many where nothing ever was."""
    days = [day_of(t.started, zone) for t in history.tries if t.scenario == scenario and t.principles]
    return days_between(max(days, default=date.min), today)
