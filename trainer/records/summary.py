"""One attempt as it stands in a list, the way to one by its name, and what the next begins with when nobody says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from trainer.errors import NewerFormat, TrainerError, UnusableInput
from trainer.files import is_folder, is_there
from trainer.records.decisions import fold
from trainer.records.event import Kind
from trainer.records.header import Mode, Part, from_data
from trainer.records.journal import Journal, read_journal
from trainer.records.record import UNBROKEN, Interruptions, interruptions
from trainer.scenario.model import Scenario

DISAGREES = "its journal says otherwise than its replies: "
"""What is said before a disagreement."""


class Standing(StrEnum):
    """What state an attempt is in."""

    ENDED = "ended"
    UNFINISHED = "unfinished"
    DAMAGED = "damaged"
    NEWER = "newer"
    """Made by a newer version of the program: not for this one to judge."""


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One attempt in a list.

    What it is worth follows from its replies, never from what its journal says of itself; where the two differ,
    `disagreement` says so. Of a damaged journal only what its first line says is known, if that.
    """

    attempt: str
    path: Path
    standing: Standing
    started: str = ""
    trainee: str = ""
    """A pseudonym."""
    scenario: str = ""
    title: str = ""
    variant: str = ""
    mode: Mode | None = None
    part: Part | None = None
    """Why it begins in the middle of a story; None for an attempt from the beginning."""
    decisions: int = 0
    taken_back: int = 0
    """Replies that were rewound."""
    outcome: str = ""
    verdict: str = ""
    score: float | None = None
    critical: bool = False
    interruptions: Interruptions = UNBROKEN
    rewritten: bool = False
    """Whether what stood in it when it was read before stands there no more: a journal only ever grows."""
    disagreement: str = ""
    copy_of: str = ""
    """The name of the file that this one is a copy of."""
    trouble: str = ""
    """Why it cannot be read, or not be replayed."""

    @property
    def is_readable(self) -> bool:
        """Whether it is known who played what; it may still be that it cannot be replayed."""
        return self.standing in (Standing.ENDED, Standing.UNFINISHED)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with its record; one made by a newer version is not ours to judge."""
        if self.standing is Standing.NEWER:
            return True
        return self.is_readable and not (self.rewritten or self.disagreement or self.trouble)


def summarise(path: Path) -> tuple[AttemptSummary, Journal | None]:
    """A journal in the list, and the journal as it was read; None where it could not be read at all.

    What follows from its replies is left to whoever can replay it: `outcome`, `verdict` and the like are empty.
    """
    try:
        journal = read_journal(path)
    except TrainerError as error:
        return _troubled(path, error), None
    return summary_of(journal), journal


def summary_of(journal: Journal) -> AttemptSummary:
    """The same of a journal that has been read."""
    path, events, damage = journal.path, journal.events, journal.damage
    try:
        header = from_data(events[0].data, str(path)) if events else None
    except TrainerError as error:
        return _troubled(path, error)
    trouble = f"at line {damage.line}: {damage.reason}" if damage else ""
    if header is None:
        return AttemptSummary(path.stem, path, Standing.DAMAGED, trouble=trouble or "nothing was kept in it")
    ended = any(event.kind is Kind.END for event in events)
    summary = AttemptSummary(
        attempt=header.attempt,
        path=path,
        standing=Standing.DAMAGED if damage else Standing.ENDED if ended else Standing.UNFINISHED,
        started=events[0].wall,
        trainee=header.trainee,
        scenario=header.scenario.id,
        title=header.title,
        variant=header.variant,
        mode=header.mode,
        part=header.parent.part if header.parent else None,
        trouble=trouble,
    )
    if damage:
        return summary
    log = fold(events)
    return replace(summary, decisions=len(log.given), taken_back=log.taken_back, interruptions=interruptions(journal))


def with_copies(summaries: Sequence[AttemptSummary]) -> list[AttemptSummary]:
    """The same, with copies told: the original lies under the attempt's own name, else it is the first by name."""
    originals: dict[str, str] = {}
    for one in sorted(summaries, key=lambda one: one.path.name):
        if one.path.stem == one.attempt or one.attempt not in originals:
            originals[one.attempt] = one.path.name
    names = ((one, originals[one.attempt]) for one in summaries)
    return [one if one.path.name == name else replace(one, copy_of=name) for one, name in names]


def find_attempt(folder: Path, name: str) -> Path:
    """The journal of an attempt, by its id, the beginning of it, or its path. UnusableInput when there is not one."""
    path = Path(name)
    if path.suffix == ".jsonl" and is_there(path):
        return path
    journals = [p for p in sorted(folder.glob("*.jsonl")) if p.stem.startswith(name)] if is_folder(folder) else []
    exact = [p for p in journals if p.stem == name]
    if len(journals) == 1 or exact:
        return (exact or journals)[0]
    what = "several attempts begin so" if journals else "there is no such attempt"
    raise UnusableInput(what, where=name, do=f"They lie in {folder}.")


def default_mode(attempts: Sequence[AttemptSummary], trainee: str, scenario: str) -> Mode:
    """Coach on a first try, practice once the scenario has been played from its beginning to an end."""
    played = any(a.standing is Standing.ENDED and a.part is None for a in attempts_of(attempts, trainee, scenario))
    return Mode.PRACTICE if played else Mode.COACH


def default_variant(attempts: Sequence[AttemptSummary], trainee: str, scenario: Scenario, seed: int) -> str:
    """One not seen before, else one not seen lately; the seed decides among equals."""
    seen = [a.variant for a in attempts_of(attempts, trainee, scenario.id)]
    variants = list(scenario.variants)
    unseen = [v for v in variants if v not in seen]
    if unseen:
        return unseen[seed % len(unseen)]
    return max(variants, key=seen.index)


def unfinished(attempts: Sequence[AttemptSummary], trainee: str, scenario: str | None = None) -> list[AttemptSummary]:
    """The attempts that can be gone on with, newest first; what was tried out beside one is not gone back to."""
    mine = attempts_of(attempts, trainee, scenario)
    return [a for a in mine if a.standing is Standing.UNFINISHED and a.part is None]


def attempts_of(attempts: Sequence[AttemptSummary], trainee: str, scenario: str | None = None) -> list[AttemptSummary]:
    """A trainee's attempts, of one scenario or of all."""
    return [
        a for a in attempts if a.is_readable and a.trainee == trainee and (scenario is None or a.scenario == scenario)
    ]


def _troubled(path: Path, error: TrainerError) -> AttemptSummary:
    state = Standing.NEWER if isinstance(error, NewerFormat) else Standing.DAMAGED
    return AttemptSummary(path.stem, path, state, trouble=error.what)
