"""Findings: what is wrong in a document, where, and what to do about it; and the report that collects them."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.limits import DocumentLimits


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
    witness: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.at.line}:{self.at.column}: {self.severity} {self.code}: {self.message}"


def in_order(findings: list[Finding]) -> list[Finding]:
    """By file, then place, so that a reader can go down the page."""
    return sorted(findings, key=lambda f: (f.path, f.at.line, f.at.column, f.code))


def has_errors(findings: list[Finding]) -> bool:
    """Whether any finding makes the document unusable."""
    return any(f.severity is Severity.ERROR for f in findings)


class ReadingEndedError(Exception):
    """Nothing more can be read; why is in the report."""


class Report:
    """Collects findings. Positions come in as the parser gives them, from 0."""

    def __init__(self, path: str, text: str, limits: DocumentLimits) -> None:
        self.path = path
        self.text = text
        self.limits = limits
        self._lines: list[str] | None = None
        self._seen: set[tuple[str, int, int]] = set()
        self._errors: list[Finding] = []
        self._warnings: list[Finding] = []

    @property
    def findings(self) -> list[Finding]:
        """Errors before warnings when there are too many, and all by place."""
        return in_order((self._errors + self._warnings)[: self.limits.findings])

    @property
    def lines(self) -> list[str]:
        """The text as the parser counts its lines, split only when a message needs it."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def error(self, code: str, message: str, line: int, column: int, width: int = 1) -> None:
        """Add an error, once for each place. Raise ReadingEndedError when there are too many."""
        if not self._is_new(code, line, column):
            return
        self._errors.append(self._finding(code, Severity.ERROR, message, line, column, width))
        if len(self._errors) >= self.limits.findings - 1:
            message = "There are too many problems to list, so reading ended here; correct the ones above first."
            self._errors.append(self._finding("too-many-problems", Severity.ERROR, message, line, column, 1))
            raise ReadingEndedError

    def warning(self, code: str, message: str, line: int, column: int, width: int = 1) -> None:
        """Add a warning, unless there are plenty already."""
        if len(self._warnings) < self.limits.findings and self._is_new(code, line, column):
            self._warnings.append(self._finding(code, Severity.WARNING, message, line, column, width))

    def forget(self, code: str, line: int, column: int) -> None:
        """Take back a finding that a better explanation replaces."""
        place = (code, line + 1, column + 1)
        for kept in (self._errors, self._warnings):
            kept[:] = [f for f in kept if (f.code, f.at.line, f.at.column) != place]
        self._seen.discard((code, line, column))

    def _is_new(self, code: str, line: int, column: int) -> bool:
        place = (code, line, column)
        if place in self._seen:
            return False
        self._seen.add(place)
        return True

    def _finding(self, code: str, severity: Severity, message: str, line: int, column: int, width: int) -> Finding:
        at = Span(line + 1, column + 1, line + 1, column + 1 + width)
        return Finding(code, severity, message, self.path, at)
