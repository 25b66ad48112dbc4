"""The parts of the debrief as they stand on the screen, made from plain values."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.visual import Visual

from trainer.analysis.judgement import CostLabel, RunResult
from trainer.output import practice_phrases as say
from trainer.output.charts import bar, sparkline
from trainer.output.phrases import VERDICTS, score_line
from trainer.play.verdict import Verdict
from trainer.practice.debrief import Debrief, DecisionLine, TouchpointLine
from trainer.practice.debrief_events import Disputed, RegradedReply
from trainer.session.debriefing import Debriefing
from trainer.tui.heard_words import stretches
from trainer.tui.line_shapes import Cell, Row, Stacked
from trainer.tui.safe_text import EMPTY, join, line, lines, paragraphs, words
from trainer.tui.speeches import HARMED, HELPED
from trainer.tui.widgets.listing import Item

BAR = 6
"""Columns of a cost bar."""
_FULL = 6.0
"""The cost that fills it."""
_WORD = 12
_COLOURS = {CostLabel.MISTAKE: "$error", CostLabel.CRITICAL: "bold $error", CostLabel.SLIP: "$warning"}


def verdict(told: Debrief, result: RunResult, place: str) -> Content:
    """What it amounts to: the verdict, what stood in the way, the ending, the score and its place."""
    word, meaning = VERDICTS[told.verdict]
    head = line(word, f"bold {'$error' if told.verdict is Verdict.NOT_YET else '$you'}")
    way = [words(text) for text in (meaning, *say.obstacle_lines(told.obstacles)) if text]
    own = words(say.rating_line(told.self_rating), "$quiet") if told.self_rating else EMPTY
    score = [words(text, "$quiet") for text in (score_line(result), place) if text]
    ending = [line(told.ending, "bold $customer")] if told.ending else []
    return paragraphs(lines(head, *way), own, lines(*ending, words(told.lesson)), lines(*score))


def curve(told: Debrief) -> Content:
    """The score that was still possible, reply by reply."""
    if len(told.curve) < 2:
        return EMPTY
    chart = Content.styled(sparkline(told.curve, 0, 100), "$you")
    head = line(say.DebriefPart.CURVE, "bold")
    return lines(head, join(chart, Content.styled("  " + say.curve_line(told.curve), "$quiet")))


def strip(told: Debrief, disputed: Sequence[Disputed]) -> list[Item]:
    """A line for each touchpoint, and under it its decisions."""
    items: list[Item] = []
    for touch in told.strip:
        items.append(Item(_touch(touch)))
        items += [_decision(d, any(x.number == d.number for x in disputed)) for d in touch.decisions]
    return items


def _touch(touch: TouchpointLine) -> Visual:
    several = len(touch.decisions) > 1
    spent = Content.styled(_bar(touch.cost), "$quiet") if several else EMPTY
    return Row(Cell(line(say.touchpoint_words(touch), "$quiet")), Cell(spent, BAR), Cell(EMPTY, _WORD))


def _decision(found: DecisionLine, disputed: bool) -> Item:
    colour = _COLOURS.get(found.label, "$quiet") if found.label else "$quiet"
    row = Row(
        Cell(line(say.reply_words(found))),
        Cell(line(_bar(found.cost), colour), BAR),
        Cell(line(say.cost_words(found), colour), _WORD),
    )
    below = [say.level_words(e) for e in found.earned]
    if found.is_confident_error:
        below.insert(0, "you were sure")
    if disputed:
        below.insert(0, "you do not agree")
    lead = Content.styled(f"{found.number + 1:<3}", "$quiet")
    return Item(Stacked(row, line(" · ".join(below), "$quiet")), str(found.number), lead, below=1)


def _bar(cost: float | None) -> str:
    return "" if cost is None else bar(cost / _FULL, BAR).replace(" ", "·")


def picks(told: Debrief) -> Content:
    """What one was sure of and was wrong, then one strength and one fix."""
    sure = say.sure_lines(told.decisions)
    parts = [lines(line("Sure, and not right", "bold"), *[words(text) for text in sure])] if sure else []
    for title, found, why in say.picked_out(told):
        head = join(line(title, "bold"), Content.styled(f"   decision {found.number + 1}", "$quiet"))
        parts.append(lines(head, words(say.reply_words(found)), *[words(t, "$quiet") for t in (why,) if t]))
    return paragraphs(*parts)


def model(told: Debrief) -> tuple[Content, Content]:
    """A near-miss, and a model for it, to stand beside each other; both empty where there is none."""
    if told.near_miss is None:
        return EMPTY, EMPTY
    mine, other = say.model_lines(told.near_miss)
    number = told.near_miss.decision.number + 1
    head = join(line(say.DebriefPart.CLOSE, "bold"), Content.styled(f"   decision {number}, {_cost(told)}", "$quiet"))
    return _beside(head, mine), _beside(line(say.DebriefPart.MODEL, "bold"), other)


def _cost(told: Debrief) -> str:
    assert told.near_miss is not None
    return say.cost_words(told.near_miss.decision)


def _beside(head: Content, each: Sequence[str]) -> Content:
    first, *rest = each
    return lines(head, words(first), *[words(text, "$quiet") for text in rest])


def rewriting(past: Debriefing) -> Content:
    """The weakest reply, and what became of it."""
    weakest = past.told.rewrite
    if weakest is None and not past.rewrites:
        return EMPTY
    parts: list[Content] = []
    if weakest:
        number = Content.styled(f"   decision {weakest.number + 1}", "$quiet")
        where = join(line(say.DebriefPart.WEAKEST, "bold"), number)
        again = "r: write it again" if past.rewrites else "r: write it as you would say it now. It is read at once."
        parts.append(lines(where, words(say.reply_words(weakest)), line(again, "$quiet")))
    for rewritten in past.rewrites[-1:]:
        found = past.regrade(rewritten)
        if found:
            parts.append(regraded(past, found))
    return paragraphs(*parts)


def regraded(past: Debriefing, found: RegradedReply) -> Content:
    """Words written anew, with the stretches that count, and what was heard in them."""
    body = words(found.graded.words)
    for stretch in stretches(found.graded, past.titles):
        body = body.stylize(HARMED if stretch.harms else HELPED, stretch.start, stretch.end)
    heard = [_heard(text) for text in say.regraded_lines(past.record.run, found, past.titles)]
    return lines(line(f"Now, at decision {found.number + 1}", "bold $you"), body, *heard)


def _heard(text: str) -> Content:
    """What begins with a sign has the colour of the stretch it speaks of."""
    found = words(text, "$quiet")
    style = {"+": "bold $helped", "−": "bold $harmed"}.get(text[:1])
    return found.stylize(style, 0, 1) if style else found


def goal(told: Debrief) -> Content:
    """One goal for the counter."""
    head = line(say.DebriefPart.GOAL, "bold")
    if told.goal:
        return lines(head, words(f"“{told.goal}”"), line("It is shown when you start next. g: another", "$quiet"))
    return lines(head, line("g: say in your own words what you will do next time.", "$quiet"))


def where(past: Debriefing, transcript: Content) -> Content:
    """Where the transcript lies, and the receipts."""
    second = past.second_receipt
    receipts = [join(Content.styled("of the attempt   ", "$quiet"), line(past.record.receipt))]
    if second:
        late = Content.styled("   (before what you said since)" if past.is_open else "", "$quiet")
        receipts.append(join(Content.styled("of the debrief   ", "$quiet"), line(second), late))
    return paragraphs(lines(line("Transcript", "bold"), transcript), lines(line("Receipts", "bold"), *receipts))
