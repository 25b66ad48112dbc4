"""Whatever a judge's server does, it is bounded in time and bytes, the embedded marks stand, and the record says so."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import threading
import time

import pytest

from tests.grading.judge_servers import ACTS, Handler, Play, marking, serving
from tests.grading.judged import EMBEDDED, SITUATION, WORDS, judged, stands
from trainer.grading.judge.client import Judge
from trainer.grading.judge.judges import Judges

PATIENCE = 0.4


def endless(handler: Handler) -> None:
    handler.head(Content_Type="application/json")
    handler.drip(b" ")


def endless_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-")
    handler.drip(b"a")


def endless_informing(handler: Handler) -> None:
    handler.drip(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def endless_chunks(handler: Handler) -> None:
    handler.head(Transfer_Encoding="chunked")
    handler.drip(b"1\r\n{\r\n")


def silent(handler: Handler) -> None:
    handler.server.over.wait(5)


def noise(handler: Handler) -> None:
    handler.wfile.write(b"\x16\x03\x01\x00\x00")


@pytest.mark.parametrize("play", [endless, endless_headers, endless_informing, endless_chunks])
def test_a_judge_that_never_ends_is_cut_off_in_time(play: Play) -> None:
    with serving(play) as server:
        start = time.monotonic()
        graded = Judges([Judge(server.url, "m", seconds=PATIENCE)]).judge(EMBEDDED, WORDS, SITUATION, ACTS)
        assert time.monotonic() - start < PATIENCE + 1
        stands(graded, f"gave no answer within {PATIENCE} s")
        assert server.cut_off.wait(5), "the connection stays open"
    assert _ends("judge")


def test_a_judge_that_says_nothing_at_all_is_cut_off_in_time() -> None:
    with serving(silent) as server:
        graded = Judges([Judge(server.url, "m", seconds=PATIENCE)]).judge(EMBEDDED, WORDS, SITUATION, ACTS)
        stands(graded, "gave no answer")


def test_a_name_that_is_looked_up_forever_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found.wait(5) and [])
    start = time.monotonic()
    graded = Judges([Judge("http://judge.invalid/v1", "m", seconds=0.2)]).judge(EMBEDDED, WORDS, SITUATION, ACTS)
    assert time.monotonic() - start < 1.2
    found.set()
    assert "gave no answer within 0.2 s" in graded.note
    assert graded.acts == EMBEDDED.acts
    assert _ends("judge")


def _ends(name: str) -> bool:
    """Whether no thread of that name is left within a moment."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join(5)
    return name not in [t.name for t in threading.enumerate()]


def huge(handler: Handler) -> None:
    handler.head(Content_Length=str(200 * 2**20))
    for _ in range(200):
        handler.wfile.write(b" " * 2**20)


def test_an_answer_of_200_megabytes_is_dropped_after_the_first_quarter() -> None:
    with serving(huge) as server:
        graded = Judges([Judge(server.url, "m", seconds=20)]).judge(EMBEDDED, WORDS, SITUATION, ACTS)
        stands(graded, "answered more than 256 kB")
        assert server.cut_off.wait(5)


def test_a_packed_answer_is_not_unpacked() -> None:
    packed = gzip.compress(b" " * 100 * 2**20, 1)[:100_000]
    stands(judged(lambda h: h.send(packed, Content_Encoding="gzip")), "did not answer in the schema")


@pytest.mark.parametrize("status", [204, 401, 404, 422, 429, 500, 503])
def test_another_status_leaves_the_embedded_marks(status: int) -> None:
    stands(judged(lambda handler: handler.send(b"", status)), f"answered with status {status}")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with serving(marking(("apologises", "so sorry"))) as other:
        stands(judged(lambda h: h.send(b"", status, Location=f"{other.url}/chat/completions")), f"(status {status})")
        assert other.paths == []


def test_a_refused_connection_leaves_the_embedded_marks() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        graded = Judges([Judge(url, "m", seconds=20)]).judge(EMBEDDED, WORDS, SITUATION, ACTS)
    stands(graded, "could not be reached (ConnectError)")


def test_bytes_that_are_no_http_leave_the_embedded_marks() -> None:
    stands(judged(noise), "could not be reached (RemoteProtocolError)")


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


@pytest.mark.usefixtures("proxied")
def test_words_go_to_the_judge_and_through_no_proxy() -> None:
    assert judged(marking(("apologises", "so sorry"))).found("apologises")


def test_a_judge_that_failed_twice_holds_up_no_further_reply() -> None:
    with serving(lambda handler: handler.send(b"", 500)) as server:
        judges = Judges([Judge(server.url, "m", seconds=20)])
        for _ in range(4):
            graded = judges.judge(EMBEDDED, WORDS, SITUATION, ACTS)
        assert len(server.questions) == 2
    stands(graded, "failed twice and is not asked again")


def test_without_its_client_the_judge_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    stands(judged(marking(("apologises", "so sorry"))), "install service-trainer[judge]")


def test_naming_a_judge_imports_no_network() -> None:
    code = (
        "import sys; import trainer.grading.judge.judges as s; s.find_judges({}, {'judge_url': 'http://h', "
        "'judge_model': 'm'}); print(sorted({'httpx2', 'ssl', 'http.client', 'asyncio'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
