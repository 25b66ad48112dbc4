"""From a parser's events to nodes, counting as it goes; what is odd becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

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

from trainer.document.decoding import character_name, dangerous_in
from trainer.document.finding import ReadingEndedError, Report
from trainer.document.nodes import Mapping, Node, Scalar, Sequence, kind_of
from trainer.document.yaml_traps import (
    after_bar,
    after_comma,
    check_hash,
    has_colon,
    lost_in_braces,
    lost_lines,
    misread_sign,
    short,
    suspicious_lines,
)

DROPPED = "\0"
"""The key of a value that is not kept; no document can contain it."""

_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_NAMED_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v", "r": "\r"} | {
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}


class Refusals:
    """Turns odd nodes into findings; reading goes on unless a method says that it never returns."""

    def __init__(self, report: Report, hashes: frozenset[int]) -> None:
        self._report = report
        self._hashes = hashes
        self._limits = report.limits

    def scalar(self, scalar: Scalar, event: Any, parent: Mapping | Sequence | None, key: str | None) -> bool:
        """A text that is empty, long, quoted, over several lines, or has an anchor or a tag.

        False if it is the end of the text before it, and no key without a value.
        """
        if event.tag is not None or event.anchor is not None:
            self.properties(event, scalar)
        if len(scalar.text) > self._limits.text:
            message = (
                f"This text has {len(scalar.text):,} characters, and {self._limits.text:,} are the most; "
                "shorten it, or divide it over several lines of the story."
            )
            self._report.error("text-too-long", message, scalar.line, scalar.column)
        if scalar.style == '"':
            self._escapes(scalar)
        elif scalar.style in ("|", ">") and not scalar.text:
            lost_lines(scalar, self._report)
        elif not scalar.style:
            if scalar.end_line in self._hashes:
                check_hash(scalar, self._report)
            if scalar.end_line != scalar.line:
                lost_lines(scalar, self._report)
            elif not scalar.text and isinstance(parent, Mapping) and key != DROPPED and parent.keys:
                # A key in { } that has no colon, as a comma inside a text makes it: given back to that text.
                recent = reversed(parent.keys.values())
                cut_off, before = next(recent), next(recent, None)
                value = parent.values.get(before.text) if before else None
                if not has_colon(cut_off, self._report) and after_comma(cut_off, before, value, self._report):
                    del parent.keys[cut_off.text]
                    return False
        return True

    def key(self, key: Scalar, event: Any, keys: dict[str, Scalar]) -> str:
        """A key that may not be taken as it is. The key to use for its value."""
        text, line, column = key.text, key.line, key.column
        if event.tag is not None or event.anchor is not None:
            self.properties(event, key)
        if key.style == '"':
            self._escapes(key)
        if not text or key.end_line != line:
            what = "A key must be a few words on one line" if text else "A key is missing before this colon"
            self._report.error("key-not-text", f"{what}; write it as `key: value`.", line, column)
        elif text == "<<" and not key.style:
            message = "`<<` would merge other keys in here, which a scenario may not do; write the keys out."
            self._report.error("merge-key", message, line, column, 2)
        elif len(text) > self._limits.key:
            message = (
                f"This key has {len(text):,} characters, and {self._limits.key} are the most; "
                f"if it is something that is said, give it a key. {after_bar('', 0, text)}"
            )
            self._report.error("key-too-long", message, line, column, len(text))
        elif text in keys:
            message = (
                f"`{short(text)}` stands here a second time: it is already on line {keys[text].line + 1}. "
                "Keep one of the two, or rename one."
            )
            self._report.error("duplicate-key", message, line, column, len(text))
        else:
            keys[text] = key
            return text
        return DROPPED

    def key_that_is_no_text(self, node: Mapping | Sequence) -> None:
        """A list or a set of keys where a key should stand, most often an unquoted `{{ placeholder }}`."""
        if not lost_in_braces(node.line, node.column - 1, self._report):
            message = f"A key must be a plain text, and here stands {kind_of(node)}; write `key: value`."
            self._report.error("key-not-text", message, node.line, node.column)

    def alias(self, event: Any) -> Scalar:
        """An alias; an empty text stands in for it."""
        start, end = event.start_mark, event.end_mark
        message = (
            f"`*{short(event.anchor)}` would repeat something from elsewhere, which a scenario may not do. "
            "Write it out; a text that begins with * goes after a |."
        )
        self._report.error("alias", message, start.line, start.column, len(event.anchor) + 1)
        return Scalar("", "", start.line, start.column, end.line, end.column)

    def properties(self, event: Any, node: Node) -> None:
        """An anchor, a tag, or both before a value."""
        line, column = event.start_mark.line, event.start_mark.column
        if event.tag is not None and not misread_sign(node, event.tag, self._report):
            as_written = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            message = (
                f"`{short(as_written)}` is a YAML tag, which a scenario may not use; delete it. "
                "A text that begins with ! goes after a |."
            )
            self._report.error("tag", message, line, column)
        if event.anchor is not None:
            message = (
                f"`&{short(event.anchor)}` is a YAML anchor, which a scenario may not use; delete it. "
                "A text that begins with & goes after a |."
            )
            self._report.error("anchor", message, line, column)

    def second_document(self, event: Any) -> None:
        """A `---` further down."""
        mark = event.start_mark
        message = "A second document begins here, and a file holds one; delete the line, or make two files."
        self._report.error("second-document", message, mark.line, mark.column, 3)

    def too_deep(self, node: Node) -> NoReturn:
        """Nested further than any format needs."""
        message = (
            f"This is nested more than {self._limits.depth} levels deep, so reading ended here; "
            "look for brackets that are not closed or lines that are too far in."
        )
        self._end("too-deep", message, node)

    def too_many_values(self, node: Node | None) -> NoReturn:
        """More values than a document may have."""
        message = (
            f"There are more than {self._limits.values:,} values, so reading ended here; "
            "divide this file into several scenarios."
        )
        self._end("too-many-values", message, node)

    def too_many_items(self, node: Mapping | Sequence) -> None:
        """A list or a mapping with too many items."""
        message = f"Here stand more than {self._limits.items:,} items, which are the most; divide them."
        self._report.error("too-many-items", message, node.line, node.column)

    def _end(self, code: str, message: str, node: Node | None) -> NoReturn:
        line, column = (node.line, node.column) if node else (0, 0)
        self._report.error(code, message, line, column)
        raise ReadingEndedError

    def _escapes(self, scalar: Scalar) -> None:
        """The characters that `\\e` and its like became; the parser resolves them after the raw check."""
        bad = dangerous_in(scalar.text)
        if bad is None:
            return
        escapes = (
            (number, match.start(), len(match.group()))
            for number in range(scalar.line, scalar.end_line + 1)
            for match in _ESCAPE.finditer(self._report.lines[number], scalar.column if number == scalar.line else 0)
            if (int(match[1][1:], 16) == ord(bad) if match[1][1:] else _NAMED_ESCAPES.get(match[1]) == bad)
        )
        line, column, width = next(escapes, (scalar.line, scalar.column, 1))
        message = (
            f"Between double quotes this stands for a character that cannot be seen ({character_name(bad)}); "
            "delete it, or write \\\\ for a backslash."
        )
        self._report.error("dangerous-character", message, line, column, width)


_NOTHING = frozenset(("~", "null", "Null", "NULL"))
"""Without quotation marks YAML, and every editor, reads these as no value at all."""


class SyntaxStopError(ReadingEndedError):
    """The parser could not go on: where, and what it said. Lines and columns count from 0."""

    def __init__(self, error: YAMLError, last: Scalar | None) -> None:
        context_mark = getattr(error, "context_mark", None)
        mark = getattr(error, "problem_mark", None) or context_mark
        self.last = last
        """The last text that was read before it."""
        self.says = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or error}"
        super().__init__(self.says)
        if mark is not None:
            self.line, self.column = mark.line, mark.column
        else:
            self.line, self.column = (last.end_line, last.end_column) if last else (0, 0)
        self.context_line: int = context_mark.line if context_mark else self.line
        self.context_column: int = context_mark.column if context_mark else self.column


class _Builder:
    """Nodes from events, counted as they come. One method fills each kind of collection, down to the depth allowed.

    Nearly all of the cost of reading is here, so whatever is rare is in `Refusals`.
    """

    def __init__(self, next_event: Callable[[], Any], report: Report) -> None:
        self.next_event = next_event
        self.limits = report.limits
        self.longest_text, self.most_values = report.limits.text, report.limits.values
        self.hashes = suspicious_lines(report.text)
        self.refuse = Refusals(report, self.hashes)
        self.last: Scalar | None = None
        self.tail: Node | None = None
        self.values = self.depth = 0

    def document(self) -> Node | None:
        """The first document's root, or None if there is none."""
        documents, root = 0, None
        while True:
            event = self.next_event()
            kind = type(event)
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.refuse.second_document(event)
                    return root
            elif event is None or kind is StreamEndEvent:
                return root
            elif kind in _BEGIN_A_NODE:
                root = self.value(event, None, None)

    def scalar(self, event: Any) -> Scalar:
        """A text, as a key or as a value."""
        start, end = event.start_mark, event.end_mark
        # As Scalar(…) would, but at half the price: this is the hottest place of all.
        self.last = self.tail = scalar = _new(Scalar)
        scalar.text = event.value
        scalar.style = event.style or ""
        scalar.line = start.line
        scalar.column = start.column
        scalar.end_line = end.line
        scalar.end_column = end.column
        return scalar

    def value(self, event: Any, parent: Mapping | Sequence | None, key: str | None) -> Node | None:
        """The node that an event begins; None for a text that was given back to the one before it."""
        kind = type(event)
        if kind is ScalarEvent:
            node: Node | None
            node = scalar = self.scalar(event)
            text, style, end_line = scalar.text, scalar.style, scalar.end_line
            if (
                not 0 < len(text) <= self.longest_text
                or (style == '"' if style else scalar.line != end_line or end_line in self.hashes)
                or event.tag is not None
                or event.anchor is not None
            ):
                if not self.refuse.scalar(scalar, event, parent, key):
                    node = None
            elif text in _NOTHING and not style:
                scalar.text = ""
        elif kind is AliasEvent:
            node = self.refuse.alias(event)
        else:
            return self.collection(event, as_key=False)
        self.values += 1
        if self.values > self.most_values:
            self.refuse.too_many_values(self.tail)
        return node

    def collection(self, event: Any, *, as_key: bool) -> Mapping | Sequence:
        """A list or a set of keys, with what is in it."""
        start = event.start_mark
        node: Mapping | Sequence
        node = (Mapping if type(event) is MappingStartEvent else Sequence)(start.line, start.column)
        if event.tag is not None or event.anchor is not None:
            self.refuse.properties(event, node)
        if as_key:
            self.refuse.key_that_is_no_text(node)
        self.depth += 1
        if self.depth > self.limits.depth:
            self.refuse.too_deep(node)
        self.values += 1
        if self.values > self.most_values:
            self.refuse.too_many_values(self.tail)
        closing = self.fill_mapping(node) if isinstance(node, Mapping) else self.fill_sequence(node)
        self.depth -= 1
        # Where nothing written closes it, it ends where the last thing in it does.
        end, tail = closing.end_mark, self.tail
        if closing.start_mark.index != end.index or tail is None:
            node.end_line, node.end_column = end.line, end.column
        else:
            node.end_line, node.end_column = tail.end_line, tail.end_column
        self.tail = node
        if len(node.keys if isinstance(node, Mapping) else node.items) > self.limits.items:
            self.refuse.too_many_items(node)
        return node

    def fill_sequence(self, sequence: Sequence) -> Any:
        """The items of a list. The event that closes it."""
        while type(event := self.next_event()) is not SequenceEndEvent:
            item = self.value(event, sequence, None)
            if item is not None:
                sequence.items.append(item)
        return event

    def fill_mapping(self, mapping: Mapping) -> Any:
        """The keys of a mapping with their values. The event that closes it."""
        keys, values, longest_key = mapping.keys, mapping.values, self.limits.key
        next_event = self.next_event
        while (kind := type(event := next_event())) is not MappingEndEvent:
            key = DROPPED
            if kind is ScalarEvent:
                scalar = self.scalar(event)
                text = scalar.text
                if (
                    text in keys
                    or not 0 < len(text) <= longest_key
                    or scalar.style
                    or scalar.line != scalar.end_line
                    or text == "<<"
                    or event.tag is not None
                    or event.anchor is not None
                ):
                    key = self.refuse.key(scalar, event, keys)
                else:
                    keys[text] = scalar
                    key = text
            elif kind is AliasEvent:
                self.refuse.alias(event)
            else:
                self.collection(event, as_key=True)
            value = self.value(next_event(), mapping, key)
            if value is not None and key != DROPPED:
                values[key] = value
        return event


_new = Scalar.__new__
_BEGIN_A_NODE = (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)


def build(next_event: Callable[[], Any], report: Report) -> Node | None:
    """The first document's root, or None if there is none. Raise ReadingEndedError where reading must end."""
    builder = _Builder(next_event, report)
    try:
        return builder.document()
    except YAMLError as error:
        raise SyntaxStopError(error, builder.last) from None
