"""What the lists of Home say of today, of scenarios and of attempts: entries from plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from trainer.output.charts import sparkline
from trainer.output.phrases import summary_remarks
from trainer.records.people import Person
from trainer.records.summary import AttemptSummary, Standing
from trainer.session.services import Overview
from trainer.tui.line_shapes import Cell, Row
from trainer.tui.safe_text import EMPTY, count, line, lines, moment, paragraphs, words
from trainer.tui.widgets.listing import Item

if TYPE_CHECKING:
    from trainer.practice.daily_session import Pick, PracticePlan
    from trainer.session.catalogue import CatalogueEntry
    from trainer.session.today import Today

SCENARIO, ATTEMPT = "scenario:", "attempt:"
"""What the ids of their entries begin with."""
TODAY, LONGER, PROGRESS = "=today", "=longer", "=progress"
WIDE_LIST = 70
"""Columns from which on a list shows what is merely useful."""


def practise(shelf: Overview, trainee: Person, wanted: str) -> list[Item]:
    """What matters today, one's own unfinished attempts first; then the library."""
    items: list[Item] = []
    unfinished = [] if wanted else shelf.unfinished(trainee)
    if unfinished:
        items.append(Item(line("Go on where you stopped", "$quiet")))
        for attempt in unfinished:
            made = f"{attempt.mode}, {count(attempt.decisions, 'reply', 'replies')}"
            row = Row(
                Cell(line(attempt.title)),
                Cell(line(made, "$quiet"), 20),
                Cell(line(moment(attempt.started), "$quiet"), 19, when=WIDE_LIST),
            )
            items.append(Item(row, ATTEMPT + attempt.path.name))
        items.append(Item(EMPTY))
    if shelf.today and shelf.entries and not wanted:
        items += of_today(shelf.today)
    entries = [e for e in shelf.entries if e.matches(wanted)]
    if not entries:
        return [*items, _nothing(wanted, NO_SCENARIOS)]
    items.append(Item(line("The library", "$quiet")))
    for entry in entries:
        last = _not_playable(entry) if entry.errors else line(f"{entry.minutes} min", "$quiet")
        row = Row(
            Cell(line(entry.title, "$quiet" if entry.errors else "")),
            Cell(line(entry.family.replace("-", " "), "$quiet"), 20, when=WIDE_LIST),
            Cell(last, max(6, last.cell_length), right=True),
        )
        items.append(Item(row, SCENARIO + entry.path))
    return items


def of_today(today: Today) -> list[Item]:
    """The lines above the library: what to practise, and progress at a glance."""
    goal = f"Today, with your goal: “{today.goal}”" if today.goal else "Today"
    items = [Item(line(goal, "$quiet"))]
    plan = today.plan
    if plan is None:
        items.append(Item(line("Practice: being worked out…"), TODAY))
    elif not plan.picks:
        items.append(Item(line("Practice: nothing can be played yet"), TODAY))
    else:
        start = "Go on practising" if plan.practised else "Practise"
        if plan.is_extra:
            start = f"Nothing {'more ' if plan.practised else ''}is due today; if you like"
        said = line(f"{start}: {pieces(plan)}", "" if plan.is_extra else "bold")
        items.append(Item(_with_minutes(said, plan.minutes), TODAY))
    if plan and plan.longer:
        said = line(f"With more time: “{plan.longer.material.title}”")
        items.append(Item(_with_minutes(said, plan.longer.minutes), LONGER))
    if today.progress.principles:
        chart = sparkline(today.line, 0, 1) if today.line else ""
        of = len(today.progress.principles)
        row = Row(
            Cell(line(f"Progress: {today.at_standard} of {of} at standard, {today.mastered} mastered")),
            Cell(line(chart, "$you"), max(1, len(chart)), right=True, when=WIDE_LIST - 14),
        )
        items.append(Item(row, PROGRESS))
    return [*items, Item(EMPTY)]


def write(shelf: Overview, wanted: str) -> list[Item]:
    """The scenarios with what was found in them."""
    entries = [e for e in shelf.entries if e.matches(wanted)]
    if not entries:
        return [_nothing(wanted, NO_SCENARIOS)]
    items = [Item(line("Scenarios and what was found in them", "$quiet")), Item(EMPTY)]
    for entry in entries:
        remark = line("nothing found", "$quiet")
        if entry.errors:
            remark = _not_playable(entry)
        elif entry.findings:
            remark = line(count(len(entry.findings), "finding"), "$warning" if entry.warnings else "$quiet")
        name = Cell(line(entry.id, "$quiet"), 24, when=WIDE_LIST)
        items.append(Item(Row(Cell(line(entry.title)), name, Cell(remark, 24, right=True)), SCENARIO + entry.path))
    return items


def review(shelf: Overview, wanted: str) -> list[Item]:
    """Every attempt, newest first."""
    items = [Item(line("Attempts, newest first", "$quiet")), Item(EMPTY)]
    asked = wanted.casefold().split()
    for attempt in shelf.attempts:
        readable = attempt.is_readable
        known = (attempt.title, attempt.mode or "", shelf.name(attempt.trainee)) if readable else ()
        text = " ".join((attempt.path.stem, attempt.verdict, attempt.standing.value, *known)).casefold()
        if not all(word in text for word in asked):
            continue
        if not readable:
            row = Row(Cell(line(attempt.path.stem)), Cell(line(attempt.standing.value, "$error"), 15))
        else:
            when = moment(attempt.started)
            verdict = line(attempt.verdict or _part(attempt) or "not scored", "$error" if attempt.critical else "")
            if attempt.standing is Standing.UNFINISHED:
                verdict = line("unfinished", "$quiet")
            elif not attempt.is_sound:
                verdict = line("look here", "$error")
            row = Row(
                Cell(line(when, "$quiet"), 19, when=WIDE_LIST),
                Cell(line(" ".join(when.split()[:2]), "$quiet"), 6, until=WIDE_LIST - 1),
                Cell(line(shelf.name(attempt.trainee)), 14),
                Cell(line(attempt.title)),
                Cell(line(attempt.mode or "", "$quiet"), 8, when=WIDE_LIST + 10),
                Cell(verdict, 10),
                Cell(line("" if attempt.score is None else f"{attempt.score:.0f}"), 3, right=True, when=WIDE_LIST),
            )
        items.append(Item(row, ATTEMPT + attempt.path.name))
    return items if len(items) > 2 else [_nothing(wanted, NO_ATTEMPTS)]


