"""Bindings, each with an id by which the user's config can move it, a word, and a sentence for the help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class HelpLine:
    """What the help says of some keys that do the same."""

    keys: str
    word: str
    sentence: str
    id: str


def help_lines(bindings: Iterable[tuple[Binding, str]]) -> list[HelpLine]:
    """One line for each thing that keys do, in order. Each binding comes with how its key is shown."""
    found: dict[tuple[str, str], list[tuple[Binding, str]]] = {}
    for binding, shown in bindings:
        if binding.id and binding.tooltip:
            found.setdefault((binding.description, binding.tooltip), []).append((binding, shown))
    return [_help_line(word, sentence, same) for (word, sentence), same in found.items()]


def _help_line(word: str, sentence: str, same: list[tuple[Binding, str]]) -> HelpLine:
    shown = list(dict.fromkeys(key for _, key in same))
    keys = shown[0] if len(shown) > 3 else " ".join(shown)
    return HelpLine(keys, word, sentence, same[0][0].id or "")
