"""Shapes that text takes on a line: a hanging number, a row of columns, a speech with its bar."""

from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from typing_extensions import override

WIDEST_SPEECH = 76
"""Columns of a speech: longer lines tire the eye."""
WIDEST_TALK = 96
"""Columns of the talk, from the customer's bar to yours: on a wide screen the eye should not have to jump."""
BAR = "┃"


class HangingIndent(Visual):
    """A body that wraps under itself, with a lead on its first line and perhaps empty lines below, left unmarked."""

    def __init__(self, lead: Content, body: Visual, below: int = 0, ground: str = "$background") -> None:
        self.lead = lead
        self.body = body
        self.below = below
        self.ground = ground

    @override
    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        lead = self.lead.cell_length
        body = self.body.render_strips(max(1, width - lead), None, style, options)
        blank = Strip.blank(lead, style.rich_style)
        leads = self.lead.render_strips(max(1, lead), 1, style, options) if lead else [blank]
        strips = [Strip.join([(leads[0] if i == 0 else blank), strip]) for i, strip in enumerate(body)]
        if self.below:
            strips += [Strip.blank(width, options.get_style(f"on {self.ground}").rich_style)] * self.below
        return strips[:height]

    @override
    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self.lead.cell_length + self.body.get_optimal_width(rules, container_width)

    @override
    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.body.get_height(rules, max(1, width - self.lead.cell_length)) + self.below


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a row. `width` 0 takes what is left; it stands only where the row has `when` to `until` columns."""

    content: Content
    width: int = 0
    right: bool = False
    when: int = 0
    until: int = 10_000


class WideVisual(Visual):
    """A shape that is drawn over whatever width there is."""

    @override
    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width


class Row(WideVisual):
    """Columns on one line, measured in cells, each cut with an ellipsis where it is too long."""

    def __init__(self, *cells: Cell, gap: int = 2) -> None:
        self.cells = cells
        self.gap = gap

    @override
    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        shown = [c for c in self.cells if c.when <= width <= c.until]
        free = width - sum(c.width for c in shown) - self.gap * (len(shown) - 1)
        open_ended = sum(not c.width for c in shown)
        parts: list[Strip] = []
        for i, cell in enumerate(shown):
            columns = cell.width or max(1, free // open_ended)
            content = cell.content.truncate(columns, ellipsis=True)
            rest = columns - content.cell_length
            content = content.pad_left(rest) if cell.right else content.pad_right(rest)
            strips = content.render_strips(columns + 1, 1, style, options) or [Strip.blank(columns)]
            parts += [Strip.blank(self.gap, style.rich_style)] if i else []
            parts.append(strips[0].adjust_cell_length(columns, style.rich_style))
        return [Strip.join(parts).adjust_cell_length(width, style.rich_style)]

    @override
    def get_height(self, rules: RulesMap, width: int) -> int:
        return 1


class Speech(WideVisual):
    """What somebody says: the name, the words, and a bar down the side. `mine` stands at the right."""

    def __init__(self, name: Content, body: Content, bar: str, *, mine: bool = False) -> None:
        self.body = Content("\n").join([name, body]) if name.plain else body
        self.bar = bar
        self.mine = mine

    @override
    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        width = min(width, WIDEST_TALK)
        strips = self.body.render_strips(self._columns(width), None, style, options)
        bar = Content.styled(BAR, self.bar).render_strips(1, 1, style, options)[0]
        gap = Strip.blank(1, style.rich_style)
        if self.mine:
            longest = max((s.cell_length for s in strips), default=0)
            left = Strip.blank(max(0, width - longest - 2), style.rich_style)
            strips = [Strip.join([left, s.adjust_cell_length(longest, style.rich_style), gap, bar]) for s in strips]
        else:
            strips = [Strip.join([bar, gap, s]) for s in strips]
        return strips[:height]

    def _columns(self, width: int) -> int:
        indent = min(8, width // 10)
        return max(8, min(WIDEST_SPEECH, width - 2 - indent))

    @override
    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.body.get_height(rules, self._columns(min(width, WIDEST_TALK)))


class Indented(WideVisual):
    """Words without a bar, not wider than a speech."""

    def __init__(self, body: Content, indent: int = 2) -> None:
        self._inner = HangingIndent(Content(" " * indent), body)

    @override
    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self._inner.render_strips(min(width, WIDEST_SPEECH + 2), height, style, options)

    @override
    def get_height(self, rules: RulesMap, width: int) -> int:
        return self._inner.get_height(rules, min(width, WIDEST_SPEECH + 2))


class AttachedText(Indented):
    """Words that belong to what stands above them: no empty line between."""


class Stacked(Visual):
    """Shapes one under the other; an empty text is an empty line."""

    def __init__(self, *parts: Visual) -> None:
        self.parts = parts

    @override
    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        strips: list[Strip] = []
        for part in self.parts:
            strips += part.render_strips(width, None, style, options) or [Strip.blank(width, style.rich_style)]
        return strips[:height]

    @override
    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return max(p.get_optimal_width(rules, container_width) for p in self.parts)

    @override
    def get_height(self, rules: RulesMap, width: int) -> int:
        return sum(max(1, p.get_height(rules, width)) for p in self.parts)
