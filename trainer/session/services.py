"""The edge of playing: folders, people, the library, records. Everything that touches files goes through here.

What is costly to import is imported when it is used, so that a front end stands at once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.analysis.judgement import RunResult
from trainer.analysis.playable import Playable, open_playable
from trainer.errors import UnusableInput
from trainer.paths import Places
from trainer.records.event import Clock
from trainer.records.header import Mode, TimeLimits
from trainer.records.people import Person, meet, read_people, spelt_otherwise
from trainer.records.record import Record
from trainer.records.summary import (
    AttemptSummary,
    Standing,
    attempts_of,
    default_mode,
    default_variant,
    summarise,
    unfinished,
)
from trainer.scenario.library import Library, open_library
from trainer.session.typed_words import WordGrading
from trainer.settings import Settings

if TYPE_CHECKING:
    from trainer.grading.grader import ReplyGrader
    from trainer.practice.daily_session import Pick
    from trainer.practice.feedback import CoachNotes
    from trainer.practice.schedule import PracticeSettings
    from trainer.records.attempt import Attempt
    from trainer.records.storage import Storage
    from trainer.session.catalogue import Catalogue, CatalogueEntry
    from trainer.session.debriefing import Debriefing
    from trainer.session.sitting import Sitting
    from trainer.session.today import Today

FIRST_SCENARIO = "two-minute-counter"
SEEDS = 2**32
"""Seeds are drawn below this."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is to practise and to review: the scenarios, every attempt newest first, and names by pseudonym."""

    entries: Sequence[CatalogueEntry] = ()
    attempts: Sequence[AttemptSummary] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    proved: bool = False
    """Whether the entries' findings are all there are, or only those of reading."""
    unchecked: bool = False
    """Whether the attempts are as the index has them, their journals not looked at yet."""
    today: Today | None = None
    """What matters to the trainee today; None where nobody practises."""

    def name(self, pseudonym: str) -> str:
        """Who that is, as far as is known here."""
        return self.names.get(pseudonym, pseudonym)

    def unfinished(self, trainee: Person) -> list[AttemptSummary]:
        """The trainee's own attempts that can go on."""
        return unfinished(self.attempts, trainee.pseudonym)


