"""Keys at the play screen that may be letters of a sentence, and then are no commands."""

from __future__ import annotations

from textual import events
from textual.timer import Timer

from trainer.tui.playing import Playing
from trainer.tui.screens import play_keys
from trainer.tui.screens.play_replies import Replies

READING = ("scroll(1)", "scroll(-1)", "why", "model")
"""Actions after which one reads what was asked for; any other goes back to what was said last."""


class Keys(Replies):
    """Tells a command from a letter, as far as that can be told."""

    def __init__(self) -> None:
        super().__init__()
        self.back_asked = False
        """Whether it has been asked if the last reply is to be taken back."""
        self.explained = False
        """Whether the conversation shows what was asked for, and not its end."""
        self._lone: tuple[str, Timer] | None = None
        """A command key that may yet turn out to begin a sentence."""

    def put(self, note: str = "") -> None:
        self.back_asked = False
        super().put(note)

    async def on_key(self, event: events.Key) -> None:
        """Where words are being typed that nobody asked for, no letter of them is a command."""
        decision = self.stage.decision
        if self.playing is None or decision.typing:
            return
        command = self.active_bindings.get(event.key)
        action = command.binding.action if command else ""
        if await self._within_words(event) or (event.is_printable and (command is None or self.attention.typing)):
            self.attention.stray()
            decision.unmark()
            self._hold(event, self._where_words_go(self.playing))
        elif event.key == "enter" and self.attention.typing:
            self._hold(event, self._where_words_go(self.playing))
        elif event.key == "enter" and not decision.marked:
            self._hold(event, play_keys.NONE_MARKED)
        elif self._may_begin_words(event, action):
            self._hold(event)
            self._lone = (event.key, self.set_timer(self.attention.BURST, self._do_lone))
            return
        self._turn_to(action)

    def _turn_to(self, action: str) -> None:
        """A key was pressed that does this, or nothing: what another key had begun is over."""
        if self.explained and action not in READING:
            self.explained = False
            self.stage.conversation.show_end()
        self.back_asked = self.back_asked and action == "back"

    def _may_begin_words(self, event: events.Key, action: str) -> bool:
        """Whether this command could as well be the first letter of a sentence: then it waits for the second."""
        welcome = self.here.typed_welcome and not self.here.between
        return welcome and event.is_printable and action not in ("", "type", "scroll(1)") and self.attention.BURST > 0

    async def _within_words(self, event: events.Key) -> bool:
        """Whether another letter came right after a key that waits: that key was no command then."""
        if self._lone is None:
            return False
        key, timer = self._lone
        if event.is_printable and event.key != key:
            timer.stop()
            self._lone = None
            return True
        await self._do_lone()
        return False

    async def _do_lone(self) -> None:
        """No second letter came: the key is the command it stands for."""
        if self._lone is None:
            return
        key, timer = self._lone
        timer.stop()
        self._lone = None
        command = self.active_bindings.get(key)
        if command and self.playing and self.is_current and not self.stage.decision.typing:
            self._turn_to(command.binding.action)
            await self.run_action(command.binding.action)

    def _hold(self, event: events.Key, note: str | None = None) -> None:
        """This key does nothing but have something said."""
        event.stop()
        event.prevent_default()
        if note is not None:
            self.stage.decision.note(note)

    def _where_words_go(self, playing: Playing) -> str:
        if playing.attempt.ended:
            return play_keys.ONLY_ONWARD
        return play_keys.PRESS_T if playing.typed_welcome and not playing.between else play_keys.ONLY_REPLIES
