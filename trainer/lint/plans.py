"""Checking plans: each is played, and where it parts from what is expected is a finding."""

from __future__ import annotations

from pathlib import Path

from trainer.analysis.plan_check import differences
from trainer.analysis.playable import check
from trainer.document.finding import Finding, Severity
from trainer.errors import UnusableInput
from trainer.scenario.library import Library, read_bytes
from trainer.scenario.plans import load_plans


def check_plans(path: Path, library: Library) -> list[Finding]:
    """Everything wrong with a file of plans. UnusableInput when it cannot be opened."""
    loaded = load_plans(read_bytes(path), str(path))
    if not loaded.plans:
        return loaded.findings
    try:
        playable = check(library.load(_scenario_of(path, loaded.scenario, library))).playable
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


def _scenario_of(path: Path, name: str, library: Library) -> Path:
    """The scenario beside the plans comes first, then the library's."""
    beside = path.with_name(path.name.replace(".plans.", "."))
    return beside if beside != path and beside.exists() else library.find(name)
