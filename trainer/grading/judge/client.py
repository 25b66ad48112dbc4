"""The way to a judge's server and back, bounded in wall time and in bytes whatever stands at the other end."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx2

BYTES = 256 * 1024
"""Of one answer; ours are a few hundred, with a model's thoughts some ten thousand."""
SECONDS = 10.0
"""How long a trainee waits at most, from the first name looked up to the last byte read."""
_NOT_TAKEN = (400, 422)
"""A server that knows no schemas says so by one of these: it is asked once more without."""
_INSTALL = "could not be asked: install service-trainer[judge]"


@dataclass(frozen=True, slots=True)
class JudgeFailure:
    """Why there is no answer. `why` is read after "the judge ..."."""

    why: str


@dataclass(frozen=True, slots=True)
class Judge:
    """A model on a server that speaks the OpenAI chat protocol. `url` is its base, as `http://localhost:11434/v1`."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return f"{self.model}@{urlsplit(self.url).netloc}"


@dataclass(slots=True)
class _Asking:
    """A question under way in a thread of its own, and the sockets it holds."""

    judge: Judge
    messages: Sequence[Mapping[str, str]]
    schema: Mapping[str, Any]
    outcome: bytes | JudgeFailure
    done: threading.Event = field(default_factory=threading.Event)
    sockets: list[socket.socket] = field(default_factory=list)
    late: bool = False
    """Nobody waits for it any more."""

    def run(self) -> None:
        try:
            self.outcome = self.ask()
        # Whatever the client makes of a hostile server's answer is named, and must not reach the screen.
        except Exception as error:  # noqa: BLE001
            self.outcome = JudgeFailure(f"could not be asked ({type(error).__name__})")
        finally:
            self.done.set()

    def ask(self) -> bytes | JudgeFailure:
        """The server's answer, asked for once more without a schema where it knows none."""
        try:
            import httpx2
        except ImportError:
            return JudgeFailure(_INSTALL)
        try:
            # The environment is not trusted: a proxy or a .netrc of other programs would see the trainee's words.
            with httpx2.Client(timeout=self.judge.seconds, trust_env=False, follow_redirects=False) as client:
                status, body = self.post(client, with_schema=True)
                if status in _NOT_TAKEN and not self.late:
                    status, body = self.post(client, with_schema=False)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            return JudgeFailure(f"could not be reached ({type(error).__name__})")
        if 300 <= status < 400:
            return JudgeFailure(f"sends us elsewhere (status {status}), which is not followed")
        return body if status == 200 else JudgeFailure(f"answered with status {status}")

    def post(self, client: httpx2.Client, *, with_schema: bool) -> tuple[int, bytes | JudgeFailure]:
        """The status and the body of one request."""
        body: dict[str, Any] = {"model": self.judge.model, "messages": list(self.messages), "stream": False}
        if with_schema:
            form = {"name": "acts", "strict": True, "schema": self.schema}
            body |= {"temperature": 0, "response_format": {"type": "json_schema", "json_schema": form}}
        # Unpacked by the client, a small answer could become a huge one.
        headers = {"Accept-Encoding": "identity", "User-Agent": "service-trainer"}
        if self.judge.key:
            headers["Authorization"] = f"Bearer {self.judge.key}"
        address = f"{self.judge.url}/chat/completions"
        trace = {"trace": self.opened}
        with client.stream("POST", address, json=body, headers=headers, extensions=trace) as response:
            received = bytearray()
            # The bytes as they come over the line, as long as they are few and nobody has stopped waiting.
            for piece in response.iter_raw():
                received += piece
                if len(received) > BYTES:
                    return response.status_code, JudgeFailure(f"answered more than {BYTES // 1024} kB")
                if self.late:
                    break
            return response.status_code, bytes(received)

    def opened(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by the client at each step: keeps what has to be shut when time is up."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.sockets.append(info["return_value"].get_extra_info("socket"))
            if self.late:
                self.shut()

    def shut(self) -> None:
        """Wake the thread out of any wait, so that a server which never ends keeps no thread."""
        self.late = True
        for one in self.sockets:
            # The plain socket's way: the one of TLS would drop the encryption first.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)


def ask_all(
    judges: Sequence[Judge], messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]
) -> dict[Judge, bytes | JudgeFailure]:
    """Each server's answer to one question, all asked at once; a late one is a failure, and cut off.

    A judge's `seconds` bound everything, the name's look-up too.
    """
    start = time.monotonic()
    late = {judge: JudgeFailure(f"gave no answer within {judge.seconds:g} s") for judge in judges}
    asked = [_Asking(judge, messages, schema, late[judge]) for judge in judges]
    # Looking up a name cannot be interrupted: in a daemon thread it holds up neither the trainee nor the way out.
    for one in asked:
        threading.Thread(target=one.run, name="judge", daemon=True).start()
    for one in asked:
        if not one.done.wait(max(0.0, start + one.judge.seconds - time.monotonic())):
            one.shut()
    return {one.judge: late[one.judge] if one.late else one.outcome for one in asked}
