"""Writing: the scenes, the play-through, the findings and the numbers, following the file as it is saved."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from trainer.document.finding import Severity
from trainer.tui import previewing, write_lists, write_numbers
from trainer.tui.following import Reader, Reading, Watch
from trainer.tui.previewing import Rehearsal, Wanted
from trainer.tui.screens.write_keys import NOTHING_YET, WRITE_KEYS
from trainer.tui.screens.write_moves import Moves
from trainer.tui.show import EMPTY, count, line, lines, words
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.pane_bar import PaneBar
from trainer.tui.widgets.rehearsing import Rehearsing
from trainer.tui.widgets.title_bar import TitleBar

EVERY = 0.1
"""Seconds between two looks at the file."""


class WriteScreen(Moves):
    """Reads the file in a thread; shows what the newest reading says."""

    NAME = "Write"
    ABOUT = (
        "Keep your editor open beside this and save: scenes, play-through, findings and numbers follow. "
        "Your replies are played again after each save; where one no longer fits, it says where it parted. A broken "
        "file keeps the last sound picture. Nothing you answer here is recorded. In the list of scenes ● is where you "
        "stand, · where you have been, !2 says how many findings there are. Under a reply, “mistake 9 (4 here)” means "
        "that it costs 9 in all, of which its marks lose 4 here; the numbers behind it are its marks, 0 to 4."
    )
    CSS_PATH = "write.tcss"
    AUTO_FOCUS = "#choices"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]  # noqa: RUF012
    """Three columns need more room than a conversation alone."""
    BINDINGS = WRITE_KEYS

    class Read(Message):
        """The file has been read, or more has become known about it."""

        def __init__(self, reading: Reading) -> None:
            super().__init__()
            self.reading = reading

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file = Watch(path)
        self.reading = Reading(0)
        """The newest."""
        self.sound: Reading | None = None
        """The newest that can be played; what is on the screen."""
        self.saved = ""
        """When that was saved."""
        self._number = 0
        self._read_at = ""
        self._how_large = ""

    def compose(self) -> ComposeResult:
        yield TitleBar(words(self.path.name, "bold"), line("reading…", "$quiet"))
        yield Static(EMPTY, id="banner", markup=False)
        yield PaneBar()
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Static("Scenes", classes="head", markup=False)
                yield Listing(id="scenes")
            yield Rehearsing(id="middle")
            with Vertical(id="right"):
                with Vertical(id="findings-pane"):
                    yield Static(EMPTY, classes="head", id="found", markup=False)
                    yield Listing(id="findings")
                with Vertical(id="numbers-pane"):
                    yield Static(EMPTY, classes="head", id="how-many", markup=False)
                    with VerticalScroll(id="counted"):
                        yield Static(EMPTY, id="numbers", markup=False)
        yield Static(EMPTY, id="said", markup=False)
        yield KeyBar()

    # -- following the file ------------------------------------------------------------------

    def on_mount(self) -> None:
        self.reader = Reader(self.path, self.trainer.services.library)
        self.open_pane("play")
        self.look()
        self.set_interval(EVERY, self.look)

    def look(self) -> None:
        """See whether the file was saved."""
        if self._file.changed():
            self.action_read()

    def action_read(self) -> None:
        self._number += 1
        self._read_at = _saved(self.path)
        self.run_worker(partial(self._read, self._number), thread=True, exclusive=True)

    def _read(self, number: int) -> None:
        """In a thread of its own: proving must not hold up the keys."""
        worker = get_current_worker()
        for reading in self.reader.readings(number, lambda: worker.is_cancelled):
            if worker.is_cancelled:
                return
            self.post_message(self.Read(reading))

    def on_write_screen_read(self, event: Read) -> None:
        reading = event.reading
        if reading.number != self._number:
            return
        self.reading = reading
        if reading.sound:
            self.sound, self.saved = reading, self._read_at
            self._play_again(reading)
        elif self.sound is None:
            self.stage.clear(NOTHING_YET)
        self._show_findings()
        self.show_numbers()
        self.say_how_it_stands()
        self.jump_if_waiting()

    def _play_again(self, reading: Reading) -> None:
        """The replies again, over what the file says now; nothing to be done where only findings are new."""
        before = self.rehearsal
        if before is None or before.machine is not reading.machine:
            assert reading.machine
            self.rehearsal = Rehearsal.of(reading.machine, self.wanted)
            self.show_play(still=True)
        elif self.priced is not self.worth:
            self.show_play(still=True)

    # -- showing -----------------------------------------------------------------------------

    @property
    def stage(self) -> Rehearsing:
        return self.query_one(Rehearsing)

    def want(self, wanted: Wanted) -> None:
        """Other replies, or another variant."""
        if self.sound and self.sound.machine:
            self.wanted = wanted
            self.rehearsal = Rehearsal.of(self.sound.machine, wanted)
            self.say("")
            self.show_play()
            self.say_how_it_stands()

    def show_play(self, *, still: bool = False) -> None:
        """The play-through, and where it stands among the scenes."""
        self.priced = self.worth
        if self.rehearsal:
            self.stage.show(self.rehearsal, self.worth, still=still)
        else:
            self.stage.clear("Scenes lead into each other without a decision, so this cannot be played.")
        self._show_scenes(follow=not still)

    def _show_scenes(self, follow: bool = False) -> None:
        if self.sound and self.sound.scenario:
            run = self.rehearsal.run if self.rehearsal else None
            found = previewing.by_scene(self.sound.scenario, self.shown or ())
            listing = self.query_one("#scenes", Listing)
            listing.fill(write_lists.scenes(self.sound.scenario, run, found))
            if run and (follow or listing.highlighted is None or not listing.has_focus):
                listing.highlighted = listing.get_option_index(run.scene.id)

    def _show_findings(self) -> None:
        """What was found; while the rules are still looking, what they found the last time stays."""
        reading, before = self.reading, self.checking
        self.checking = reading.sound and not (reading.ruled or reading.done)
        had_errors = any(f.severity is Severity.ERROR for f in self.shown or ())
        if self.checking and not reading.errors and self.shown is not None and not had_errors:
            self._say_heads()
            return
        if reading.findings != self.shown or before != self.checking:
            self.shown = reading.findings
            self.query_one("#findings", Listing).fill(write_lists.findings(self.shown, checking=self.checking))
            self._show_scenes()
        self._say_heads()

    def show_numbers(self) -> None:
        """What was counted, in the room there is."""
        numbers = self.reading.numbers
        if numbers:
            width = max(30, self.query_one("#counted").content_size.width)
            self.query_one("#numbers", Static).update(write_numbers.about(numbers, width))
            self._how_large = write_numbers.size(numbers)
        waiting = "counting…" if not self.reading.done else "as of an earlier save" if self._how_large else "none yet"
        said = line(self._how_large if numbers else waiting, "not bold $quiet")
        self.query_one("#how-many", Static).update(Content("  ").join([line("Numbers"), said]))

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_numbers)

    def _say_heads(self) -> None:
        nothing = "Findings" if self.checking else "Nothing found"
        said = count(len(self.shown), "finding") if self.shown else nothing
        busy = [line("checking…", "not bold $quiet")] if self.checking else []
        self.query_one("#found", Static).update(Content("  ").join([line(said), *busy]))
        self.say_panes()

    def say_how_it_stands(self) -> None:
        """The title, when it was saved, and what is in the way."""
        scenario = self.sound.scenario if self.sound else None
        name = line(scenario.title if scenario else self.path.name, "bold")
        title = Content("  ").join([name, line(str(self.path), "$quiet")])
        self.query_one(TitleBar).say(title, line(f"saved {self._read_at}" if self._read_at else "gone", "$quiet"))
        errors = self.reading.errors
        parted = self.rehearsal.played.parted if self.rehearsal else ""
        self.set_class(bool(errors), "-broken")
        self.set_class(bool(parted) and not errors, "-parted")
        banner = self.query_one("#banner", Static)
        if errors:
            first = errors[0]
            head = Content(" ").join([line(f"{first.at.line}:{first.at.column}", "bold $error"), line(first.message)])
            more = f"and {count(len(errors) - 1, 'more error')}; " if len(errors) > 1 else ""
            since = f"{more}what you see is as of the last sound save, {self.saved}" if self.sound else more
            banner.update(lines(head, line(since, "$quiet")) if since and not self.reading.sound else head)
        else:
            banner.update(line(parted))

    @property
    def idle_actions(self) -> Collection[str]:
        return ("select", "restart", "variant") if self.has_class("-narrow") else ("select",)

    # -- panes -------------------------------------------------------------------------------

    @on(PaneBar.Wanted)
    def go_to_pane(self, event: PaneBar.Wanted) -> None:
        self.go(event.pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.note_pane(event.widget)

    @on(OptionList.OptionSelected, "#scenes")
    def jump_to_scene(self, event: OptionList.OptionSelected) -> None:
        self.jump_to(event.option_id or "")

    @on(OptionList.OptionSelected, "#findings")
    def jump_to_finding(self) -> None:
        self.action_jump()


def _saved(path: Path) -> str:
    """When a file was saved, on the clock on the wall; "" when it is gone."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().strftime("%H:%M:%S")
    except (OSError, ValueError, OverflowError):
        return ""
