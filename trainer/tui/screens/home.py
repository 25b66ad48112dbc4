"""Practise, Write, Review: three words, and under them what matters today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from trainer.errors import TrainerError
from trainer.records.summary import AttemptSummary
from trainer.session.services import Overview
from trainer.tui.keys import key
from trainer.tui.safe_text import EMPTY, line, words
from trainer.tui.screens import home_lists
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TabBar, TitleBar
from trainer.tui.widgets.listing import Item, Listing

if TYPE_CHECKING:
    from trainer.practice.daily_session import PracticePlan
    from trainer.session.catalogue import CatalogueEntry
    from trainer.session.today import Today

PRACTISE, WRITE, REVIEW = range(3)
WORDS = ("Practise", "Write", "Review")


class Home(Page):
    """One list whose content depends on the door that is open."""

    NAME = "Home"
    ABOUT = (
        "Practise: go on with an attempt, with today's practice (at most ten minutes of what is due; t starts it), or "
        "choose a scenario. Progress looks at each principle (g). Write: the scenarios with what was found in them. "
        "Review: every attempt that was made here, with its transcript. The arrows at the left and right, the numbers "
        "or the first letters change between the three."
    )
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("1,p", "door(0)", "practise", "What you can practise.", "home.practise", show=False),
        key("2,w", "door(1)", "write", "The scenarios and their findings.", "home.write", show=False),
        key("3,r", "door(2)", "review", "The attempts on record.", "home.review", show=False),
        key("right,tab", "turn(1)", "next word", "To the next of the three.", "home.next", show=False),
        key("left,shift+tab", "turn(-1)", "word before", "To the one before.", "home.before", show=False),
        key("t", "today", "today", "Start today's practice, or go on with it.", "home.today"),
        key("g", "progress", "progress", "Your progress, principle by principle.", "home.progress"),
        key("slash", "filter", "find", "Show only what has these words in it.", "home.find", display="/"),
        key("escape", "clear", "everything", "Show everything again.", "home.clear", show=False),
        key("d", "app.toggle_theme", "dark or light", "To the dark or the light theme.", "home.theme", show=False),
        key("n", "someone", "somebody else", "Have somebody else practise.", "home.someone"),
        key("f5", "read(True)", "read again", "Look through the folders again.", "home.read", show=False),
    ]

    @dataclass
    class Read(Message):
        """The folders have been looked through."""

        shelf: Overview

    @dataclass
    class Unread(Message):
        """The folders could not be looked through."""

        error: TrainerError

    @dataclass
    class Reading(Message):
        """So many of so many journals have been read; 0 of 0 when all have been, and were checked."""

        done: int
        of: int

    def __init__(self) -> None:
        super().__init__()
        self.shelf: Overview | None = None
        self.door = PRACTISE
        self._trouble: TrainerError | None = None
        self.begins_today = False
        """Whether today's practice is to begin as soon as it is known what is due."""

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield TabBar(WORDS)
        yield Input(placeholder="words to look for", id="find", compact=True)
        with Horizontal(id="body"):
            yield Listing(id="list")
            yield Static(EMPTY, id="about", markup=False)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        self.action_read()

    def action_read(self, afresh: bool = False) -> None:
        trainee = self.trainer.services.trainee
        self._say("")
        if trainee is not None or self.door != PRACTISE:
            self.look_through(afresh)

    @work(thread=True, exclusive=True)
    def look_through(self, afresh: bool) -> None:
        """In a thread of its own: a large library must not hold up the keys."""
        worker, services = get_current_worker(), self.trainer.services
        try:
            for shelf in services.overviews(afresh, self._tell):
                if worker.is_cancelled:
                    return
                self.post_message(self.Read(shelf))
            changed = services.check_records(afresh)
            if not worker.is_cancelled:
                self.post_message(self.Reading(0, 0))
                if changed:
                    self.app.call_from_thread(self.action_read)
        except TrainerError as error:
            self.post_message(self.Unread(error))

    def _tell(self, done: int, of: int) -> None:
        self.post_message(self.Reading(done, of))

    def on_home_reading(self, event: Reading) -> None:
        self._say(f"reading records: {event.done:,} of {event.of:,}" if event.of else "")

    def _say(self, what: str) -> None:
        """Who practises, and what goes on behind the screen."""
        trainee = self.trainer.services.trainee
        right = " · ".join(text for text in (what, trainee.name if trainee else "") if text)
        self.query_one(TitleBar).say(line("service-trainer", "bold"), line(right))

    def on_home_read(self, event: Read) -> None:
        self.shelf, self._trouble = event.shelf, None
        if event.shelf.unchecked:
            self._say("checking the records")
        self._fill()
        if self.plan and self.begins_today:
            self.begins_today = False
            if self.is_current and not self.plan.is_extra:
                self.action_today()

    def on_home_unread(self, event: Unread) -> None:
        self.shelf, self._trouble = Overview(proved=True), event.error
        self._fill()

    @property
    def today(self) -> Today | None:
        """What is known of today; None without a trainee, and before it is known."""
        return self.shelf.today if self.shelf else None

    @property
    def plan(self) -> PracticePlan | None:
        """Today's practice, once it is known."""
        return self.today.plan if self.today else None

    def _fill(self) -> None:
        if self.shelf is None:
            return
        listing, wanted = self.query_one(Listing), self.query_one(Input).value
        trainee = self.trainer.services.trainee
        if self._trouble:
            listing.fill([Item(words(str(self._trouble), "$error"))])
        elif self.door == PRACTISE:
            listing.fill(home_lists.practise(self.shelf, trainee, wanted) if trainee else [])
        elif self.door == WRITE:
            listing.fill(home_lists.write(self.shelf, wanted))
        else:
            listing.fill(home_lists.review(self.shelf, wanted))
        self.query_one(KeyBar).refresh()
        self._tell_about(listing.chosen_id or "")

    @on(OptionList.OptionHighlighted)
    def marked(self, event: OptionList.OptionHighlighted) -> None:
        self._tell_about(event.option_id or "")

    def _tell_about(self, name: str) -> None:
        """Say at the side what the marked entry is."""
        about, named = EMPTY, self._named(name)
        if self.today and name == home_lists.TODAY:
            about = home_lists.about_today(self.plan)
        elif self.today and name == home_lists.PROGRESS:
            about = home_lists.about_progress(self.today)
        elif self.plan and self.plan.longer and name == home_lists.LONGER:
            about = home_lists.about_pick(self.plan.longer)
        elif isinstance(named, AttemptSummary):
            about = home_lists.about_attempt(named, self.shelf or Overview())
        elif named:
            about = home_lists.about_entry(named, self.door == WRITE)
        self.query_one("#about", Static).update(about, layout=False)

    def _named(self, name: str) -> CatalogueEntry | AttemptSummary | None:
        """The scenario or the attempt that an entry of the list stands for."""
        shelf = self.shelf or Overview()
        entry = next((e for e in shelf.entries if name == home_lists.SCENARIO + e.path), None)
        return entry or next((a for a in shelf.attempts if name == home_lists.ATTEMPT + a.path.name), None)

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        from trainer.tui.screens.findings import Findings

        if not self.is_current:
            return
        name, named = event.option_id or "", self._named(event.option_id or "")
        if name == home_lists.TODAY:
            self.action_today()
        elif name == home_lists.PROGRESS:
            self.action_progress()
        elif name == home_lists.LONGER and self.plan and self.plan.longer:
            self.trainer.practise_picks([self.plan.longer])
        elif isinstance(named, AttemptSummary):
            if self.door == PRACTISE:
                self.trainer.resume(named.path)
            elif named.is_readable:
                self.trainer.show_transcript(named.path)
        elif named and self.door == WRITE:
            self.trainer.write(Path(named.path))
        elif named and named.errors:
            self.app.push_screen(Findings(named))
        elif named:
            self.trainer.practise(named.path)

    def action_door(self, number: int) -> None:
        self.door = number
        self.query_one(TabBar).open(number)
        self.set_class(number == REVIEW, "-reviewing")
        self._fill()
        if number == PRACTISE and self.trainer.services.trainee is None:
            self.trainer.somebody_else()

    def action_turn(self, by: int) -> None:
        self.action_door((self.door + by) % len(WORDS))

    def action_filter(self) -> None:
        self.add_class("-finding")
        self.query_one(Input).focus()

    def action_clear(self) -> None:
        self.query_one(Input).value = ""
        self.remove_class("-finding")
        self.query_one(Listing).focus()

    @on(Input.Changed)
    def find(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def go_to_list(self) -> None:
        self.query_one(Listing).focus()

    def action_today(self) -> None:
        """Start today's practice, once it is known."""
        if self.door == PRACTISE and self.plan and self.plan.picks:
            self.trainer.practise_picks(self.plan.picks)

    def action_progress(self) -> None:
        from trainer.tui.screens.progress import ProgressPage

        if self.door == PRACTISE and self.today:
            self.app.push_screen(ProgressPage(self.today))

    @property
    def idle_actions(self) -> Collection[str]:
        if self.door != PRACTISE or not self.today:
            return ("today", "progress")
        return () if self.plan and self.plan.picks else ("today",)

    def action_someone(self) -> None:
        self.trainer.somebody_else()
