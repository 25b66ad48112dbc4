"""The play screen: its keys, and what each of them does now."""

from __future__ import annotations

from collections.abc import Collection

from textual import events, on

from trainer.tui.screens import play_keys
from trainer.tui.screens.play_typing import Keys
from trainer.tui.show import count
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.key_bar import KeyBar


class PlayScreen(Keys):
    """A conversation, and the decision under it."""

    NAME = "Practise"
    ABOUT = play_keys.ABOUT
    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    BINDINGS = play_keys.PLAY_KEYS

    @property
    def idle_actions(self) -> Collection[str]:
        playing = self.playing
        if playing is None:
            return ()
        ready = {
            "type": playing.typed_welcome and not playing.between,
            "why": self.stage.has_more_why,
            "model": self.stage.has_models and playing.said_words,
            "back": playing.attempt.can_go_back,
            "pause": not playing.attempt.ended,
            "change": playing.between,
            "select": False,
            "scroll(1)": self.stage.conversation.more_below,
        }
        return [name for name, can in ready.items() if not can]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done to an attempt that is not here, or no more."""
        return self.playing is not None and super().check_action(action, parameters)

    @on(Conversation.Scrolled)
    def say_how_to_read_on(self) -> None:
        self.query_one(KeyBar).refresh()

    def on_paste(self, event: events.Paste) -> None:
        if self.playing and not self.stage.decision.typing:
            self.action_type(event.text)

    # -- what they do ------------------------------------------------------------------------

    def action_choose(self, number: int) -> None:
        decision = self.stage.decision
        if number < decision.numbered:
            decision.choose(number)
        elif self.here.attempt.ended:
            decision.note(play_keys.ONLY_ONWARD)
        else:
            replies = count(decision.numbered, "reply", "replies")
            decision.note(f"There {'is' if decision.numbered == 1 else 'are'} {replies}.")

    def action_type(self, text: str = "") -> None:
        playing = self.here
        if playing.typed_welcome and not playing.between:
            self.start_typing(text)
        elif not playing.attempt.ended:
            self.stage.decision.note(play_keys.MUST_CHOOSE if playing.attempt.must_choose else play_keys.NO_WORDS)

    def action_change(self) -> None:
        self.change()

    def action_why(self) -> None:
        if not self.stage.has_more_why:
            self.stage.decision.note("" if self.here.coached else play_keys.WHY_LATER)
        else:
            self.explained = True
        self.stage.tell_all_of_why()
        self.query_one(KeyBar).refresh()

    def action_model(self) -> None:
        playing = self.here
        if not playing.coached:
            self.stage.decision.note(play_keys.WHY_LATER)
        elif not playing.attempt.run.steps:
            self.stage.decision.note(play_keys.NOTHING_ANSWERED)
        elif self.stage.tell_models(playing.model_replies()):
            self.explained = True
            self.query_one(KeyBar).refresh()

    def action_back(self) -> None:
        playing = self.here
        if playing.attempt.can_go_back and not self.back_asked:
            self.back_asked = True
            self.stage.decision.note(play_keys.BACK_AGAIN)
        elif playing.attempt.can_go_back:
            if self.keep(playing.back):
                self.stage.tell_all(playing)
                self.ask(play_keys.TAKEN_BACK)
        elif playing.attempt.ended:
            self.stage.decision.note(play_keys.ENDED)
        else:
            self.stage.decision.note(play_keys.NOTHING_TO_TAKE_BACK if playing.coached else play_keys.NOT_COACHED)

    def action_pause(self) -> None:
        self.trainer.pause()

    def action_scroll(self, pages: int) -> None:
        if pages > 0:
            self.stage.conversation.scroll_page_down(animate=False)
        else:
            self.stage.conversation.scroll_page_up(animate=False)
