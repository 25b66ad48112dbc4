"""Practise, Write, Review: three words, and under them what matters today."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from trainer.errors import TrainerError
from trainer.session.services import Overview
from trainer.tui.keys import key
from trainer.tui.safe_text import EMPTY, line, words
from trainer.tui.screens import home_lists, home_today
from trainer.tui.screens.page import Page
from trainer.tui.widgets.doors import Doors
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.listing import Item, Listing
from trainer.tui.widgets.title_bar import TitleBar

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

    class Read(Message):
        """The folders have been looked through."""

        def __init__(self, shelf: Overview) -> None:
            super().__init__()
            self.shelf = shelf

    class Unread(Message):
        """The folders could not be looked through."""

        def __init__(self, error: TrainerError) -> None:
            super().__init__()
            self.error = error

    class Reading(Message):
        """So many of so many journals have been read; 0 of 0 when all have been, and were checked."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done = done
            self.of = of

    def __init__(self) -> None:
        super().__init__()
        self.shelf: Overview | None = None
        self.door = PRACTISE
        self._trouble: TrainerError | None = None
        self.begins_today = False
        """Whether today's practice is to begin as soon as it is known what is due."""

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Doors(WORDS)
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
            self.run_worker(partial(self._read, afresh), thread=True, exclusive=True)

    def _read(self, afresh: bool) -> None:
        """In a thread of its own: a large library must not hold up the keys."""
        worker = get_current_worker()
        try:
            for shelf in self.trainer.services.overviews(afresh, self._tell):
                if worker.is_cancelled:
                    return
                self.post_message(self.Read(shelf))
            changed = self.trainer.services.check_records(afresh)
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
        plan = event.shelf.today.plan if event.shelf.today else None
        if plan and self.begins_today:
            self.begins_today = False
            if self.is_current and not plan.is_extra:
                self.action_today()

    def on_home_unread(self, event: Unread) -> None:
        self.shelf, self._trouble = Overview(proved=True), event.error
        self._fill()

    # -- the list ----------------------------------------------------------------------------

    def _fill(self) -> None:
        if self.shelf is None:
            return
        self.query_one(Listing).fill(self._items(self.shelf))
        self.query_one(KeyBar).refresh()
        about = self._about(self.query_one(Listing).chosen_id or "")
        self.query_one("#about", Static).update(about, layout=False)

    def _items(self, shelf: Overview) -> list[Item]:
        if self._trouble:
            return [Item(words(str(self._trouble), "$error"))]
        wanted = self.query_one(Input).value
        if self.door == PRACTISE:
            trainee = self.trainer.services.trainee
            return home_lists.practise(shelf, trainee, wanted) if trainee else []
        return home_lists.write(shelf, wanted) if self.door == WRITE else home_lists.review(shelf, wanted)

    @on(OptionList.OptionHighlighted)
    def tell_about(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#about", Static).update(self._about(event.option_id or ""), layout=False)

    def _about(self, name: str) -> Content:
        shelf = self.shelf or Overview()
        if shelf.today and name == home_today.TODAY:
            return home_today.about_today(shelf.today.plan)
        if shelf.today and name == home_today.PROGRESS:
            return home_today.about_progress(shelf.today)
        if name == home_today.LONGER and shelf.today and shelf.today.plan and shelf.today.plan.longer:
            return home_today.about_pick(shelf.today.plan.longer)
        for entry in shelf.entries:
            if name == home_lists.SCENARIO + entry.path:
                return home_lists.about_entry(entry, self.door == WRITE)
        for attempt in shelf.attempts:
            if name == home_lists.ATTEMPT + attempt.path.name:
                return home_lists.about_attempt(attempt, shelf)
        return EMPTY

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        shelf, name = self.shelf or Overview(), event.option_id or ""
        if not self.is_current:
            return
        if name == home_today.TODAY:
            self.action_today()
        elif name == home_today.PROGRESS:
            self.action_progress()
        elif name == home_today.LONGER and shelf.today and shelf.today.plan and shelf.today.plan.longer:
            self.trainer.practise_picks([shelf.today.plan.longer])
        for entry in shelf.entries:
            if name == home_lists.SCENARIO + entry.path:
                if self.door == WRITE:
                    self.trainer.write(Path(entry.path))
                elif entry.errors:
                    self.trainer.show_findings(entry)
                else:
                    self.trainer.practise(entry.path)
        for attempt in shelf.attempts:
            if name == home_lists.ATTEMPT + attempt.path.name:
                if self.door == PRACTISE:
                    self.trainer.resume(attempt.path)
                elif attempt.is_readable:
                    self.trainer.show_transcript(attempt.path)

    # -- keys --------------------------------------------------------------------------------

    def action_door(self, number: int) -> None:
        self.door = number
        self.query_one(Doors).open(number)
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
        today = self.shelf.today if self.shelf else None
        if self.door == PRACTISE and today and today.plan and today.plan.picks:
            self.trainer.practise_picks(today.plan.picks)

    def action_progress(self) -> None:
        today = self.shelf.today if self.shelf else None
        if self.door == PRACTISE and today:
            self.trainer.show_progress(today)

    @property
    def idle_actions(self) -> Collection[str]:
        today = self.shelf.today if self.shelf else None
        idle = ["today"] if self.door != PRACTISE or not (today and today.plan and today.plan.picks) else []
        return [*idle, "progress"] if self.door != PRACTISE or not today else idle

    def action_someone(self) -> None:
        self.trainer.somebody_else()
