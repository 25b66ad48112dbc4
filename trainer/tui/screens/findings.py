"""What is wrong in a scenario, line by line."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.session.catalogue import CatalogueEntry
from trainer.tui.keys import BACK
from trainer.tui.safe_text import count, line, lines, words
from trainer.tui.screens.page import Page
from trainer.tui.widgets.bars import KeyBar, TitleBar
from trainer.tui.write_lists import SEVERITIES


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
                place = f"{finding.path.rpartition('/')[2]}:{finding.at.line}:{finding.at.column}"
                severity = (finding.severity.value, SEVERITIES[finding.severity])
                head = Content.assemble(line(place, "$quiet"), "  ", severity, "  ", line(finding.code))
                parts = [head, words(finding.message)]
                if finding.witness:
                    parts.append(line("replies that lead there: " + " → ".join(finding.witness), "$quiet"))
                yield Static(lines(*[p for p in parts if p.plain]))
            if not entry.findings:
                yield Static(words("Nothing is wrong here: it loads, every run ends, every decision leaves a choice."))
        yield KeyBar()
