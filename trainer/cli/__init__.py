"""The command line: the names of the commands, each of them imported only when it is called."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from trainer import __version__
from trainer.cli.standard_streams import ReaderLeft, guarded
from trainer.errors import ExitCode, TrainerError

COMMANDS = {
    "play": "practise a scenario",
    "list": "the library: what there is to practise",
    "lint": "check scenarios",
    "analyse": "the exact numbers of a scenario",
    "new": "a small scenario to begin with",
    "schema": "the JSON Schema of scenarios, for editors",
    "preview": "play a scenario beside its findings while you write it",
    "test": "play the plans beside scenarios",
    "grade": "grade typed replies at a decision",
    "acts": "what is heard in a text, cue by cue",
    "examples": "typed replies on record as examples for their scenario",
    "transcripts": "the attempts on record, newest first",
    "show": "one transcript",
    "progress": "how consistent somebody is, and what is due",
    "graph": "a scenario as a picture",
    "import": "a Twine story as the beginning of a scenario",
    "export-scenario": "a scenario for Twine",
    "where": "which folders and files are in use, and why",
}
"""The names of the commands and a line on each; they stand here, so that `--help` costs nothing."""
_FUNCTIONS = {"preview": "app.preview", "import": "twine.run_import", "export-scenario": "twine.run_export"}
"""Of commands that are no `run` in a module of their name."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. No traceback reaches the user."""
    arguments = [*(sys.argv[1:] if argv is None else argv)]
    with guarded() as (output, words):
        try:
            code = _dispatch(arguments)
            sys.stdout.flush()
        except ReaderLeft:
            code = ExitCode.DONE
        except TrainerError as error:
            _say(f"trainer: {error}")
            code = error.exit_code
        except KeyboardInterrupt:
            _say("")
            code = ExitCode.INTERRUPTED
        except Exception as error:
            # The last resort: a fault of ours is named, with where to find the rest.
            if os.environ.get("TRAINER_DEBUG"):
                raise
            _say(f"trainer: a fault of ours: {type(error).__name__}: {error}. TRAINER_DEBUG=1 shows where.")
            code = ExitCode.FAULT
        words.flush()
    # What was lost turns "done" into "could not write"; what else went wrong is the more telling.
    lost = (output.failed or words.failed) and code in (ExitCode.DONE, ExitCode.FOUND)
    return int(ExitCode.UNWRITABLE if lost else code)


def _dispatch(arguments: list[str]) -> int:
    """Call the command that the first argument names, or answer it here."""
    first = arguments[0] if arguments else ""
    if first in ("--version", "-V"):
        print(f"service-trainer {__version__}")
        return ExitCode.DONE
    if first in ("--help", "-h", "help"):
        commands = "\n".join(f"  trainer {name:<16} {what}" for name, what in COMMANDS.items())
        print(
            "usage: trainer [command]\n\n"
            "Practise customer service in branching scenarios. Without a command the app opens.\n\n"
            f"{commands}\n\n"
            "Each command explains itself: trainer play --help\n"
            "For example: trainer play two-minute-counter --plain"
        )
        return ExitCode.DONE
    if not first or first.startswith("-"):
        name, rest = "app", arguments
    elif first in COMMANDS:
        name, rest = first, arguments[1:]
    else:
        from trainer.cli.arguments import did_you_mean

        hint = did_you_mean(first, COMMANDS, "`trainer --help` lists the commands.")
        _say(f'trainer: there is no command "{first}". {hint}')
        return ExitCode.USAGE
    module, _, function = _FUNCTIONS.get(name, f"{name}.run").partition(".")
    run = getattr(import_module(f"trainer.cli.{module}"), function)
    try:
        return int(run(rest))
    except SystemExit as error:
        # argparse ends so after it has printed a page of help.
        return int(error.code or ExitCode.DONE)


def _say(line: str) -> None:
    from trainer.cleaning import clean

    print(clean(line), file=sys.stderr)
