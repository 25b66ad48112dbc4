"""From a parser's events to nodes: one loop, counting as it goes, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from trainer.document.events import EventParser, Problem
from trainer.document.nodes import Mapping, Node, Scalar, Sequence
from trainer.document.refusals import DROPPED, Refusals
from trainer.document.report import ReadingEndedError

if TYPE_CHECKING:
    from trainer.document.report import Report


class SyntaxStopError(ReadingEndedError):
    """The parser could not go on; `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.says)
        self.problem = problem


def build(parser: EventParser, report: Report) -> Node | None:
    """The first document's root, or None if there is none. Raise ReadingEndedError where reading must end.

    The loop is one long function because it is the cost of reading; whatever is rare is in `Refusals`.
    """
    limits = report.limits
    longest_text, longest_key = limits.text, limits.key
    most_values, most_items, most_depth = limits.values, limits.items, limits.depth
    refuse = Refusals(report)
    next_event = parser.get_event

    roots: list[Node] = []
    stack: list[tuple[Mapping | Sequence | None, str | None]] = []
    # What is being filled: in a list `values` is None; in a mapping `key` is None where a key comes next.
    node: Mapping | Sequence | None = None
    keys: dict[str, Scalar] = {}
    values: dict[str, Node] | None = None
    append = roots.append
    key: str | None = None
    last: Scalar | None = None
    tail: Node | None = None
    count = documents = 0

    try:
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                text, start, end = event.value, event.start_mark, event.end_mark
                style = event.style or ""
                line, end_line = start.line, end.line
                last = tail = scalar = Scalar(text, style, line, start.column, end_line, end.column)
                if (
                    not 0 < len(text) <= longest_text
                    or style == '"'
                    or (line != end_line and not style)
                    or event.tag is not None
                    or event.anchor is not None
                ):
                    refuse.scalar(scalar, event, node, key)
                if values is None:
                    append(scalar)
                elif key is not None:
                    values[key] = scalar
                    key = None
                else:
                    if text in keys or text == "<<" or not 0 < len(text) <= longest_key or line != end_line:
                        key = refuse.key(scalar, keys)
                    else:
                        keys[text] = scalar
                        key = text
                    continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                start = event.start_mark
                opened: Mapping | Sequence
                if kind is MappingStartEvent:
                    opened = Mapping(start.line, start.column)
                else:
                    opened = Sequence(start.line, start.column)
                if event.tag is not None or event.anchor is not None:
                    refuse.properties(event, opened)
                if values is None:
                    append(opened)
                elif key is not None:
                    values[key] = opened
                    key = None
                else:
                    key = refuse.key_that_is_no_text(opened)
                stack.append((node, key))
                if len(stack) > most_depth:
                    refuse.too_deep(opened)
                node, key = opened, None
                if isinstance(opened, Mapping):
                    keys, values = opened.keys, opened.values
                else:
                    values, append = None, opened.items.append
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                assert node is not None
                if _close(node, event, tail) > most_items:
                    refuse.too_many_items(node)
                tail = node
                node, key = stack.pop()
                if isinstance(node, Mapping):
                    keys, values = node.keys, node.values
                else:
                    values = None
                    append = roots.append if node is None else node.items.append
                continue
            elif kind is AliasEvent:
                stand_in = refuse.alias(event)
                if values is None:
                    append(stand_in)
                elif key is not None:
                    values[key] = stand_in
                    key = None
                else:
                    key = DROPPED
                    continue
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    refuse.second_document(event)
                    return roots[0]
                continue
            elif event is None or kind is StreamEndEvent:
                return roots[0] if roots else None
            else:
                continue
            count += 1
            if count > most_values:
                refuse.too_many_values(tail)
    except YAMLError as error:
        raise SyntaxStopError(Problem(error, last)) from None


def _close(node: Mapping | Sequence, event: Any, tail: Node | None) -> int:
    """Give a collection its end, and say how many items it has."""
    start, end = event.start_mark, event.end_mark
    if start.column == end.column and start.line == end.line and tail is not None:
        # Nothing written closes it: it ends where the last thing in it does.
        node.end_line, node.end_column = tail.end_line, tail.end_column
    else:
        node.end_line, node.end_column = end.line, end.column
    if isinstance(node, Sequence):
        return len(node.items)
    if len(node.keys) != len(node.values):
        node.values.pop(DROPPED, None)
    return len(node.keys)
