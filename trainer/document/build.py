"""From a parser's events to nodes: one loop, counting as it goes, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

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

from trainer.document.comments import suspicious_lines
from trainer.document.events import EventParser, Problem
from trainer.document.nodes import Mapping, Node, Scalar, Sequence
from trainer.document.refusals import DROPPED, Refusals
from trainer.document.report import ReadingEndedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer.document.report import Report

_Frame: TypeAlias = """tuple[
    Mapping | Sequence | None, dict[str, Scalar], dict[str, Node] | None, Callable[[Node], None], str | None
]"""


_NOTHING = frozenset(("~", "null", "Null", "NULL"))
"""Without quotation marks YAML, and every editor, reads these as no value at all."""


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
    hashes = suspicious_lines(report.text)
    refuse = Refusals(report, hashes)
    next_event = parser.get_event

    roots: list[Node] = []
    stack: list[_Frame] = []
    push, pop = stack.append, stack.pop
    new, new_mapping, new_sequence = Scalar.__new__, Mapping.__new__, Sequence.__new__
    # What is being filled: in a list `values` is None; in a mapping `key` is None where a key comes next.
    node: Mapping | Sequence | None = None
    keys: dict[str, Scalar] = {}
    values: dict[str, Node] | None = None
    append: Callable[[Node], None] = roots.append
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
                # As Scalar(…) would, but at half the price: this is the hottest place of all.
                last = tail = scalar = new(Scalar)
                scalar.text = text
                scalar.style = style = event.style or ""
                scalar.line = line = start.line
                scalar.column = start.column
                scalar.end_line = end_line = end.line
                scalar.end_column = end.column
                if values is not None and key is None:
                    if (
                        text in keys
                        or not 0 < len(text) <= longest_key
                        or style
                        or line != end_line
                        or text == "<<"
                        or event.tag is not None
                        or event.anchor is not None
                    ):
                        key = refuse.key(scalar, event, keys)
                    else:
                        keys[text] = scalar
                        key = text
                    continue
                if (
                    not 0 < len(text) <= longest_text
                    or (style == '"' if style else line != end_line or end_line in hashes)
                    or event.tag is not None
                    or event.anchor is not None
                ):
                    key = refuse.scalar(scalar, event, node, key)
                elif text in _NOTHING and not style:
                    scalar.text = ""
                if values is None:
                    append(scalar)
                elif key is not None:
                    values[key] = scalar
                    key = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                start = event.start_mark
                opened: Mapping | Sequence
                if kind is MappingStartEvent:
                    opened = mapping = new_mapping(Mapping)
                    mapping.keys = {}
                    mapping.values = {}
                else:
                    opened = sequence = new_sequence(Sequence)
                    sequence.items = []
                opened.line = start.line
                opened.column = start.column
                if event.tag is not None or event.anchor is not None:
                    refuse.properties(event, opened)
                if values is None:
                    append(opened)
                elif key is not None:
                    values[key] = opened
                    key = None
                else:
                    key = refuse.key_that_is_no_text(opened)
                push((node, keys, values, append, key))
                if len(stack) > most_depth:
                    refuse.too_deep(opened)
                node, key = opened, None
                if kind is MappingStartEvent:
                    keys, values = mapping.keys, mapping.values
                else:
                    values, append = None, sequence.items.append
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                assert node is not None
                end = event.end_mark
                if event.start_mark.index != end.index or tail is None:
                    node.end_line = end.line
                    node.end_column = end.column
                else:
                    # Nothing written closes it: it ends where the last thing in it does.
                    node.end_line = tail.end_line
                    node.end_column = tail.end_column
                tail = node
                if values is not None:
                    if len(keys) != len(values):
                        del values[DROPPED]
                    if len(keys) > most_items:
                        refuse.too_many_items(node)
                elif isinstance(node, Sequence) and len(node.items) > most_items:
                    refuse.too_many_items(node)
                node, keys, values, append, key = pop()
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
