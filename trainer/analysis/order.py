"""States in the order of play, or the loop that forbids one. States are numbers, `targets[i]` the followers of i."""

from __future__ import annotations

from collections.abc import Sequence

Targets = Sequence[tuple[int, ...]]


def in_order(targets: Targets) -> list[int]:
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


def find_loop(targets: Targets, ordered: Sequence[int]) -> list[tuple[int, int]]:
    """A way round, as (state, place of the move in its menu), where possible from the first state that comes back.

    `ordered` is what `in_order` gave; taking it away, and then what leads nowhere, leaves circles and the
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
    return _back_to(nearest, targets, left) or _back_to(_walked_into(nearest, targets, left), targets, left)


def _walked_into(state: int, targets: Targets, left: set[int]) -> int:
    """A state that comes back, found by walking on from one that need not."""
    seen: set[int] = set()
    while state not in seen:
        seen.add(state)
        state = next(t for t in targets[state] if t in left)
    return state


def _back_to(state: int, targets: Targets, left: set[int]) -> list[tuple[int, int]]:
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
