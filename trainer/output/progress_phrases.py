"""One principle's progress in words: each number beside what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from trainer.output.charts import sparkline
from trainer.practice.due import Due
from trainer.practice.progress import DAYS, IN_A_ROW, LAST, RECENT, TRIES, Mastery, PrincipleProgress
from trainer.principles.levels import Level

ABOUT = (
    "Progress tells how even your service is, principle by principle; there is no best score and no ranking. A "
    "try is a story played from its beginning to an ending with nothing taken back; its level is the lowest one "
    "of the principle in it, and it is at standard when that is good or better and nothing critical happened.\n\n"
    f"Line: the levels of your last {RECENT} tries, oldest first, from violated (low) to outstanding (high). "
    f"Floor: the lowest of the last {LAST}: what a customer could have met lately. Median: half of the tries were "
    "at this level or better. Spread: how far a try lies from the median on average, in levels; 0 is always the "
    "same. At standard: how many of them were. Proves: the least chance that your next try is at standard, as far "
    "as so few tries can prove it (80 % sure): 5 of 5 prove 72 %. Next three: the chance that three tries in a "
    "row all are; with 7 of 10 that is 29 %. Longest run: the most in a row, ever. Critical: stories in which "
    "something critical happened to it.\n\n"
    f"Mastered: the last {TRIES} first tries in check mode, each on a variant never seen, all at standard, on "
    f"{DAYS} different days, without a critical error. Due: when it comes again in today's practice; a pause costs "
    "nothing."
)
"""What F1 says of the numbers."""


def title(principle: str) -> str:
    """A principle for whom the library knows no title."""
    return principle.rpartition(".")[2].replace("-", " ")


def chart(one: PrincipleProgress) -> str:
    """Its levels as a line."""
    return sparkline(one.recent, Level.VIOLATED, Level.OUTSTANDING)


def numbers(one: PrincipleProgress) -> Iterator[tuple[str, str]]:
    """What each number is called, and how it reads."""
    tries = len(one.recent)
    of = f" of {one.tries}" if one.tries > tries else ""
    yield (
        "line",
        f"{chart(one)}  {tries}{of} {'try' if one.tries == 1 else 'tries'}, the last one {_word(one.recent[-1])}",
    )
    yield "floor", f"{_word(one.floor)}; median {_median(one)}, spread {one.spread:.1f}"
    yield "at standard", f"{one.passed} of {tries}, which proves at least {one.proved:.0%}"
    row = f"unknown before {IN_A_ROW} tries" if one.all_pass is None else f"{one.all_pass:.0%} that all are at standard"
    yield "next three", row
    yield "longest run", f"{one.longest_run} at standard in a row; now {one.run}"
    yield "critical", "none" if not one.critical else f"in {one.critical} {'story' if one.critical == 1 else 'stories'}"


def mastery_words(gained: Mastery) -> str:
    """Whether it is mastered, and what is missing where it is not."""
    if gained.since:
        return f"since {gained.since.isoformat()}, at least {gained.proves:.0%} proved"
    have = f"{gained.at_standard} of the last {gained.looked_at} first tries" if gained.looked_at else "no first try"
    said = f"not yet: {have} in check mode at standard"
    missing = []
    if gained.at_standard < TRIES:
        missing.append(f"{TRIES} of {TRIES} in a row")
    if gained.days < DAYS:
        more = DAYS - gained.days
        missing.append(f"{more} more {'day' if more == 1 else 'days'}")
    return f"{said}. Missing: {' and '.join(missing)}" if missing else said


def due_words(principle: str, due: Sequence[Due], today: date) -> str:
    """When it comes again, and where."""
    found = [one for one in due if one.item.principle == principle]
    if not found:
        return "not practised yet"
    return "; ".join(f"{when(one.planned, today)} ({one.item.family.replace('-', ' ')})" for one in found)


def when(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 3 days`."""
    days = (day - today).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"


def _word(level: int) -> str:
    return Level(level).word


def _median(one: PrincipleProgress) -> str:
    return _word(int(one.median)) if one.median == int(one.median) else f"{one.median:g}"
