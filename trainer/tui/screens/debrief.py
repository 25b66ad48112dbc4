"""After an attempt: the verdict, the decisions, one strength, one fix, and where the transcript lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from trainer.analysis.judgement import DecisionResult, Label, Result
from trainer.output.phrases import VERDICTS, place_line, score_line, standing_in_the_way
from trainer.play import telling
from trainer.play.verdict import Verdict, verdict
from trainer.records.record import Record
from trainer.tui import debriefing
from trainer.tui.keys import key
from trainer.tui.screens.page import Page
from trainer.tui.show import EMPTY, line, lines, paragraphs, words
from trainer.tui.visuals import Cell, Row, Stacked
from trainer.tui.widgets.key_bar import KeyBar
from trainer.tui.widgets.listing import Item, Listing
from trainer.tui.widgets.title_bar import TitleBar

_COLOURS = {Label.MISTAKE: "$error", Label.CRITICAL: "bold $error", Label.SLIP: "$warning"}


class Debrief(Page):
    """One column, read from top to bottom."""

    NAME = "Debrief"
    ABOUT = (
        "How it went. The verdict looks at every touchpoint: one below average is enough for “not yet”. The strip "
        "shows each decision, the principles it touched, and what the reply cost against the best line there was; "
        "Enter opens one. The receipt lets anybody see later that the record was not written anew."
    )
    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = "#strip"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("o", "transcript", "transcript", "Show the transcript.", "debrief.transcript"),
        key("a", "again", "again", "Practise it again, with another variant.", "debrief.again"),
        key("h,escape", "home", "home", "To the library.", "debrief.home", display="h"),
        key("pagedown", "scroll(1)", "page down", "Read on.", "debrief.down", show=False, priority=True),
        key("pageup", "scroll(-1)", "page up", "Read back.", "debrief.up", show=False, priority=True),
    ]

    class Finished(Message):
        """The transcripts lie there, or cannot; and the place among all random runs."""

        def __init__(self, page: Path | None, trouble: str, place: str) -> None:
            super().__init__()
            self.page = page
            self.trouble = trouble
            self.place = place

    def __init__(self, record: Record, write: Callable[[Record], tuple[Path | None, str]]) -> None:
        super().__init__()
        self.record = record
        self.result = record.result()
        self._write = write

    def compose(self) -> ComposeResult:
        header = self.record.header
        yield TitleBar(line(header.title, "bold"), Content.styled(f"debrief   {header.mode.value}", "$quiet"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(self._verdict(), id="verdict")
            yield Static(self._ending(""), id="ending")
            if self.result:
                yield Listing(id="strip")
                yield Static(self._picks(self.result), id="picks")
            yield Static(self._where(words("being written…", "$quiet")), id="where")
        yield KeyBar()

    def on_mount(self) -> None:
        if self.result:
            self.query_one("#strip", Listing).fill(_strip(self.result))
        self.call_after_refresh(self.query_one("#page").scroll_home, animate=False)
        self.run_worker(self._finish, thread=True)

    def _finish(self) -> None:
        """What takes a moment, in a thread of its own: the transcripts, and the place among all random runs."""
        page, trouble = self._write(self.record)
        place = place_line(self.record.playable, self.result) if self.result else ""
        self.post_message(self.Finished(page, trouble, place))

    def on_debrief_finished(self, event: Finished) -> None:
        where = words(str(event.page)) if event.page else words(event.trouble, "$error")
        self.query_one("#ending", Static).update(self._ending(event.place))
        self.query_one("#where", Static).update(self._where(where))

    def _verdict(self) -> Content:
        found = verdict(self.record.run)
        if found is None:
            return EMPTY
        word, _, rest = VERDICTS[found].rstrip(".").partition(":")
        colour = "$error" if found is Verdict.NOT_YET else "$you"
        head = line(word, f"bold {colour}")
        way = standing_in_the_way(self.result) if self.result else ""
        meaning = rest.strip().capitalize() + "." if rest else ""
        return lines(head, *[words(text) for text in (meaning, way) if text])

    def _ending(self, place: str) -> Content:
        run = self.record.run
        ending = run.ending
        if ending is None:
            return EMPTY
        score = score_line(self.result) if self.result else "Not scored: this scenario is too large to be weighed."
        return paragraphs(
            lines(line(telling.fill(run, ending.title), "bold $customer"), words(telling.fill(run, ending.lesson))),
            lines(words(score, "$quiet"), *[words(text, "$quiet") for text in (place,) if text]),
        )

    def _picks(self, result: Result) -> Content:
        good, bad = debriefing.strength(result), debriefing.fix(result)
        parts: list[Content] = []
        if good:
            reason = debriefing.best_why(result, good.step)
            parts.append(_pick("One strength", debriefing.reply_text(result, good.step), reason))
        if bad:
            better = debriefing.better_text(result, bad)
            instead = f"Instead: {better}" if better else ""
            parts.append(_pick("One fix", debriefing.reply_text(result, bad.step), instead))
        return paragraphs(*parts)

    def _where(self, transcript: Content) -> Content:
        return paragraphs(
            lines(line("Transcript", "$quiet"), transcript),
            lines(line("Receipt", "$quiet"), line(self.record.receipt)),
        )

    @on(OptionList.OptionSelected, "#strip")
    def open(self, event: OptionList.OptionSelected) -> None:
        from trainer.tui.screens.decision_sheet import DecisionSheet

        if self.result and event.option_id:
            self.app.push_screen(DecisionSheet(self.result, int(event.option_id)))

    def action_transcript(self) -> None:
        self.trainer.show_transcript(self.record.path)

    def action_again(self) -> None:
        self.trainer.practise(self.record.header.scenario.id)

    def action_home(self) -> None:
        self.trainer.to_home()

    def action_scroll(self, pages: int) -> None:
        page = self.query_one("#page")
        if pages > 0:
            page.scroll_page_down(animate=False)
        else:
            page.scroll_page_up(animate=False)


def _pick(title: str, reply: str, reason: str) -> Content:
    return lines(line(title, "bold"), words(reply), *[words(t, "$quiet") for t in (reason,) if t])


def _strip(result: Result) -> list[Item]:
    items: list[Item] = []
    for touchpoint, decisions in debriefing.numbered(result):
        items.append(Item(line(debriefing.touchpoint_line(touchpoint), "$quiet")))
        items += [_row(result, d) for d in decisions]
    return items


def _row(result: Result, decision: DecisionResult) -> Item:
    step = decision.step
    colour = _COLOURS.get(decision.label, "$quiet")
    row = Row(
        Cell(line(debriefing.reply_text(result, step))),
        Cell(line(debriefing.cost_bar(decision.cost), colour), debriefing.BLOCKS),
        Cell(line(debriefing.cost_words(decision), colour), 11),
    )
    levels = line(" · ".join(debriefing.level_words(result, step)), "$quiet")
    lead = Content.styled(f"{step.number + 1:<3}", "$quiet")
    return Item(Stacked(row, levels), str(step.number), lead, below=1)
