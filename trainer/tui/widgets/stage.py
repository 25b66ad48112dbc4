"""The conversation, the decision under it, and the panel at the edge: one attempt as it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from trainer.play import telling
from trainer.play.telling import Utterance, Voice
from trainer.tui import talk
from trainer.tui.playing import Moment, Playing
from trainer.tui.show import EMPTY
from trainer.tui.widgets.conversation import Conversation
from trainer.tui.widgets.decision import Decision
from trainer.tui.widgets.side_panel import Beside, SidePanel, at_stake, folded

TALK_ROWS = 6
"""Rows that the conversation keeps, however many replies there are."""


class Stage(Horizontal):
    """Shows what it is given; what is chosen goes to the screen."""

    DEFAULT_CSS = """
    Stage { height: 1fr; }
    Stage #talk { width: 1fr; height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._why: tuple[int, Sequence[str]] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="talk"):
            yield Conversation()
            yield Decision()
        yield SidePanel()

    @property
    def conversation(self) -> Conversation:
        return self.query_one(Conversation)

    @property
    def decision(self) -> Decision:
        return self.query_one(Decision)

    @property
    def has_more_why(self) -> bool:
        """Whether the last reply's reasons can be told in full."""
        return self._why is not None

    def tell_all(self, playing: Playing) -> None:
        """The setting, and the story so far."""
        run = playing.attempt.run
        scenario = run.machine.scenario
        start = talk.setting(scenario.title, telling.fill(run, scenario.setting), telling.fill(run, scenario.you))
        self._why = None
        self.conversation.start_over([*start, *talk.speeches(telling.told(run))], at_end=bool(run.steps))

    def tell(self, moment: Moment, before: str = "") -> None:
        """What a reply led to: the consequence first, then perhaps why, then how the story goes on."""
        told = talk.speeches([*moment.said, *moment.consequence])
        if before:
            told.insert(0, talk.aside(before))
        self._why = None
        if moment.why:
            self._why = (len(self.conversation.told) + len(told), moment.whys)
            told.append(talk.why(moment.why, len(moment.whys) > 1))
        self.conversation.tell([*told, *talk.speeches(moment.onward)], known=len(moment.said))

    def tell_all_of_why(self) -> None:
        """Every reason for the last reply's marks, where one stood."""
        if self._why:
            place, whys = self._why
            self._why = None
            self.conversation.replace(place, talk.whys(whys))

    def tell_misunderstood(self, words: str, said: str) -> None:
        """Words that meant none of the replies, and what the customer does then."""
        self.conversation.tell([talk.speech(Utterance(Voice.YOU, "You", words)), talk.aside(said)])

    def ask(self, playing: Playing, note: str = "") -> None:
        """Put the present decision to the trainee."""
        self.decision.ask(playing.question(), playing.choices(), marked=not playing.words)
        self.decision.note(note)
        heading, principles = playing.principles()
        run = playing.attempt.run
        beside = Beside(telling.partner(run), telling.gauges(run), heading, principles)
        self.query_one(SidePanel).say(beside)
        coached = playing.coached and not playing.attempt.ended
        self.decision.beside(folded(beside), at_stake(beside) if coached else EMPTY)
        self._fit()

    def _fit(self) -> None:
        self.decision.fit(self.size.height - TALK_ROWS)

    def on_resize(self) -> None:
        self._fit()

    @on(Conversation.Scrolled)
    def say_whether_there_is_more(self) -> None:
        self.decision.more_above(self.conversation.more_below)
