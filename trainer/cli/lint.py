"""`trainer lint`: check scenarios and frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer.cli.arguments import add_folders, parse, parser, places, put, put_json, say
from trainer.document.finding import Finding
from trainer.errors import UnusableInput
from trainer.exit_codes import ExitCode
from trainer.lint.check import check_file, files_to_check
from trainer.scenario.library import open_library


def run(arguments: Sequence[str]) -> ExitCode:
    """Print every finding; exit 1 when there is an error or a warning, 3 when nothing could be opened."""
    options = parser("lint", "Check scenarios and frameworks.", "trainer lint scenarios/airport-counter.yaml")
    options.add_argument("paths", nargs="+", metavar="PATH", help="files, or folders of them")
    options.add_argument("--format", choices=("text", "json"), default="text")
    add_folders(options)
    parsed = parse(options, arguments)
    library = open_library(places(parsed).scenario_folders)
    findings: list[Finding] = []
    checked = 0
    for path, kind in files_to_check([Path(p) for p in parsed.paths]):
        try:
            findings += check_file(path, kind, library)
            checked += 1
        except UnusableInput as error:
            say(f"trainer: {error}")
    if not checked:
        raise UnusableInput("nothing here could be checked", do="Name scenario files, or a folder of them.")
    _print(findings, parsed.format, checked)
    return ExitCode.FOUND if findings else ExitCode.DONE


def _print(findings: list[Finding], form: str, checked: int) -> None:
    if form == "json":
        put_json([_as_json(f) for f in findings])
        return
    for finding in findings:
        put(str(finding))
        if finding.witness:
            put(f"    the replies that lead there: {', '.join(finding.witness)}")
    files = "1 file" if checked == 1 else f"{checked} files"
    say(f"{files} checked: {'nothing found' if not findings else f'{len(findings)} found'}.")


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.path,
        "line": finding.at.line,
        "column": finding.at.column,
        "end_line": finding.at.end_line,
        "end_column": finding.at.end_column,
        "witness": None if finding.witness is None else list(finding.witness),
    }
