"""The exit codes of the command line: a contract with scripts."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a finished command tells the shell."""

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
