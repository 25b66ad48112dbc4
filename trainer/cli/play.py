"""`trainer play`: practise a scenario, in the app, line by line, or from a file of replies."""

import argparse
from collections.abc import Sequence

from trainer.cli.arguments import day, parse, parser, places
from trainer.errors import ExitCode, UsageError
from trainer.records.header import Mode, TimeLimits


def run(arguments: Sequence[str]) -> ExitCode:
    """Play; the exit code says how that went, not how well the trainee did."""
    what = "Practise a scenario: in the app, or line by line with --plain."
    options = parser("play", what, "trainer play airport-counter --plain --mode practice")
    options.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="an id from the library, or a path; without it today's practice"
    )
    options.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    options.add_argument("--replies", metavar="FILE", help="play the replies in a file, one a line; - for stdin")
    options.add_argument("--json", action="store_true", help="with --replies: print the result as JSON")
    options.add_argument("--trainee", metavar="NAME", help="who practises")
    somebody_new = "with --trainee: somebody new, though a name spelt nearly so is known"
    options.add_argument("--new-trainee", action="store_true", help=somebody_new)
    options.add_argument("--mode", choices=[m.value for m in Mode], help="how much help there is")
    options.add_argument("--variant", metavar="ID", help="which names and details; otherwise one not seen lately")
    options.add_argument("--seed", type=int, metavar="N", help="fixes the order of the options")
    options.add_argument(
        "--resume", nargs="?", const="", metavar="ATTEMPT", help="go on with the last unfinished attempt, or this one"
    )
    options.add_argument(
        "--time-limits",
        choices=[t.value for t in TimeLimits],
        help="on, stretched (twice the time) or off; without it: on in the app, off in --plain",
    )
    options.add_argument("--at", type=day, help=argparse.SUPPRESS)
    parsed = parse(options, arguments)
    _check(parsed)
    if parsed.replies:
        from trainer.cli.replies import play_replies

        return play_replies(parsed, places(parsed))
    if parsed.plain:
        from trainer.cli.plain import play_plain

        return play_plain(parsed, places(parsed))
    from trainer.cli.app import open_app

    return open_app(parsed)


def _check(options: argparse.Namespace) -> None:
    """UsageError for options that do not go together."""
    if options.json and not options.replies:
        raise UsageError("--json goes with --replies")
    if options.new_trainee and not options.trainee:
        raise UsageError("--new-trainee goes with --trainee NAME")
    if options.plain and options.replies:
        raise UsageError("--plain and --replies cannot stand together")
    if options.seed is not None and not 0 <= options.seed < 2**32:
        raise UsageError("--seed is a whole number from 0 to 4294967295")
    if options.resume is None and not options.scenario:
        # Today's practice decides by itself what is played, and how.
        if options.replies:
            raise UsageError("which scenario?", do="`trainer list` shows them; --resume goes on with the last attempt.")
        for name in ("mode", "variant", "seed"):
            if getattr(options, name) is not None:
                raise UsageError(f"--{name} goes with a scenario", do="`trainer list` shows them.")
    for name in ("mode", "variant", "seed", "time_limits"):
        if options.resume is not None and getattr(options, name) is not None:
            what = f"--{name.replace('_', '-')} cannot change in the middle of an attempt"
            raise UsageError(what, do="Leave it out with --resume.")
