"""`trainer transcripts`: the attempts on record."""

from collections.abc import Sequence

from trainer.cli.arguments import attempts_and_people, parse, parser, places, progress_bar, put, put_json, say
from trainer.errors import ExitCode
from trainer.records.index import SHOWN, check_attempts, list_attempts, plain_name
from trainer.records.people import find, spelt_otherwise
from trainer.records.summary import AttemptSummary, Standing


def run(arguments: Sequence[str]) -> ExitCode:
    """Print the attempts, newest first; exit 1 when something is wrong with the record of one.

    They are printed as the index has them where neither size nor time of their journals has changed; then journals are
    read to see whether that was right, a tenth of them each time, or with `--check` all.
    """
    example = "trainer transcripts --scenario airport-counter"
    options = parser("transcripts", "The attempts on record, newest first.", example)
    options.add_argument("--scenario", metavar="ID", help="only attempts of this scenario, and damaged ones")
    options.add_argument("--trainee", metavar="NAME", help="only this person's, by name or pseudonym, and damaged ones")
    options.add_argument("--check", action="store_true", help="read every journal whole")
    options.add_argument("--json", action="store_true", help="one JSON document")
    parsed = parse(options, arguments)
    folder, people = attempts_and_people(places(parsed), "Pseudonyms are shown instead of names.")
    names = {p.pseudonym: p.name for p in people}
    person = find(people, parsed.trainee) if parsed.trainee else None
    trainee = person.pseudonym if person else parsed.trainee
    with progress_bar("reading journals") as on_progress:
        checked = check_attempts(folder, everything=True, on_progress=on_progress) if parsed.check else []
        listed = list_attempts(folder, on_progress=on_progress)
    rows = [
        # A damaged journal is wanted whatever is asked for: it may be of anybody's and of anything.
        a
        for a in listed
        if not a.is_readable or (parsed.scenario in (None, a.scenario) and trainee in (None, a.trainee))
    ]
    if parsed.json:
        put_json([as_json(a) for a in rows])
    else:
        for attempt in rows:
            put(_line(attempt, names))
        if trainee and not person and (others := spelt_otherwise(people, trainee)):
            say(f'Did you mean "{others[0].name}"?')
        elif not rows:
            say(f"No attempts in {folder}. `trainer play two-minute-counter` makes one.")
    if parsed.check:
        say(f"{len(listed)} {'journal' if len(listed) == 1 else 'journals'} read whole.")
    else:
        shown = {plain_name(a.path) for a in rows[:SHOWN]}
        checked = check_attempts(folder, shown=shown) if rows else []
    for attempt in checked:
        say(f"{attempt.path}: it was changed since it was read, though its size and time are the same.")
        say(f"    {_line(attempt, names)}")
    good = not checked and all(a.is_sound for a in rows)
    return ExitCode.DONE if good else ExitCode.FOUND


def _line(attempt: AttemptSummary, names: dict[str, str]) -> str:
    from trainer.output.phrases import summary_remarks

    if not attempt.is_readable:
        return f"{attempt.path.stem}  {attempt.standing}: {attempt.trouble}"
    who = names.get(attempt.trainee, attempt.trainee)
    how = f"{attempt.decisions} decisions, unfinished"
    if attempt.standing is Standing.ENDED:
        score = "not scored" if attempt.score is None else f"{attempt.score:.0f}"
        how = f"{attempt.verdict or 'no verdict'}, {score}" + (", critical error" if attempt.critical else "")
    how = "; ".join((how, *summary_remarks(attempt)))
    return f"{attempt.started[:16].replace('T', ' ')}  {attempt.path.stem}  {who}  {attempt.mode}  {how}"


def as_json(attempt: AttemptSummary) -> dict[str, object]:
    """The row of an attempt; null where something is not known."""
    interruptions = attempt.interruptions
    return {
        "attempt": attempt.attempt,
        "started": attempt.started or None,
        "scenario": attempt.scenario or None,
        "variant": attempt.variant or None,
        "mode": attempt.mode.value if attempt.mode else None,
        "trainee": attempt.trainee or None,
        "state": attempt.standing.value,
        "decisions": attempt.decisions,
        "outcome": attempt.outcome or None,
        "verdict": attempt.verdict or None,
        "score": attempt.score,
        "critical": attempt.critical,
        "resumed": interruptions.resumed,
        "recovered": interruptions.recovered,
        "cut": interruptions.cut,
        "rewritten": attempt.rewritten,
        "disagreement": attempt.disagreement or None,
        "copy_of": attempt.copy_of or None,
        "trouble": attempt.trouble or None,
        "path": str(attempt.path),
    }
