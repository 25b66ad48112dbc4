"""Findings as SARIF 2.1.0, which code-scanning services read; the rules' help comes from their pages.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from trainer import __version__
from trainer.document.finding import Finding, Severity
from trainer.lint.check import Allowed
from trainer.lint.pages import read_page
from trainer.lint.registry import RULES, codes, page_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_of(findings: Sequence[Finding], allowed: Sequence[Allowed], here: Path) -> dict[str, Any]:
    """One run of the linter in the folder `here`; paths are those from the root of its repository.

    Silenced findings stay in it, marked as suppressed, with their reasons.
    """
    root = _repository(here.resolve())
    everything = [*findings, *(one.finding for one in allowed)]
    rules = sorted({f.code for f in everything} & set(codes()))
    index = {code: number for number, code in enumerate(rules)}
    results = [_result(f, index, root) for f in everything]
    for result, one in zip(results[len(findings) :], allowed, strict=True):
        result["suppressions"] = [{"kind": "inSource", "justification": one.reason}]
    driver = {
        "name": "service-trainer",
        "version": __version__,
        # An absolute URI is asked for: the pages of the rules, as they came with this version.
        "informationUri": RULES.as_uri(),
        "rules": [_rule(code) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"uri": root.as_uri().rstrip("/") + "/"}},
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    page = read_page(code)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.what},
        "help": {"text": f"{page.what}\n\n{page.why}", "markdown": page_of(code)},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
        "properties": {"tags": [page.family]},
    }


def _repository(here: Path) -> Path:
    """The nearest folder with a `.git` (a file in a worktree), which services count paths from; else this one."""
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def _result(finding: Finding, index: dict[str, int], root: Path) -> dict[str, Any]:
    at = finding.at
    region = {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}
    location = {"physicalLocation": {"artifactLocation": _artifact(finding.path, root), "region": region}}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.witness is not None:
        result["properties"] = {"witness": list(finding.witness)}
    return result


def _artifact(path: str, root: Path) -> dict[str, str]:
    """From the repository's root where it lies within it, else absolute."""
    full = Path(path).resolve()
    try:
        return {"uri": quote(full.relative_to(root).as_posix()), "uriBaseId": "ROOT"}
    except ValueError:
        return {"uri": full.as_uri()}
