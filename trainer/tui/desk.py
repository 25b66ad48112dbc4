"""What stands behind the screens: the folders, the people, the library, the attempts. No screen, no key."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import NotWritable
from trainer.records.people import Person, find, meet, read_people
from trainer.tui.shelf import Shelf

if TYPE_CHECKING:
    from trainer.analysis.judgement import Result
    from trainer.analysis.playable import Playable
    from trainer.output.coach_notes import CoachNotes
    from trainer.paths import Places
    from trainer.practice.daily_session import Pick
    from trainer.practice.schedule import PracticeSettings
    from trainer.records.attempt import Attempt
    from trainer.records.clock import Clock
    from trainer.records.header import Mode
    from trainer.records.record import Record
    from trainer.records.summary import AttemptSummary
    from trainer.scenario.library import Library
    from trainer.tui.catalogue import Catalogue
    from trainer.tui.start import AppSettings
    from trainer.tui.today import Today

FIRST_SCENARIO = "two-minute-counter"
FRONT = "app"
SEEDS = 2**31


@dataclass(slots=True)
class Desk:
    """The edge of the app: everything that touches files, time or chance goes through here.

    What is costly to import is imported when it is used, so that the first screen stands at once.
    """

    places: Places
    clock: Clock
    settings: AppSettings
    chance: random.Random
    trainee: Person | None = None
    _catalogue: Catalogue | None = field(default=None, init=False)
    _checked: bool = field(default=False, init=False)
    """Whether the records have been checked since the app was started."""

    @property
    def transcripts(self) -> Path:
        return self.places.transcripts.path

    # -- people ------------------------------------------------------------------------------

    def people(self) -> list[Person]:
        """Everybody who has practised here. UnusableInput when the list cannot be read."""
        return read_people(self.places.people.path)

    def recognise(self, name: str | None, *, apart: bool = False) -> None:
        """Who sits here: whom the command line names, else the only person known. As `meet`."""
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

    def knows(self, name: str) -> bool:
        """Whether somebody of this name has practised here."""
        return bool(name.strip()) and find(self.people(), name) is not None

    # -- library and shelf -------------------------------------------------------------------

    def library(self) -> Library:
        """The scenarios in the folders, as they are now."""
        from trainer.scenario.library import open_library

        return open_library(self.places.scenario_folders)

    def shelves(
        self, afresh: bool = False, on_progress: Callable[[int, int], None] = lambda _done, _of: None
    ) -> Iterator[Shelf]:
        """Everything Home shows: first as it is read, then with the scenarios proved, and what to practise today.

        Where many attempts lie, first of all as the index has them, unchecked. `on_progress` is told how many of how
        many journals have been read.
        """
        from trainer.records.index import MANY, journals, known_attempts, list_attempts
        from trainer.tui.catalogue import Catalogue
        from trainer.tui.proofs import NAME, Proofs
        from trainer.tui.today import with_plan

        if afresh or self._catalogue is None:
            self._catalogue = Catalogue(proofs=Proofs(self.transcripts / NAME if self.trainee else None))
        names = {p.pseudonym: p.name for p in self.people()}
        library = self.library()
        if len(journals(self.transcripts)) > MANY:
            entries = self._catalogue.entries(library, prove=False)
            yield Shelf(entries, known_attempts(self.transcripts) or (), names, unchecked=True)
        attempts = list_attempts(self.transcripts, on_progress=on_progress)
        today = self.today() if self.trainee else None
        yield Shelf(self._catalogue.entries(library, prove=False), attempts, names, today=today)
        entries = self._catalogue.entries(library, prove=True)
        self._catalogue.proofs.keep()
        if today:
            today = with_plan(today, [e.material for e in entries if e.material], self.practice)
        yield Shelf(entries, attempts, names, proved=True, today=today)

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

    # -- practice ----------------------------------------------------------------------------

    @property
    def practice(self) -> PracticeSettings:
        """Which schedule, and whose days. UsageError where the settings say something that cannot be used."""
        from trainer.practice.schedule import practice_settings

        return practice_settings(self.settings.config)

    def today(self) -> Today:
        """What the trainee has practised so far, as it stands today."""
        from trainer.records.history import read_history
        from trainer.tui.today import at_a_glance

        assert self.trainee is not None
        history = read_history(self.transcripts, self.trainee.pseudonym)
        settings = self.practice
        return at_a_glance(history, self.clock.now().astimezone(settings.zone).date(), settings)

    def notes(self, attempt: Attempt) -> CoachNotes:
        """What is explained in this attempt, were it coached: not what its trainee has reliably."""
        from trainer.output.coach_notes import CoachNotes
        from trainer.practice.progress import progress, reliable
        from trainer.records.header import Mode
        from trainer.records.history import read_history

        header = attempt.header
        if header.mode is not Mode.COACH:
            return CoachNotes()
        return CoachNotes(reliable(progress(read_history(self.transcripts, header.trainee))))

    def begin_pick(self, pick: Pick) -> Attempt:
        """A piece of today's practice. UnusableInput, or NotWritable, before anything is asked."""
        from trainer.practice.practice_plan import setup
        from trainer.records.attempt import Attempt
        from trainer.records.header import TimeLimits

        assert self.trainee is not None
        limits = TimeLimits.OFF if pick.drill else self.settings.time_limits
        how = setup(pick, self.chance.randrange(SEEDS), self.trainee.pseudonym, FRONT, limits)
        return Attempt.start(self.transcripts, self.playable(pick.material.scenario), how, self.clock)

    def attempts(self, scenario: str) -> list[AttemptSummary]:
        """The trainee's own attempts of a scenario, newest first."""
        from trainer.records.index import list_attempts

        assert self.trainee is not None
        found = list_attempts(self.transcripts, trainee=self.trainee.pseudonym, scenario=scenario)
        return Shelf(attempts=found).of(self.trainee, scenario)

    def keep_plan(self, scenario: Path, result: Result, title: str) -> tuple[Path, str]:
        """Add a play-through to the plans beside its scenario: the file, and the id it got there."""
        from trainer.analysis.plan_save import save_plan
        from trainer.scenario.plans import plans_beside

        path = plans_beside(scenario)
        wanted = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:48].rstrip("-") or result.run.scene.id
        return path, save_plan(path, result, wanted, title, any_variant=True)

    # -- attempts ----------------------------------------------------------------------------

    def playable(self, name: str) -> Playable:
        """A scenario ready to play. UnusableInput says why it cannot be played."""
        from trainer.analysis.playable import open_playable

        return open_playable(self.library(), name)

    def default_mode(self, scenario: str) -> Mode:
        """The mode for somebody who does not choose one."""
        from trainer.records.choosing import default_mode
        from trainer.records.index import list_attempts

        assert self.trainee is not None
        who = self.trainee.pseudonym
        return default_mode(list_attempts(self.transcripts, trainee=who, scenario=scenario), who, scenario)

    def pick_variant(self, playable: Playable) -> str:
        """A variant not seen before or not lately; chance decides among equals."""
        from trainer.records.choosing import default_variant
        from trainer.records.index import list_attempts

        assert self.trainee is not None
        who, scenario = self.trainee.pseudonym, playable.scenario
        attempts = list_attempts(self.transcripts, trainee=who, scenario=scenario.id)
        return default_variant(attempts, who, scenario, self.chance.randrange(SEEDS))

    def begin(self, playable: Playable, mode: Mode, variant: str | None = None, seed: int | None = None) -> Attempt:
        """A new attempt of the trainee's. NotWritable before anything is asked."""
        from trainer.records.attempt import Attempt, Setup

        assert self.trainee is not None
        setup = Setup(
            variant=variant or self.pick_variant(playable),
            seed=self.chance.randrange(SEEDS) if seed is None else seed,
            mode=mode,
            trainee=self.trainee.pseudonym,
            front=FRONT,
            time_limits=self.settings.time_limits,
        )
        return Attempt.start(self.transcripts, playable, setup, self.clock)

    def go_on(self, path: Path) -> tuple[Attempt, Record]:
        """An attempt where it stopped, and what its journal says. UnusableInput when it cannot go on."""
        from trainer.records.attempt import Attempt

        attempt = Attempt.resume(path, self.clock)
        return attempt, attempt.record()

    def write(self, record: Record) -> tuple[Path | None, str]:
        """Write an attempt's transcripts: where the page lies, or why there is none."""
        from trainer.output.transcript import write_transcripts

        try:
            return write_transcripts(record, self.transcripts).html, ""
        except NotWritable as error:
            return None, str(error)

    def transcript(self, path: Path) -> tuple[str, str, str, Path | None]:
        """An attempt's title, whose it is, its Markdown, and its page where it has been written."""
        from trainer.output.transcript import file_name, render_markdown
        from trainer.records.record import read_record

        record = read_record(path)
        header = record.header
        page = path.parent / f"{file_name(path.stem)}.html"
        names = {p.pseudonym: p.name for p in self.people()}
        who = names.get(header.trainee, header.trainee)
        return header.title, who, render_markdown(record), page if page.is_file() else None
