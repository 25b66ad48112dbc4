"""The app, and how to run it."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import traceback
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from trainer.cleaning import clean, clean_line
from trainer.errors import NotWritable, TrainerError
from trainer.exit_codes import ExitCode
from trainer.paths import Places
from trainer.records.clock import Clock
from trainer.tui import signals
from trainer.tui.desk import Desk
from trainer.tui.driver import tolerant
from trainer.tui.keys import QUIT, help_lines, key
from trainer.tui.screens.home import Home
from trainer.tui.screens.page import Page, Sheet
from trainer.tui.start import THEMES, AppSettings, Start
from trainer.tui.themes import DARK, LIGHT
from trainer.tui.ways import Ways

__all__ = ["AppSettings", "Start", "TrainerApp", "run_app"]


def run_app(
    places: Places,
    *,
    start: Start | None = None,
    clock: Clock,
    settings: AppSettings,
    chance: random.Random | None = None,
) -> ExitCode:
    """Run the app until it is left. A crash, said in one line, and an end without a word, are a fault."""
    desk = Desk(places, clock, settings, chance or random.SystemRandom())
    app = TrainerApp(desk, start or Start())
    try:
        result = app.run()
    finally:
        app.let_go()
    if app.fault:
        _say_fault(app.fault)
        return ExitCode.FAULT
    return ExitCode.FAULT if result is None else result


def _say_fault(error: Exception) -> None:
    """One line for whoever met it; everything for whoever asks."""
    if os.environ.get("TRAINER_DEBUG"):
        traceback.print_exception(error)
    said = clean_line(f"trainer: a fault of ours: {type(error).__name__}: {error}".rstrip(". "))
    print(f"{said}. TRAINER_DEBUG=1 shows where. Your answers are kept.", file=sys.stderr)


class TrainerApp(Ways, inherit_bindings=False):
    """What happens at the edges: the first screen, signals, sizes, keys, themes, and how it ends."""

    TITLE = "service-trainer"
    CSS_PATH = ["screens/home.tcss", "screens/first_start.tcss"]  # noqa: RUF012
    """Of the two screens that can be the first: Textual reads no others' before they are pushed."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]  # noqa: RUF012
    CSS = """
    VerticalScroll, OptionList, TextArea, Markdown {
        scrollbar-color: $faint;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $quiet;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+p", "command_palette", "everything", "Everything that can be done here.", "palette", display="^p"),
        QUIT,
        key("ctrl+c", "help_quit", "how to leave", "Says how to leave.", "help-quit", show=False),
    ]

    def __init__(self, desk: Desk, start: Start) -> None:
        super().__init__(desk, start)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = desk.settings.theme
        self.set_keymap(desk.settings.keys)

    # -- faults ------------------------------------------------------------------------------

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

    # -- what comes in -----------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Whatever a paste holds, no field of any screen sees anything but harmless text."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event = events.Paste(clean(event.text))
        await super().on_event(event)

    # -- beginning and ending ----------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        return tolerant(super().get_driver_class(), lambda: self.call_later(self.leave))

    def get_default_screen(self) -> Screen[None]:
        return Home()

    def on_mount(self) -> None:
        signals.on_leave(asyncio.get_running_loop(), self.leave)
        if self._start.write:
            self.write(self._start.write)
        else:
            self.meet()

    def meet(self) -> None:
        """Find out who sits here; Home, or what the command line named, is for somebody."""
        try:
            self.desk.recognise(self._start.trainee, apart=self._start.new_trainee)
        except TrainerError as error:
            page = self.welcome()
            self.push_screen(page)
            if page.trouble is None:
                self.trouble(error)
            return
        if self.desk.trainee:
            self.begin_as_told()
        else:
            self.push_screen(self.welcome())

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

    def on_resize(self, event: events.Resize) -> None:
        from trainer.tui.screens.too_small import TooSmall, too_small

        if too_small(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    # -- help and looks ----------------------------------------------------------------------

    def show_help(self) -> None:
        """The present screen's keys, and what it is for."""
        from trainer.tui.screens.help import Help

        screen = self.screen
        if isinstance(screen, Page | Sheet):
            bindings = [
                (b.binding, b.binding.key_display or self.get_key_display(b.binding))
                for b in sorted(screen.active_bindings.values(), key=lambda b: b.node is not screen)
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
            idle = binding.action in (*getattr(screen, "idle_actions", ()), "help")
            numbered = binding.action.startswith("choose(")
            if enabled and binding.show and not idle and not numbered and node is screen:
                run = partial(screen.run_action, binding.action)
                yield SystemCommand(binding.description.capitalize(), binding.tooltip, run)
