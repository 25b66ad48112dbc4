"""A closed window and a polite request to end: told to the app, not suffered by it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable

_NAMES = ("SIGTERM", "SIGHUP")


def on_leave(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> None:
    """Have `leave` called on SIGTERM and SIGHUP, where the system has them and the loop can listen."""
    for number in _signals():
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, leave)


def forget(loop: asyncio.AbstractEventLoop) -> None:
    """Listen no longer."""
    for number in _signals():
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.remove_signal_handler(number)


def _signals() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
