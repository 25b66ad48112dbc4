"""Writing: the scenes, the play-through, the findings and the numbers, following the file as it is saved."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.worth import Worth
from trainer.document.finding import Finding, Severity
from trainer.errors import TrainerError
from trainer.tui import editor, previewing, write_lists, write_numbers
from trainer.tui.file_follower import Reader, Reading, Watch
from trainer.tui.previewing import Rehearsal, Wanted
from trainer.tui.safe_text import EMPTY, count, line, lines, words
from trainer.tui.screens import write_keys
from trainer.tui.screens.page import Page
from trainer.tui.screens.write_keys import NOTHING_YET, WRITE_KEYS
from trainer.tui.widgets.bars import KeyBar, PaneBar, TitleBar
from trainer.tui.widgets.decision import DecisionPanel
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.rehearsing import AGAIN, KEEP, Rehearsing

EVERY = 0.1
"""Seconds between two looks at the file."""
PANES = {"scenes": "#scenes", "play": "#choices", "findings": "#findings", "numbers": "#counted"}
"""The parts of the screen, and what takes the keys in each: side by side where there is room, else one at a time."""


class WriteScreen(Page):
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
        self.pane = "play"
        """The part that takes the keys, and is seen where there is room for one only."""
        self.shown: tuple[Finding, ...] | None = None
        """The findings on the screen, None before the first reading."""
        self.checking = False
        """Whether the rules are still looking."""
        self.wanted = Wanted()
        self.rehearsal: Rehearsal | None = None
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

    def action_pane(self, by: int) -> None:
        names = list(PANES)
        self.go(names[(names.index(self.pane) + by) % len(names)])

    def go(self, pane: str) -> None:
        """Have a part take the keys, and be seen where there is room for one only."""
        self.open_pane(pane)
        self.call_after_refresh(self._arrive, pane)

    def _arrive(self, pane: str) -> None:
        self.query_one(PANES[pane]).focus()
        if pane == "numbers":
            self.show_numbers()

    def open_pane(self, pane: str) -> None:
        """Show a part where there is room for one only."""
        self.pane = pane
        for name in PANES:
            self.set_class(name == pane, f"-at-{name}")
        self.say_panes()

    def note_pane(self, focused: Widget) -> None:
        """The part that has the keys now."""
        inside = {node.id for node in focused.ancestors_with_self if node.id}
        pane = next((name for name, where in PANES.items() if where[1:] in inside), self.pane)
        if pane != self.pane:
            self.open_pane(pane)

    def say_panes(self) -> None:
        """The names of the parts, where they are folded."""
        found = f"Findings {len(self.shown)}" if self.shown else "Findings"
        names = {"scenes": "Scenes", "play": "Play-through", "findings": found, "numbers": "Numbers"}
        self.query_one(PaneBar).say(names, self.pane)

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

    # -- what the keys do --------------------------------------------------------------------

    @property
    def worth(self) -> Worth | None:
        """What replies are worth in what is on the screen, once it is known."""
        checked = self.sound.checked if self.sound else None
        return checked.playable.worth if checked and checked.playable else None

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
            self.want(self.rehearsal.answer(event.choice))

    def action_back(self) -> None:
        if self.rehearsal and self.rehearsal.run.steps:
            self.want(self.rehearsal.back())
        else:
            self.say(write_keys.NOTHING_TO_TAKE_BACK)

    def action_restart(self) -> None:
        self.want(replace(self.wanted, replies=()))

    def action_variant(self) -> None:
        scenario = self.sound.scenario if self.sound else None
        if scenario is None or len(scenario.variants) < 2:
            self.say(write_keys.ONE_VARIANT)
            return
        self.want(replace(self.wanted, variant=previewing.next_variant(scenario, self.wanted.variant)))

    def action_scroll(self, pages: int) -> None:
        if pages > 0:
            self.stage.conversation.scroll_page_down(animate=False)
        else:
            self.stage.conversation.scroll_page_up(animate=False)

    # -- jumping -----------------------------------------------------------------------------

    def action_jump(self) -> None:
        finding = self._marked_finding() if self.pane == "findings" else None
        if finding and finding.witness and self.rehearsal:
            self.want(self.rehearsal.replied(finding.witness))
            self.go("play")
        elif finding:
            self.jump_to(self._scene_of(finding))
        elif self.pane == "scenes":
            self.jump_to(self.query_one("#scenes", Listing).chosen_id or "")
        else:
            self.go("scenes")
            self.say(write_keys.MARK_FIRST)

    def jump_to(self, scene: str) -> None:
        """Play the shortest list of replies that leads to a scene."""
        self._jump = scene
        self.jump_if_waiting(at_once=True)

    def jump_if_waiting(self, *, at_once: bool = False) -> None:
        """Make the jump that was asked for, as soon as the way is known."""
        checked = self.sound.checked if self.sound else None
        graph = checked.graph if checked else None
        if not self._jump or not self.rehearsal:
            return
        if graph is None:
            if at_once:
                self.say(write_keys.NOT_KNOWN_YET)
            return
        scene, self._jump = self._jump, ""
        way = previewing.way_to(graph, scene)
        if way is None:
            why = "nothing in play leads to it" if graph.complete else "it was not met among the states looked at"
            self.say(f"“{scene}” cannot be reached: {why}.")
            return
        self.want(self.rehearsal.replied(way))
        self.go("play")
        if self.rehearsal.run.scene.id != scene:
            self.say(f"“{scene}” was told on the way here.")

    def _scene_of(self, finding: Finding) -> str:
        scenario = self.sound.scenario if self.sound else None
        found = previewing.scene_at(scenario, finding.at.line) if scenario else None
        return found or ""

    # -- findings and the editor -------------------------------------------------------------

    def _marked_finding(self) -> Finding | None:
        chosen = self.query_one("#findings", Listing).chosen_id
        return self.shown[int(chosen)] if self.shown and chosen is not None else None

    def action_finding(self) -> None:
        listing = self.query_one("#findings", Listing)
        if not self.shown:
            self.say(write_keys.NOTHING_FOUND)
            return
        if self.pane == "findings" and listing.highlighted is not None:
            listing.highlighted = (listing.highlighted + 1) % len(self.shown)
        self.go("findings")

    def _place(self) -> tuple[Path, int]:
        """The file and the line that are in question."""
        finding = self._marked_finding() if self.pane == "findings" else None
        if finding:
            return Path(finding.path), finding.at.line
        scenario = self.sound.scenario if self.sound else None
        name = self.query_one("#scenes", Listing).chosen_id if self.pane == "scenes" else None
        scene = scenario.scenes.get(name) if scenario and name else None
        if scene is None and self.rehearsal:
            scene = self.rehearsal.run.scene
        return self.path, scene.at.line if scene else 1

    def action_edit(self) -> None:
        try:
            argv = editor.command(os.environ, *self._place())
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

        rehearsal, worth = self.rehearsal, self.worth
        if rehearsal is None or rehearsal.run.ending is None:
            self.say(write_keys.PLAY_ON)
            return
        if worth is None:
            checked = self.sound.checked if self.sound else None
            proved = checked and checked.playable
            known = write_keys.NOT_SCORED if proved else write_keys.NO_PLAN_YET
            self.say(known if checked else write_keys.NOT_KNOWN_YET)
            return
        result = judge(rehearsal.run, worth)

        def titled(title: str | None) -> None:
            if title is None:
                return
            try:
                path, name = self.trainer.services.keep_plan(self.path, result, title)
            except TrainerError as error:
                self.trainer.trouble(error)
            else:
                self.say(f"Kept as “{name}” in {path}.")

        from trainer.scenario.plans import plans_beside

        self.app.push_screen(PlanSheet(_came_of_it(result), str(plans_beside(self.path)), ""), titled)

    def action_back_out(self) -> None:
        if isinstance(self.focused, VerticalScroll) or self.pane != "play":
            self.go("play")
        else:
            self.trainer.written()


def _came_of_it(result: RunResult) -> str:
    """`4 replies to “frosty”: mixed, score 0, not yet`."""
    run = result.run
    score = "not scored" if result.score is None else f"score {result.score:.0f}"
    outcome = run.ending.outcome.value if run.ending else "no ending"
    return f"{count(len(run.steps), 'reply', 'replies')} to “{run.scene.id}”: {outcome}, {score}, {result.verdict}"


def _saved(path: Path) -> str:
    """When a file was saved, on the clock on the wall; "" when it is gone."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().strftime("%H:%M:%S")
    except (OSError, ValueError, OverflowError):
        return ""
