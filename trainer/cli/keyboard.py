"""Lines told and lines asked for, and leaving in between: what `--plain` stands on."""

import signal
import sys
import textwrap
from types import FrameType

from trainer.cleaning import clean
from trainer.cli.standard_streams import read_line
from trainer.errors import ExitCode
from trainer.limits import REPLY_CHARACTERS

_LONGEST_LINE = REPLY_CHARACTERS * 8
"""Bytes of a line that are looked at."""
_WIDTH = 78
_DIGITS = 9
"""Of a number that is typed. Python itself refuses some thousand."""


class PlayerLeft(Exception):
    """The trainee leaves for now, or was asked to."""

    def __init__(self, exit_code: ExitCode = ExitCode.DONE) -> None:
        super().__init__()
        self.exit_code = exit_code


class Keyboard:
    """Asks for lines. A signal ends the asking, and never a piece of work that is under way."""

    def __init__(self) -> None:
        self._leave: PlayerLeft | None = None
        self._waiting = False

    def listen(self) -> None:
        """From now on Ctrl-C, SIGTERM and SIGHUP mean that it is time to leave."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self.leave_on_signal)

    def ask(self) -> str:
        """One line, harmless. Leave at the end of input, and when it is time to."""
        sys.stdout.write("> ")
        sys.stdout.flush()
        self._waiting = True
        try:
            if self._leave:
                raise self._leave
            raw = read_line(_LONGEST_LINE)
        except OSError:
            # The terminal is gone, or nothing can be read from there: that is the end of the input too.
            raise PlayerLeft from None
        finally:
            self._waiting = False
        if not raw:
            raise PlayerLeft
        return clean(raw.decode("utf-8", errors="replace")).strip()

    def leave_on_signal(self, number: int, _frame: FrameType | None) -> None:
        """It is time to leave: now where a line is waited for, else when the next one is asked for."""
        self._leave = PlayerLeft(ExitCode.INTERRUPTED if number == signal.SIGINT else ExitCode.DONE)
        if self._waiting:
            raise self._leave


def numbered(line: str, count: int) -> int | None:
    """The number from 1 to `count` that a line is; None for any other line, however many digits it has."""
    if not line.isdecimal() or len(line) > _DIGITS:
        return None
    number = int(line)
    return number if 1 <= number <= count else None


def tell(text: str) -> None:
    """A paragraph on stdout: harmless, wrapped for eyes, whole for pipes and screen readers."""
    text = clean(text)
    if sys.stdout.isatty():
        from trainer.output.columns import width_of, wrapped

        lines = []
        for line in text.split("\n"):
            if width_of(line) != len(line):
                lines.append("\n".join(wrapped(line, _WIDTH)))
            else:
                indent = " " * (len(line) - len(line.lstrip())) + ("   " if line.lstrip()[:1].isdigit() else "")
                lines.append(textwrap.fill(line, _WIDTH, subsequent_indent=indent))
        text = "\n".join(lines)
    print(text, flush=True)
