"""Writing: the scenes, the play-through, the findings and the numbers, following the file as it is saved."""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from trainer.analysis.judgement import judge
from trainer.analysis.worth import Worth
from trainer.document.finding import Finding, Severity
from trainer.errors import TrainerError
from trainer.tui import editor, previewing, write_lists
from trainer.tui.file_watcher import CheckedFile, FileWatcher, ScenarioChecker
from trainer.tui.keys import key, number_keys
from trainer.tui.previewing import PreviewReplies, PreviewRun
from trainer.tui.safe_text import EMPTY, count, line, words
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, PaneBar, TitleBar
from trainer.tui.widgets.decision import DecisionPanel
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.preview_panel import AGAIN, KEEP, PreviewPanel

EVERY = 0.1
"""Seconds between two looks at the file."""
PANES = {"scenes": "#scenes", "play": "#choices", "findings": "#findings", "numbers": "#counted"}
"""The parts of the screen, and what takes the keys in each: side by side where there is room, else one at a time."""
NOT_KNOWN_YET = "Still proving; a moment."
WRITE_KEYS: list[BindingType] = [
    *number_keys("Give the reply with this number; nothing is recorded.", "write.choose"),
    key("u", "back", "back", "Take the last reply back.", "write.back"),
    key("r", "restart", "restart", "From the start again.", "write.restart"),
    key("j", "jump", "jump", "Jump to the marked scene or finding by the shortest way there.", "write.jump"),
    key("v", "variant", "variant", "The same replies in the next variant.", "write.variant"),
    key("f", "finding", "finding", "To the next finding.", "write.finding"),
    key("e", "edit", "edit", "Open your editor ($VISUAL, $EDITOR) at the scene or the marked finding.", "write.edit"),
    key("s", "keep", "plan", "Keep this play-through as a plan, beside the scenario.", "write.keep"),
    key("tab", "pane(1)", "next part", "To the next part of the screen.", "write.next", show=False),
    key("shift+tab", "pane(-1)", "part before", "To the part before.", "write.before", show=False),
    key("f5", "read", "read again", "Read the file and its frameworks again.", "write.read", show=False),
    key("space", "scroll(1)", "read on", "Read on in the conversation.", "write.down", show=False),
    key("b", "scroll(-1)", "read back", "Read back in the conversation.", "write.up", show=False),
    key("escape", "back_out", "home", "Go Home; the file is yours and stays as it is.", "write.leave", show=False),
]


