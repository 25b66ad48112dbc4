"""Whether a state can come back. First the cheap proof: scenes that form no circle cannot."""

from __future__ import annotations

from trainer.scenario.model import Scenario, links


def scenes_in_circles(scenario: Scenario) -> list[str]:
    """The scenes from which the text leads back to themselves; where there are none, no state can come back.

    Scenes are taken away as long as nothing leads to one (Kahn); what stays is in a circle or behind one,
    and the same from the other end leaves the circles and what lies between them.
    """
    onward = {key: {way.scene for way in links(scene)} for key, scene in scenario.scenes.items()}
    left = _peel(onward)
    backward: dict[str, set[str]] = {key: set() for key in left}
    for key in left:
        for target in onward[key] & left:
            backward[target].add(key)
    return [key for key in scenario.scenes if key in _peel(backward)]


def _peel(onward: dict[str, set[str]]) -> set[str]:
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
