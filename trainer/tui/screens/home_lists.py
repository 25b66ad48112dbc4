"""What the three lists of Home say: entries from plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from trainer.session.services import Overview
from trainer.tui.line_shapes import Cell, Row
from trainer.tui.safe_text import EMPTY, count, line, lines, moment, paragraphs, words
from trainer.tui.screens import home_today
from trainer.tui.widgets.listing import Item

if TYPE_CHECKING:
    from trainer.records.people import Person
    from trainer.records.summary import AttemptSummary
    from trainer.session.catalogue import CatalogueEntry

SCENARIO, ATTEMPT = "scenario:", "attempt:"
WIDE_LIST = 70
"""Columns from which on a list shows what is merely useful."""


def practise(shelf: Overview, trainee: Person, wanted: str) -> list[Item]:
    """What matters today, one's own unfinished attempts first; then the library."""
    entries = [e for e in shelf.entries if e.matches(wanted)]
    unfinished = [] if wanted else shelf.unfinished(trainee)
    items = [_heading("Go on where you stopped"), *[_unfinished(a) for a in unfinished], Item(EMPTY)]
    items = items if unfinished else []
    if shelf.today and shelf.entries and not wanted:
        items += home_today.items(shelf.today)
    if entries:
        return [*items, _heading("The library"), *[_scenario(e) for e in entries]]
    return [*items, Item(_nothing_found(wanted) if wanted else _NO_SCENARIOS)]


def write(shelf: Overview, wanted: str) -> list[Item]:
    """The scenarios with what was found in them."""
    entries = [e for e in shelf.entries if e.matches(wanted)]
    if not entries:
        return [Item(_nothing_found(wanted) if wanted else _NO_SCENARIOS)]
    return [_heading("Scenarios and what was found in them"), Item(EMPTY), *[_written(e) for e in entries]]


def review(shelf: Overview, wanted: str) -> list[Item]:
    """Every attempt, newest first."""
    attempts = [a for a in shelf.attempts if _has(a, shelf, wanted)]
    if not attempts:
        return [Item(_nothing_found(wanted) if wanted else _NO_ATTEMPTS)]
    return [_heading("Attempts, newest first"), Item(EMPTY), *[_reviewed(a, shelf) for a in attempts]]


def about_entry(entry: CatalogueEntry, writing: bool) -> Content:
    """What is said of the marked scenario."""
    if writing or entry.errors:
        state = [words(_trouble(entry), "bold $error")] if entry.errors else []
        return paragraphs(line(entry.title, "bold"), *state, words(entry.path, "$quiet"))
    facts = [entry.family.replace("-", " "), ", ".join(entry.frameworks), count(entry.variants, "variant")]
    return paragraphs(
        line(entry.title, "bold"),
        words(entry.summary),
        line(" · ".join(facts), "$quiet"),
    )


def about_attempt(attempt: AttemptSummary, shelf: Overview) -> Content:
    """What is said of the marked attempt."""
    if not attempt.is_readable or attempt.mode is None:
        return paragraphs(
            line(attempt.standing.capitalize(), "bold $error"),
            words(attempt.trouble),
            words(str(attempt.path), "$quiet"),
        )
    facts = [shelf.name(attempt.trainee), f"{attempt.mode.value}, variant {attempt.variant}", moment(attempt.started)]
    remarks = remarks_on(attempt)
    told = [words("; ".join(remarks).capitalize() + ".", "" if attempt.is_sound else "$error")] if remarks else []
    return paragraphs(
        line(attempt.title, "bold"), lines(line(" · ".join(facts), "$quiet"), words(_standing(attempt)), *told)
    )


def remarks_on(attempt: AttemptSummary) -> list[str]:
    """What is to be known of its record beside what it says."""
    from trainer.output.phrases import summary_remarks

    return summary_remarks(attempt)


def _heading(text: str) -> Item:
    return Item(line(text, "$quiet"))


def _unfinished(attempt: AttemptSummary) -> Item:
    made = count(attempt.decisions, "reply", "replies")
    row = Row(
        Cell(line(attempt.title)),
        Cell(line(f"{attempt.mode}, {made}", "$quiet"), 20),
        Cell(line(moment(attempt.started), "$quiet"), 19, when=WIDE_LIST),
    )
    return Item(row, ATTEMPT + attempt.path.name)


