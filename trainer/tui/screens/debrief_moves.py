"""What can be done from the debrief: look closer, object, write anew, go back into the story, set a goal, close."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widgets import OptionList, Static

from trainer.errors import TrainerError
from trainer.tui import going_back, opened
from trainer.tui.looking_back import LookingBack
from trainer.tui.screens import decision_sheet
from trainer.tui.screens.debrief_keys import AGAIN
from trainer.tui.screens.decision_sheet import DecisionSheet, Wish
from trainer.tui.screens.page import Page
from trainer.tui.show import line
from trainer.tui.widgets.listing import Listing


class Moves(Page):
    """Each leads to a sheet, or to the play screen, and back to here."""

    def __init__(self, past: LookingBack) -> None:
        super().__init__()
        self.past = past
        self.beside = ""
        """What came of the last play beside the attempt."""
        self.again_asked = False
        """Whether it has been asked if the debrief is to be left for another attempt."""

    def show(self) -> None:
        """Show everything as it stands now."""
        raise NotImplementedError

    def write_again(self) -> None:
        """Have the transcript written anew."""
        raise NotImplementedError

    def _said(self, say: Callable[[], object]) -> None:
        """Record something and show it; whatever is in the way is said."""
        try:
            say()
        except TrainerError as error:
            self.trainer.trouble(error)
            return
        self.show()
        self.write_again()

    @property
    def marked(self) -> int | None:
        """The decision that is marked in the strip, from 0."""
        chosen = self.query_one("#strip", Listing).chosen_id
        return int(chosen) if chosen else None

    # -- looking closer ----------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#strip")
    def open(self, event: OptionList.OptionSelected) -> None:
        if event.option_id and self.is_current:
            self.trainer.push_screen(DecisionSheet(self.past, int(event.option_id)), self._wished)

    def _wished(self, wish: Wish | None) -> None:
        if wish is None:
            return
        what, number = wish
        if what == decision_sheet.WHAT_IF:
            self._play_on(number)
        elif what == decision_sheet.REWRITE:
            self._rewrite(number)
        else:
            self._object(number)

    def action_dispute(self) -> None:
        if self.marked is not None:
            self._object(self.marked)

    def _object(self, number: int) -> None:
        from trainer.tui.screens.dispute_sheet import DisputeSheet, Objection

        grades = opened.grades(self.past, number)
        if not grades:
            return

        def chosen(objection: Objection | None) -> None:
            if objection:
                self._said(lambda: self.past.dispute(number, *objection))

        self.trainer.push_screen(DisputeSheet(f"Decision {number + 1}", grades), chosen)

    # -- in one's own words ------------------------------------------------------------------

    def action_rewrite(self) -> None:
        weakest = self.past.told.rewrite
        if weakest:
            self._rewrite(weakest.number)

    def _rewrite(self, number: int) -> None:
        from trainer.tui.screens.sheets_of_words import RewriteSheet

        before = len(self.past.rewrites)

        def done(_: None) -> None:
            if len(self.past.rewrites) > before:
                self.show()
                self.write_again()

        self.trainer.push_screen(RewriteSheet(self.past, number), done)

    def action_goal(self) -> None:
        from trainer.tui.screens.sheets_of_words import GoalSheet

        def said(goal: str | None) -> None:
            if goal:
                self._said(lambda: self.past.aim_for(goal))

        self.trainer.push_screen(GoalSheet(self.past.told.goal), said)

    # -- back into the story -----------------------------------------------------------------

    def action_what_if(self) -> None:
        if self.marked is not None:
            self._play_on(self.marked)

    def _play_on(self, number: int) -> None:
        try:
            going_back.play_what_if(self.trainer, self.past, number, self._came_back)
        except TrainerError as error:
            self.trainer.trouble(error)

    def action_slips(self) -> None:
        try:
            if self.past.slips:
                going_back.learn_from_slips(self.trainer, self.past, self._came_back)
        except TrainerError as error:
            self.trainer.trouble(error)

    def _came_back(self, outcome: str) -> None:
        self.beside = outcome
        self.show()
        self.query_one("#page").scroll_home(animate=False)

    # -- on from here ------------------------------------------------------------------------

    def _close(self, then: Callable[[], object]) -> None:
        """Close the debrief if something was said in it, show its receipt, and go on."""
        from trainer.tui.screens.closing_sheet import ClosingSheet

        if not self.past.is_open:
            then()
            return
        try:
            receipt = self.past.close()
        except TrainerError as error:
            self.trainer.trouble(error)
            return
        self.show()
        self.write_again()

        def go_on(_: None) -> None:
            then()

        self.trainer.push_screen(ClosingSheet(receipt, self.past.told.goal), go_on)

    def action_transcript(self) -> None:
        self.trainer.show_transcript(self.past.record.path)

    def action_again(self) -> None:
        """Asked twice: nothing comes back from there."""
        if self.again_asked:
            self.ask_again(asked=False)
            self._close(lambda: self.trainer.practise(self.past.record.header.scenario.id))
        else:
            self.ask_again()

    def ask_again(self, *, asked: bool = True) -> None:
        """Say what another press would do, or that it is no longer asked."""
        self.again_asked = asked
        note = self.query_one("#note", Static)
        note.update(line(AGAIN if asked else "", "$quiet"))
        note.set_class(not asked, "-nothing")

    def action_home(self) -> None:
        self._close(self.trainer.to_home)
