"""The app: which screen comes when, and what happens at its edges."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from pathlib import Path

from textual import events
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.screen import Screen

from trainer.analysis.playable import Playable
from trainer.errors import NotWritable, TrainerError
from trainer.exit_codes import ExitCode
from trainer.paths import Places
from trainer.records.attempt import Attempt
from trainer.records.clock import Clock
from trainer.records.header import Mode
from trainer.tui import signals
from trainer.tui.catalogue import Entry
from trainer.tui.desk import FIRST_SCENARIO, Desk
from trainer.tui.driver import tolerate_stray_bytes
from trainer.tui.keys import QUIT, help_lines, key
from trainer.tui.playing import Playing
from trainer.tui.screens.home import Home
from trainer.tui.screens.page import Page, Sheet
from trainer.tui.start import THEMES, AppSettings, Start
from trainer.tui.themes import DARK, LIGHT

__all__ = ["AppSettings", "Start", "TrainerApp", "run_app"]


def run_app(
    places: Places,
    *,
    start: Start | None = None,
    clock: Clock,
    settings: AppSettings,
    chance: random.Random | None = None,
) -> ExitCode:
    """Run the app until it is left. A crash, and an end without a word, are a fault."""
    desk = Desk(places, clock, settings, chance or random.SystemRandom())
    app = TrainerApp(desk, start or Start())
    try:
        result = app.run()
    finally:
        app.let_go()
    return ExitCode.FAULT if result is None else result


class TrainerApp(App[ExitCode], inherit_bindings=False):
    """Home at the bottom of the stack; one play screen, kept; everything else comes and goes."""

    TITLE = "service-trainer"
    CSS_PATH = ["screens/home.tcss", "screens/first_start.tcss"]
    """Of the two screens that can be the first: Textual reads no others' before they are pushed."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]
    BINDINGS = [
        key("ctrl+p", "command_palette", "everything", "Everything that can be done here.", "palette", display="^p"),
        QUIT,
        key("ctrl+c", "help_quit", "how to leave", "Says how to leave.", "help-quit", show=False),
    ]

    def __init__(self, desk: Desk, start: Start) -> None:
        super().__init__()
        self.desk = desk
        self._start = start
        self._play: PlayScreen | None = None
        self._first_trouble: TrainerError | None = None
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = desk.settings.theme
        self.set_keymap(desk.settings.keys)

    # -- beginning and ending ----------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        driver = super().get_driver_class()
        tolerate_stray_bytes(driver)
        return driver

    def get_default_screen(self) -> Screen[None]:
        try:
            self.desk.recognise(self._start.trainee)
        except TrainerError as error:
            self._first_trouble = error
        return Home() if self.desk.trainee else self._welcome()

    def on_mount(self) -> None:
        signals.on_leave(asyncio.get_running_loop(), self.leave)
        if self._first_trouble:
            self.trouble(self._first_trouble)
        elif self.desk.trainee:
            self._begin_as_told()

    def on_unmount(self) -> None:
        signals.forget(asyncio.get_running_loop())

    async def action_quit(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Save, and go. What was answered is on disk already."""
        try:
            self.let_go()
        except NotWritable:
            self.exit(ExitCode.UNWRITABLE)
        else:
            self.exit(ExitCode.DONE)

    def let_go(self) -> None:
        """Pause the attempt that is being played, if any."""
        if self._play:
            self._play.leave()

    def _begin_as_told(self) -> None:
        start, self._start = self._start, Start()
        if start.resume:
            self.resume(start.resume)
        elif start.scenario:
            try:
                playable = self.desk.playable(start.scenario)
                mode = start.mode or self.desk.default_mode(playable.scenario.id)
            except TrainerError as error:
                self.trouble(error)
            else:
                self.begin(playable, mode, start.variant, start.seed)

    def on_resize(self, event: events.Resize) -> None:
        from trainer.tui.screens.too_small import TooSmall, too_small

        if too_small(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    # -- going about -------------------------------------------------------------------------

    def to_home(self) -> None:
        """Back to the library, whatever lies over it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if not isinstance(self.screen, Home):
            self.switch_screen(Home())
            self._begin_as_told()

    def home_with(self, error: TrainerError, after: str = "") -> None:
        """Home, with what went wrong."""
        self.to_home()
        self.trouble(error, after)

    def trouble(self, error: TrainerError, after: str = "") -> None:
        """Say what went wrong, where, and what to do."""
        from trainer.tui.screens.trouble import Trouble

        self.push_screen(Trouble(error, after))

    def somebody_else(self) -> None:
        """Ask who is practising."""
        self.switch_screen(self._welcome())

    def _welcome(self) -> Page:
        from trainer.tui.screens.first_start import FirstStart
        from trainer.tui.writable import trouble_with

        try:
            people, trouble = self.desk.people(), trouble_with(self.desk.transcripts)
        except TrainerError as error:
            people, trouble = [], NotWritable(error.what, where=error.where, do=error.do)
        return FirstStart(people, trouble, FIRST_SCENARIO in self.desk.library().paths)

    # -- attempts ----------------------------------------------------------------------------

    def first_scenario(self) -> None:
        """The two minutes to begin with."""
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

    def begin(
        self, playable: Playable, mode: Mode, variant: str | None = None, seed: int | None = None
    ) -> None:
        """A new attempt, on the screen."""
        try:
            attempt = self.desk.begin(playable, mode, variant, seed)
        except TrainerError as error:
            self.home_with(error)
            return
        self._open(Playing(attempt, self.desk.clock))

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
            self._open(Playing(attempt, self.desk.clock, record.events[-1].mono, record.draft))

    def _open(self, playing: Playing) -> None:
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
        """What the attempt came to; its transcripts are written first."""
        from trainer.records.record import read_record
        from trainer.tui.screens.debrief import Debrief

        self.let_go()
        attempt.close()
        try:
            record = read_record(attempt.path)
        except TrainerError as error:
            self.home_with(error)
            return
        page, trouble = self.desk.write(record)
        self.to_home()
        self.push_screen(Debrief(record, page, trouble))

    def show_transcript(self, path: Path) -> None:
        """An attempt as it is read by others."""
        from trainer.tui.screens.transcript import TranscriptScreen

        try:
            title, who, markdown, page = self.desk.transcript(path)
        except TrainerError as error:
            self.trouble(error)
        else:
            self.push_screen(TranscriptScreen(title, who, markdown, page))

    def show_findings(self, entry: Entry) -> None:
        """What is wrong in a scenario."""
        from trainer.tui.screens.findings import Findings

        self.push_screen(Findings(entry))

    # -- help and looks ----------------------------------------------------------------------

    def show_help(self) -> None:
        """The present screen's keys, and what it is for."""
        from trainer.tui.screens.help import Help

        screen = self.screen
        if isinstance(screen, Page | Sheet):
            bindings = [
                (b.binding, b.binding.key_display or self.get_key_display(b.binding))
                for b in screen.active_bindings.values()
            ]
            self.push_screen(Help(screen.NAME, screen.ABOUT, help_lines(bindings)))

    def action_toggle_theme(self) -> None:
        self.theme = THEMES["light" if self.theme == THEMES["dark"] else "dark"]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Help", "The keys of this screen, and what it is for", self.show_help)
        yield SystemCommand("Dark or light", "Change between the two themes", self.action_toggle_theme)
        yield SystemCommand("Leave", "Save where you are and leave", self.leave)
        yield from self._of_screen(screen)

    def _of_screen(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for node, binding, enabled, _ in screen.active_bindings.values():
            idle = binding.action in getattr(screen, "idle_actions", ())
            if enabled and binding.show and not idle and node is screen and binding.action != "help":
                action = binding.action
                yield SystemCommand(binding.description.capitalize(), binding.tooltip, lambda a=action: screen.run_action(a))


from trainer.tui.screens.play import PlayScreen  # noqa: E402
