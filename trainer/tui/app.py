"""The app, and how to run it."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from trainer.cleaning import clean, clean_line
from trainer.errors import ExitCode, NotWritable, TrainerError, UsageError
from trainer.paths import Places
from trainer.records.event import Clock
from trainer.records.header import Mode
from trainer.records.record import Record, read_record
from trainer.session.services import FIRST_SCENARIO, Services
from trainer.settings import Settings
from trainer.tui.driver import on_leave, tolerant
from trainer.tui.keys import QUIT, key
from trainer.tui.screens.first_start import FirstStart
from trainer.tui.screens.home import PRACTISE, REVIEW, Home
from trainer.tui.screens.notices import ErrorSheet, Help, TooSmall, too_small
from trainer.tui.screens.page import Page, Sheet
from trainer.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from trainer.analysis.playable import Playable
    from trainer.practice.daily_session import Pick
    from trainer.records.attempt import Attempt
    from trainer.session.debriefing import Debriefing
    from trainer.session.sitting import Sitting
    from trainer.tui.screens.drill_play import DrillPlay
    from trainer.tui.screens.play import PlayScreen


@dataclass(frozen=True, slots=True)
class Start:
    """What to begin with. All None: Home. `scenario` is an id or a path, `trainee` a name, `write` a file to write."""

    scenario: str | None = None
    variant: str | None = None
    seed: int | None = None
    mode: Mode | None = None
    trainee: str | None = None
    resume: Path | None = None
    write: Path | None = None
    new_trainee: bool = False
    """Whether `trainee` is somebody new though a name spelt nearly so is known."""
    today: bool = False
    """Begin with today's practice, if anything is due."""


def run_app(places: Places, *, start: Start | None = None, clock: Clock, settings: Settings) -> ExitCode:
    """Run the app until it is left. A crash, said in one line, and an end without a word, are a fault."""
    services = Services(places, clock, random.SystemRandom(), "app", settings, environment=os.environ)
    app = TrainerApp(services, start or Start())
    try:
        result = app.run()
    finally:
        app.close_attempts()
    if app.fault is None:
        return ExitCode.FAULT if result is None else result
    # One line for whoever met it; everything for whoever asks.
    if os.environ.get("TRAINER_DEBUG"):
        traceback.print_exception(app.fault)
    said = clean_line(f"trainer: a fault of ours: {type(app.fault).__name__}: {app.fault}".rstrip(". "))
    print(f"{said}. TRAINER_DEBUG=1 shows where. Your answers are kept.", file=sys.stderr)
    return ExitCode.FAULT


