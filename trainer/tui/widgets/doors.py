"""The three words of Home, large enough to be found."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widget import Widget


class Doors(Widget):
    """Three words beside each other; the open one stands out in colour, and between arrows."""

    DEFAULT_CSS = """
    Doors { height: 3; padding: 0 2; margin: 1 0; background: $background; }
    """

    def __init__(self, words: Sequence[str], id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words
        self._open = 0

    def open(self, number: int) -> None:
        """Have this one stand out."""
        self._open = number
        self.refresh()

    def render(self) -> Content:
        blocks = [self._block(n, word) for n, word in enumerate(self._words)]
        rows = [Content("  ").join([block[row] for block in blocks]) for row in range(3)]
        return Content("\n").join(rows)

    def _block(self, number: int, word: str) -> list[Content]:
        is_open = number == self._open
        style = "bold $background on $you" if is_open else "$foreground on $panel"
        text = f"  ▸ {word}   " if is_open else f"  {number + 1} {word}   "
        link = Style.from_meta({"does": f"screen.door({number})"})
        around = Content.styled(" " * len(text), style).stylize(link)
        return [around, Content.styled(text, style).stylize(link), around]

    async def on_click(self, event: events.Click) -> None:
        action = event.style.meta.get("does")
        if isinstance(action, str):
            await self.run_action(action)
