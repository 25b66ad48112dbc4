"""Findings as GitHub's workflow commands, which become annotations on the lines of a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.document.finding import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_of(findings: Sequence[Finding]) -> Iterator[str]:
    """One command for each finding."""
    for finding in findings:
        at = finding.at
        properties = {"file": finding.path, "line": at.line, "endLine": at.end_line, "col": at.column}
        if at.end_line == at.line:
            # GitHub wants a column to lie on one line.
            properties["endColumn"] = at.end_column
        properties["title"] = finding.code
        written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        message = finding.message
        if finding.witness:
            message += f"\nThe replies that lead there: {', '.join(finding.witness)}"
        yield f"::{_COMMANDS[finding.severity]} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