class WriteScreen(Page):
    """Reads the file in a thread; shows what the newest reading says."""

    NAME = "Write"
    ABOUT = write_lists.ABOUT
    CSS_PATH = "write.tcss"
    AUTO_FOCUS = "#choices"
    READ = "Conversation"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]  # noqa: RUF012
    """Three columns need more room than a conversation alone."""
    BINDINGS = WRITE_KEYS

    @dataclass
    class Read(Message):
        """The file has been read, or more has become known about it."""

        reading: CheckedFile

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file = FileWatcher(path)
        self.reading = CheckedFile(0)
        """The newest."""
        self.sound = self.reading
        """The newest that can be played; what is on the screen."""
        self.saved = ""
        """When that was saved."""
        self.pane = "play"
        """The part that takes the keys, and is seen where there is room for one only."""
        self.shown: tuple[Finding, ...] | None = None
        """The findings on the screen, None before the first reading."""
        self.checking = False
        """Whether the rules are still looking."""
        self.wanted = PreviewReplies()
        self.rehearsal: PreviewRun | None = None
        self.priced: Worth | None = None
        """By what the prices on the screen were worked out."""
        self._jump = ""
        """The scene to jump to once the way there is known."""
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
            yield PreviewPanel(id="middle")
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
        self.reader = ScenarioChecker(self.path, self.trainer.services.library)
        self.open_pane("play")
        self.look()
        self.set_interval(EVERY, self.look)

    def look(self) -> None:
        """See whether the file was saved."""
        if self._file.changed():
            self.action_read()

    def action_read(self) -> None:
        self._number += 1
        self._read_at = ""
        with suppress(OSError, ValueError, OverflowError):  # It may be gone.
            self._read_at = datetime.fromtimestamp(self.path.stat().st_mtime).astimezone().strftime("%H:%M:%S")
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
        if reading.machine:
            self.sound, self.saved = reading, self._read_at
            # The replies are played again over what the file says now; not where only findings are new.
            before = self.rehearsal
            if before is None or before.run.machine is not reading.machine:
                self.rehearsal = PreviewRun.of(reading.machine, self.wanted)
                self.show_play(still=True)
            elif self.priced is not self.sound.worth:
                self.show_play(still=True)
        elif self.sound.machine is None:
            self.stage.clear(write_lists.NOTHING_YET)
        self._show_findings()
        self.show_numbers()
        self.say_how_it_stands()
        self.jump_if_waiting()

    # -- showing -----------------------------------------------------------------------------

    @property
    def stage(self) -> PreviewPanel:
        return self.query_one(PreviewPanel)

    def replay(self, replies: Iterable[str]) -> None:
        """Other replies."""
        self.want(replace(self.wanted, replies=tuple(replies)))

    def want(self, wanted: PreviewReplies) -> None:
        """Other replies, or another variant."""
        if self.sound.machine:
            self.wanted = wanted
            self.rehearsal = PreviewRun.of(self.sound.machine, wanted)
            self.say("")
            self.show_play()
            self.say_how_it_stands()

    def show_play(self, *, still: bool = False) -> None:
        """The play-through, and where it stands among the scenes."""
        self.priced = self.sound.worth
        if self.rehearsal:
            self.stage.show(self.rehearsal, self.sound.worth, still=still)
        else:
            self.stage.clear("Scenes lead into each other without a decision, so this cannot be played.")
        self._show_scenes(follow=not still)

    def _show_scenes(self, follow: bool = False) -> None:
        if self.sound.scenario:
            run = self.rehearsal.run if self.rehearsal else None
            findings = previewing.by_scene(self.sound.scenario, self.shown or ())
            listing = self.query_one("#scenes", Listing)
            listing.fill(write_lists.scenes(self.sound.scenario, run, findings))
            if run and (follow or listing.highlighted is None or not listing.has_focus):
                listing.highlighted = listing.get_option_index(run.scene.id)

    def _show_findings(self) -> None:
        """What was found; while the rules are still looking, what they found the last time stays."""
        reading, before = self.reading, self.checking
        self.checking = reading.sound and not (reading.ruled or reading.done)
        had_errors = any(f.severity is Severity.ERROR for f in self.shown or ())
        waits = self.checking and not reading.errors and self.shown is not None and not had_errors
        if not waits and (reading.findings != self.shown or before != self.checking):
            self.shown = reading.findings
            self.query_one("#findings", Listing).fill(write_lists.findings(self.shown, checking=self.checking))
            self._show_scenes()
        nothing = "Findings" if self.checking else "Nothing found"
        said = count(len(self.shown), "finding") if self.shown else nothing
        busy = [line("checking…", "not bold $quiet")] if self.checking else []
        self.query_one("#found", Static).update(Content("  ").join([line(said), *busy]))
        self.say_panes()

    def show_numbers(self) -> None:
        """What was counted, in the room there is."""
        numbers = self.reading.numbers
        if numbers:
            width = max(30, self.query_one("#counted").content_size.width)
            self.query_one("#numbers", Static).update(write_lists.numbers(numbers, width))
            self._how_large = write_lists.size(numbers)
        waiting = "counting…" if not self.reading.done else "as of an earlier save" if self._how_large else "none yet"
        said = line(self._how_large if numbers else waiting, "not bold $quiet")
        self.query_one("#how-many", Static).update(Content("  ").join([line("Numbers"), said]))

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_numbers)

    def say_how_it_stands(self) -> None:
        """The title, when it was saved, and what is in the way."""
        name = line(self.sound.scenario.title if self.sound.scenario else self.path.name, "bold")
        title = Content("  ").join([name, line(str(self.path), "$quiet")])
        self.query_one(TitleBar).say(title, line(f"saved {self._read_at}" if self._read_at else "gone", "$quiet"))
        errors = self.reading.errors
        parted = self.rehearsal.parted if self.rehearsal else ""
        self.set_class(bool(errors), "-broken")
        self.set_class(bool(parted) and not errors, "-parted")
        since = write_lists.banner(errors, self.saved, sound=self.reading.sound) if errors else line(parted)
        self.query_one("#banner", Static).update(since)

    @property
    def idle_actions(self) -> Collection[str]:
        return ("select", "restart", "variant") if self.has_class("-narrow") else ("select",)

    # -- panes -------------------------------------------------------------------------------

    def action_pane(self, by: int) -> None:
        names = list(PANES)
        self.go(names[(names.index(self.pane) + by) % len(names)])

    def go(self, pane: str) -> None:
        """Have a part take the keys, and be seen where there is room for one only."""
        self.open_pane(pane)
        self.call_after_refresh(self.query_one(PANES[pane]).focus)
        if pane == "numbers":
            self.call_after_refresh(self.show_numbers)

    def open_pane(self, pane: str) -> None:
        """Show a part where there is room for one only."""
        self.pane = pane
        for name in PANES:
            self.set_class(name == pane, f"-at-{name}")
        self.say_panes()

    def say_panes(self) -> None:
        """The names of the parts, where they are folded."""
        findings = f"Findings {len(self.shown)}" if self.shown else "Findings"
        names = {"scenes": "Scenes", "play": "Play-through", "findings": findings, "numbers": "Numbers"}
        self.query_one(PaneBar).say(names, self.pane)

    @on(PaneBar.Wanted)
    def go_to_pane(self, event: PaneBar.Wanted) -> None:
        self.go(event.pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The part that has the keys now."""
        inside = {node.id for node in event.widget.ancestors_with_self if node.id}
        pane = next((name for name, where in PANES.items() if where[1:] in inside), self.pane)
        if pane != self.pane:
            self.open_pane(pane)

    @on(OptionList.OptionSelected, "#scenes")
    def jump_to_scene(self, event: OptionList.OptionSelected) -> None:
        self.jump_to(event.option_id or "")

    def say(self, text: str) -> None:
        """Say something in the line above the keys, until the next move."""
        said = self.query_one("#said", Static)
        said.update(line(text))
        said.display = bool(text)

    # -- playing -----------------------------------------------------------------------------

    def action_choose(self, number: int) -> None:
        """Where the replies are folded away, they are shown first: nobody answers what cannot be seen."""
        if self.pane != "play" and self.has_class("-narrow"):
            self.go("play")
        else:
            self.stage.decision.choose(number)

    @on(DecisionPanel.Chosen)
    def choose(self, event: DecisionPanel.Chosen) -> None:
        if event.asking != self.stage.decision.asking:
            return
        if event.choice == AGAIN:
            self.action_restart()
        elif event.choice == KEEP:
            self.action_keep()
        elif self.rehearsal:
            self.replay((*self.rehearsal.replies, event.choice))

    def action_back(self) -> None:
        if self.rehearsal and self.rehearsal.run.steps:
            self.replay(self.rehearsal.replies[:-1])
        else:
            self.say("This is the start: there is nothing to take back.")

    def action_restart(self) -> None:
        self.replay(())

    def action_variant(self) -> None:
        if self.sound.scenario and len(self.sound.scenario.variants) > 1:
            self.want(replace(self.wanted, variant=previewing.next_variant(self.sound.scenario, self.wanted.variant)))
        else:
            self.say("There is only one variant.")

    # -- jumping -----------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#findings")
    def action_jump(self) -> None:
        """To the marked finding or scene; where none can be marked, to the scenes."""
        finding = self.marked_finding
        if finding and finding.witness and self.rehearsal:
            self.replay(finding.witness)
            self.go("play")
        elif finding:
            scenario = self.sound.scenario
            self.jump_to((previewing.scene_at(scenario, finding.at.line) if scenario else None) or "")
        elif self.pane == "scenes":
            self.jump_to(self.query_one("#scenes", Listing).chosen_id or "")
        else:
            self.go("scenes")
            self.say("Mark a scene with the arrows: Enter jumps there.")

    def jump_to(self, scene: str) -> None:
        """Play the shortest list of replies that leads to a scene."""
        self._jump = scene
        self.jump_if_waiting(at_once=True)

    def jump_if_waiting(self, *, at_once: bool = False) -> None:
        """Make the jump that was asked for, as soon as the way is known."""
        if not self._jump or not self.rehearsal:
            return
        graph = self.sound.checked.graph if self.sound.checked else None
        if graph is None:
            if at_once:
                self.say(NOT_KNOWN_YET)
            return
        scene, self._jump = self._jump, ""
        way = previewing.way_to(graph, scene)
        if way is None:
            why = "nothing in play leads to it" if graph.complete else "it was not met among the states looked at"
            self.say(f"“{scene}” cannot be reached: {why}.")
            return
        self.replay(way)
        self.go("play")
        if self.rehearsal.run.scene.id != scene:
            self.say(f"“{scene}” was told on the way here.")

    # -- findings and the editor -------------------------------------------------------------

    @property
    def marked_finding(self) -> Finding | None:
        """The finding in question, where the findings take the keys."""
        chosen = self.query_one("#findings", Listing).chosen_id if self.pane == "findings" else None
        return self.shown[int(chosen)] if self.shown and chosen is not None else None

    def action_finding(self) -> None:
        listing = self.query_one("#findings", Listing)
        if not self.shown:
            self.say("Nothing was found.")
            return
        if self.pane == "findings" and listing.highlighted is not None:
            listing.highlighted = (listing.highlighted + 1) % len(self.shown)
        self.go("findings")

    def action_edit(self) -> None:
        """Open the editor at the marked finding, else at the marked scene, else where one stands."""
        finding, scene = self.marked_finding, self.rehearsal.run.scene if self.rehearsal else None
        if self.pane == "scenes" and self.sound.scenario:
            scene = self.sound.scenario.scenes.get(self.query_one("#scenes", Listing).chosen_id or "") or scene
        place = finding or scene
        path = Path(finding.path) if finding else self.path
        try:
            argv = editor.command(os.environ, path, place.at.line if place else 1)
            if not argv:
                self.say(editor.NO_EDITOR)
                return
            with self.app.suspend():
                trouble = editor.run(argv)
        except TrainerError as error:
            self.say(str(error))
        except SuspendNotSupported:
            self.say("An editor cannot be opened from here: open the file beside this, and save.")
        else:
            self.refresh(layout=True)
            self.say(trouble)

    # -- plans -------------------------------------------------------------------------------

    def action_keep(self) -> None:
        from trainer.tui.screens.plan_sheet import PlanSheet

        if self.rehearsal is None or self.rehearsal.run.ending is None:
            self.say("Play on to an ending first: a plan says what comes of it.")
            return
        if self.sound.checked is None:
            self.say(NOT_KNOWN_YET)
            return
        if self.sound.worth is None:
            broken = "Nothing can be kept as a plan while the scenario has errors."
            large = "There are too many states to score it, so it cannot be kept as a plan."
            self.say(large if self.sound.checked.playable else broken)
            return

        def kept(said: str | None) -> None:
            if said:
                self.say(said)

        self.app.push_screen(PlanSheet(self.path, judge(self.rehearsal.run, self.sound.worth)), kept)

    def action_back_out(self) -> None:
        if isinstance(self.focused, VerticalScroll) or self.pane != "play":
            self.go("play")
        else:
            self.trainer.written()
