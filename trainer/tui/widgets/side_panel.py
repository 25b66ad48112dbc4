"""What waits at the edge: whom one deals with, the facts on show, what is at stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from trainer.cleaning import clean_line
from trainer.output.phrases import gauge_words
from trainer.play.narration import Gauge
from trainer.scenario.facts import ShownAs
from trainer.tui.safe_text import EMPTY, join, line, lines, paragraphs

BAR_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """What the panel says. `heading` stands over the principles."""

    partner: str = ""
    gauges: Sequence[Gauge] = ()
    heading: str = ""
    principles: Sequence[str] = ()


class SidePanel(Static):
    """The column at the right of a wide screen."""

    DEFAULT_CSS = """
    SidePanel {
        width: 32;
        height: 100%;
        padding: 1 2;
        border-left: solid $faint;
        background: $background;
        overflow-y: hidden;
    }
    """

    def say(self, beside: Beside) -> None:
        """Show this."""
        gauges = [lines(line(g.title, "$quiet"), _gauge(g)) for g in beside.gauges]
        marks = [join(Content.styled("· ", "$quiet"), line(p)) for p in beside.principles]
        stakes = lines(line(beside.heading, "$quiet"), *marks) if marks else EMPTY
        rule = line("─" * (self.content_size.width or BAR_COLUMNS), "$faint") if beside.partner and gauges else EMPTY
        self.update(paragraphs(_with(beside), rule, *gauges, stakes))


def folded(beside: Beside) -> Content:
    """The same in one line, where there is no room for a column."""
    gauges = [line(f"{g.title}: {gauge_words(g)}", "$quiet") for g in beside.gauges]
    return Content.styled("  │  ", "$quiet").join([p for p in (_with(beside), *gauges) if p.plain])


def at_stake(beside: Beside) -> Content:
    """The principles in one line."""
    if not beside.principles:
        return EMPTY
    return Content.styled(f"{beside.heading}: {', '.join(map(clean_line, beside.principles))}", "$quiet")


def _with(beside: Beside) -> Content:
    """Whom one deals with: the facts on show need not be theirs."""
    return join(Content.styled("With: ", "$quiet"), line(beside.partner, "bold $customer")) if beside.partner else EMPTY


def _gauge(gauge: Gauge) -> Content:
    word = line(gauge_words(gauge))
    if gauge.kind is ShownAs.WORDS or not gauge.size:
        return word
    columns = min(gauge.size, BAR_COLUMNS)
    full = round(gauge.value * columns / gauge.size)
    signs = "●○" if gauge.kind is ShownAs.DOTS else "▓░"
    return join(
        Content.styled(signs[0] * full, "$customer"), Content.styled(signs[1] * (columns - full) + " ", "$quiet"), word
    )
