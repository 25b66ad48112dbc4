"""The conversation: speeches in order, scrolled so that what is new is seen from its beginning."""

from collections.abc import Iterable, Sequence

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from trainer.tui.line_shapes import AttachedText


class Conversation(ScrollView, can_focus=False):
    """Draws its own lines: no widget is made for a speech, so a long talk costs nothing to keep."""

    DEFAULT_CSS = """
    Conversation {
        height: 1fr;
        padding: 1 2 0 2;
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-color: $faint;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $quiet;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """

    class Scrolled(Message):
        """Whether there is more below has become known anew."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._told: list[Visual] = []
        self._drawn: list[list[Strip]] = []
        self._lines: list[Strip] = []
        self._starts: list[int] = []
        self._new = 0

    def start_over(self, told: Iterable[Visual] = (), *, at_end: bool = False, still: bool = False) -> None:
        """Forget everything; show this from its beginning or its end, or `still` where one has scrolled back."""
        still = still and self.more_below
        self._told, self._drawn = list(told), []
        self._new = len(self._told) if at_end else 0
        self._draw()
        if not still:
            self._show(self._new)

    def tell(self, told: Iterable[Visual], known: int = 0) -> None:
        """Add to the talk. The first `known` of it are the trainee's own: they may go out of sight."""
        new = len(self._told) + known
        self._told += told
        self._draw()
        self._show(new)

    def replace(self, number: int, visual: Visual) -> None:
        """Say one thing in other words, and show it from its beginning."""
        del self._told[number]
        self.insert(number, visual)

    def insert(self, number: int, visual: Visual) -> None:
        """Say one thing more before what stands at this place, and show it from its beginning."""
        self._told.insert(number, visual)
        del self._drawn[number:]
        self._draw()
        self._show(number)

    def show_end(self) -> None:
        """Back to what was said last."""
        self._show(len(self._told))

    @property
    def told(self) -> Sequence[Visual]:
        """What stands in it."""
        return self._told

    # -- drawing -----------------------------------------------------------------------------

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return
        for visual in self._told[len(self._drawn) :]:
            self._drawn.append(Visual.to_strips(self, visual, width, None, self.visual_style))
        blank = Strip.blank(width, self.visual_style.rich_style)
        self._lines = []
        self._starts = []
        for i, strips in enumerate(self._drawn):
            self._lines += [blank] if i and not isinstance(self._told[i], AttachedText) else []
            self._starts.append(len(self._lines))
            self._lines += strips
        self._lines.append(blank)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        style = self.visual_style.rich_style
        row = self.scroll_offset.y + y
        strip = self._lines[row] if row < len(self._lines) else Strip.blank(width, style)
        return strip.crop_extend(0, width, style)

    def _show(self, new: int) -> None:
        """The end, or the first line of what is new from this place on, where that is taller than the view."""
        self._new = new
        first = self._starts[new] if new < len(self._starts) else len(self._lines)
        height = self.scrollable_content_region.height
        top = min(first, max(0, len(self._lines) - height))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.post_message(self.Scrolled())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.is_mounted:
            self.post_message(self.Scrolled())

    def on_resize(self) -> None:
        self._drawn = []
        self._draw()
        self._show(self._new)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn = []
        if self.is_mounted:
            self._draw()

    @property
    def more_below(self) -> bool:
        """Whether something stands below what is seen."""
        return self.scroll_offset.y + self.scrollable_content_region.height < len(self._lines) - 1

    def plain(self) -> str:
        """What is written in it, for tests and for copying."""
        return "\n".join(line.text for line in self._lines)
