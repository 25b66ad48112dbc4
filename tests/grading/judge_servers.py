"""Servers on this machine that play a judge, well or badly, and a small set of acts to be judged by."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from trainer.principles.acts import Act, Acts

Play = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Reads the question, keeps it, and lets the server's `play` answer."""

    server: Server

    def do_POST(self) -> None:
        self.question: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.questions.append(self.question)
        self.server.headers.append(dict(self.headers))
        self.server.paths.append(self.path)
        try:
            self.server.play(self)
        except OSError:
            self.server.cut_off.set()

    def do_GET(self) -> None:
        self.server.paths.append(f"GET {self.path}")
        self.send_error(500)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""

    def head(self, status: int = 200, **headers: str) -> None:
        """The status line and headers, sent at once."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def say(self, content: object) -> None:
        """A chat completion with this message."""
        self.send(completion(content))

    def drip(self, piece: bytes) -> None:
        """The same bytes again and again, until the other side hangs up or the test is over."""
        while not self.server.over.wait(0.01):
            self.wfile.write(piece)


class Server(ThreadingHTTPServer):
    """What it was asked, and whether it was hung up on."""

    daemon_threads = True

    def __init__(self, play: Play) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.play = play
        self.questions: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.cut_off = threading.Event()
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(play: Play) -> Iterator[Server]:
    """A server for the length of a test."""
    with Server(play) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def completion(content: object) -> bytes:
    """The body of a chat completion."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def marking(*marks: tuple[str, str]) -> Play:
    """A judge that sees these acts, each with its quote."""
    content = json.dumps({"acts": [{"act": act, "quote": quote} for act, quote in marks]})
    return lambda handler: handler.say(content)


def _act(id: str, title: str, *, harms: bool = False, opposite: str | None = None) -> Act:
    return Act(id, title, title, harms, opposite, (), (), (), ())


_ALL = (
    _act("thanks", "thanks the customer"),
    _act("restates", "says back what the customer said"),
    _act("validates", "takes the feeling seriously"),
    _act("apologises", "apologises for the trouble", opposite="fauxpology"),
    _act("gives-time", "gives a time"),
    _act("offers-fix", "offers a fix"),
    _act("dismisses", "brushes the customer off", harms=True),
    _act("fauxpology", "apologises for nothing", harms=True),
)
ACTS = Acts("english", "en", "English", {}, {act.id: act for act in _ALL}, "", "0" * 64, "english.yaml")
