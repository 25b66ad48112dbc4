"""What every screen has: its own help, a way to leave, and the line of keys."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen

from trainer.tui.keys import FOCUS, HELP, QUIT

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

Answer = TypeVar("Answer")


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
    def trainer(self) -> TrainerApp:
        """The app, as what it is."""
        return cast("TrainerApp", cast("Screen[object]", self).app)

    def action_help(self) -> None:
        self.trainer.show_help()

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Go away, once: a second key may have been on its way already."""
        screen = cast("Screen[Any]", self)
        return Screen.dismiss(screen, result) if screen.is_current else AwaitComplete()

    def action_back_out(self) -> None:
        """Go away without an answer."""
        self.dismiss()


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
