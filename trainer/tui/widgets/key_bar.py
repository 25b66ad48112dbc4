"""The keys that do something now, in one quiet line; each can be clicked."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from trainer.tui.line_shapes import Cell, Row, Stacked
from trainer.tui.safe_text import EMPTY


class KeyBar(Widget):
    """Reads the screen's own bindings, so it never says what is not so."""

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
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if not (binding.show and enabled) or binding.description in seen or self._idle(binding):
                continue
            seen.add(binding.description)
            place = common if node is self.app or binding.action == "help" else own
            place.append(self._hint(binding))
        left, right = Content("   ").join(own), Content("   ").join(common)
        if left.cell_length + right.cell_length + 2 > self.size.width:
            right = common[0] if common else EMPTY
        bar = Row(Cell(left), Cell(right, right.cell_length), gap=2)
        return bar if self.size.height < 2 else Stacked(EMPTY, bar)

    def _idle(self, binding: Binding) -> bool:
        return binding.action in getattr(self.screen, "idle_actions", ())

    def _hint(self, binding: Binding) -> Content:
        shown = binding.key_display or self.app.get_key_display(binding)
        prefix = "" if "." in binding.action else "screen."
        link = Style.from_meta({"does": prefix + binding.action})
        hint = Content.assemble((shown, "bold $foreground"), " ", binding.description)
        return hint.stylize(link)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    async def on_click(self, event: events.Click) -> None:
        action = event.style.meta.get("does")
        if isinstance(action, str):
            await self.run_action(action)
