"""The errors a user can meet, each with what happened, where, and what to do; and the exit codes of the command line.

TrainerError
├── UsageError        the command was wrong                     exit 2
├── UnusableInput     a file or an answer could not be used     exit 3
│   └── NewerFormat   made by a newer version: refused, not guessed at
└── NotWritable       something could not be kept               exit 4
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a finished command tells the shell: a contract with scripts."""

    DONE = 0
    """Done, nothing to report."""
    FOUND = 1
    """Done, and it found something: a lint error or warning, a damaged record, a failed plan."""
    USAGE = 2
    """The command line was wrong."""
    UNUSABLE = 3
    """An input could not be used."""
    UNWRITABLE = 4
    """Something could not be written."""
    FAULT = 70
    """A fault of ours."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""


class TrainerError(Exception):
    """Something the user can act on. `str(error)` is one line: `where: what. do`."""

    exit_code = ExitCode.FAULT

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        end = "" if head.endswith((".", "?", "!")) else "."
        return f"{head}{end} {self.do}" if self.do else head


class UsageError(TrainerError):
    """The command line asked for something that does not exist."""

    exit_code = ExitCode.USAGE


class UnusableInput(TrainerError):
    """A file, a record or an answer could not be used."""

    exit_code = ExitCode.UNUSABLE


class NewerFormat(UnusableInput):
    """Written by a newer version than this one."""


class NotWritable(TrainerError):
    """Something could not be written or made durable."""

    exit_code = ExitCode.UNWRITABLE
