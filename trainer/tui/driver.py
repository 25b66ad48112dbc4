"""A terminal may send bytes that are no UTF-8, or be gone: Textual's driver survives neither by itself.

Its decoder ends the input thread on the first stray byte. After a hang-up it reads nothing for ever at full speed, its
writer dies on the first write and has everybody who writes wait, and the SIGCONT that comes with it starts a second
pair of threads.
"""

from __future__ import annotations

import sys
import time
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import partial
from typing import IO, Any

from textual.driver import Driver

_BREATH = 0.05
"""Seconds between two readings of a terminal that is gone."""


class TolerantDecoder:
    """Strange bytes become U+FFFD; when there is nothing more to read, `gone` is called once."""

    def __init__(self, encoding: str, gone: Callable[[], object]) -> None:
        self._decoder: IncrementalDecoder = getincrementaldecoder(encoding)(errors="replace")
        self._gone = gone
        self._over = False

    def decode(self, data: bytes, final: bool = False) -> str:
        """As `codecs.IncrementalDecoder` has it."""
        if not data and not final:
            if not self._over:
                self._over = True
                self._gone()
            time.sleep(_BREATH)
        return self._decoder.decode(data, final)


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
        try:
            self._file.flush()
        except OSError:
            return

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
