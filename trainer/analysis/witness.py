"""A witness: a shortest list of replies that leads from the start to a state. It is worked out when it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from trainer.analysis.graph import Graph


class Witness(Sequence[str]):
    """Ids of responses, `timeout` and `fallback`, as `replay` takes them; equal to a tuple of the same.

    A large scenario has thousands of witnesses with thousands of replies each, and few are ever looked at.
    """

    __slots__ = ("_graph", "_last", "_state")

    def __init__(self, graph: Graph, state: int, *last: str) -> None:
        self._graph, self._state, self._last = graph, state, last

    @property
    def replies(self) -> tuple[str, ...]:
        """The whole list."""
        replies: list[str] = []
        state, graph = self._state, self._graph
        while state:
            response = graph.menus[graph.came_from[state]].responses[graph.came_by[state]]
            if response:
                replies.append(response.id)
            state = graph.came_from[state]
        return (*reversed(replies), *self._last)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        return self.replies[place]

    def __len__(self) -> int:
        return len(self.replies)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Witness, tuple)) and self.replies == tuple(other)

    def __hash__(self) -> int:
        return hash(self.replies)

    def __repr__(self) -> str:
        return f"Witness{self.replies}"
