"""A scenario file followed as it is saved: whether it has changed, and what it says now, cheap things first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from trainer.analysis.numbers import Numbers
from trainer.analysis.playable import Checked, check
from trainer.analysis.worth import Worth
from trainer.document.finding import Finding, Severity, in_order
from trainer.errors import TrainerError, UnusableInput
from trainer.limits import DocumentLimits
from trainer.play.machine import Machine
from trainer.scenario.library import Library
from trainer.scenario.load import Loaded
from trainer.scenario.model import Scenario

PATIENCE = 4
"""Looks in a row that must find the file gone or empty before that is believed: editors replace files."""
_BREATH = 0.05


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known to have changed. A file that is gone has none of it."""

    modified: int = 0
    size: int = 0
    inode: int = 0


def stamp(path: Path) -> Stamp:
    """The stamp of a file as it is now."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Stamp()
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


@dataclass(slots=True)
class FileWatcher:
    """Looks at a file now and then."""

    path: Path
    _known: Stamp | None = None
    _empty: int = 0

    def changed(self) -> bool:
        """Whether it must be read anew. A file between two lives is given a moment to come back."""
        now = stamp(self.path)
        self._empty = self._empty + 1 if not now.size and self._known is not None else 0
        if now == self._known or 0 < self._empty < PATIENCE:
            return False
        self._known = now
        return True


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What one reading of the file has shown so far. Later ones of the same `number` know more."""

    number: int
    findings: tuple[Finding, ...] = ()
    scenario: Scenario | None = None
    machine: Machine | None = None
    checked: Checked | None = None
    """Once every state was looked at."""
    ruled: bool = False
    """Whether the rules of lint have looked at it."""
    numbers: Numbers | None = None
    done: bool = False
    """Whether nothing more will be found."""

    @property
    def sound(self) -> bool:
        """Whether there is a scenario to play."""
        return self.machine is not None

    @property
    def worth(self) -> Worth | None:
        """What replies are worth, once it is known."""
        return self.checked.playable.worth if self.checked and self.checked.playable else None

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.findings if f.severity is Severity.ERROR]


@dataclass(slots=True)
class ScenarioChecker:
    """Reads one file, again and again. Only one slow part runs at a time, and never for a file that has changed."""

    path: Path
    library: Callable[[], Library]
    _slow: Lock = field(default_factory=Lock)

    def readings(self, number: int, stale: Callable[[], bool]) -> Iterator[CheckedFile]:
        """What it says, then what was proved, what the rules find, and the numbers; ends when it is stale."""
        try:
            loaded = self.library().load(self.path)
        except UnusableInput as error:
            yield _given_up(CheckedFile(number), error, self.path)
            return
        scenario, findings = loaded.scenario, tuple(loaded.findings)
        if scenario is None:
            yield CheckedFile(number, findings, done=True)
            return
        reading = CheckedFile(number, findings, scenario, Machine(scenario))
        yield reading
        while not self._slow.acquire(timeout=_BREATH):
            if stale():
                return
        try:
            for step in (prove, apply_rules, count_up):
                if stale():
                    return
                try:
                    reading = step(reading)
                except TrainerError as error:
                    reading = _given_up(reading, error, self.path)
                yield reading
                if reading.done:
                    return
        finally:
            self._slow.release()


def _given_up(reading: CheckedFile, error: TrainerError, path: Path) -> CheckedFile:
    finding = Finding("unreadable", Severity.ERROR, str(error), str(path))
    return replace(reading, findings=(*reading.findings, finding), done=True)


def prove(reading: CheckedFile) -> CheckedFile:
    """Look at every state; nothing more comes where it cannot be played."""
    checked = check(Loaded(reading.scenario, list(reading.findings)))
    _ = checked.playable and checked.playable.worth  # Worked out here, not where keys wait for it.
    return replace(reading, findings=tuple(checked.findings), checked=checked, done=checked.playable is None)


def apply_rules(reading: CheckedFile) -> CheckedFile:
    """What `trainer lint` says of a file that can be played."""
    from trainer.lint.check import check_rules
    from trainer.lint.readability_rules import awkward_glyphs
    from trainer.lint.suppressions import apply_suppressions

    assert reading.checked
    assert reading.checked.playable
    scenario = reading.checked.playable.scenario
    room = max(0, DocumentLimits().findings - len(reading.findings))
    findings = [*reading.findings, *check_rules(reading.checked.playable, room)]
    if not scenario.text.isascii():
        findings += awkward_glyphs(scenario.text, scenario.path)
    kept = apply_suppressions(scenario.text.encode(), scenario.path, in_order(findings)).findings
    return replace(reading, findings=tuple(kept), ruled=True)


def count_up(reading: CheckedFile) -> CheckedFile:
    """The numbers, worked out here and not when they are shown."""
    assert reading.checked
    assert reading.checked.playable
    numbers = Numbers(reading.checked.playable)
    _ = numbers.best, numbers.worst, numbers.random, numbers.scores, numbers.endings
    return replace(reading, numbers=numbers, done=True)
