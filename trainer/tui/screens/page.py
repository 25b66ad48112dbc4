"""What every screen has: its own help, a way to leave, and what it may ask of the app."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen

from trainer.errors import TrainerError
from trainer.records.record import Record
from trainer.session.services import Services
from trainer.tui.keys import FOCUS, HELP, QUIT

if TYPE_CHECKING:
    from trainer.practice.daily_session import Pick
    from trainer.records.attempt import Attempt
    from trainer.session.debriefing import Debriefing

Answer = TypeVar("Answer")


class Navigation(Protocol):
    """What screens may ask of the app, so that none needs to know it: its services, and which screen comes next."""

    services: Services

    @property
    def has_request(self) -> bool: ...

    def to_home(self) -> None: ...
    def home_with(self, error: TrainerError, after: str = "") -> None: ...
    def trouble(self, error: TrainerError, after: str = "") -> None: ...
    def show_help(self) -> None: ...
    def somebody_else(self) -> None: ...
    def welcomed(self) -> None: ...
    def first_scenario(self) -> None: ...
    def browse_records(self) -> None: ...
    def practise(self, name: str) -> None: ...
    def practise_picks(self, picks: Sequence[Pick]) -> None: ...
    def resume(self, path: Path) -> None: ...
    def pause(self) -> None: ...
    def debrief(self, attempt: Attempt) -> None: ...
    def play_what_if(self, debriefing: Debriefing, number: int, done: Callable[[str], None]) -> None: ...
    def learn_from_slips(self, debriefing: Debriefing, done: Callable[[str], None]) -> None: ...
    def show_transcript(self, path: Path) -> None: ...
    def write_transcripts(self, record: Record) -> tuple[Path | None, str]: ...
    def write(self, path: Path) -> None: ...
    def written(self) -> None: ...


class _Common:
    """Shared by pages and sheets."""

    NAME: ClassVar[str] = ""
    """What the help calls this screen."""
    ABOUT: ClassVar[str] = ""
    """One paragraph for the help."""

    @property
    def idle_actions(self) -> Collection[str]:
        """Actions whose keys would only say why not; the line of keys leaves them out."""
        return ()

    @property
    def trainer(self) -> Navigation:
        """The app, as far as screens know it."""
        return cast("Navigation", cast("Screen[object]", self).app)

    def action_help(self) -> None:
        self.trainer.show_help()

    def action_back_out(self) -> None:
        """Back to where one came from; a screen that has more to do then says so itself."""
        self.dismiss()

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Go away, once: a second key may have been on its way already."""
        screen = cast("Screen[Any]", self)
        return Screen.dismiss(screen, result) if screen.is_current else AwaitComplete()


class Page(_Common, Screen[None], inherit_bindings=False):
    """A screen that fills the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [*HELP, *FOCUS]
    READ: ClassVar[str] = "#page"
    """What the keys for reading on scroll."""

    def action_scroll(self, pages: int) -> None:
        """Read on, or back where `pages` is negative."""
        read = self.query_one(self.READ)
        if pages > 0:
            read.scroll_page_down(animate=False)
        else:
            read.scroll_page_up(animate=False)


class Sheet(_Common, ModalScreen[Answer], inherit_bindings=False):
    """A small screen over another one."""

    BINDINGS: ClassVar[list[BindingType]] = [*HELP, *FOCUS, QUIT]
    DEFAULT_CSS = """
    Sheet {
        align: center middle;
        background: $background 70%;
    }
    Sheet > .sheet {
        width: 76;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        padding: 1 4;
        background: $surface;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    Sheet KeyBar { background: $surface; padding: 0; height: 2; }
    Sheet Listing, Sheet Listing:focus { background: $surface; height: auto; }
    """
