"""Today's practice, piece by piece: decisions one after the other, whole stories as any other attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from trainer.output.practice_phrases import drill_outcome, next_piece
from trainer.practice.daily_session import Pick
from trainer.tui.beside import ONWARD, Drilling
from trainer.tui.standing import TO_THE_DEBRIEF

if TYPE_CHECKING:
    from trainer.tui.desk import Desk
    from trainer.tui.moment import Moment
    from trainer.tui.ways import Ways

__all__ = ["ONWARD", "Daily", "DailyDrill", "practise_picks"]


@dataclass
class DailyDrill(Drilling):
    """One decision of today's practice, answered once."""

    why: str = ""
    """Why it was picked."""
    came: str = field(default="", init=False)
    """What came of the reply, once it is given."""

    def answer(self, response: str) -> Moment:
        """Give the reply; how the story would go on is not told."""
        return replace(super().answer(response), onward=())

    def look(self) -> None:
        """Work out what came of the reply."""
        record = self.attempt.record()
        self.came = drill_outcome(record)
        self.judge(record)

    def question(self) -> str:
        return "That was the one decision." if self.answered else super().question()

    def choices(self) -> list[tuple[str, str, str]]:
        if not self.answered:
            return super().choices()
        home = (TO_THE_DEBRIEF, "2" if self.onward else "1", "Leave it here: Home.")
        return [(ONWARD, "1", self.onward), home] if self.onward else [home]


class Daily:
    """The pieces of a session, in order."""

    def __init__(self, desk: Desk, picks: Sequence[Pick]) -> None:
        self._desk = desk
        self._picks = picks
        self._at = 0

    @property
    def pick(self) -> Pick | None:
        """The piece that comes now, None after the last."""
        return self._picks[self._at] if self._at < len(self._picks) else None

    @property
    def rest(self) -> Sequence[Pick]:
        """What comes now, and after it."""
        return self._picks[self._at :]

    @property
    def where(self) -> str:
        """`today: 2 of 5`."""
        return f"today: {self._at + 1} of {len(self._picks)}"

    def begin(self) -> DailyDrill:
        """The decision that comes now. UnusableInput, NotWritable."""
        from trainer.tui.listening import hearing

        pick = self.rest[0]
        following = self._picks[self._at + 1] if self._at + 1 < len(self._picks) else None
        attempt = self._desk.begin_pick(pick)
        hears = hearing(self._desk, attempt)
        onward = next_piece(following) if following else ""
        where, why = self.where, pick.why
        notes = self._desk.notes(attempt)
        return DailyDrill(attempt, self._desk.clock, hearing=hears, notes=notes, where=where, onward=onward, why=why)

    def go_on(self) -> None:
        """This piece is done."""
        self._at += 1


def practise_picks(app: Ways, picks: Sequence[Pick]) -> None:
    """Begin the first, and go on with the others as long as the trainee likes. Home offers what is left."""
    from trainer.tui.screens.daily_play import DailyPlay

    if picks[0].drill is None:
        app.open_attempt(app.desk.begin_pick(picks[0]), f"Why this one: {picks[0].why}")
        return
    course = Daily(app.desk, picks)
    screen = DailyPlay(course)
    screen.open(course.begin())
    app.beside = screen

    def done(_: None) -> None:
        app.beside = None
        if screen.goes_on:
            app.practise_picks(course.rest)

    app.push_screen(screen, done)
