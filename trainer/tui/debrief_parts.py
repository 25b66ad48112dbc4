"""The parts of the debrief and of its sheets as they stand on the screen, made from plain values."""

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from trainer.analysis.judgement import CostLabel, RunResult
from trainer.cleaning import clean_line
from trainer.output import practice_phrases as say
from trainer.output.charts import bar, sparkline
from trainer.output.phrases import VERDICTS, heard_lines, score_line, touchpoint_title
from trainer.play import narration
from trainer.play.narration import Utterance, Voice
from trainer.play.verdict import Verdict
from trainer.practice.debrief import Debrief, taken_as
from trainer.practice.debrief_events import Disputed, RegradedReply
from trainer.principles.acts import ActWording
from trainer.session.debriefing import Debriefing
from trainer.tui.line_shapes import Cell, Row, Stacked
from trainer.tui.safe_text import EMPTY, join, line, lines, paragraphs, words
from trainer.tui.speeches import SIGNS, own_words, signed
from trainer.tui.widgets.listing import Item

BAR = 6
"""Columns of a cost bar."""
_FULL = 6.0
"""The cost that fills it."""
_WORD = 12
_BEFORE = 3
"""Lines of the story that are told again before the question."""
_COLOURS = {CostLabel.MISTAKE: "$error", CostLabel.CRITICAL: "bold $error", CostLabel.SLIP: "$warning"}

# -- the page --------------------------------------------------------------------------------


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
        spent = Content.styled(_bar(touch.cost), "$quiet") if len(touch.decisions) > 1 else EMPTY
        head = line(say.touchpoint_words(touch), "$quiet")
        items.append(Item(Row(Cell(head), Cell(spent, BAR), Cell(EMPTY, _WORD))))
        for decision_line in touch.decisions:
            colour = _COLOURS.get(decision_line.label, "$quiet") if decision_line.label else "$quiet"
            row = Row(
                Cell(line(say.reply_words(decision_line))),
                Cell(line(_bar(decision_line.cost), colour), BAR),
                Cell(line(say.cost_words(decision_line), colour), _WORD),
            )
            below = ["you do not agree"] if any(d.number == decision_line.number for d in disputed) else []
            below += ["you were sure"] if decision_line.is_confident_error else []
            below += [say.level_words(e) for e in decision_line.earned]
            lead = Content.styled(f"{decision_line.number + 1:<3}", "$quiet")
            items.append(
                Item(Stacked(row, line(" · ".join(below), "$quiet")), str(decision_line.number), lead, below=1)
            )
    return items


def _bar(cost: float | None) -> str:
    return "" if cost is None else bar(cost / _FULL, BAR).replace(" ", "·")


def _head(title: str, number: int, after: str = "") -> Content:
    """A bold heading, and the decision it speaks of, from 0."""
    return join(line(title, "bold"), Content.styled(f"   decision {number + 1}{after}", "$quiet"))


def _titled(title: str, said: Iterable[Content]) -> Content:
    """A bold heading over lines; nothing where there are none."""
    contents = list(said)
    return lines(line(title, "bold"), *contents) if contents else EMPTY


def picks(told: Debrief, titles: Mapping[str, ActWording]) -> Content:
    """What one was sure of and was wrong, then one strength and one fix."""
    parts = [_titled("Sure, and not right", map(words, say.sure_lines(told.decisions)))]
    for title, decision_line, why in say.picked_out(told, titles):
        said = [words(say.reply_words(decision_line)), *([words(why, "$quiet")] if why else [])]
        parts.append(lines(_head(title, decision_line.number), *said))
    return paragraphs(*parts)


def model(told: Debrief) -> tuple[Content, Content]:
    """A near-miss, and a model for it, to stand beside each other; both empty where there is none."""
    if told.near_miss is None:
        return EMPTY, EMPTY
    decision = told.near_miss.decision
    mine, other = say.model_lines(told.near_miss)
    head = _head(say.DebriefPart.CLOSE, decision.number, f", {say.cost_words(decision)}")
    return _column(head, mine), _column(line(say.DebriefPart.MODEL, "bold"), other)


def _column(head: Content, told: Sequence[str]) -> Content:
    first, *rest = told
    return lines(head, words(first), *[words(text, "$quiet") for text in rest])


def rewriting(past: Debriefing) -> Content:
    """The weakest reply, and what became of it."""
    weakest = past.told.rewrite
    parts: list[Content] = []
    if weakest:
        again = "r: write it again" if past.rewrites else "r: write it as you would say it now. It is read at once."
        head = _head(say.DebriefPart.WEAKEST, weakest.number)
        parts.append(lines(head, words(say.reply_words(weakest)), line(again, "$quiet")))
    reply = past.regrade(past.rewrites[-1]) if past.rewrites else None
    return paragraphs(*parts, regraded(past, reply) if reply else EMPTY)


def regraded(past: Debriefing, reply: RegradedReply) -> Content:
    """Words written anew, with the stretches that count, and what was heard in them."""
    heard = [signed(words(text, "$quiet")) for text in say.regraded_lines(past.record.run, reply, past.titles)]
    head = line(f"Now, at decision {reply.number + 1}", "bold $you")
    return lines(head, own_words(reply, past.titles), *heard)


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


# -- one decision ----------------------------------------------------------------------------


def decision(past: Debriefing, number: int) -> Content:
    """What was asked, what was answered, what came of it, what it was worth, and what would have been better."""
    decision_line, run = past.lines[number], past.record.run
    step, heard = run.steps[number], past.heard(number)
    sure = "  ·  you were sure" if decision_line.is_confident_error else ""
    where = touchpoint_title(step.scene.touchpoint or step.scene.id)
    head = f"{number + 1} of {len(past.lines)}  ·  {where}  ·  {say.cost_words(decision_line)}{sure}"
    before = narration.onward(run, run.steps[number - 1]) if number else narration.opening(run)
    prompt = step.scene.decision.prompt if step.scene.decision else None
    mine = own_words(heard, past.titles) if heard else words(say.reply_words(decision_line))
    said = heard_lines(run, heard, past.titles) if heard else []
    acts = [signed(words(text, "" if text[:1] in SIGNS else "$quiet")) for text in said]
    disputed = [say.dispute_words(run, d, past.titles) for d in past.disputes if d.number == number]
    return paragraphs(
        line(head, "$quiet"),
        _retold(before[-_BEFORE:]),
        words(narration.fill(run, prompt, step.before), "bold") if prompt else EMPTY,
        lines(line("You", "bold $you"), mine),
        words(taken_as(run, step), "$quiet"),
        _titled("Heard in your words", acts),
        _retold(decision_line.happened),
        words(say.cost_parts(decision_line), "$quiet"),
        words(f"Critical: {decision_line.critical}", "bold $error") if decision_line.critical else EMPTY,
        _titled("Why", [words(say.level_line(e)) for e in decision_line.earned]),
        _titled("A line that would have cost nothing", map(words, say.better_lines(run, decision_line)[:1])),
        _titled("You do not agree with", map(words, disputed)),
    )


def _retold(told: Sequence[Utterance]) -> Content:
    """Some of the story again, each line with who said it."""
    each = []
    for utterance in told:
        if utterance.voice is Voice.NARRATOR:
            each.append(words(utterance.text, "italic $quiet"))
        else:
            who = Content.styled(clean_line(utterance.name) + ": ", "bold $customer")
            each.append(join(who, words(utterance.text)))
    return lines(*each)
