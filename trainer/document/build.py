"""From a parser's events to nodes: one loop, counting as it goes, without recursion; what is odd becomes a finding."""

import re
from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

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
"""The key under which a mapping holds a value that is not kept; no document can contain it."""

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

    def scalar(self, scalar: Scalar, event: Any, parent: Mapping | Sequence | None, key: str | None) -> str | None:
        """A text that is empty, long, quoted, over several lines, or has an anchor or a tag. The key to use for it."""
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
                    return DROPPED
        return key

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

    def key_that_is_no_text(self, node: Mapping | Sequence) -> str:
        """A list or a set of keys where a key should stand, most often an unquoted `{{ placeholder }}`."""
        if not lost_in_braces(node.line, node.column - 1, self._report):
            message = f"A key must be a plain text, and here stands {kind_of(node)}; write `key: value`."
            self._report.error("key-not-text", message, node.line, node.column)
        return DROPPED

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


_Frame: TypeAlias = (
    "tuple[Mapping | Sequence | None, dict[str, Scalar], dict[str, Node] | None, Callable[[Node], None], str | None]"
)
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


def build(next_event: Callable[[], Any], report: Report) -> Node | None:
    """The first document's root, or None if there is none. Raise ReadingEndedError where reading must end.

    The loop is one long function because it is the cost of reading: cut into a method for each kind of node it was more
    than a tenth slower. Whatever is rare is in `Refusals`.
    """
    limits = report.limits
    longest_text, longest_key = limits.text, limits.key
    most_values, most_items, most_depth = limits.values, limits.items, limits.depth
    hashes = suspicious_lines(report.text)
    refuse = Refusals(report, hashes)

    roots: list[Node] = []
    stack: list[_Frame] = []
    push, pop = stack.append, stack.pop
    new = Scalar.__new__
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
                opened = (Mapping if kind is MappingStartEvent else Sequence)(start.line, start.column)
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
                if isinstance(opened, Mapping):
                    keys, values = opened.keys, opened.values
                else:
                    values, append = None, opened.items.append
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
        raise SyntaxStopError(error, last) from None
