"""What stands behind the screens: the folders, the people, the library, the attempts. No screen, no key."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.analysis.playable import Playable, open_playable
from trainer.errors import NotWritable
from trainer.paths import Places
from trainer.records.attempt import Attempt, Setup
from trainer.records.clock import Clock
from trainer.records.header import Mode
from trainer.records.people import Person, find, meet, read_people
from trainer.records.record import Record, read_record
from trainer.records.shelf import Shelved, Standing, list_attempts
from trainer.scenario.library import Library, open_library
from trainer.tui.catalogue import Entry, read_entries
from trainer.tui.start import AppSettings

FIRST_SCENARIO = "two-minute-counter"
FRONT = "app"
SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Shelf:
    """What Home shows: the scenarios, every attempt newest first, and names by pseudonym."""

    entries: Sequence[Entry] = ()
    attempts: Sequence[Shelved] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, pseudonym: str) -> str:
        """Who that is, as far as is known here."""
        return self.names.get(pseudonym, pseudonym)

    def unfinished(self, trainee: Person) -> list[Shelved]:
        """The trainee's own attempts that can go on."""
        return [a for a in self.of(trainee) if a.standing is Standing.UNFINISHED]

    def of(self, trainee: Person, scenario: str | None = None) -> list[Shelved]:
        """The trainee's own attempts, of one scenario or of all, newest first."""
        return [
            a
            for a in self.attempts
            if a.header and a.header.trainee == trainee.pseudonym and scenario in (None, a.header.scenario.id)
        ]


@dataclass(slots=True)
class Desk:
    """The edge of the app: everything that touches files, time or chance goes through here."""

    places: Places
    clock: Clock
    settings: AppSettings
    chance: random.Random
    trainee: Person | None = None

    @property
    def transcripts(self) -> Path:
        return self.places.transcripts.path

    # -- people ------------------------------------------------------------------------------

    def people(self) -> list[Person]:
        """Everybody who has practised here. UnusableInput when the list cannot be read."""
        return read_people(self.places.people.path)

    def recognise(self, name: str | None) -> None:
        """Who sits here: whom the command line names, else the only person known."""
        if name:
            self.trainee = meet(self.places.people.path, name, self.clock.now())
            return
        known = self.people()
        self.trainee = known[0] if len(known) == 1 else None

    def meet(self, name: str) -> Person:
        """The person of this name sits here from now on. NotWritable when a new name cannot be kept."""
        self.trainee = meet(self.places.people.path, name, self.clock.now())
        return self.trainee

    def knows(self, name: str) -> bool:
        """Whether somebody of this name has practised here."""
        return bool(name.strip()) and find(self.people(), name) is not None

    # -- library and shelf -------------------------------------------------------------------

    def library(self) -> Library:
        """The scenarios in the folders, as they are now."""
        return open_library(self.places.scenario_folders)

    def shelf(self) -> Shelf:
        """Everything Home shows, read afresh."""
        names = {p.pseudonym: p.name for p in self.people()}
        return Shelf(read_entries(self.library()), list_attempts(self.transcripts), names)

    def attempts(self, scenario: str) -> list[Shelved]:
        """The trainee's own attempts of a scenario, newest first."""
        assert self.trainee is not None
        return Shelf(attempts=list_attempts(self.transcripts)).of(self.trainee, scenario)

    # -- attempts ----------------------------------------------------------------------------

    def playable(self, name: str) -> Playable:
        """A scenario ready to play. UnusableInput says why it cannot be played."""
        return open_playable(self.library(), name)

    def default_mode(self, scenario: str) -> Mode:
        """Coach until the trainee has brought one attempt of it to its end, then practice."""
        ended = any(a.standing is Standing.ENDED for a in self.attempts(scenario))
        return Mode.PRACTICE if ended else Mode.COACH

    def pick_variant(self, playable: Playable) -> str:
        """A variant by chance, but not the one last seen where there is another."""
        variants = list(playable.scenario.variants)
        last = next((a.header.variant for a in self.attempts(playable.scenario.id) if a.header), None)
        others = [v for v in variants if v != last]
        return self.chance.choice(others or variants)

    def begin(self, playable: Playable, mode: Mode, variant: str | None = None, seed: int | None = None) -> Attempt:
        """A new attempt of the trainee's. NotWritable before anything is asked."""
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
        attempt = Attempt.resume(path, self.clock)
        return attempt, read_record(path)

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

        record = read_record(path)
        header = record.header
        page = path.parent / f"{file_name(header.attempt)}.html"
        names = {p.pseudonym: p.name for p in self.people()}
        who = names.get(header.trainee, header.trainee)
        return header.title, who, render_markdown(record), page if page.is_file() else None
