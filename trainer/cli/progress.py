"""`trainer progress`: how consistent somebody is, principle by principle, and what is due."""

from argparse import SUPPRESS
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo

from trainer.cli.arguments import attempts_and_people, day, did_you_mean, parse, parser, places, put, put_json, say
from trainer.errors import ExitCode, UnusableInput
from trainer.output.charts import sparkline
from trainer.output.practice_phrases import day_words, no_checks, not_counted
from trainer.practice.due import Due, queue
from trainer.practice.progress import DAYS, IN_A_ROW, RECENT, SURE, TRIES, Mastery, PrincipleProgress, mastery, progress
from trainer.practice.schedule import practice_settings
from trainer.principles.levels import Level
from trainer.records.history import read_history
from trainer.records.people import find, spelt_otherwise
from trainer.records.tries import History
from trainer.settings import read_settings

_SHOWN = 10
"""Due pairs listed for people; `--json` has them all."""


def run(arguments: Sequence[str]) -> ExitCode:
    """Print a trainee's progress; exit 1 when attempts had to be left out because they are damaged."""
    what = "How consistent a trainee is, principle by principle, and what is due."
    options = parser("progress", what, "trainer progress Ann")
    options.add_argument("trainee", metavar="TRAINEE", help="a name or a pseudonym")
    options.add_argument("--json", action="store_true", help="one JSON document")
    # The day on which it is asked, for those who try out what comes next week.
    options.add_argument("--at", type=day, help=SUPPRESS)
    parsed = parse(options, arguments)
    where = places(parsed)
    settings = practice_settings(read_settings(where.config.known))
    today = parsed.at or datetime.now(UTC).astimezone(settings.zone).date()
    folder, people = attempts_and_people(where, "Use a pseudonym.")
    person = find(people, parsed.trainee)
    history = read_history(folder, person.pseudonym if person else parsed.trainee)
    if person is None and not history.tries:
        others = spelt_otherwise(people, parsed.trainee)
        hint = did_you_mean(parsed.trainee, [p.name for p in people], "`trainer transcripts` shows who has.")
        hint = f'Did you mean "{others[0].name}"?' if others else hint
        raise UnusableInput("nobody of this name has practised here", where=parsed.trainee, do=hint)
    due = queue(history, today, schedule=settings.schedule, zone=settings.zone)
    if parsed.json:
        put_json(as_json(history, due, today, settings.zone))
    else:
        name = person.name if person else parsed.trainee
        put("\n".join(as_text(name, history, due, today, settings.zone)))
    for trouble in history.troubles:
        say(f"{trouble.attempt}: left out, {trouble.why}")
    return ExitCode.FOUND if history.troubles else ExitCode.DONE


def as_json(history: History, due: Sequence[Due], today: date, zone: tzinfo | None) -> dict[str, object]:
    """One document. Shares and chances are from 0 to 1; levels from 0 to 4; null is "not known yet"."""
    numbers = progress(history)
    return {
        "trainee": history.trainee,
        "today": today.isoformat(),
        "goal": history.goal or None,
        "attempts": {
            "counted": numbers.counted,
            "taken_back": numbers.taken_back,
            "interrupted_checks": numbers.interrupted,
            "unfinished": numbers.unfinished,
            "drills": numbers.drills,
            "what_ifs": numbers.what_ifs,
            "left_out": [{"attempt": t.attempt, "why": t.why} for t in history.troubles],
        },
        "principles": {p.principle: _principle(p, mastery(history, p.principle, zone)) for p in numbers.principles},
        "due": [
            {
                "principle": one.item.principle,
                "family": one.item.family,
                "due": one.due.isoformat(),
                "planned": one.planned.isoformat(),
                "last": one.last.isoformat(),
                "days": one.stage.days,
                "passed": one.passed,
                "confident_error": one.confident_error,
            }
            for one in due
        ],
    }


def _principle(one: PrincipleProgress, gained: Mastery) -> dict[str, object]:
    return {
        "tries": one.tries,
        "recent": len(one.recent),
        "levels": list(one.recent),
        "floor": one.floor,
        "median": one.median,
        "spread": round(one.spread, 3),
        "at_standard": one.passed,
        "share": round(one.share, 3),
        "longest_run": one.longest_run,
        "run": one.run,
        "pass_k": {"k": IN_A_ROW, "chance": None if one.all_pass is None else round(one.all_pass, 3)},
        "proves": {"sure": SURE, "at_least": round(one.proved, 3)},
        "critical": one.critical,
        "mastery": {
            "mastered": gained.mastered,
            "since": gained.since.isoformat() if gained.since else None,
            "first_tries": gained.looked_at,
            "at_standard": gained.at_standard,
            "days": gained.days,
            "needs": {"first_tries": TRIES, "days": DAYS},
            "proves": round(gained.proves, 3),
        },
    }


def as_text(name: str, history: History, due: Sequence[Due], today: date, zone: tzinfo | None) -> Iterator[str]:
    """The same for people: what is not counted is said, and nothing is compared with anybody."""
    numbers = progress(history)
    counted = f"{numbers.counted} {'try counts' if numbers.counted == 1 else 'tries count'}{no_checks(numbers)}"
    aside = not_counted(numbers)
    yield f"{name}: {counted}; not counted: {aside}." if aside else f"{name}: {counted}."
    if history.goal:
        yield f"Goal: {history.goal}"
    for one in numbers.principles:
        yield ""
        gained = mastery(history, one.principle, zone)
        recent = len(one.recent)
        of_all = f" (the last {RECENT} of {one.tries})" if one.tries > recent else ""
        yield one.principle
        yield (
            f"  {sparkline(one.recent, 0, 4)}  {recent} {'try' if recent == 1 else 'tries'}{of_all}; "
            f"floor {Level(one.floor).word}, median {one.median:g}, spread {one.spread:.1f}"
        )
        row = "not known before three tries" if one.all_pass is None else f"{one.all_pass:.0%}"
        proves = f"which proves at least {one.proved:.0%}"
        yield f"  at standard {one.passed} of {recent}, {proves}; longest run {one.longest_run}"
        yield f"  chance that the next three all are: {row}; critical errors: {one.critical}"
        if gained.since:
            yield f"  mastered since {gained.since.isoformat()}"
        elif gained.looked_at:
            days = f"{gained.days} {'day' if gained.days == 1 else 'days'}"
            yield (
                f"  mastery: {gained.at_standard} of the last {gained.looked_at} first tries in check mode "
                f"at standard, on {days}; it takes {TRIES} of {TRIES} on {DAYS}"
            )
    if due:
        yield from ("", "To practise again")
        for waiting in due[:_SHOWN]:
            yield f"  {day_words(waiting.planned, today):<12} {waiting.item.principle} ({waiting.item.family})"
        if len(due) > _SHOWN:
            yield f"  and {len(due) - _SHOWN} more"
