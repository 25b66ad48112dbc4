"""What is wrong in a scenario, line by line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.document.finding import Finding, Severity
from trainer.session.catalogue import CatalogueEntry
from trainer.tui.keys import BACK
from trainer.tui.line_shapes import Hanging
from trainer.tui.safe_text import EMPTY, count, line, lines, words
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar

_STYLES = {Severity.ERROR: "bold $error", Severity.WARNING: "bold $warning", Severity.INFO: "bold $quiet"}


class Findings(Page):
    """A scenario's findings, from the top of the file down."""

    NAME = "Findings"
    ABOUT = (
        "Each finding says where it is (file:line:column), what is wrong and what helps. Mend the file in your editor, "
        "then go back and come here again. A scenario with an error cannot be played."
    )
    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    DEFAULT_CSS = """
    Findings {
        background: $background;
        #page { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
        #page Static { height: auto; margin-bottom: 1; }
    }
    """

    def __init__(self, entry: CatalogueEntry) -> None:
        super().__init__()
        self._entry = entry

    def compose(self) -> ComposeResult:
        entry = self._entry
        yield TitleBar(line(entry.title, "bold"), line(count(len(entry.findings), "finding"), "$quiet"))
        with VerticalScroll(id="page"):
            yield Static(words(entry.path, "$quiet"))
            for finding in entry.findings:
                yield Static(_finding(finding))
            if not entry.findings:
                yield Static(words("Nothing is wrong here: it loads, every run ends, every decision leaves a choice."))
        yield KeyBar()

    def action_back_out(self) -> None:
        self.dismiss()


def _finding(finding: Finding) -> Hanging:
    place = f"{finding.path.rpartition('/')[2]}:{finding.at.line}:{finding.at.column}"
    head = Content.assemble(
        line(place, "$quiet"), "  ", (finding.severity.value, _STYLES[finding.severity]), "  ", line(finding.code)
    )
    way = line("replies that lead there: " + " → ".join(finding.witness), "$quiet") if finding.witness else EMPTY
    parts = [head, words(finding.message), way]
    return Hanging(EMPTY, lines(*[p for p in parts if p.plain]))
