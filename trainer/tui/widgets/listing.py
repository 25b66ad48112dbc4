"""A list with a mark beside the entry in question, so that colour is not needed to see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.tui.keys import LIST, PAGES
from trainer.tui.line_shapes import HangingIndent

MARK = "▸ "
NO_MARK = "  "


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: words, or columns. A heading cannot be chosen. `below` are empty lines after it."""

    body: Visual
    id: str | None = None
    lead: Content | None = None
    below: int = 0
    ground: str = "$background"
    """What the empty lines are drawn on."""

    @property
    def heading(self) -> bool:
        return self.id is None


class Listing(OptionList, inherit_bindings=False):
    """Entries that one walks with the arrows and chooses with Enter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [*LIST, *PAGES]
    DEFAULT_CSS = """
    Listing, Listing:focus {
        border: none;
        padding: 0;
        background: $background;
        background-tint: $background 0%;
        scrollbar-size-vertical: 1;
        & > .option-list--option-disabled { color: $quiet; }
        & > .option-list--option-hover { background: $block-cursor-blurred-background; }
    }
    """

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._items: Sequence[Item] = ()
        self._marked: int | None = None

    def fill(self, items: Iterable[Item], keep: bool = True, *, mark: bool = True) -> None:
        """Show these entries; the mark stays on the entry it was on, where there still is such an entry.

        Without `mark`, none is marked where none was.
        """
        before = self.chosen_id if keep else None
        self._items = list(items)
        self._marked = None
        self.set_options(Option(_prompt(i, False), i.id, i.heading) for i in self._items)
        places = [n for n, i in enumerate(self._items) if not i.heading]
        first = places[0] if places else None
        self.highlighted = next((n for n in places if self._items[n].id == before), first if mark else None)
        if self.highlighted in (first, None):
            self.scroll_to(y=0, animate=False)

    @property
    def chosen_id(self) -> str | None:
        """The id of the entry that is marked."""
        option = self.highlighted_option
        return option.id if option else None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to choose."""
        return all(i.heading for i in self._items)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        for number, marked in ((self._marked, False), (highlighted, True)):
            if number is not None and number < len(self._items):
                self.replace_option_prompt_at_index(number, _prompt(self._items[number], marked))
        self._marked = highlighted


class Choices(Listing, inherit_bindings=False):
    """A listing that leaves the page keys to what stands above it."""

    BINDINGS: ClassVar[list[BindingType]] = [*LIST]


def _prompt(item: Item, marked: bool) -> Visual:
    if item.heading:
        return item.body
    mark = Content.styled(MARK if marked else NO_MARK, "bold $you")
    lead = Content.assemble(mark, item.lead) if item.lead else mark
    return HangingIndent(lead, item.body, item.below, item.ground)
