"""What is at stake at a decision, and what each reply loses.

At stake are the principles marked on any response on offer; a response without a mark on one of them counts as
average there. The loss of a reply is the best weighted sum of levels among the responses on offer, minus its own.
A time-out or a fallback can be marked better than everything on offer; it still loses nothing less than 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.principles.levels import UNMARKED
from trainer.scenario.model import Decision, Response


@dataclass(frozen=True, slots=True)
class Stakes:
    """`levels` has, by response id, a level for each of `principles`, in their order."""

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
    levels = {r.id: _levels(r, principles) for r in (*offered, *_unlisted(decision))}
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


def _unlisted(decision: Decision) -> list[Response]:
    return [r for r in (decision.timeout, decision.fallback) if r]


def _levels(response: Response, principles: tuple[str, ...]) -> tuple[int, ...]:
    marked = {m.principle: m.level for m in response.marks}
    return tuple(int(marked.get(p, UNMARKED)) for p in principles)
