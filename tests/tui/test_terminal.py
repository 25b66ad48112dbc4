"""In a real terminal: stray bytes, requests to end, a closed window, a crash."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.stand import Stand
from trainer.records.event import Kind

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

CODE = """
import sys
from pathlib import Path
from tests.tui.stand import Stand
from trainer.records.system_clock import SystemClock
from trainer.records.header import Mode
from trainer.settings import Settings
from trainer.tui.app import Start, run_app
stand = object.__new__(Stand)
stand.folder = Path(sys.argv[1])
stand.scenarios, stand.transcripts = stand.folder / "scenarios", stand.folder / "transcripts"
if sys.argv[2] == "crash":
    from trainer.session.services import Services
    Services.resume = Services.begin = lambda *_: 1 / 0
start = Start(scenario="small", variant="one", seed=1, mode=Mode.COACH, trainee="Ann")
sys.exit(run_app(stand.places, start=start, clock=SystemClock(), settings=Settings()))
"""


def own_terminal() -> None:
    """Runs in the child: its terminal is its own, so that closing it is a hang-up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The app in a terminal of its own."""

    def __init__(self, stand: Stand, way: str = "", *, own: bool = True) -> None:
        self.stand = stand
        self.near, far = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        root = Path(__file__).parent.parent.parent
        self.process = subprocess.Popen(
            [sys.executable, "-c", CODE, str(stand.folder), way],
            stdin=far,
            stdout=far,
            stderr=far,
            cwd=root,
            env=environment,
            start_new_session=True,
            preexec_fn=own_terminal if own else None,
        )
        os.close(far)
        self.output = b""

    def until(self, words: bytes, seconds: float = 20) -> None:
        """Read what it draws until some words come."""
        end = time.monotonic() + seconds
        while words not in self.output:
            assert time.monotonic() < end, self.output[-2000:]
            self.read(0.1)

    def read(self, seconds: float) -> None:
        if select.select([self.near], [], [], seconds)[0]:
            with contextlib.suppress(OSError):
                self.output += os.read(self.near, 65536)

    def type(self, data: bytes) -> None:
        os.write(self.near, data)

    def end(self, seconds: float = 20) -> int:
        """Its exit code, once it has ended."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, "it did not end"
            self.read(0.05)
        return self.process.returncode


@pytest.fixture(params=[True])
def terminal(stand: Stand, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """The app at its first decision."""
    found = Terminal(stand, own=request.param)
    try:
        found.until(b"What do you say?")
        yield found
    finally:
        if found.process.poll() is None:
            found.process.kill()
            found.process.wait()
        with contextlib.suppress(OSError):
            os.close(found.near)


def answered(terminal: Terminal) -> None:
    """Give a reply once it has been read, and see that it is on disk."""
    time.sleep(1)
    terminal.type(b"2")
    end = time.monotonic() + 20
    while not terminal.stand.replies():
        assert time.monotonic() < end
        terminal.read(0.1)


def test_bytes_that_are_no_utf_8_do_no_harm(terminal: Terminal) -> None:
    terminal.type(b"\xff\xfe\x1b[M \xe0\x80")
    time.sleep(0.3)
    answered(terminal)
    terminal.type(b"\x11")
    assert terminal.end() == 0
    assert terminal.stand.record().events[-1].kind is Kind.PAUSE


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_saves_and_leaves(terminal: Terminal, number: signal.Signals) -> None:
    answered(terminal)
    terminal.process.send_signal(number)
    assert terminal.end() == 0
    assert terminal.stand.record().events[-1].kind is Kind.PAUSE
    assert b"\x1b[?1049l" in terminal.output


@pytest.mark.parametrize("terminal", [True, False], indirect=True, ids=["hang-up", "without a word"])
def test_a_closed_window_loses_nothing_and_leaves_nothing_running(terminal: Terminal) -> None:
    answered(terminal)
    os.close(terminal.near)
    terminal.process.wait(20)
    assert len(terminal.stand.replies()) == 1


def test_a_crash_is_a_fault(stand: Stand) -> None:
    crashing = Terminal(stand, "crash")
    assert crashing.end() == 70
    crashing.read(0.2)
    told = crashing.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "trainer: a fault of ours: ZeroDivisionError: division by zero. TRAINER_DEBUG=1 shows where." in told
    assert "Your answers are kept." in told
    assert "Traceback" not in told
    assert "locals" not in told
    os.close(crashing.near)


def test_a_crash_says_everything_to_whoever_asks(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_DEBUG", "1")
    crashing = Terminal(stand, "crash")
    assert crashing.end() == 70
    crashing.read(0.2)
    assert b"Traceback (most recent call last)" in crashing.output
    os.close(crashing.near)


def test_two_keys_at_once_give_one_reply(terminal: Terminal) -> None:
    time.sleep(1)
    terminal.type(b"22")
    terminal.until(b"And now?")
    terminal.read(1)
    assert len(terminal.stand.replies()) == 1
    terminal.type(b"\x11")
    assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM])
def test_a_request_to_end_at_once_pauses_and_closes(stand: Stand, number: signal.Signals) -> None:
    started = Terminal(stand)
    end = time.monotonic() + 20
    while not list(stand.transcripts.glob("*.jsonl")):
        assert time.monotonic() < end
        started.read(0.01)
    started.process.send_signal(number)
    assert started.end() == 0
    os.close(started.near)
    assert stand.record().events[-1].kind is Kind.PAUSE
