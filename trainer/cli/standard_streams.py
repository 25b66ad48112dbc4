"""Standard input, output and error as a command meets them: closed, full, endless, or with a reader who has left.

What fails there is told apart from what fails elsewhere: only here is it known that a pipe or a device was the user's
own output.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import IO, Any, cast

from trainer.errors import NotWritable, UnusableInput

LONGEST = 64 * 1024
"""Bytes of a line, or of a text, on stdin that are looked at: many times what a reply can have."""
_GONE = (errno.EPIPE, errno.ECONNRESET, errno.ESHUTDOWN)


class ReaderLeft(Exception):
    """Nobody reads the output any more: there is nothing left to say, and nothing went wrong."""


class Output:
    """A stream for data, which a command cannot do without: what cannot be written ends it.

    `ReaderLeft` where the reader has left, else `NotWritable`: no `OSError`, which could be taken for a file's fault.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.failed = False
        """Whether something was lost though somebody may have wanted it."""

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as error:
            self._lost(error)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._lost(error)

    def _lost(self, error: OSError) -> None:
        # What still waits to be written has nowhere to go; Python would try once more when it ends, and complain.
        with contextlib.suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self._stream.fileno())
            os.close(null)
        if error.errno in _GONE:
            raise ReaderLeft from error
        # Every command passes here, and hardly any needs the sentence.
        from trainer.files import describe

        self.failed = True
        raise NotWritable(describe(error), where="the output", do="Have it written elsewhere.") from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class OptionalOutput(Output):
    """A stream for words to people, which the work goes on without."""

    def _lost(self, error: OSError) -> None:
        with contextlib.suppress(ReaderLeft, NotWritable):
            super()._lost(error)


@contextlib.contextmanager
def guarded() -> Iterator[tuple[Output, OptionalOutput]]:
    """Have the standard streams open, in UTF-8 and guarded while a command runs."""
    # The null device, where a stream was closed before we began: the next file would take its number.
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            fd = os.open(os.devnull, os.O_RDWR)
            if fd != number:
                os.dup2(fd, number)
                os.close(fd)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        # What cannot be written there is shown escaped, never a crash.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    plain = sys.stdout, sys.stderr
    output, words = Output(sys.stdout), OptionalOutput(sys.stderr)
    sys.stdout, sys.stderr = cast(io.TextIOWrapper, output), cast(io.TextIOWrapper, words)
    try:
        yield output, words
    finally:
        sys.stdout, sys.stderr = plain


def read_line(longest: int) -> bytes:
    """A line of stdin, b"" at its end; of a longer one the beginning, and the rest of it is never taken for the next
    line. `OSError`."""
    line = rest = sys.stdin.buffer.readline(longest)
    while rest and not rest.endswith(b"\n"):
        rest = sys.stdin.buffer.readline(longest)
    return line


def lines() -> Iterator[str]:
    """The lines of stdin, each as far as it is looked at. `UnusableInput`."""
    try:
        while line := read_line(LONGEST):
            yield line.rstrip(b"\r\n").decode("utf-8", "replace")
    except OSError as error:
        raise UnusableInput(f"stdin cannot be read: {error.strerror}") from error


def beginning() -> str:
    """As much of stdin as is looked at. `UnusableInput`."""
    try:
        return sys.stdin.buffer.read(LONGEST).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError as error:
        raise UnusableInput(f"stdin cannot be read: {error.strerror}") from error
