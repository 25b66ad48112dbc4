"""What a scenario offers for a daily session: itself as a whole, and each of its decisions as a drill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from trainer.analysis.graph import Graph
from trainer.analysis.playable import Playable
from trainer.principles.frameworks import Judged


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
    drills = _drills(graph)
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
        drills=drills,
        titles=titles,
        drill_minutes=max(1, ceil(scenario.minutes / longest)),
    )


def _drills(graph: Graph) -> tuple[Drill, ...]:
    """For each scene the state in which most is at stake, and of those the nearest."""
    ways = ways_to(graph)
    best: dict[int, tuple[int, int, int, int]] = {}
    for state, (length, lost, _, _) in ways.items():
        stakes = graph.menus[state].stakes
        if stakes and stakes.principles:
            found = -len(stakes.principles), length, lost, state
            scene = graph.scene[state]
            best[scene] = min(found, best.get(scene, found))
    drills = []
    for scene, (_, _, _, state) in sorted(best.items()):
        stakes = graph.menus[state].stakes
        assert stakes is not None
        drills.append(Drill(graph.machine.scenes[scene].id, _replies(ways, state), frozenset(stakes.principles)))
    return tuple(drills)


def ways_to(graph: Graph) -> dict[int, tuple[int, int, int, str]]:
    """By the number of each state that listed replies reach: how many, what they lose, and the last step.

    The last step is the state before (-1 for the start) and the id of the reply there, "" where a scene just goes on.
    A shortest way is kept, among equals the one that loses least, so that the story told before is a decent one.
    """
    found: dict[int, tuple[int, int, int, str]] = {0: (0, 0, -1, "")}
    for state in graph.order:
        if state not in found:
            continue
        length, lost, _, _ = found[state]
        menu = graph.menus[state]
        moves = zip(menu.responses[: menu.listed], menu.losses, graph.targets[state], strict=False)
        for response, loss, target in moves:
            way = length + (response is not None), lost + loss, state, response.id if response else ""
            if target not in found or way[:2] < found[target][:2]:
                found[target] = way
    return found


def _replies(ways: dict[int, tuple[int, int, int, str]], state: int) -> tuple[str, ...]:
    replies: list[str] = []
    while state:
        _, _, before, reply = ways[state]
        if reply:
            replies.append(reply)
        state = before
    return tuple(reversed(replies))
