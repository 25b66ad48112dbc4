"""Text that is correct YAML and means something else than its author does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trainer.document.nodes import Node, Scalar
from trainer.document.wording import after_bar, in_braces, short

if TYPE_CHECKING:
    from trainer.document.report import Report

LINE = re.compile(
    r"""(?P<indent>[ ]*(?:-[ ]+)*)
    (?:(?P<key>"[^"]*"|'[^']*'|[^\s"'{\[][^:]*(?::(?=\S)[^:]*)*):[ ]+)?
    (?P<value>.*)""",
    re.VERBOSE,
)
"""A line's parts: spaces and dashes, a key, and what stands after its colon."""
_END_OF_FLOW_TEXT = re.compile(r"[}\]]|,\s*[\w-]+:(?=\s|$)")
_COLON = re.compile(r"\s*:")
_SPOKEN_TAG = re.compile(r"![^\W\d_]+[,.!?…]?")


def end_of_flow_text(line: str, column: int) -> int:
    """Where a text between { } that goes on after this column was probably meant to end."""
    match = _END_OF_FLOW_TEXT.search(line, column)
    return match.start() if match else len(line)


def end_of_placeholder(source: str, column: int) -> int:
    """Where a text between { } with a placeholder in it was probably meant to end."""
    close = source.find("}}", column)
    return end_of_flow_text(source, close + 2) if close >= 0 else len(source)


def lost_in_braces(line: int, column: int, report: Report) -> bool:
    """Report `{{ … }}` without quotes, if that is what begins here."""
    source = report.lines[line]
    if column < 0 or not source.startswith("{{", column):
        return False
    report.error("trap-braces", braces_message(source, column), line, column, 2)
    return True


def braces_message(source: str, column: int) -> str:
    """What to do with a text that has `{{` where YAML takes it for its own."""
    flow = "{" in source[:column] or "[" in source[:column]
    text = source[column : end_of_placeholder(source, column) if flow else len(source)]
    do = in_braces(source, column, text) if flow else after_bar(source, column, text)
    return f"Without a | before it, YAML takes {{{{ for the beginning of a set of keys. {do}"


def has_colon(key: Scalar, report: Report) -> bool:
    """Whether a key was written as one: between { } every text between commas is."""
    return _COLON.match(report.lines[key.end_line], key.end_column) is not None


def after_comma(key: Scalar, before: Scalar | None, value: Node | None, report: Report) -> bool:
    """Give a text the part that a comma between { } has cut off and made a key. False if there is no such text."""
    if before is None or not isinstance(value, Scalar):
        _report_bare_word(key, report)
        return False
    source = report.lines[key.line]
    if value.style:
        message = f"The quotation marks end before this text does. {_whole(key, value, source)}"
        report.error("trap-quotes", message, value.line, value.column)
        return False
    if len(value.text) > report.limits.text:
        return False
    if "," not in value.text:
        what = "Between { } a comma ends a text. It is read as one here; other programs lose the rest."
        report.warning("trap-comma", f"{what} {_whole(key, value, source)}", key.line, key.column, len(key.text))
    value.text += (source[value.end_column : key.column] if value.end_line == key.line else ", ") + key.text
    value.end_line, value.end_column = key.end_line, key.end_column
    # A part in quotation marks is not written as it reads, and so the whole is not.
    value.style = key.style
    return True


def _whole(key: Scalar, value: Scalar, source: str) -> str:
    """What to do with a text of which a comma has cut off a part."""
    start = value.column if value.line == key.line else key.column
    return in_braces(source, start, source[start : end_of_flow_text(source, key.end_column)])


def _report_bare_word(key: Scalar, report: Report) -> None:
    source, column = report.lines[key.line], key.column
    opening = source.rfind("{", 0, column)
    if opening > 0 and source[opening - 1] == "{":
        return  # Part of `{{ … }}`, which is reported as a whole.
    if source[key.end_column :].lstrip().startswith("}") and opening >= 0:
        do = after_bar(source, opening, source[opening:])
        message = f"YAML takes this for a set of keys, and `{short(key.text)}` has no value. {do}"
        report.error("trap-braces", message, key.line, opening)
        return
    message = f"Between {{ }} every key needs a value: write `{short(key.text)}: …` or delete it."
    report.error("trap-comma", message, key.line, column, len(key.text))


def lost_lines(scalar: Scalar, report: Report) -> None:
    """Report a text over several lines without `|`, and a `|` whose text is not further in."""
    source = report.lines[scalar.line]
    if not scalar.style:
        message = "This text runs over several lines without a | before it, so its line ends are lost. " + after_bar(
            source, scalar.column, scalar.text
        )
        report.warning("trap-indent", message, scalar.line, scalar.column)
        return
    message = (
        f"Nothing stands after this {scalar.style}: the text belongs on the next line, "
        "two spaces further in than the line above it."
    )
    report.error("trap-indent", message, scalar.line, scalar.column)


def misread_sign(node: Node, tag: str, report: Report) -> bool:
    """Report a text that begins with `!`, if this is one: a word right after the sign, and text after it."""
    if not isinstance(node, Scalar) or node.style or not node.text or not _SPOKEN_TAG.fullmatch(tag):
        return False
    source = report.lines[node.line]
    if not source.startswith(tag, node.column):
        return False
    report.error("trap-sign", sign_message(source, node.column), node.line, node.column)
    return True


def sign_message(source: str, column: int) -> str:
    """What to do with a text that begins with a sign of YAML's own."""
    do = after_bar(source, column, source[column:])
    return f"A text that begins with {source[column]} means something else to YAML. {do}"
