"""What Home says of today: what to practise, the last goal, progress at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from trainer.output.charts import sparkline
from trainer.tui.line_shapes import Cell, Row
from trainer.tui.safe_text import EMPTY, count, line, lines, paragraphs, words
from trainer.tui.widgets.listing import Item

if TYPE_CHECKING:
    from trainer.practice.daily_session import Pick, PracticePlan
    from trainer.session.today import Today

TODAY, LONGER, PROGRESS = "=today", "=longer", "=progress"
WIDE_LIST = 70


def items(today: Today) -> list[Item]:
    """The lines above the library."""
    goal = f"Today, with your goal: “{today.goal}”" if today.goal else "Today"
    found = [Item(line(goal, "$quiet")), _practice(today.plan)]
    if today.plan and today.plan.longer:
        found.append(_longer(today.plan.longer))
    if today.progress.principles:
        found.append(_progress(today))
    return [*found, Item(EMPTY)]


def about_today(plan: PracticePlan | None) -> Content:
    """What to practise, piece by piece, and why."""
    if plan is None:
        return line("Looking through the library…", "$quiet")
    if not plan.picks:
        return words("There is nothing here that can be played yet.")
    head = line("Nothing is due any more today. If you like:" if plan.is_extra else "Today's practice", "bold")
    if plan.is_extra and not plan.practised:
        head = line("Nothing is due today. If you like:", "bold")
    first, *others = [about_pick(p) for p in plan.picks]
    return paragraphs(lines(head, first), *others)


def about_pick(pick: Pick) -> Content:
    """A piece, and why it was picked."""
    return lines(line(f"{kind(pick)}, {count(pick.minutes, 'minute')}", "$you"), words(pick.why))


def about_progress(today: Today) -> Content:
    """The same in words, beside the line."""
    of = len(today.progress.principles)
    parts = [words(f"{today.at_standard} of {count(of, 'principle')} at standard the last time.")]
    parts.append(words(f"{len(today.reliable)} reliable: five tries in a row. {today.mastered} mastered."))
    if len(today.line) > 1:
        first, last = today.line[0], today.line[-1]
        said = f"The line: the share of principles at standard in your last {len(today.line)} stories, "
        parts.append(words(f"{said}from {first:.0%} to {last:.0%}.", "$quiet"))
    return paragraphs(line("Your progress", "bold"), lines(*parts), line("Enter: each principle", "$quiet"))


def kind(pick: Pick) -> str:
    """What a piece is."""
    mode = "" if pick.drill else f", {pick.mode.value}"
    return f"One decision in “{pick.material.title}”" if pick.drill else f"“{pick.material.title}”{mode}"


def pieces(plan: PracticePlan) -> str:
    """`3 decisions and a story`."""
    drills = sum(p.drill is not None for p in plan.picks)
    stories = len(plan.picks) - drills
    said = [count(drills, "decision")] if drills else []
    if stories:
        only = plan.picks[0].material.title if len(plan.picks) == 1 else ""
        said.append(f"“{only}”" if only else count(stories, "story", "stories"))
    return " and ".join(said)


def _practice(plan: PracticePlan | None) -> Item:
    if plan is None:
        return Item(line("Practice: being worked out…"), TODAY)
    if not plan.picks:
        return Item(line("Practice: nothing can be played yet"), TODAY)
    if plan.is_extra:
        said = "Nothing more is due today; if you like" if plan.practised else "Nothing is due today; if you like"
        row = Row(Cell(line(f"{said}: {pieces(plan)}")), Cell(line(f"{plan.minutes} min", "$quiet"), 6, right=True))
        return Item(row, TODAY)
    start = "Go on practising" if plan.practised else "Practise"
    row = Row(
        Cell(line(f"{start}: {pieces(plan)}", "bold")), Cell(line(f"{plan.minutes} min", "$quiet"), 6, right=True)
    )
    return Item(row, TODAY)


def _longer(pick: Pick) -> Item:
    said = line(f"With more time: “{pick.material.title}”")
    return Item(Row(Cell(said), Cell(line(f"{pick.minutes} min", "$quiet"), 6, right=True)), LONGER)


def _progress(today: Today) -> Item:
    chart = sparkline(today.line, 0, 1) if today.line else ""
    of = len(today.progress.principles)
    said = f"{today.at_standard} of {of} at standard, {today.mastered} mastered"
    row = Row(
        Cell(line("Progress: " + said)),
        Cell(line(chart, "$you"), max(1, len(chart)), right=True, when=WIDE_LIST - 14),
    )
    return Item(row, PROGRESS)
