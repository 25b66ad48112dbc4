"""A finding: what is wrong in a document, where, and what to do about it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The document cannot be used."""
    WARNING = "warning"
    """It can be used, and something in it is likely wrong."""
    INFO = "info"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""Where a finding about a document as a whole is shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `message` is a full sentence that says what to do; `witness` a list of replies that leads there."""

    code: str
    severity: Severity
    message: str
    path: str
    at: Span = START
    witness: tuple[str, ...] | None = field(default=None)

    def __str__(self) -> str:
        return f"{self.path}:{self.at.line}:{self.at.column}: {self.severity} {self.code}: {self.message}"


def in_order(findings: list[Finding]) -> list[Finding]:
    """By file, then place, so that a reader can go down the page."""
    return sorted(findings, key=lambda f: (f.path, f.at.line, f.at.column, f.code))


def has_errors(findings: list[Finding]) -> bool:
    """Whether any finding makes the document unusable."""
    return any(f.severity is Severity.ERROR for f in findings)
