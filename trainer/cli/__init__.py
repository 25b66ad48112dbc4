"""The command line. Each command lives in a module of its own, imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from trainer import __version__
from trainer.cli.commands import COMMANDS, usage
from trainer.cli.standard_streams import ReaderLeft, guarded
from trainer.errors import TrainerError
from trainer.exit_codes import ExitCode


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. No traceback reaches the user."""
    arguments = [*(sys.argv[1:] if argv is None else argv)]
    with guarded() as (output, words):
        code = _run(arguments)
        words.flush()
    # What was lost turns "done" into "could not write"; what else went wrong is the more telling.
    lost = (output.failed or words.failed) and code in (ExitCode.DONE, ExitCode.FOUND)
    return int(ExitCode.UNWRITABLE if lost else code)


def _run(arguments: list[str]) -> int:
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except ReaderLeft:
        return ExitCode.DONE
    except TrainerError as error:
        _say(f"trainer: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        _say("")
        return ExitCode.INTERRUPTED
    except Exception as error:
        # The last resort: a fault of ours is named, with where to find the rest.
        if os.environ.get("TRAINER_DEBUG"):
            raise
        _say(f"trainer: a fault of ours: {type(error).__name__}: {error}. TRAINER_DEBUG=1 shows where.")
        return ExitCode.FAULT
    return code


_MODULES = {"import": "import_", "export-scenario": "export_scenario"}
"""Of commands whose name cannot be a module's."""


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("--version", "-V"):
        print(f"service-trainer {__version__}")
        return ExitCode.DONE
    if first in ("--help", "-h", "help"):
        print(usage())
        return ExitCode.DONE
    name = "app" if not first or first.startswith("-") else first
    if name != "app" and name not in COMMANDS:
        from trainer.document.fields import nearest

        near = nearest(name, COMMANDS)
        hint = f'Did you mean "{near}"?' if near else "`trainer --help` lists the commands."
        _say(f'trainer: there is no command "{name}". {hint}')
        return ExitCode.USAGE
    rest = arguments if name == "app" else arguments[1:]
    run = import_module(f"trainer.cli.{_MODULES.get(name, name)}").run
    try:
        return int(run(rest))
    except SystemExit as error:
        # argparse ends so after it has printed a page of help.
        return int(error.code or ExitCode.DONE)


def _say(line: str) -> None:
    from trainer.cleaning import clean

    print(clean(line), file=sys.stderr)
