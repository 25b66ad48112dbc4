"""Replies at the play screen: chosen, typed or left unsaid; each goes to disk, and what it leads to on the stage."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import on

from trainer.scenario.model import NONE_OF_THESE
from trainer.tui.moment import Moment
from trainer.tui.playing import Playing
from trainer.tui.screens import play_keys
from trainer.tui.screens.play_sitting import Sitting
from trainer.tui.standing import OWN_WORDS, SURE, TO_THE_DEBRIEF
from trainer.tui.widgets.decision import Decision
from trainer.tui.widgets.own_words import OwnWords


class Replies(Sitting):
    """What is chosen or said; the keys come on top."""

    # -- choosing ----------------------------------------------------------------------------

    @on(Decision.Chosen)
    def choose(self, event: Decision.Chosen) -> None:
        playing = self.playing
        if playing is None or self.stage.decision.disabled:
            return
        if event.asking != self.stage.decision.asking or not self.attention.settled:
            self.stage.decision.note(play_keys.TOO_QUICK)
        elif event.choice == TO_THE_DEBRIEF:
            self.trainer.debrief(playing.attempt)
        elif event.choice == OWN_WORDS:
            self.start_typing()
        elif event.choice == NONE_OF_THESE and playing.words:
            self._none_of_these(playing)
        elif event.choice.startswith(SURE):
            self._tell(lambda: playing.answer_surely(int(event.choice.removeprefix(SURE))))
        else:
            self._reply(playing, event.choice)

    def _reply(self, playing: Playing, response: str) -> None:
        """Give a reply, or ask first how sure one is of it."""
        if playing.asks_confidence and not playing.time_is_up and playing.offers(response):
            playing.settle_on(response)
            self.put(play_keys.NEVER_SCORED)
            self.say_time()
        else:
            self._tell(lambda: playing.answer(response))

    def time_out(self) -> None:
        playing, begun = self.here, self.begun
        self._tell(lambda: playing.time_out(begun))

    def _tell(self, move: Callable[[], Moment]) -> None:
        """Do what leads on; say what it led to, and ask what comes next."""
        said: list[str] = []

        def told() -> None:
            moment = move()
            said.append(play_keys.TIME_IS_UP if moment.late else "")
            self.stage.tell(moment, said[0])

        if self.keep(told):
            self.ask(said[0])

    # -- own words ---------------------------------------------------------------------------

    def start_typing(self, text: str = "") -> None:
        """A place to type in, with the words that were begun and these; what hears them is loaded meanwhile."""
        playing = self.here
        self.stage.decision.note("")
        self.stage.decision.type(playing.draft + text)
        self.call_after_refresh(playing.hearing.ready)

    @on(OwnWords.Said)
    def hear(self, event: OwnWords.Said) -> None:
        """Grade what is said. Where that tells which reply is meant it is given, else it is asked."""
        playing, words = self.playing, event.words.strip()
        if playing is None or not self.stage.decision.typing:
            return
        if playing.time_is_up:
            self.time_out()
        elif not words:
            self.stage.decision.note(play_keys.NOTHING_TYPED)
        elif playing.hearing.slow:
            self.stage.decision.note(play_keys.LISTENING)
            self.run_worker(self._hear_slowly(playing, words), exclusive=True)
        else:
            self._heard(playing, playing.hear(words))

    async def _hear_slowly(self, playing: Playing, words: str) -> None:
        """With a judge, who may take seconds: nothing else is taken meanwhile."""
        run = playing.attempt.run
        self.stage.decision.disabled = True
        try:
            meant = await asyncio.to_thread(playing.hear, words)
        finally:
            self.stage.decision.disabled = False
        if self.playing is playing and playing.attempt.run is run:
            self._heard(playing, meant)

    def _heard(self, playing: Playing, meant: str | None) -> None:
        """Give the reply that was meant, or ask which it is."""
        if meant is not None:
            self._reply(playing, meant)
        else:
            self.put(" ".join(filter(None, (playing.not_heard(), play_keys.WORDS_KEPT))))

    @on(OwnWords.Left)
    def keep_draft(self, event: OwnWords.Left) -> None:
        if self.playing is None or not self.stage.decision.typing:
            return
        self.playing.draft = event.words
        self.stage.decision.stop_typing()
        self.stage.decision.note(play_keys.DRAFT_KEPT if event.words.strip() else "")

    def _none_of_these(self, playing: Playing) -> None:
        words = playing.words
        if self.keep(lambda: self.stage.tell_misunderstood(words, playing.none_of_these())):
            self.ask(play_keys.MUST_CHOOSE)

    def change(self) -> None:
        """Before a reply is given: other words, or another choice."""
        playing = self.here
        if playing.words:
            playing.reword()
            self.put()
            self.start_typing()
        elif playing.settled:
            playing.unsettle()
            self.put()