@dataclass(slots=True)
class Services:
    """What a front end is given: where things lie, what time it is, chance, and the settings."""

    places: Places
    clock: Clock
    chance: random.Random
    front: str
    """What it is played in, as records name it."""
    settings: Settings = field(default_factory=Settings)
    default_limits: TimeLimits = TimeLimits.ON
    """What becomes of time limits where the settings do not say."""
    environment: Mapping[str, str] = field(default_factory=dict)
    trainee: Person | None = None
    _catalogue: Catalogue | None = field(default=None, init=False)
    _checked: bool = field(default=False, init=False)
    """Whether the records have been checked since the program was started."""

    @property
    def time_limits(self) -> TimeLimits:
        """What becomes of the scenarios' time limits."""
        said = self.settings.time_limits
        return TimeLimits(said) if said else self.default_limits

    @property
    def transcripts(self) -> Path:
        return self.places.transcripts.path

    @property
    def pseudonym(self) -> str:
        """Of whoever practises: it must be known."""
        assert self.trainee is not None
        return self.trainee.pseudonym

    @property
    def storage(self) -> Storage:
        """Where attempts are kept."""
        from trainer.records.folder import FolderStorage

        return FolderStorage(self.transcripts, self.clock)

    def new_seed(self) -> int:
        """A seed for an attempt."""
        return self.chance.randrange(SEEDS)

    def people(self) -> list[Person]:
        """Everybody who has practised here. UnusableInput when the list cannot be read."""
        return read_people(self.places.people.path)

    def recognise(self, name: str | None, *, apart: bool = False) -> None:
        """Who sits here: whom the command line names, else the only person known. As in `meet`."""
        if name:
            self.meet(name, apart=apart)
            return
        known = self.people()
        self.trainee = known[0] if len(known) == 1 else None

    def meet(self, name: str, *, apart: bool = False) -> Person:
        """The person of this name sits here from now on. NotWritable when a new name cannot be kept.

        SpeltOtherwise for another spelling of a known name, unless whoever has it is somebody else: `apart`.
        """
        self.trainee = meet(self.places.people.path, name, self.clock.now(), apart=apart)
        return self.trainee

    def spelt_otherwise(self, name: str) -> list[Person]:
        """Those whose names differ from this one in spelling alone."""
        return spelt_otherwise(self.people(), name)

    def library(self) -> Library:
        """The scenarios in the folders, as they are now."""
        return open_library(self.places.scenario_folders)

    def overviews(
        self, afresh: bool = False, on_progress: Callable[[int, int], None] = lambda _done, _of: None
    ) -> Iterator[Overview]:
        """Everything a home page shows: first as it is read, then with the scenarios proved, and what to practise.

        Where many attempts lie, first of all as the index has them, unchecked. `on_progress` is told how many of how
        many journals have been read.
        """
        from trainer.records.index import MANY, journals, known_attempts, list_attempts
        from trainer.session.today import with_plan

        catalogue = self.catalogue(afresh)
        names = {p.pseudonym: p.name for p in self.people()}
        library = self.library()
        if len(journals(self.transcripts)) > MANY:
            entries = catalogue.entries(library, prove=False)
            yield Overview(entries, known_attempts(self.transcripts) or (), names, unchecked=True)
        attempts = list_attempts(self.transcripts, on_progress=on_progress)
        today = self.today() if self.trainee else None
        yield Overview(catalogue.entries(library, prove=False), attempts, names, today=today)
        entries = catalogue.entries(library, prove=True)
        if today:
            today = with_plan(today, [e.material for e in entries], self.practice)
        yield Overview(entries, attempts, names, proved=True, today=today)

    def catalogue(self, afresh: bool = False) -> Catalogue:
        """The catalogue, read anew if asked for."""
        from trainer.session.catalogue import PROOFS_NAME, Catalogue, ProofCache

        if afresh or self._catalogue is None:
            self._catalogue = Catalogue(proofs=ProofCache(self.transcripts / PROOFS_NAME if self.trainee else None))
        return self._catalogue

    def check_records(self, afresh: bool = False) -> bool:
        """Read a tenth of the journals whole, and the last bytes of those at the head of the list, once a start.

        Whether one was not what the index believed: then the list has changed.
        """
        from trainer.records.index import SHOWN, check_attempts, list_attempts, plain_name

        if self._checked and not afresh:
            return False
        self._checked = True
        shown = {plain_name(a.path) for a in list_attempts(self.transcripts)[:SHOWN]}
        return bool(check_attempts(self.transcripts, shown=shown))

    def keep_plan(self, scenario: Path, result: RunResult, title: str) -> tuple[Path, str]:
        """Add a play-through to the plans beside its scenario: the file, and the id it got there."""
        from trainer.analysis.plan_files import save_plan
        from trainer.scenario.plans import plans_beside

        path = plans_beside(scenario)
        wanted = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:48].rstrip("-") or result.run.scene.id
        return path, save_plan(path, result, wanted, title, any_variant=True)

    @property
    def practice(self) -> PracticeSettings:
        """Which schedule, and whose days. UsageError where the settings say something that cannot be used."""
        from trainer.practice.schedule import practice_settings

        return practice_settings(self.settings)

    def today(self) -> Today:
        """What the trainee has practised so far, as it stands today, without a plan."""
        from trainer.records.history import read_history
        from trainer.session.today import at_a_glance

        history, settings = read_history(self.transcripts, self.pseudonym), self.practice
        return at_a_glance(history, self.clock.now().astimezone(settings.zone).date(), settings)

    def todays_plan(self) -> Today:
        """The same with what to practise, for which the library is proved."""
        from trainer.session.today import with_plan

        entries = self.catalogue().entries(self.library(), prove=True)
        return with_plan(self.today(), [e.material for e in entries], self.practice)

    def notes(self, attempt: Attempt) -> CoachNotes:
        """What is explained in this attempt, were it coached: not what its trainee has reliably."""
        from trainer.practice.feedback import CoachNotes
        from trainer.practice.progress import progress, reliable
        from trainer.records.history import read_history

        header = attempt.header
        if header.mode is not Mode.COACH:
            return CoachNotes()
        return CoachNotes(reliable(progress(read_history(self.transcripts, header.trainee))))

    def playable(self, name: str) -> Playable:
        """A scenario ready to play. UnusableInput says why it cannot be played."""
        return open_playable(self.library(), name)

    def attempts(self, scenario: str | None = None) -> list[AttemptSummary]:
        """The trainee's own attempts, of a scenario or of all, newest first."""
        from trainer.records.index import list_attempts

        attempts = list_attempts(self.transcripts, trainee=self.pseudonym, scenario=scenario)
        return attempts_of(attempts, self.pseudonym, scenario)

    def unfinished(self, scenario: str | None = None) -> list[AttemptSummary]:
        """The trainee's own attempts that can go on, newest first."""
        return unfinished(self.attempts(scenario), self.pseudonym, scenario)

    def default_mode(self, scenario: str) -> Mode:
        """The mode for somebody who does not choose one."""
        return default_mode(self.attempts(scenario), self.pseudonym, scenario)

    def pick_variant(self, playable: Playable) -> str:
        """A variant not seen before or not lately; chance decides among equals."""
        attempts = self.attempts(playable.scenario.id)
        return default_variant(attempts, self.pseudonym, playable.scenario, self.new_seed())

    def begin(
        self, playable: Playable, mode: Mode | None = None, variant: str | None = None, seed: int | None = None
    ) -> Attempt:
        """A new attempt of the trainee's. NotWritable before anything is asked."""
        from trainer.records.attempt import Attempt, Setup

        setup = Setup(
            variant=variant or self.pick_variant(playable),
            seed=self.new_seed() if seed is None else seed,
            mode=mode or self.default_mode(playable.scenario.id),
            trainee=self.pseudonym,
            front=self.front,
            time_limits=self.time_limits,
        )
        return Attempt.begin(self.storage, playable, setup, self.clock)

    def begin_pick(self, pick: Pick) -> Attempt:
        """A piece of today's practice. UnusableInput, or NotWritable, before anything is asked."""
        from trainer.practice.daily_session import setup
        from trainer.records.attempt import Attempt

        limits = TimeLimits.OFF if pick.drill else self.time_limits
        how = setup(pick, self.new_seed(), self.pseudonym, self.front, limits)
        return Attempt.begin(self.storage, self.playable(pick.material.scenario), how, self.clock)

    def resume(self, path: Path) -> tuple[Attempt, Record]:
        """An attempt where it stopped, and what its journal says. UnusableInput when it cannot go on."""
        from trainer.records.attempt import Attempt

        attempt = Attempt.resume(self.storage.reopen(path))
        return attempt, attempt.record()

    def sitting(self, attempt: Attempt, record: Record | None = None) -> Sitting:
        """An attempt to be played: a new one, or with its record one that is gone on with."""
        from trainer.session.sitting import Sitting

        grading, notes = self.grading(attempt), self.notes(attempt)
        if record is None:
            return Sitting(attempt, self.clock, draft=attempt.begun, grading=grading, notes=notes)
        return Sitting.resumed(attempt, record, self.clock, grading, notes)

    def debriefing(self, record: Record) -> Debriefing:
        """An attempt that has ended, to be gone over. UnusableInput when it has not."""
        from trainer.session.debriefing import Debriefing

        language = record.playable.scenario.language

        def open_grader() -> ReplyGrader:
            from trainer.grading.grader import reply_grader_for

            return reply_grader_for(self.library(), language)

        return Debriefing(record, self.storage, WordGrading(open_grader))

    def may_debrief(self, path: Path) -> bool:
        """Whether the attempt in a journal is the trainee's own, has ended, and was not played beside another one."""
        summary, _ = summarise(path)
        own = self.trainee is not None and summary.trainee == self.trainee.pseudonym
        return own and summary.standing is Standing.ENDED and summary.part is None

    def grading(self, attempt: Attempt) -> WordGrading:
        """What grades typed words in an attempt. What it grades by is kept beside the journal; a judge is announced."""
        scenario, settings = attempt.playable.scenario, self.settings.judge
        judges, error = None, None
        # Without any judge nothing of theirs is imported.
        if self.environment.get("TRAINER_JUDGE_URL") or settings.get("judge_url"):
            from trainer.grading.judge.judges import find_judges

            try:
                judges = find_judges(self.environment, settings)
            except UnusableInput as refused:
                error = refused

        def open_grader() -> ReplyGrader:
            from trainer.grading.grader import reply_grader_for

            reply_grader = reply_grader_for(self.library(), scenario.language, judges)
            if reply_grader.grader:
                self.storage.keep_acts(reply_grader.grader.acts)
            return reply_grader

        grading = WordGrading(open_grader, is_slow=judges is not None)
        if any(s.decision and s.decision.typed for s in scenario.scenes.values()):
            grading.judges, grading.judge_error = judges.urls if judges else (), error
        return grading