def _scenario(entry: CatalogueEntry) -> Item:
    last = line(_trouble(entry), "$error") if entry.errors else line(f"{entry.minutes} min", "$quiet")
    row = Row(
        Cell(line(entry.title, "$quiet" if entry.errors else "")),
        Cell(line(entry.family.replace("-", " "), "$quiet"), 20, when=WIDE_LIST),
        Cell(last, max(6, last.cell_length), right=True),
    )
    return Item(row, SCENARIO + entry.path)


def _written(entry: CatalogueEntry) -> Item:
    if entry.errors:
        found = line(_trouble(entry), "$error")
    elif entry.findings:
        found = line(count(len(entry.findings), "finding"), "$warning" if entry.warnings else "$quiet")
    else:
        found = line("nothing found", "$quiet")
    row = Row(Cell(line(entry.title)), Cell(line(entry.id, "$quiet"), 24, when=WIDE_LIST), Cell(found, 24, right=True))
    return Item(row, SCENARIO + entry.path)


def _reviewed(attempt: AttemptSummary, shelf: Overview) -> Item:
    if not attempt.is_readable:
        row = Row(Cell(line(attempt.path.stem)), Cell(line(attempt.standing.value, "$error"), 15))
        return Item(row, ATTEMPT + attempt.path.name)
    score = "" if attempt.score is None else f"{attempt.score:.0f}"
    row = Row(
        Cell(line(moment(attempt.started), "$quiet"), 19, when=WIDE_LIST),
        Cell(line(" ".join(moment(attempt.started).split()[:2]), "$quiet"), 6, until=WIDE_LIST - 1),
        Cell(line(shelf.name(attempt.trainee)), 14),
        Cell(line(attempt.title)),
        Cell(line(attempt.mode or "", "$quiet"), 8, when=WIDE_LIST + 10),
        Cell(_verdict(attempt), 10),
        Cell(line(score), 3, right=True, when=WIDE_LIST),
    )
    return Item(row, ATTEMPT + attempt.path.name)


def _is_unfinished(attempt: AttemptSummary) -> bool:
    from trainer.records.summary import Standing

    return attempt.standing is Standing.UNFINISHED


def _verdict(attempt: AttemptSummary) -> Content:
    if _is_unfinished(attempt):
        return line("unfinished", "$quiet")
    if not attempt.is_sound:
        return line("look here", "$error")
    return line(attempt.verdict or _part(attempt) or "not scored", "$error" if attempt.critical else "")


def _part(attempt: AttemptSummary) -> str:
    """What began in the middle of a story is named for what it is."""
    return {"drill": "one reply", "what-if": "what if"}[attempt.part.value] if attempt.part else ""


def _standing(attempt: AttemptSummary) -> str:
    if _is_unfinished(attempt):
        return f"Unfinished, after {count(attempt.decisions, 'reply', 'replies')}."
    if _part(attempt) and not attempt.verdict:
        return f"{_part(attempt).capitalize()}, kept apart."
    score = "not scored" if attempt.score is None else f"score {attempt.score:.0f}"
    critical = ", with a critical error" if attempt.critical else ""
    return f"{attempt.verdict.capitalize() or 'Ended'}, {score}{critical}."


def _trouble(entry: CatalogueEntry) -> str:
    return f"{count(entry.errors, 'error')}, not playable"


def _has(attempt: AttemptSummary, shelf: Overview, wanted: str) -> bool:
    known = (attempt.title, attempt.mode or "", shelf.name(attempt.trainee)) if attempt.is_readable else ()
    text = " ".join((attempt.path.stem, attempt.verdict, attempt.standing.value, *known)).casefold()
    return all(word in text for word in wanted.casefold().split())


def _nothing_found(wanted: str) -> Content:
    return line(f"Nothing here has “{wanted}” in it. Esc shows everything again.", "$quiet")


_NO_SCENARIOS = line("There are no scenarios yet. `trainer new my-first` writes one to begin with.", "$quiet")
_NO_ATTEMPTS = line(
    "Nobody has practised here yet. Press 1 and choose a scenario: the attempt will stand here.", "$quiet"
)
