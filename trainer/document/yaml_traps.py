"""Text that is correct YAML and means something else than its author does: braces, commas, `#`, tabs and signs.

A `#` is taken for the author's own, and not for a comment, in these cases alone; in all of them one
single space stands before it, as in prose (comments are set apart by more, or have a space after `#`):
- a digit follows at once, `Call us on #5 please`, and the text before it is no number;
- another character follows at once and the text has three words or more, `You are our #best guest`;
- nothing stands before it, `say: #5 please`: the whole value is lost;
- the word before it cannot end a sentence, `Press the # key`.
"""

import re

from trainer.cleaning import clean_line
from trainer.document.finding import Report
from trainer.document.nodes import Mapping, Node, Scalar

LONGEST_QUOTE = 40
"""Characters of the author's text in a message: enough to know it again."""

_KEY_BEFORE = re.compile(r"""(?:^|[\s{\[,])("[^"]*"|'[^']*'|[^\s:,{}\[\]"']+)\s*:\s*$""")
_LOOK_BACK = 200


def short(text: str) -> str:
    """The text on one line, cut to `LONGEST_QUOTE` characters."""
    # Cut first: cleaning a megabyte for forty characters of it would be wasted.
    line = clean_line(text[: 4 * LONGEST_QUOTE])
    if len(line) <= LONGEST_QUOTE and len(text) <= 4 * LONGEST_QUOTE:
        return line
    return line[: LONGEST_QUOTE - 1].rstrip() + "…"


def key_before(line: str, column: int) -> str:
    """The key whose value starts at this column, or "" when there is none, as in a list."""
    match = _KEY_BEFORE.search(line[max(0, column - _LOOK_BACK) : column])
    return match.group(1) if match else ""


def after_bar(line: str, column: int, text: str) -> str:
    """What to do with a text that starts at this column: put it after `|`, with the lines to write."""
    key = key_before(line, column)
    opening = f"{short(key)}: |" if key else "- |" if line[:column].strip() == "-" else "say: |"
    return f"Put it after a |: write `{opening}` and on the next line, further in, `{short(_bare(text))}`."


def in_braces(line: str, column: int, text: str) -> str:
    """The same for a text between { } or [ ], where `|` cannot stand."""
    key, bare = key_before(line, column), _bare(text)
    bar = f"write `{short(key) or 'say'}: |` and on the next line, further in, `{short(bare)}`."
    lines = f"take the brackets away, give each key its own line, and put the text after a |: {bar}"
    if '"' in bare or "\\" in bare:
        return lines[0].upper() + lines[1:]
    quoted = f'{short(key)}: "{short(bare)}"' if key else f'"{short(bare)}"'
    return f"Put the whole text between double quotes, `{quoted}`; or {lines}"


def _bare(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return text[1:-1]
    return text


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
    source = report.lines[key.line]
    if before is None or not isinstance(value, Scalar):
        opening = source.rfind("{", 0, key.column)
        if opening > 0 and source[opening - 1] == "{":
            return False  # Part of `{{ … }}`, which is reported as a whole.
        if source[key.end_column :].lstrip().startswith("}") and opening >= 0:
            do = after_bar(source, opening, source[opening:])
            message = f"YAML takes this for a set of keys, and `{short(key.text)}` has no value. {do}"
            report.error("trap-braces", message, key.line, opening)
        else:
            message = f"Between {{ }} every key needs a value: write `{short(key.text)}: …` or delete it."
            report.error("trap-comma", message, key.line, key.column, len(key.text))
        return False
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


COMMENT_IN_TEXT = re.compile(r" (#[^\s#].*)")
_UNFINISHED = frozenset({"a", "an", "the", "this", "that", "your", "our", "my", "his", "her", "their"}) | {
    *("press", "hit", "dial", "number", "with", "and", "or", "to", "of"),
}
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def suspicious_lines(text: str) -> frozenset[int]:
    """The lines, counted from 0, with a `#` that may be meant as text: cheap, and right about most."""
    lines, line, counted = set(), 0, 0
    at = text.find(" #")
    while at >= 0:
        before, after = text[at - 1 : at], text[at + 2 : at + 3]
        alone = not before or before in " \t\n#" or after in "\t\n#"
        if not alone and (after != " " or _is_unfinished(text[max(0, at - 20) : at])):
            line += text.count("\n", counted, at)
            counted = at
            lines.add(line)
        at = text.find(" #", at + 2)
    return frozenset(lines)


def _is_unfinished(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and words[-1].lower() in _UNFINISHED


def check_hash(scalar: Scalar, report: Report) -> None:
    """Warn about a plain text on a suspicious line, if it is the one and the rules above hold."""
    source, end = report.lines[scalar.end_line], scalar.end_column
    after, text = source[end + 2 : end + 3], scalar.text
    if not source.startswith(" #", end) or after in ("", "#", "\t"):
        return
    words = text.split()
    if after == " ":
        trapped = _is_unfinished(text)
    elif after.isdigit():
        trapped = not _NUMBER.fullmatch(text)
    else:
        trapped = not words or len(words) > 2
    if trapped:
        start = scalar.column if scalar.line == scalar.end_line and words else end + 1
        message = hash_message(source, start, end + 1)
        report.warning("trap-hash", message, scalar.end_line, end + 1, len(source) - end - 1)


def hash_message(source: str, start: int, column: int) -> str:
    """What to do with a text that begins at `start` and has its `#` at `column`."""
    lost, do = short(source[column:]), after_bar(source, start, source[start:])
    return f"After a space, # begins a comment, so `{lost}` is lost. {do}"


TAB_INDENT = re.compile(r" *\t")
_TAB_LINE = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.MULTILINE)


def check_tabs(root: Node | None, text: str, report: Report) -> None:
    """Report each line that begins with a tab, unless it stands within a text."""
    if root is None or "\t" not in text:
        return
    tabs = {text.count("\n", 0, match.start()) for match in _TAB_LINE.finditer(text)}
    if not tabs:
        return
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Scalar):
            waiting.extend(node.values.values() if isinstance(node, Mapping) else node.items)
        elif node.style and node.end_line > node.line:
            # A block text ends at the start of the line after it.
            tabs.difference_update(range(node.line + 1, node.end_line + (node.end_column > 0)))
    for line in sorted(tabs):
        report.error("tab-indent", tab_message(0), line, report.lines[line].index("\t"))


def tab_message(others: int) -> str:
    """What to do about a tab, and how many more lines have one."""
    more = {0: "", 1: " (and one more line below)"}.get(others, f" (and {others:,} more lines below)")
    return f"This line is moved in with a tab{more}; use spaces, two for each step."
