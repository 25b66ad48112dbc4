"""Bindings, each with an id for the user's config, a word, and a sentence for the help; and keys pressed by mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import ClassVar

from textual.binding import Binding


def key(
    keys: str,
    action: str,
    description: str,
    tooltip: str,
    id: str,
    *,
    show: bool = True,
    priority: bool = False,
    display: str | None = None,
) -> Binding:
    """One binding; nothing about it may be left out."""
    return Binding(keys, action, description, show, display, priority, tooltip, id)


def number_keys(tooltip: str, id: str) -> list[Binding]:
    """The digits, each of which chooses an entry of a list: `1` the first, `0` the tenth."""
    return [
        key(digit(n), f"choose({n})", "choose", tooltip, f"{id}-{n + 1}", show=not n, display=None if n else "1-9")
        for n in range(10)
    ]


def digit(place: int) -> str:
    """The number key of an entry, by its place from 0; "" after the tenth."""
    return str((place + 1) % 10) if place < 10 else ""


HELP = (
    key("f1", "help", "help", "The keys of this screen, and what it is for.", "help", display="F1"),
    key("question_mark", "help", "help", "The keys of this screen, and what it is for.", "help.typed", show=False),
)
QUIT = key(
    "ctrl+q", "app.quit", "leave", "Save where you are and leave.", "quit", show=False, priority=True, display="^q"
)
BACK = key("escape", "back_out", "back", "Back to where you came from.", "back", display="esc")
LIST = (
    key("down", "cursor_down", "down", "To the next entry.", "list.down", show=False),
    key("up", "cursor_up", "up", "To the entry before.", "list.up", show=False),
    key("home", "first", "first", "To the first entry.", "list.first", show=False),
    key("end", "last", "last", "To the last entry.", "list.last", show=False),
    key("enter", "select", "open", "Open the marked entry.", "list.choose", display="enter"),
)
FOCUS = (
    key("tab", "app.focus_next", "next part", "To the next part of the screen.", "focus.next", show=False),
    key("shift+tab", "app.focus_previous", "part before", "To the part before.", "focus.before", show=False),
)
PAGES = (
    key("pagedown", "page_down", "page down", "A page down.", "list.page-down", show=False),
    key("pageup", "page_up", "page up", "A page up.", "list.page-up", show=False),
)


@dataclass
class StrayKeyGuard:
    """Tells keys that were not meant for what stands on the screen: pressed before it could be read, or typed as words.

    Knows since when the decision can be read, and whether somebody is typing words at it.
    """

    now: Callable[[], float]
    since: float = inf
    typed: float = -inf

    SETTLE: ClassVar[float] = 0.35
    """Seconds a decision has to stand on the screen before a reply to it counts."""
    BURST: ClassVar[float] = 0.06
    """Seconds within which a second letter makes a command key the first letter of a sentence."""
    PAUSE: ClassVar[float] = 1.0
    """Seconds without a key after which somebody has stopped typing."""

    def asked(self) -> None:
        """Something new is asked, and cannot be read yet."""
        self.since = inf

    def shown(self) -> None:
        """What is asked stands on the screen."""
        self.since = min(self.since, self.now())

    @property
    def settled(self) -> bool:
        """Whether what is asked has stood there long enough to be answered."""
        return self.now() - self.since >= self.SETTLE

    @property
    def typing(self) -> bool:
        """Whether words are being typed where there is no place for them."""
        return self.now() - self.typed < self.PAUSE

    def stray(self) -> None:
        """A key that can only be part of a word."""
        self.typed = self.now()