class TrainerApp(App[ExitCode], inherit_bindings=False):
    """Which screen comes when, and what happens at the edges: signals, sizes, keys, themes, and how it ends.

    Home stands at the bottom of the stack, one play screen is kept, and everything else comes and goes. Screens that
    cannot be the first are imported as they are needed, so that the first one stands at once.
    """

    TITLE = "service-trainer"
    CSS_PATH = ["app.tcss", "screens/home.tcss", "screens/first_start.tcss"]  # noqa: RUF012
    """With those of the two screens that can be the first: Textual reads no others' before they are pushed."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+p", "command_palette", "everything", "Everything that can be done here.", "palette", display="^p"),
        QUIT,
        key("ctrl+c", "help_quit", "how to leave", "Says how to leave.", "help-quit", show=False),
    ]

    def __init__(self, services: Services, start: Start) -> None:
        super().__init__()
        self.services = services
        self._start = start
        self._play: PlayScreen | None = None
        self.drill_screen: DrillPlay | None = None
        """What is played over another screen, and kept apart."""
        self._writing = threading.Lock()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = f"trainer-{services.settings.theme}"
        self.set_keymap({**services.settings.keys})

    @property
    def fault(self) -> Exception | None:
        """What it crashed of, if it did."""
        return self._exception

    def _fatal_error(self) -> None:
        """End, and leave it to `run_app` to say why: Textual would show everything there is to know."""
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """As with any other fault, where Textual has words of its own for one."""
        if self._exception is None:
            super().panic(*renderables)
        else:
            self._fatal_error()

    async def on_event(self, event: events.Event) -> None:
        """Whatever a paste holds, no field of any screen sees anything but harmless text."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event = events.Paste(clean(event.text))
        await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        return tolerant(super().get_driver_class(), lambda: self.call_later(self.leave))

    def get_default_screen(self) -> Screen[None]:
        return Home()

    def on_mount(self) -> None:
        on_leave(asyncio.get_running_loop(), self.leave)
        if self._start.write:
            self.write(self._start.write)
        else:
            self.recognise_trainee()

    def recognise_trainee(self) -> None:
        """Find out who sits here; Home, or what the command line named, is for somebody."""
        try:
            self.services.recognise(self._start.trainee, apart=self._start.new_trainee)
        except TrainerError as error:
            page = FirstStart(self.services)
            self.push_screen(page)
            if page.trouble is None:
                self.trouble(error)
        else:
            if self.services.trainee:
                self.begin_requested()
            else:
                self.somebody_else()

    def on_unmount(self) -> None:
        on_leave(asyncio.get_running_loop(), None)

    async def action_quit(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Save, and go. What was answered is on disk already."""
        try:
            self.close_attempts()
        except NotWritable:
            self.exit(ExitCode.UNWRITABLE)
        else:
            self.exit(ExitCode.DONE)

    def on_resize(self, event: events.Resize) -> None:
        if too_small(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    def close_attempts(self) -> None:
        """Pause the attempt that is being played, if any."""
        for screen in (self._play, self.drill_screen):
            if screen:
                screen.leave()

    @property
    def has_request(self) -> bool:
        """Whether the command line named something to begin with."""
        return bool(self._start.scenario or self._start.resume or self._start.today)

    def begin_requested(self) -> None:
        """Begin what the command line named, if anything."""
        start, self._start = self._start, Start()
        if start.today:
            self.home.begins_today = True
        elif start.resume:
            self.resume(start.resume)
        elif start.scenario:
            try:
                playable = self.services.playable(start.scenario)
                mode = start.mode or self.services.default_mode(playable.scenario.id)
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
        self.push_screen(ErrorSheet(error, after))

    def browse_records(self) -> None:
        """What is on record, for somebody who need not say who they are."""
        self._start = Start()
        self.to_home()
        self.home.action_door(REVIEW)
        self.home.action_read()

    @property
    def home(self) -> Home:
        """The screen at the bottom of the stack."""
        screen = self.screen_stack[0]
        assert isinstance(screen, Home)
        return screen

    def somebody_else(self) -> None:
        """Ask who is practising."""
        self.push_screen(FirstStart(self.services))

    def welcomed(self) -> None:
        """It is known who is practising: begin what the command line named, if anything."""
        self.to_home()
        self.begin_requested()

    def first_scenario(self) -> None:
        """The two minutes to begin with."""
        try:
            playable = self.services.playable(FIRST_SCENARIO)
        except TrainerError as error:
            self.home_with(error)
        else:
            self.begin(playable, Mode.COACH)

    def practise(self, name: str) -> None:
        """Ask how, then begin."""
        from trainer.tui.screens.start_panel import StartPanel

        try:
            playable = self.services.playable(name)
            default = self.services.default_mode(playable.scenario.id)
        except TrainerError as error:
            self.trouble(error)
        else:
            panel = StartPanel(playable.scenario, default)
            self.push_screen(panel, lambda mode: self.begin(playable, mode) if mode else None)

    def begin(self, playable: Playable, mode: Mode, variant: str | None = None, seed: int | None = None) -> None:
        """A new attempt, on the screen."""
        try:
            attempt = self.services.begin(playable, mode, variant, seed)
        except TrainerError as error:
            self.home_with(error)
        else:
            self._open(self.services.sitting(attempt))

    def resume(self, path: Path) -> None:
        """An attempt where it stopped."""
        try:
            attempt, record = self.services.resume(path)
        except TrainerError as error:
            self.trouble(error)
        else:
            if attempt.ended:
                self.debrief(attempt)
            else:
                self._open(self.services.sitting(attempt, record))

    def practise_picks(self, picks: Sequence[Pick]) -> None:
        """Today's practice: begin the first piece, and go on as long as the trainee likes. Home offers what is left."""
        from trainer.session.drills import TodaysPractice
        from trainer.tui.screens.drill_play import DailyPlay

        try:
            if picks[0].drill is None:
                sitting = self.services.sitting(self.services.begin_pick(picks[0]))
                sitting.announcement = f"Why this one: {picks[0].why}"
                self._open(sitting)
                return
            session = TodaysPractice(self.services, picks)
            play = DailyPlay(session)
            self._open_over(play, session.begin(), lambda: self.practise_picks(session.rest) if play.goes_on else None)
        except TrainerError as error:
            self.home_with(error)

    def play_what_if(self, debriefing: Debriefing, number: int, done: Callable[[str], None]) -> None:
        """Another way on from decision `number`, from 0; `done` is told what came of it. NotWritable."""
        from trainer.session.drills import begin_what_if
        from trainer.tui.screens.drill_play import WhatIfPlay

        screen = WhatIfPlay()
        self._open_over(screen, begin_what_if(self.services, debriefing, number), lambda: done(screen.outcome))

    def learn_from_slips(self, debriefing: Debriefing, done: Callable[[str], None]) -> None:
        """Only the decisions that went wrong, each until a good reply is found. NotWritable."""
        from trainer.session.drills import SlipsCourse
        from trainer.tui.screens.drill_play import SlipsPlay

        seen = [a.variant for a in self.services.attempts(debriefing.record.header.scenario.id)]
        course = SlipsCourse(self.services, debriefing, seen)
        screen = SlipsPlay(course)
        self._open_over(screen, course.begin(), lambda: done(screen.outcome))

    def _open_over(self, screen: DrillPlay, sitting: Sitting, done: Callable[[], object]) -> None:
        """A play screen over the present one, which comes back when it is left."""
        screen.open(sitting)
        self.drill_screen = screen

        def left(_: None) -> None:
            self.drill_screen = None
            done()

        self.push_screen(screen, left)

    def _open(self, sitting: Sitting) -> None:
        from trainer.tui.screens.play import PlayScreen

        self._start = Start()
        if self._play is None:
            self._play = PlayScreen()
            self.install_screen(self._play, "play")
        self.to_home()
        self._play.open(sitting)
        self.push_screen("play")

    def pause(self) -> None:
        """Save, and go Home."""
        try:
            self.close_attempts()
        except NotWritable as error:
            self.home_with(error, "Your answers are kept.")
        else:
            self.to_home()

    def debrief(self, attempt: Attempt) -> None:
        """What the attempt came to."""
        self.close_attempts()
        attempt.close()
        try:
            record = attempt.record()
        except TrainerError as error:
            self.home_with(error)
        else:
            self.open_debrief(record)

    def open_debrief(self, record: Record) -> None:
        """The debrief of an attempt that has ended, now or long ago."""
        from trainer.tui.screens.debrief import DebriefPage

        try:
            past = self.services.debriefing(record)
        except TrainerError as error:
            self.trouble(error)
        else:
            self.to_home()
            self.push_screen(DebriefPage(past))

    def reopen_debrief(self, path: Path) -> None:
        """The same from its journal: of a scenario that has changed or gone too."""
        try:
            record = read_record(path)
            if not record.closed:
                raise UsageError("this attempt has not ended", where=path.stem, do="Go on with it first.")
        except TrainerError as error:
            self.trouble(error)
        else:
            self.open_debrief(record)

    def show_transcript(self, path: Path) -> None:
        """An attempt as it is read by others."""
        from trainer.tui.screens.debrief import DebriefPage
        from trainer.tui.screens.transcript import TranscriptScreen

        own = self.services.may_debrief(path) and not isinstance(self.screen, DebriefPage)
        self.push_screen(TranscriptScreen(path, (lambda: self.reopen_debrief(path)) if own else None))

    def write_transcripts(self, record: Record) -> tuple[Path | None, str]:
        """Write an attempt's transcripts: where the page lies, or why there is none. For a thread of its own."""
        from trainer.output.transcript import write_transcripts

        with self._writing:
            try:
                return write_transcripts(record, self.services.transcripts).html, ""
            except NotWritable as error:
                return None, str(error)

    def write(self, path: Path) -> None:
        """A scenario beside what is found in it, followed as it is saved. Nobody has to say who they are."""
        from trainer.tui.screens.write import WriteScreen

        self._start = Start()
        self.push_screen(WriteScreen(path))

    def written(self) -> None:
        """Home, after writing."""
        self.to_home()
        if self.services.trainee is None and self.home.door == PRACTISE:
            self.recognise_trainee()

    def show_help(self) -> None:
        """The present screen's keys, and what it is for."""
        screen = self.screen
        if isinstance(screen, Page | Sheet):
            bindings = [
                (b.binding, b.binding.key_display or self.get_key_display(b.binding))
                for b in sorted(screen.active_bindings.values(), key=lambda b: b.node is not screen)
            ]
            self.push_screen(Help(screen.NAME, screen.ABOUT, bindings))

    def action_toggle_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Help", "The keys of this screen, and what it is for", self.show_help)
        yield SystemCommand("Dark or light", "Change between the two themes", self.action_toggle_theme)
        yield SystemCommand("Leave", "Save where you are and leave", self.leave)
        for node, binding, enabled, _ in screen.active_bindings.values():
            idle = binding.action in (*getattr(screen, "idle_actions", ()), "help")
            numbered = binding.action.startswith("choose(")
            if enabled and binding.show and not idle and not numbered and node is screen:
                run = partial(screen.run_action, binding.action)
                yield SystemCommand(binding.description.capitalize(), binding.tooltip, run)