def about_today(plan: PracticePlan | None) -> Content:
    """What to practise, piece by piece, and why."""
    if plan is None:
        return line("Looking through the library…", "$quiet")
    if not plan.picks:
        return words("There is nothing here that can be played yet.")
    head = "Today's practice"
    if plan.is_extra:
        head = f"Nothing is due {'any more ' if plan.practised else ''}today. If you like:"
    first, *others = [about_pick(p) for p in plan.picks]
    return paragraphs(lines(line(head, "bold"), first), *others)


def about_pick(pick: Pick) -> Content:
    """A piece, and why it was picked."""
    title = pick.material.title
    kind = f"One decision in “{title}”" if pick.drill else f"“{title}”, {pick.mode.value}"
    return lines(line(f"{kind}, {count(pick.minutes, 'minute')}", "$you"), words(pick.why))


def about_progress(today: Today) -> Content:
    """Progress in words, beside the line."""
    of = len(today.progress.principles)
    parts = [words(f"{today.at_standard} of {count(of, 'principle')} at standard the last time.")]
    parts.append(words(f"{len(today.reliable)} reliable: five tries in a row. {today.mastered} mastered."))
    if len(today.line) > 1:
        first, last = today.line[0], today.line[-1]
        said = f"The line: the share of principles at standard in your last {len(today.line)} stories, "
        parts.append(words(f"{said}from {first:.0%} to {last:.0%}.", "$quiet"))
    return paragraphs(line("Your progress", "bold"), lines(*parts), line("Enter: each principle", "$quiet"))


def about_entry(entry: CatalogueEntry, writing: bool) -> Content:
    """What is said of the marked scenario."""
    title = line(entry.title, "bold")
    if writing or entry.errors:
        return paragraphs(title, _not_playable(entry, "bold ") if entry.errors else EMPTY, words(entry.path, "$quiet"))
    facts = [entry.family.replace("-", " "), ", ".join(entry.frameworks), count(entry.variants, "variant")]
    return paragraphs(title, words(entry.summary), line(" · ".join(facts), "$quiet"))


def about_attempt(attempt: AttemptSummary, shelf: Overview) -> Content:
    """What is said of the marked attempt."""
    if not attempt.is_readable or attempt.mode is None:
        return paragraphs(
            line(attempt.standing.capitalize(), "bold $error"),
            words(attempt.trouble),
            words(str(attempt.path), "$quiet"),
        )
    facts = [shelf.name(attempt.trainee), f"{attempt.mode.value}, variant {attempt.variant}", moment(attempt.started)]
    if attempt.standing is Standing.UNFINISHED:
        standing = f"Unfinished, after {count(attempt.decisions, 'reply', 'replies')}."
    elif _part(attempt) and not attempt.verdict:
        standing = f"{_part(attempt).capitalize()}, kept apart."
    else:
        score = "not scored" if attempt.score is None else f"score {attempt.score:.0f}"
        critical = ", with a critical error" if attempt.critical else ""
        standing = f"{attempt.verdict.capitalize() or 'Ended'}, {score}{critical}."
    remarks = summary_remarks(attempt)
    told = [words("; ".join(remarks).capitalize() + ".", "" if attempt.is_sound else "$error")] if remarks else []
    return paragraphs(line(attempt.title, "bold"), lines(line(" · ".join(facts), "$quiet"), words(standing), *told))


def pieces(plan: PracticePlan) -> str:
    """`3 decisions and a story`."""
    drills = sum(p.drill is not None for p in plan.picks)
    stories = len(plan.picks) - drills
    said = [count(drills, "decision")] if drills else []
    if stories:
        only = plan.picks[0].material.title if len(plan.picks) == 1 else ""
        said.append(f"“{only}”" if only else count(stories, "story", "stories"))
    return " and ".join(said)


def _with_minutes(said: Content, minutes: int) -> Row:
    return Row(Cell(said), Cell(line(f"{minutes} min", "$quiet"), 6, right=True))


def _part(attempt: AttemptSummary) -> str:
    """What began in the middle of a story is named for what it is."""
    return {"drill": "one reply", "what-if": "what if"}[attempt.part.value] if attempt.part else ""


def _not_playable(entry: CatalogueEntry, weight: str = "") -> Content:
    return line(f"{count(entry.errors, 'error')}, not playable", f"{weight}$error")


def _nothing(wanted: str, at_all: str) -> Item:
    """What stands where a list would be: that nothing matches, or that there is nothing at all."""
    return Item(line(f"Nothing here has “{wanted}” in it. Esc shows everything again." if wanted else at_all, "$quiet"))


NO_SCENARIOS = "There are no scenarios yet. `trainer new my-first` writes one to begin with."
NO_ATTEMPTS = "Nobody has practised here yet. Press 1 and choose a scenario: the attempt will stand here."
