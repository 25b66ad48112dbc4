"""`# lint: allow CODE reason`: comments that silence a finding, each of which must give a reason and be needed.

A comment on a line of its own is about the next line that says something; one behind something, about that line;
one above everything, about the whole file. Errors cannot be silenced: the file could not be used.
"""

import re
from dataclasses import dataclass, replace

from trainer.document.decoding import fold_line_ends
from trainer.document.fields import nearest, quoted
from trainer.document.finding import Finding, Severity, Span, in_order
from trainer.document.nodes import Mapping, Node, Scalar
from trainer.document.read import read_document
from trainer.lint.rule_pages import codes

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*lint[ \t]*:[ \t]*(?P<rest>.*)$")
_ALLOW = re.compile(r"allow(?:[ \t]+(?P<code>[A-Za-z0-9_-]+)[ \t:]*(?P<reason>.*))?$")
_WHOLE_FILE = 0


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment. `line` is the line it is about, 0 for the whole file."""

    code: str
    reason: str
    line: int
    at: Span


@dataclass(frozen=True, slots=True)
class SuppressedFinding:
    """A finding that a comment in the file silences, and the reason it gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """Everything found in one file, in the order of the page, and what was silenced in it."""

    findings: list[Finding]
    allowed: list[SuppressedFinding]


def apply_suppressions(data: bytes, path: str, findings: list[Finding]) -> FileReport:
    """The findings that stay, those that were silenced, and what is wrong with the comments themselves."""
    text = fold_line_ends(data.decode("utf-8-sig", "replace"))
    root = read_document(data, path).root
    allows, trouble = read_suppressions(text, root, path)
    kept: list[Finding] = []
    silenced: list[SuppressedFinding] = []
    used: set[Suppression] = set()
    for finding in findings:
        covers = (a for a in allows if a.code == finding.code and a.line in (_WHOLE_FILE, finding.at.line))
        allow = None if finding.severity is Severity.ERROR else next(covers, None)
        if allow is None:
            kept.append(finding)
        else:
            used.add(allow)
            silenced.append(SuppressedFinding(replace(finding, severity=Severity.INFO), allow.reason))
    if root is None:
        # What cannot be read may have a comment's words within a text.
        trouble = []
    for allow in allows if root is not None else ():
        if allow in used:
            continue
        if any(f.code == allow.code and f.severity is Severity.ERROR for f in kept):
            message = f"`{allow.code}` is an error, which no comment can allow: the file cannot be used with it."
        else:
            where = "in this file" if allow.line == _WHOLE_FILE else f"on line {allow.line}"
            message = f"There is no `{allow.code}` {where}, so this comment silences nothing: take it out, or move it."
        trouble.append(Finding("allow-unused", Severity.WARNING, message, path, allow.at))
    return FileReport(in_order([*kept, *trouble]), silenced)


def read_suppressions(text: str, root: Node | None, path: str) -> tuple[list[Suppression], list[Finding]]:
    """The comments that can be used, and findings about the others. A `#` within a text is no comment."""
    lines = text.split("\n")
    filled = [n for n, line in enumerate(lines, 1) if (bare := line.strip()) and bare[0] != "#" and bare != "---"]
    within = _text_lines(root)
    allows: list[Suppression] = []
    trouble: list[Finding] = []
    for number, line in enumerate(lines, 1):
        comment = _COMMENT.search(line)
        if comment is None or number in within or _in_quotes(line, comment.start()):
            continue
        at = Span(number, comment.start() + 1, number, len(line) + 1)
        match = _ALLOW.match(comment["rest"].strip())
        if match is None or not match["code"]:
            message = "A comment for the linter is written `# lint: allow CODE reason`; this one does nothing."
            trouble.append(Finding("allow-malformed", Severity.WARNING, message, path, at))
            continue
        code, reason = match["code"], match["reason"].strip()
        if code not in codes():
            near = nearest(code, codes())
            hint = f'Did you mean "{near}"?' if near else "`trainer lint --explain all` lists the rules."
            message = f'There is no rule "{quoted(code)}". {hint}'
            trouble.append(Finding("allow-unknown", Severity.WARNING, message, path, at))
        elif not reason:
            message = f"Say why `{code}` may stand here, after the code: whoever reads this next will ask."
            trouble.append(Finding("allow-without-reason", Severity.WARNING, message, path, at))
        else:
            about = number
            if not line[: comment.start()].strip():
                # Alone on its line: about the next one that says something, above them all about the whole file.
                top = not filled or number < filled[0]
                about = _WHOLE_FILE if top else next((n for n in filled if n > number), number)
            allows.append(Suppression(code, reason, about, at))
    return allows, trouble


def _text_lines(root: Node | None) -> set[int]:
    """The lines that lie within a block text or a quoted one, after its first."""
    lines: set[int] = set()
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Scalar):
            waiting.extend(node.values.values() if isinstance(node, Mapping) else node.items)
        elif node.style and node.end_line > node.line:
            # A block text ends at the start of the line after it.
            lines.update(range(node.line + 2, node.end_line + 1 + (node.end_column > 0)))
    return lines


def _in_quotes(line: str, column: int) -> bool:
    """Whether a `#` stands between quotation marks that a value opens on this line."""
    opened = re.search(r"(?:^|[:,\[{-])[ \t]*([\"'])", line[:column])
    return opened is not None and line.count(opened[1], opened.start(1), column) % 2 == 1
