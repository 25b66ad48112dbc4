"""The bars of a screen: its title, its keys, and the names of the parts that it shows one at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from trainer.tui.line_shapes import Cell, Row, Stacked
from trainer.tui.safe_text import EMPTY, line


class TitleBar(Widget):
    """The first line: what this is at the left, which gives way; where one stands at the right."""

    DEFAULT_CSS = """
    TitleBar {
        height: 2;
        dock: top;
        padding: 0 2;
        border-bottom: solid $faint;
        background: $background;
    }
    """

    def __init__(self, left: Content = EMPTY, right: Content = EMPTY, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = left
        self._right = right

    def say(self, left: Content, right: Content) -> None:
        """Change what it says."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Visual:
        return Row(Cell(self._left), Cell(self._right, self._right.cell_length), gap=3)


class KeyBar(Widget):
    """The keys that do something now. It reads the screen's own bindings, so it never says what is not so."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1;
        dock: bottom;
        padding: 0 2;
        color: $quiet;
        background: $background;
    }
    """

    def render(self) -> Visual:
        """The screen's keys at the left, help and everything at the right."""
        own: list[Content] = []
        common: list[Content] = []
        seen: set[str] = set()
        idle = getattr(self.screen, "idle_actions", ())
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if not (binding.show and enabled) or binding.description in seen or binding.action in idle:
                continue
            seen.add(binding.description)
            shown = binding.key_display or self.app.get_key_display(binding)
            action = binding.action if "." in binding.action else f"screen.{binding.action}"
            hint = Content.assemble((shown, "bold $foreground"), " ", binding.description)
            place = common if node is self.app or binding.action == "help" else own
            place.append(hint.stylize(Style.from_meta({"does": action})))
        left, right = Content("   ").join(own), Content("   ").join(common)
        if left.cell_length + right.cell_length + 2 > self.size.width:
            right = common[0] if common else EMPTY
        bar = Row(Cell(left), Cell(right, right.cell_length), gap=2)
        return bar if self.size.height < 2 else Stacked(EMPTY, bar)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    async def on_click(self, event: events.Click) -> None:
        action = event.style.meta.get("does")
        if isinstance(action, str):
            await self.run_action(action)


class TabBar(Widget):
    """Words beside each other, large enough to be found; the open one stands out in colour, and between arrows."""

    DEFAULT_CSS = """
    TabBar { height: 3; padding: 0 2; margin: 1 0; background: $background; }
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
        margins, middle = [], []
        for number, word in enumerate(self._words):
            is_open = number == self._open
            style = "bold $background on $you" if is_open else "$foreground on $panel"
            text = f"  ▸ {word}   " if is_open else f"  {number + 1} {word}   "
            link = Style.from_meta({"does": f"screen.door({number})"})
            margins.append(Content.styled(" " * len(text), style).stylize(link))
            middle.append(Content.styled(text, style).stylize(link))
        return Content("\n").join(Content("  ").join(row) for row in (margins, middle, margins))

    async def on_click(self, event: events.Click) -> None:
        action = event.style.meta.get("does")
        if isinstance(action, str):
            await self.run_action(action)


class PaneBar(Widget):
    """The parts of a screen that has room for one at a time: their names on one line, the present one marked."""

    DEFAULT_CSS = "PaneBar { height: 1; padding: 0 2; background: $background; }"

    @dataclass
    class Wanted(Message):
        """One of the names was clicked."""

        pane: str

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: Mapping[str, str] = {}
        self._open = ""

    def say(self, names: Mapping[str, str], opened: str) -> None:
        """These are the parts, and this one is seen."""
        if (names, opened) != (self._names, self._open):
            self._names, self._open = dict(names), opened
            self.refresh()

    def render(self) -> Content:
        parts = []
        for pane, name in self._names.items():
            mark, style = ("▸ ", "bold $you") if pane == self._open else ("  ", "$quiet")
            part = Content.assemble((mark, style), line(name, style))
            parts.append(part.stylize(Style.from_meta({"pane": pane})))
        return Content("    ").join(parts)

    def on_click(self, event: events.Click) -> None:
        pane = event.style.meta.get("pane")
        if isinstance(pane, str):
            self.post_message(self.Wanted(pane))
