"""Which files of a folder are ours, and everything found in them; many files are checked in several processes."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trainer.analysis.plan_check import differences
from trainer.analysis.playable import Playable, check
from trainer.document.decoding import fold_line_ends
from trainer.document.fields import quoted
from trainer.document.finding import Finding, Severity, Span, in_order
from trainer.errors import UnusableInput
from trainer.files import is_folder, is_regular, is_there, real_path
from trainer.kinds import FileKind, Head, Likely, head_of, read_head
from trainer.limits import STATES_IN_PASSING, DocumentLimits
from trainer.lint.graph_rules import check_conditions, check_facts, check_reachability
from trainer.lint.option_rules import check_giveaways, check_habits, check_options
from trainer.lint.readability_rules import awkward_glyphs, check_readability
from trainer.lint.rule_context import RuleContext
from trainer.lint.scoring_rules import check_cliffs, check_costs, check_frameworks, check_giving_up, check_stakes
from trainer.lint.suppressions import FileReport, apply_suppressions
from trainer.lint.typed_rules import (
    check_answering_lines,
    check_examples,
    check_expected_acts,
    check_framework_acts,
    check_named_acts,
)
from trainer.lint.variant_rules import check_variants
from trainer.principles.acts import ActsShelf
from trainer.principles.frameworks import load_framework
from trainer.scenario.library import Library, acts_in, open_library, read_bytes
from trainer.scenario.plans import load_plans

_SUPPRESSION = re.compile(rb"#[ \t]*lint[ \t]*:")
FILES_FOR_PROCESSES = 24
"""From so many files on, starting more processes is quicker."""
_MOST_PROCESSES = 8

_library_of_process: dict[str, Library] = {}
"""The library of a process that checks for another one."""


@dataclass(frozen=True, slots=True)
class UndeclaredFile:
    """A file that is likely meant to be ours and does not say so: that is all that is found in it."""

    likely: Likely
    severity: Severity

    def finding(self, path: Path) -> Finding:
        """That it was passed over, and how it should begin."""
        likely = self.likely
        if likely.written:
            message = f'"{quoted(likely.written)}" is not known, so this file was passed over. Did you mean "format: '
            message += f'{likely.kind}/1"?'
        else:
            message = (
                'This file has "scenes" and "start" and does not say what it is, so it was passed over: if it is a '
                f'scenario, begin it with "format: {likely.kind}/1".'
            )
        at = Span(likely.line, 1, likely.line, likely.width + 1)
        return Finding("format-mistyped", self.severity, message, str(path), at)


def files_to_check(
    paths: Iterable[Path], *, only_ours: bool = False
) -> Iterator[tuple[Path, FileKind | UndeclaredFile]]:
    """The files named, and those of ours in folders named; those that are likely ours and do not say so, too.

    A named file that does not say what it is is taken for what it likely is, else for a scenario; where only ours are
    wanted it is left out.
    """
    severity = Severity.INFO if only_ours else Severity.WARNING
    for path in paths:
        if is_folder(path):
            for inner in sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and is_regular(p)):
                if kind := _declared_or_likely(read_head(inner), severity):
                    yield inner, kind
            continue
        head = read_head(path)
        if only_ours and is_there(path):
            if kind := _declared_or_likely(head, severity):
                yield path, kind
        else:
            yield path, head.kind or (head.likely.kind if head.likely else FileKind.SCENARIO)


def _declared_or_likely(head: Head, severity: Severity) -> FileKind | UndeclaredFile | None:
    if head.kind is None and head.likely:
        return UndeclaredFile(head.likely, severity)
    return head.kind


def check_file(
    path: Path, kind: FileKind | UndeclaredFile, library: Library, states: int = STATES_IN_PASSING
) -> FileReport:
    """Everything wrong with one file. UnusableInput when it cannot be opened."""
    data = read_bytes(path)
    if isinstance(kind, UndeclaredFile):
        findings = [kind.finding(path)]
    elif kind is FileKind.FRAMEWORK:
        loaded = load_framework(data, str(path))
        findings = loaded.findings
        if loaded.framework:
            acts = check_framework_acts(loaded.framework, _acts_for(path.parent.parent, library))
            findings = [*findings, *islice(acts, _room_beside(findings))]
    elif kind is FileKind.ACTS:
        from trainer.lint.act_rules import check_acts

        findings = check_acts(data, str(path))
    elif kind is FileKind.PLAN:
        findings = check_plans(path, library)
    else:
        checked = check(library.load(path), states)
        findings = checked.findings
        if checked.playable:
            findings = [
                *findings,
                *check_rules(checked.playable, _room_beside(findings), _acts_for(path.parent, library)),
            ]
    head = head_of(data)
    if head.kind and not head.begins:
        message = f"Make `format: {head.kind}/1` the first line: the library lists only files that begin with it."
        at = Span(head.line, 1, head.line, 7)
        findings = [*findings, Finding("format-not-first", Severity.INFO, message, str(path), at)]
    if not data.isascii() and not isinstance(kind, UndeclaredFile):
        findings = [*findings, *awkward_glyphs(fold_line_ends(data.decode("utf-8-sig", "replace")), str(path))]
    if _SUPPRESSION.search(data):
        return apply_suppressions(data, str(path), in_order(findings))
    return FileReport(in_order(findings), [])


def try_file(path: Path, library: Library, states: int = STATES_IN_PASSING) -> list[Finding]:
    """What shows only where the replies and examples of a scenario are graded: seconds of work, done by `trainer test`.

    Nothing where the scenario has errors, or where there are no acts for it: `check_file` says so. UnusableInput when
    it cannot be opened.
    """
    from trainer.lint.grader_rules import try_decisions

    data = read_bytes(path)
    playable = check(library.load(path), states).playable
    if playable is None:
        return []
    findings: list[Finding] = []
    with suppress(UnusableInput):
        findings += islice(try_decisions(RuleContext(playable, _acts_for(path.parent, library))), _room_beside([]))
    if _SUPPRESSION.search(data):
        return apply_suppressions(data, str(path), in_order(findings), tried=True).findings
    return in_order(findings)


def _room_beside(findings: Sequence[Finding]) -> int:
    """How much more may be found in a file."""
    return max(0, DocumentLimits().findings - len(findings))


def _acts_for(folder: Path, library: Library) -> ActsShelf:
    """The library's acts, unless a folder of scenarios outside it has its own."""
    if not is_folder(folder / "acts") or any(real_path(f) == real_path(folder) for f in library.folders):
        return library.acts
    return acts_in([folder, *library.folders])


