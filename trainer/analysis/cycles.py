"""Orders in which all that leads to something stands before it (Kahn), and the cycles that forbid one."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.scenario.model import Scenario, links

Targets = Sequence[tuple[int, ...]]


def topological_order(targets: Targets) -> list[int]:
    """Every state before all that can follow it (Kahn). What is in a circle, or only behind one, is missing."""
    waiting = [0] * len(targets)
    for following in targets:
        for target in following:
            waiting[target] += 1
    order = [i for i, count in enumerate(waiting) if not count]
    for state in order:
        for target in targets[state]:
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    return order


def find_cycle(targets: Targets, ordered: Sequence[int]) -> list[tuple[int, int]]:
    """A way round, as (state, place of the move in its menu), where possible from the first state that comes back.

    `ordered` is what `topological_order` gave; taking it away, and then what leads nowhere, leaves circles and the
    ways between them.
    """
    left = set(range(len(targets))) - set(ordered)
    backward: dict[int, list[int]] = {i: [] for i in left}
    onward = {i: sum(t in left for t in targets[i]) for i in left}
    for state in left:
        for target in targets[state]:
            if target in left:
                backward[target].append(state)
    ends = [i for i, count in onward.items() if not count]
    while ends:
        state = ends.pop()
        left.discard(state)
        for before in backward[state]:
            onward[before] -= 1
            if not onward[before]:
                ends.append(before)
    nearest = min(left)
    way = _shortest_cycle(nearest, targets, left)
    return way or _shortest_cycle(_state_in_cycle(nearest, targets, left), targets, left)


def _state_in_cycle(state: int, targets: Targets, left: set[int]) -> int:
    """A state that comes back, found by walking on from one that need not."""
    seen: set[int] = set()
    while state not in seen:
        seen.add(state)
        state = next(t for t in targets[state] if t in left)
    return state


def _shortest_cycle(state: int, targets: Targets, left: set[int]) -> list[tuple[int, int]]:
    """A shortest way from a state to itself, empty where there is none."""
    came: dict[int, tuple[int, int]] = {}
    waiting = [state]
    for here in waiting:
        for place, target in enumerate(targets[here]):
            if target in left and target not in came:
                came[target] = here, place
                waiting.append(target)
        if state in came:
            break
    else:
        return []
    way = [came[state]]
    while way[-1][0] != state:
        way.append(came[way[-1][0]])
    return way[::-1]


def scenes_in_cycles(scenario: Scenario) -> list[str]:
    """The scenes from which the text leads back to themselves; where there are none, no state can come back.

    Scenes are taken away as long as nothing leads to one (Kahn); what stays is in a circle or behind one,
    and the same from the other end leaves the circles and what lies between them.
    """
    onward = {key: {way.scene for way in links(scene)} for key, scene in scenario.scenes.items()}
    left = _without_roots(onward)
    backward: dict[str, set[str]] = {key: set() for key in left}
    for key in left:
        for target in onward[key] & left:
            backward[target].add(key)
    return [key for key in scenario.scenes if key in _without_roots(backward)]


def _without_roots(onward: dict[str, set[str]]) -> set[str]:
    waiting = dict.fromkeys(onward, 0)
    for targets in onward.values():
        for target in targets & onward.keys():
            waiting[target] += 1
    free = [key for key, count in waiting.items() if not count]
    left = set(onward)
    while free:
        key = free.pop()
        left.discard(key)
        for target in onward[key] & left:
            waiting[target] -= 1
            if not waiting[target]:
                free.append(target)
    return left
