"""A terminal may send bytes that are no UTF-8, pastes of anything, or be gone: Textual's driver survives none of it.

Its decoder ends the input thread on the first stray byte. Its parser takes an ESC within a paste for a key, and all
that comes after it, line ends too, for more of them. After a hang-up it reads nothing for ever at full speed, its
writer dies on the first write and has everybody who writes wait, and the SIGCONT that comes with it starts a second
pair of threads.
"""

import asyncio
import contextlib
import re
import signal
import sys
import time
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from math import inf
from typing import IO, Any

from textual.driver import Driver

from trainer.cleaning import clean

_BREATH = 0.05
"""Seconds between two readings of a terminal that is gone, and within which the rest of a burst comes."""
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around a paste."""
_BURST = 8
"""Characters read in one go below which they may be keys that waited for a busy program."""
_KEYS = re.compile(r"(?:\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)?)+")
"""Keys without a letter of their own, the mouse, and what a terminal reports."""


class Pastes:
    """Makes pastes harmless before they are parsed: each stays one paste, whatever stands in it, and holds no keys.

    A terminal that brackets pastes says where one begins and ends. Of one that does not, what is read in one go tells:
    nobody types several lines at once.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._inside = False
        self._before = ""
        """The end of what was read last, where it may belong to what comes next: in a paste it is held back."""
        self._burst_at = -inf

    def feed(self, text: str) -> str:
        """What was read in one go, as the parser is to see it."""
        passed: list[str] = []
        while text:
            seen = self._before + text
            if self._inside:
                # Up to and with the end of the paste, cleaned.
                at = seen.find(_END)
                if at < 0:
                    self._before = seen[-1] if seen.endswith("\r") else _end_that_begins(seen, _END)
                    passed.append(clean(seen[: len(seen) - len(self._before)]))
                    break
                # An end within a paste would make keys of its rest: the last before another paste is the real one.
                following = seen.find(_BEGIN, at)
                at = seen.rfind(_END, at, following if following >= 0 else len(seen))
                passed.append(clean(seen[:at]) + _END)
                self._before, self._inside, text = "", False, seen[at + len(_END) :]
                continue
            # Up to and with the beginning of a paste; what is held back has passed already.
            at = seen.find(_BEGIN)
            if at < 0:
                self._before = _end_that_begins(seen, _BEGIN)
                end = max(0, len(text) - len(self._before))
                passed.append(self._keys_or_burst(text[:end]) + text[end:])
                break
            rest = at + len(_BEGIN)
            keys = seen[len(self._before) : at]
            passed.append(self._keys_or_burst(keys) + seen[max(at, len(seen) - len(text)) : rest])
            self._before, self._inside, text = "", True, seen[rest:]
        return "".join(passed)

    def _keys_or_burst(self, text: str) -> str:
        """Keys as they are; what can only be a paste, as one."""
        now = self._now()
        is_burst = len(text) >= _BURST and _has_lines(text)
        goes_on = now - self._burst_at < _BREATH and len(text) > 1 and not _KEYS.fullmatch(text)
        if not is_burst and not goes_on:
            return text
        self._burst_at = now
        return f"{_BEGIN}{clean(text)}{_END}"


def _has_lines(text: str) -> bool:
    """Whether more text follows on a line of words: after letters side by side, which are no row of commands."""
    *before, last = re.split(r"[\r\n]", text.rstrip("\r\n"))
    return last.strip() != "" and any(
        one.isalpha() and next_one.isalpha() for line in before for one, next_one in pairwise(line)
    )


def _end_that_begins(text: str, mark: str) -> str:
    """The longest end of a text with which a mark may begin, "" for none."""
    return next((mark[:n] for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), "")


class TolerantDecoder:
    """Strange bytes become U+FFFD, pastes harmless; when there is nothing more to read, `gone` is called once."""

    def __init__(self, encoding: str, gone: Callable[[], object]) -> None:
        self._decoder: IncrementalDecoder = getincrementaldecoder(encoding)(errors="replace")
        self._pastes = Pastes()
        self._gone = gone
        self._over = False

    def decode(self, data: bytes, final: bool = False) -> str:
        """As `codecs.IncrementalDecoder` has it."""
        if not data and not final:
            if not self._over:
                self._over = True
                self._gone()
            time.sleep(_BREATH)
        return self._pastes.feed(self._decoder.decode(data, final))


class ForgivingFile:
    """A terminal to write to, for as long as it is there."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Nothing happens when there is nobody to read it."""
        try:
            return self._file.write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def tolerant(driver: type[Driver], gone: Callable[[], object]) -> type[Driver]:
    """Textual's terminal driver made to last; any other driver as it is."""
    if sys.platform == "win32":
        return driver
    from textual.drivers import linux_driver

    if not issubclass(driver, linux_driver.LinuxDriver):
        return driver
    # The one place where the driver looks for its decoder.
    vars(linux_driver)["getincrementaldecoder"] = lambda encoding: partial(TolerantDecoder, encoding, gone)

    class TolerantDriver(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            names: dict[str, Any] = self.__dict__
            names["_file"] = ForgivingFile(names["_file"])

        def _sigcont_application(self, *args: Any) -> None:
            if self._must_signal_resume:
                super()._sigcont_application(*args)

    return TolerantDriver


def on_leave(loop: asyncio.AbstractEventLoop, leave: Callable[[], None] | None) -> None:
    """Have `leave` called on SIGTERM and SIGHUP, where the system has them and the loop can listen; None: no longer."""
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                if leave:
                    loop.add_signal_handler(number, leave)
                else:
                    loop.remove_signal_handler(number)
