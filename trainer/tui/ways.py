"""Which screen comes when. Screens are imported as they are needed: the first one should stand at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from trainer.errors import NotWritable, TrainerError, UsageError
from trainer.exit_codes import ExitCode
from trainer.tui.desk import FIRST_SCENARIO, Desk
from trainer.tui.screens.home import PRACTISE, REVIEW, Home
from trainer.tui.start import Start

if TYPE_CHECKING:
    from trainer.analysis.playable import Playable
    from trainer.practice.daily_session import Pick
    from trainer.records.attempt import Attempt
    from trainer.records.header import Mode
    from trainer.records.record import Record
    from trainer.tui.entry import Entry
    from trainer.tui.playing import Playing
    from trainer.tui.screens.first_start import FirstStart
    from trainer.tui.screens.play import PlayScreen
    from trainer.tui.today import Today


class Ways(App[ExitCode], inherit_bindings=False):
    """Home at the bottom of the stack; one play screen, kept; everything else comes and goes."""

    def __init__(self, desk: Desk, start: Start) -> None:
        super().__init__()
        self.desk = desk
        self._start = start
        self._play: PlayScreen | None = None
        self.beside: PlayScreen | None = None
        """What is played over a debrief."""

    def let_go(self) -> None:
        """Pause the attempt that is being played, if any."""
        for screen in (self._play, self.beside):
            if screen:
                screen.leave()

    @property
    def has_errand(self) -> bool:
        """Whether the command line named something to begin with."""
        return bool(self._start.scenario or self._start.resume or self._start.today)

    def begin_as_told(self) -> None:
        """Begin what the command line named, if anything."""
        start, self._start = self._start, Start()
        if start.today:
            self.home.begins_today = True
        elif start.resume:
            self.resume(start.resume)
        elif start.scenario:
            try:
                playable = self.desk.playable(start.scenario)
                mode = start.mode or self.desk.default_mode(playable.scenario.id)
            except TrainerError as error:
                self.trouble(error)
            else:
                self.begin(playable, mode, start.variant, start.seed)

    def to_home(self) -> None:
        """Back to the library, whatever lies over it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def home_with(self, error: TrainerError, after: str = "") -> None:
        """Home, with what went wrong."""
        self.to_home()
        self.trouble(error, after)

    def trouble(self, error: TrainerError, after: str = "") -> None:
        """Say what went wrong, where, and what to do."""
        from trainer.tui.screens.trouble import Trouble

        self.push_screen(Trouble(error, after))

    def look(self) -> None:
        """What is on record, for somebody who need not say who they are."""
        self._start = Start()
        self.to_home()
        self.home.action_door(REVIEW)
        self.home.action_read()

    @property
    def home(self) -> Home:
        """The screen at the bottom of the stack."""
        found = self.screen_stack[0]
        assert isinstance(found, Home)
        return found

    def somebody_else(self) -> None:
        """Ask who is practising."""
        self.push_screen(self.welcome())

    def welcomed(self) -> None:
        """It is known who is practising: begin what the command line named, if anything."""
        self.to_home()
        self.begin_as_told()

    def welcome(self) -> FirstStart:
        """The page that asks who is practising, and says beforehand what would be in the way."""
        from trainer.files import write_problem
        from trainer.tui.screens.first_start import FirstStart

        trouble: TrainerError | None = write_problem(self.desk.transcripts)
        try:
            people = self.desk.people()
        except TrainerError as error:
            people, trouble = [], trouble or error
        return FirstStart(people, trouble, FIRST_SCENARIO in self.desk.library().paths)

    def first_scenario(self) -> None:
        """The two minutes to begin with."""
        from trainer.records.header import Mode

        try:
            playable = self.desk.playable(FIRST_SCENARIO)
        except TrainerError as error:
            self.home_with(error)
        else:
            self.begin(playable, Mode.COACH)

    def practise(self, name: str) -> None:
        """Ask how, then begin."""
        from trainer.tui.screens.start_panel import StartPanel

        try:
            playable = self.desk.playable(name)
            default = self.desk.default_mode(playable.scenario.id)
        except TrainerError as error:
            self.trouble(error)
            return

        def chosen(mode: Mode | None) -> None:
            if mode is not None:
                self.begin(playable, mode)

        self.push_screen(StartPanel(playable.scenario, default), chosen)

    def begin(self, playable: Playable, mode: Mode, variant: str | None = None, seed: int | None = None) -> None:
        """A new attempt, on the screen."""
        try:
            attempt = self.desk.begin(playable, mode, variant, seed)
        except TrainerError as error:
            self.home_with(error)
            return
        self._open(self._playing(attempt))

    def resume(self, path: Path) -> None:
        """An attempt where it stopped."""
        try:
            attempt, record = self.desk.go_on(path)
        except TrainerError as error:
            self.trouble(error)
            return
        if attempt.ended:
            self.debrief(attempt)
        else:
            playing = self._playing(attempt, record.events[-1].mono)
            playing.draft = record.draft
            graded = {n: g.graded for n, g in enumerate(record.given, attempt.begins_at)}
            playing.heard = {n: found for n, found in graded.items() if found}
            self._open(playing)

    def practise_picks(self, picks: Sequence[Pick]) -> None:
        """Today's practice, piece by piece."""
        from trainer.tui.daily import practise_picks

        try:
            practise_picks(self, picks)
        except TrainerError as error:
            self.home_with(error)

    def open_attempt(self, attempt: Attempt, announcement: str) -> None:
        """An attempt that has just begun, with something said of it beforehand."""
        playing = self._playing(attempt)
        playing.hearing.announcement = " ".join(filter(None, (announcement, playing.hearing.announcement)))
        self._open(playing)

    def show_progress(self, today: Today) -> None:
        """The trainee's progress, principle by principle."""
        from trainer.tui.screens.progress import ProgressPage

        self.push_screen(ProgressPage(today))

    def _playing(self, attempt: Attempt, before: float = 0.0) -> Playing:
        from trainer.tui.listening import hearing
        from trainer.tui.playing import Playing

        return Playing(
            attempt, self.desk.clock, before, hearing=hearing(self.desk, attempt), notes=self.desk.notes(attempt)
        )

    def _open(self, playing: Playing) -> None:
        from trainer.tui.screens.play import PlayScreen

        self._start = Start()
        if self._play is None:
            self._play = PlayScreen()
            self.install_screen(self._play, "play")
        self.to_home()
        self._play.open(playing)
        self.push_screen("play")

    def pause(self) -> None:
        """Save, and go Home."""
        try:
            self.let_go()
        except NotWritable as error:
            self.home_with(error, "Your answers are kept.")
        else:
            self.to_home()

    def debrief(self, attempt: Attempt) -> None:
        """What the attempt came to."""
        self.let_go()
        attempt.close()
        try:
            record = attempt.record()
        except TrainerError as error:
            self.home_with(error)
            return
        self.look_back(record)

    def look_back(self, record: Record) -> None:
        """The debrief of an attempt that has ended, now or long ago."""
        from trainer.tui.looking_back import LookingBack
        from trainer.tui.screens.debrief import Debrief

        try:
            past = LookingBack(self.desk, record)
        except TrainerError as error:
            self.trouble(error)
            return
        self.to_home()
        self.push_screen(Debrief(past))

    def reopen_debrief(self, path: Path) -> None:
        """The same from its journal: of a scenario that has changed or gone too."""
        from trainer.records.record import read_record

        try:
            record = read_record(path)
            if not record.closed:
                raise UsageError("this attempt has not ended", where=path.stem, do="Go on with it first.")
        except TrainerError as error:
            self.trouble(error)
        else:
            self.look_back(record)

    def show_transcript(self, path: Path) -> None:
        """An attempt as it is read by others."""
        from trainer.tui.looking_back import may_look_back
        from trainer.tui.screens.debrief import Debrief
        from trainer.tui.screens.transcript import TranscriptScreen

        own = may_look_back(self.desk, path) and not isinstance(self.screen, Debrief)
        back = (lambda: self.reopen_debrief(path)) if own else None
        self.push_screen(TranscriptScreen(lambda: self.desk.transcript(path), back))

    def write(self, path: Path) -> None:
        """A scenario beside what is found in it, followed as it is saved. Nobody has to say who they are."""
        from trainer.tui.screens.write import WriteScreen

        self._start = Start()
        self.push_screen(WriteScreen(path))

    def written(self) -> None:
        """Home, after writing."""
        self.to_home()
        if self.desk.trainee is None and self.home.door == PRACTISE:
            self.meet()

    def meet(self) -> None:
        """Find out who sits here."""
        raise NotImplementedError

    def show_findings(self, entry: Entry) -> None:
        """What is wrong in a scenario."""
        from trainer.tui.screens.findings import Findings

        self.push_screen(Findings(entry))
