"""The way to a judge's server and back, bounded in wall time and in bytes whatever stands at the other end."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx2

BYTES = 256 * 1024
"""Of one answer; ours are a few hundred, with a model's thoughts some ten thousand."""
_NOT_TAKEN = (400, 422)
"""A server that knows no schemas says so by one of these: it is asked once more without."""
_INSTALL = "could not be asked: install service-trainer[judge]"


@dataclass(frozen=True, slots=True)
class JudgeFailure:
    """Why there is no answer. `why` is read after "the judge ..."."""

    why: str


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """One question to one server; `seconds` bound everything, the name's look-up too."""

    url: str
    model: str
    key: str
    seconds: float
    messages: Sequence[Mapping[str, str]]
    schema: Mapping[str, Any]


@dataclass(slots=True)
class _Asking:
    """A question under way in a thread of its own, and the sockets it holds."""

    request: JudgeRequest
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
            with httpx2.Client(timeout=self.request.seconds, trust_env=False, follow_redirects=False) as client:
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
        request = self.request
        body: dict[str, Any] = {"model": request.model, "messages": list(request.messages), "stream": False}
        if with_schema:
            form = {"name": "acts", "strict": True, "schema": request.schema}
            body |= {"temperature": 0, "response_format": {"type": "json_schema", "json_schema": form}}
        # Unpacked by the client, a small answer could become a huge one.
        headers = {"Accept-Encoding": "identity", "User-Agent": "service-trainer"}
        if request.key:
            headers["Authorization"] = f"Bearer {request.key}"
        address = f"{request.url}/chat/completions"
        trace = {"trace": self.opened}
        with client.stream("POST", address, json=body, headers=headers, extensions=trace) as response:
            found = bytearray()
            # The bytes as they come over the line, as long as they are few and nobody has stopped waiting.
            for piece in response.iter_raw():
                found += piece
                if len(found) > BYTES:
                    return response.status_code, JudgeFailure(f"answered more than {BYTES // 1024} kB")
                if self.late:
                    break
            return response.status_code, bytes(found)

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


def ask_all(requests: Sequence[JudgeRequest]) -> list[bytes | JudgeFailure]:
    """Each server's answer to its question, all asked at once; a late one is `Failed`, and cut off."""
    start = time.monotonic()
    asked = [_Asking(r, JudgeFailure(_late(r))) for r in requests]
    # Looking up a name cannot be interrupted: in a daemon thread it holds up neither the trainee nor the way out.
    for one in asked:
        threading.Thread(target=one.run, name="judge", daemon=True).start()
    for one in asked:
        if not one.done.wait(max(0.0, start + one.request.seconds - time.monotonic())):
            one.shut()
    return [JudgeFailure(_late(one.request)) if one.late else one.outcome for one in asked]


def _late(request: JudgeRequest) -> str:
    return f"gave no answer within {request.seconds:g} s"
