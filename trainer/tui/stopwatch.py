"""How long an attempt has lasted, and how long the present decision has been standing there."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.records.clock import Clock


@dataclass
class Stopwatch:
    """`before` are the seconds of earlier sittings. Nothing runs by itself: it is asked."""

    clock: Clock
    before: float = 0.0
    _began: float = field(init=False)
    _asked: float = field(init=False)
    _stopped: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._began = self._asked = self.clock.monotonic()

    def ask(self) -> None:
        """A decision stands there from now on."""
        self._asked, self._stopped = self.clock.monotonic(), None

    def stop(self) -> None:
        """The decision's time stands still until `go_on`: something is asked that is no part of it."""
        self._stopped = self.clock.monotonic() if self._stopped is None else self._stopped

    def go_on(self) -> None:
        """The decision's time runs on from where it stood."""
        if self._stopped is not None:
            self._asked += self.clock.monotonic() - self._stopped
            self._stopped = None

    def hold(self, seconds: float) -> None:
        """Some seconds in which nothing could be read do not count."""
        if self._stopped is None:
            self._asked += seconds

    @property
    def deciding(self) -> float:
        """The seconds the decision has been standing there."""
        now = self.clock.monotonic() if self._stopped is None else self._stopped
        return now - self._asked

    @property
    def lasted(self) -> float:
        """The seconds of the whole attempt."""
        return self.before + self.clock.monotonic() - self._began
