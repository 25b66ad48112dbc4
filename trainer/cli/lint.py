"""`trainer lint`: check scenarios, frameworks, acts and plans."""

from collections.abc import Sequence
from pathlib import Path

from trainer.cli.arguments import did_you_mean, parse, parser, places, put, put_json, say
from trainer.document.finding import Finding, Severity
from trainer.errors import ExitCode, UnusableInput, UsageError
from trainer.lint.check import check_all, files_to_check
from trainer.lint.finding_formats import as_github_commands, as_sarif, as_text, finding_as_json, summary
from trainer.lint.rule_pages import codes, page_of
from trainer.lint.suppressions import SuppressedFinding


def run(arguments: Sequence[str]) -> ExitCode:
    """Print every finding; exit 1 when there is an error or a warning, 3 when nothing could be opened."""
    what = "Check scenarios, frameworks, acts and plans."
    options = parser("lint", what, "trainer lint scenarios/airport-counter.yaml")
    options.add_argument("paths", nargs="*", metavar="PATH", help="files, or folders of them")
    options.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text")
    options.add_argument("--explain", metavar="CODE", help="print the page of a rule; `all` lists them")
    options.add_argument("--show-allowed", action="store_true", help="also what `# lint: allow` silences, and why")
    options.add_argument("--only-ours", action="store_true", help="pass over named files that are not ours")
    parsed = parse(options, arguments)
    if parsed.explain:
        if parsed.explain not in ("all", *codes()):
            hint = did_you_mean(parsed.explain, codes(), "`trainer lint --explain all` lists them.")
            raise UsageError(f'there is no rule "{parsed.explain}"', do=hint)
        put("\n".join(codes()) if parsed.explain == "all" else page_of(parsed.explain).rstrip("\n"))
        return ExitCode.DONE
    if not parsed.paths:
        raise UsageError("name the files to check, or folders of them", do="`trainer lint --help` shows how.")
    files = list(files_to_check([Path(p) for p in parsed.paths], only_ours=parsed.only_ours))
    findings: list[Finding] = []
    allowed: list[SuppressedFinding] = []
    checked = 0
    for report in check_all(files, places(parsed).scenario_folders):
        if isinstance(report, str):
            say(f"trainer: {report}")
            continue
        findings += report.findings
        allowed += report.allowed
        checked += 1
    if not checked and (files or not parsed.only_ours):
        raise UnusableInput("nothing here could be checked", do="Name scenario files, or a folder of them.")
    shown = allowed if parsed.show_allowed else []
    if parsed.format == "json":
        put_json([finding_as_json(f) for f in findings] + [finding_as_json(one.finding, one.reason) for one in shown])
    elif parsed.format == "sarif":
        put_json(as_sarif(findings, allowed, Path()))
    else:
        for line in as_text(findings, shown) if parsed.format == "text" else as_github_commands(findings):
            put(line)
        say(summary(findings, allowed, checked))
    return ExitCode.FOUND if any(f.severity is not Severity.INFO for f in findings) else ExitCode.DONE
