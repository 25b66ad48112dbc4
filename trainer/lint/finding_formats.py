"""Findings as text for people, as GitHub's workflow commands, and as SARIF 2.1.0 for code-scanning services.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from trainer import __version__
from trainer.cleaning import clean
from trainer.document.decoding import fold_line_ends
from trainer.document.finding import Finding, Severity, Span
from trainer.errors import UnusableInput
from trainer.files import is_there, read_regular, real_path
from trainer.limits import DocumentLimits
from trainer.lint.rule_pages import RULES, codes, page_of, read_page
from trainer.lint.suppressions import SuppressedFinding

COLUMNS = 100
"""Of a long line only so much is shown, with the place in it."""
_BEFORE = 60
_WITNESS = 24
"""Replies of a witness that are written out."""


def as_text(findings: Sequence[Finding], allowed: Sequence[SuppressedFinding] = ()) -> Iterator[str]:
    """Each finding in a few lines, with those that were silenced, and why, at the end."""
    path, lines = "", [""]
    for finding in findings:
        if finding.path != path:
            # Each file is read once, and no further than a document may reach.
            path = finding.path
            try:
                data = read_regular(Path(path), DocumentLimits().bytes)
            except UnusableInput:
                data = b""
            lines = fold_line_ends(data.decode("utf-8-sig", "replace")).split("\n")
        yield str(finding)
        if finding.at.line <= len(lines):
            yield from caret(lines[finding.at.line - 1], finding.at)
        if witness := finding.witness:
            more = f" … and {len(witness) - _WITNESS} more" if len(witness) > _WITNESS else ""
            yield f"      the replies that lead there: {', '.join(witness[:_WITNESS])}{more}"
    for one in allowed:
        yield str(one.finding)
        yield f"      allowed: {one.reason}"


def finding_as_json(finding: Finding, allowed: str = "") -> dict[str, object]:
    """A finding as a row; `allowed` is the reason for which it is silenced."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": f"{finding.message} (Allowed: {allowed})" if allowed else finding.message,
        "path": finding.path,
        "line": finding.at.line,
        "column": finding.at.column,
        "end_line": finding.at.end_line,
        "end_column": finding.at.end_column,
        "witness": None if finding.witness is None else list(finding.witness),
    }


def summary(findings: Sequence[Finding], allowed: Sequence[SuppressedFinding], checked: int) -> str:
    """How much was found, in one line."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    parts = [f"{n} {names[s]}{'' if n == 1 else 's'}" for s, n in counts.items() if n]
    files = "1 file" if checked == 1 else f"{checked} files"
    more = f" ({len(allowed)} allowed)" if allowed else ""
    return f"{files} checked: {', '.join(parts) or 'nothing found'}{more}."


def caret(line: str, at: Span) -> Iterator[str]:
    """The line with its number, and below it a caret as wide as the place; nothing for an empty line."""
    if not line.strip():
        return
    start = min(at.column - 1, len(line))
    cut = max(0, start - _BEFORE) if len(line) > COLUMNS else 0
    shown = _plain(line[cut : cut + COLUMNS])
    end = at.end_column - 1 if at.end_line == at.line else len(line)
    before, under = _plain(line[cut:start]), _plain(line[start : min(end, cut + COLUMNS)])
    yield f"{at.line:>5} | {shown}"
    yield f"      | {' ' * _width(before)}{'^' * max(1, _width(under))}"


def _plain(text: str) -> str:
    return clean(text).replace("\t", " ").replace("\n", " ")


def _width(text: str) -> int:
    """Columns on a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github_commands(findings: Sequence[Finding]) -> Iterator[str]:
    """One command for each finding."""
    for finding in findings:
        at = finding.at
        properties = {"file": finding.path, "line": at.line, "endLine": at.end_line, "col": at.column}
        if at.end_line == at.line:
            # GitHub wants a column to lie on one line.
            properties["endColumn"] = at.end_column
        properties["title"] = finding.code
        written = ",".join(f"{name}={_escaped(str(value), property=True)}" for name, value in properties.items())
        message = finding.message
        if finding.witness:
            message += f"\nThe replies that lead there: {', '.join(finding.witness)}"
        yield f"::{_COMMANDS[finding.severity]} {written}::{_escaped(message)}"


def _escaped(text: str, *, property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text


SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(findings: Sequence[Finding], allowed: Sequence[SuppressedFinding], here: Path) -> dict[str, Any]:
    """One run of the linter in the folder `here`; paths are those from the root of its repository.

    Silenced findings stay in it, marked as suppressed, with their reasons.
    """
    # The folder one stands in may be gone; then nothing lies within it.
    here = Path("/") / real_path(here)
    # The nearest folder with a `.git` (a file in a worktree), which services count paths from; else this one.
    root = next((folder for folder in (here, *here.parents) if is_there(folder / ".git")), here)
    everything = [*findings, *(one.finding for one in allowed)]
    pages = [read_page(code) for code in sorted({f.code for f in everything} & set(codes()))]
    index = {page.code: number for number, page in enumerate(pages)}
    results = [_result(f, index, root) for f in everything]
    for result, one in zip(results[len(findings) :], allowed, strict=True):
        result["suppressions"] = [{"kind": "inSource", "justification": one.reason}]
    rules = [
        {
            "id": page.code,
            "name": "".join(word.capitalize() for word in page.code.split("-")),
            "shortDescription": {"text": page.title},
            "fullDescription": {"text": page.what},
            "help": {"text": f"{page.what}\n\n{page.why}", "markdown": page_of(page.code)},
            "defaultConfiguration": {"level": _SARIF_LEVELS[page.severity]},
            "properties": {"tags": [page.family]},
        }
        for page in pages
    ]
    # An absolute URI is asked for: the pages of the rules, as they came with this version.
    driver = {"name": "service-trainer", "version": __version__, "informationUri": RULES.as_uri(), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"uri": root.as_uri().rstrip("/") + "/"}},
        "results": results,
    }
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: Finding, index: dict[str, int], root: Path) -> dict[str, Any]:
    """A finding; its path is from the root where the file lies within it, else absolute."""
    at, full = finding.at, real_path(Path(finding.path))
    if full.is_relative_to(root):
        artifact = {"uri": quote(full.relative_to(root).as_posix()), "uriBaseId": "ROOT"}
    else:
        artifact = {"uri": full.as_uri()}
    region = {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.witness is not None:
        result["properties"] = {"witness": list(finding.witness)}
    return result
