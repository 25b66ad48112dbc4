"""The nodes of a YAML document: every scalar stays text, everything knows where it stands.

Plain classes with slots, not dataclasses: a large document has tens of thousands, and building them
is most of the cost of reading. Positions count from 0, as the parser gives them; `span` counts from 1.
"""

from typing import TypeAlias

from trainer.document.finding import Span


class _Placed:
    __slots__ = ("column", "end_column", "end_line", "line")

    def __init__(self, line: int, column: int, end_line: int, end_column: int) -> None:
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column

    @property
    def span(self) -> Span:
        return Span(self.line + 1, self.column + 1, self.end_line + 1, self.end_column + 1)


class Scalar(_Placed):
    """A text. `style` is how it was written: "" plain, "'" or '"' quoted, "|" or ">" block."""

    __slots__ = ("style", "text")

    def __init__(self, text: str, style: str, line: int, column: int, end_line: int, end_column: int) -> None:
        super().__init__(line, column, end_line, end_column)
        self.text = text
        self.style = style


class Sequence(_Placed):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int) -> None:
        self.line = self.end_line = line
        self.column = self.end_column = column
        self.items: list[Node] = []


class Mapping(_Placed):
    """Keys and values, in the order written. Keys are distinct scalars: the reader refuses anything else.

    `keys` maps each key's text to its own node; `values` maps it to its value.
    """

    __slots__ = ("keys", "values")

    def __init__(self, line: int, column: int) -> None:
        self.line = self.end_line = line
        self.column = self.end_column = column
        self.keys: dict[str, Scalar] = {}
        self.values: dict[str, Node] = {}


Node: TypeAlias = Scalar | Sequence | Mapping


def kind_of(node: Node) -> str:
    """How a trainer would call it."""
    return {"Scalar": "a text", "Sequence": "a list", "Mapping": "a set of keys"}[type(node).__name__]
