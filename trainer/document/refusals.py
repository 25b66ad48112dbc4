"""What a document may not contain although it is correct YAML; the building loop asks when something is odd."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from trainer.document.comments import check_hash
from trainer.document.nodes import Mapping, Node, Scalar, Sequence, kind_of
from trainer.document.raw import dangerous_in, name_of
from trainer.document.report import ReadingEndedError
from trainer.document.traps import after_comma, has_colon, lost_in_braces, lost_lines, misread_sign
from trainer.document.wording import after_bar, short

if TYPE_CHECKING:
    from trainer.document.report import Report

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
            return self._plain(scalar, parent, key)
        return key

    def _plain(self, scalar: Scalar, parent: Mapping | Sequence | None, key: str | None) -> str | None:
        if scalar.end_line in self._hashes:
            check_hash(scalar, self._report)
        if scalar.end_line != scalar.line:
            lost_lines(scalar, self._report)
        elif not scalar.text and isinstance(parent, Mapping) and key != DROPPED and parent.keys:
            return self._without_value(parent, key)
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
            message = (
                f"`{short(_as_written(event.tag))}` is a YAML tag, which a scenario may not use; delete it. "
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
        line, column, width = scalar.line, scalar.column, 1
        for number in range(scalar.line, scalar.end_line + 1):
            begin = scalar.column if number == scalar.line else 0
            for match in _ESCAPE.finditer(self._report.lines[number], begin):
                if _resolve(match.group(1)) == bad:
                    line, column, width = number, match.start(), len(match.group())
                    break
            else:
                continue
            break
        message = (
            f"Between double quotes this stands for a character that cannot be seen ({name_of(bad)}); "
            "delete it, or write \\\\ for a backslash."
        )
        self._report.error("dangerous-character", message, line, column, width)

    def _without_value(self, parent: Mapping, key: str | None) -> str | None:
        """A key in { } that has no colon, as a comma inside a text makes it: given back to that text."""
        recent = reversed(parent.keys.values())
        cut_off = next(recent)
        if has_colon(cut_off, self._report):
            return key
        before = next(recent, None)
        value = parent.values.get(before.text) if before else None
        if not after_comma(cut_off, before, value, self._report):
            return key
        del parent.keys[cut_off.text]
        return DROPPED


def _resolve(escape: str) -> str | None:
    if len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code < 0x110000 else None
    return _NAMED_ESCAPES.get(escape)


def _as_written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!", 1)
