"""What the keys of the Write screen do."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.worth import Worth
from trainer.document.finding import Finding
from trainer.errors import TrainerError
from trainer.tui import editor, previewing
from trainer.tui.following import Reading
from trainer.tui.previewing import Rehearsal, Wanted
from trainer.tui.screens import write_keys
from trainer.tui.screens.write_panes import Panes
from trainer.tui.show import count, line
from trainer.tui.widgets.decision import Decision
from trainer.tui.widgets.listing import Listing
from trainer.tui.widgets.rehearsing import AGAIN, KEEP, Rehearsing


class Moves(Panes):
    """The actions; the screen itself follows the file and shows."""

    path: Path
    reading: Reading
    sound: Reading | None
    checking: bool = False
    """Whether the rules are still looking."""
    wanted: Wanted = Wanted()
    rehearsal: Rehearsal | None = None
    priced: Worth | None = None
    """By what the prices on the screen were worked out."""
    _jump: str = ""
    """The scene to jump to once the way there is known."""

    if TYPE_CHECKING:

        @property
        def stage(self) -> Rehearsing: ...
        def want(self, wanted: Wanted) -> None: ...

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

    @on(Decision.Chosen)
    def choose(self, event: Decision.Chosen) -> None:
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
                path, name = self.trainer.desk.keep_plan(self.path, result, title)
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