def check_plans(path: Path, library: Library) -> list[Finding]:
    """Everything wrong with a file of plans. UnusableInput when it cannot be opened."""
    loaded = load_plans(read_bytes(path), str(path))
    if not loaded.plans:
        return loaded.findings
    try:
        # The scenario beside the plans comes first, then the library's.
        beside = path.with_name(path.name.replace(".plans.", "."))
        scenario = beside if beside != path and is_there(beside) else library.find(loaded.scenario)
        playable = check(library.load(scenario)).playable
    except UnusableInput as error:
        message = f"These plans have no scenario: {error}"
        return [*loaded.findings, Finding("no-scenario", Severity.ERROR, message, str(path))]
    if playable is None:
        message = f'The scenario "{loaded.scenario}" has errors, so its plans cannot be played.'
        return [*loaded.findings, Finding("no-scenario", Severity.ERROR, message, str(path))]
    parted = [
        Finding("plan-parted", Severity.ERROR, f'The plan "{plan.id}" does not hold. {what}', str(path), plan.at)
        for plan in loaded.plans
        for what in differences(plan, playable)
    ]
    return [*loaded.findings, *parted]


_SCENARIO_RULES: tuple[Callable[[RuleContext], Iterator[Finding]], ...] = (
    check_reachability,
    check_conditions,
    check_facts,
    check_costs,
    check_giving_up,
    check_cliffs,
    check_frameworks,
    check_stakes,
    check_habits,
    check_giveaways,
    check_options,
    check_readability,
    check_variants,
    check_expected_acts,
    check_answering_lines,
    check_examples,
    check_named_acts,
)


def check_rules(playable: Playable, most: int, shelf: ActsShelf | None = None) -> list[Finding]:
    """Everything the rules find in a scenario that can be played; at most so many, errors excepted by their nature.

    The acts that it names are looked at only where there is a shelf of acts.
    """
    context = RuleContext(playable, shelf)
    return list(islice((finding for rule in _SCENARIO_RULES for finding in rule(context)), most))


def check_all(
    files: Sequence[tuple[Path, FileKind | UndeclaredFile]], folders: Sequence[Path], processes: int | None = None
) -> Iterator[FileReport | str]:
    """What was found in each file, in their order; a sentence instead for one that could not be opened."""
    processes = processes or min(os.cpu_count() or 1, _MOST_PROCESSES)
    if len(files) < FILES_FOR_PROCESSES or processes < 2:
        library = open_library(folders)
        yield from (_check_or_say_why(path, kind, library) for path, kind in files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=_open_in_process, initargs=(folders,)) as pool:
        yield from pool.map(_check_in_process, files, chunksize=2)


def _open_in_process(folders: Sequence[Path]) -> None:
    _library_of_process["library"] = open_library(folders)


def _check_in_process(file: tuple[Path, FileKind | UndeclaredFile]) -> FileReport | str:
    return _check_or_say_why(*file, _library_of_process["library"])


def _check_or_say_why(path: Path, kind: FileKind | UndeclaredFile, library: Library) -> FileReport | str:
    try:
        return check_file(path, kind, library)
    except UnusableInput as error:
        return str(error)
