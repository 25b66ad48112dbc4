import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.journals import WALL, happenings
from trainer.errors import NewerFormat, UnusableInput
from trainer.records.event import GENESIS, JSON, Kind
from trainer.records.line import DEPTH, decode, encode

SOUND: dict[str, object] = {
    "v": 1,
    "n": 3,
    "kind": "reply",
    "wall": WALL,
    "mono": 12.345,
    "data": {"a": 1},
    "prev": GENESIS,
}


def sealed(body: str) -> bytes:
    """A line with the right hash, whatever stands in it."""
    raw = body.encode()
    return raw + f',"hash":"{sha256(raw).hexdigest()}"}}'.encode()


def line_with(**changed: object) -> bytes:
    return sealed(json.dumps(SOUND | changed, separators=(",", ":"))[:-1])


def nested(levels: int) -> JSON:
    value: JSON = []
    for _ in range(levels):
        value = [value]
    return value


def test_a_line_has_the_promised_form() -> None:
    line = encode(3, Kind.REPLY, WALL, 12.345, {"words": "é\n"}, GENESIS)
    body = (
        '{"v":1,"n":3,"kind":"reply","wall":"2026-03-01T10:00:00.000+01:00","mono":12.345,'
        f'"data":{{"words":"\\u00e9\\n"}},"prev":"{GENESIS}"'
    )
    assert line == sealed(body)


@given(happenings, st.integers(1, 10**9), st.floats(0, 1e9))
def test_any_event_comes_back_from_its_line(happening: tuple[Kind, dict[str, JSON]], number: int, mono: float) -> None:
    kind, held = happening
    line = encode(number, kind, WALL, mono, held, "f" * 64)
    event = decode(line)
    assert (event.number, event.kind, event.wall, event.mono) == (number, kind, WALL, mono)
    assert (event.data, event.prev, event.hash) == (held, "f" * 64, line[-66:-2].decode())
    assert line.isascii()
    assert line.decode().isprintable()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"n": 0}, "number"),
        ({"n": "3"}, "number"),
        ({"n": True}, "number"),
        ({"n": 3.0}, "number"),
        ({"kind": "lunch"}, "kind"),
        ({"kind": ["reply"]}, "kind"),
        ({"wall": "2026-03-01T10:00:00.000"}, "time"),
        ({"wall": "2026-03-01T10:00:00.000Z"}, "time"),
        ({"wall": "2026-03-01 10:00:00.000+01:00"}, "time"),
        ({"wall": "yesterday"}, "time"),
        ({"wall": "\ud800"}, "time"),
        ({"wall": 1}, "time"),
        ({"mono": 12}, "seconds"),
        ({"mono": -0.001}, "seconds"),
        ({"mono": None}, "seconds"),
        ({"data": []}, "data"),
        ({"data": None}, "data"),
        ({"prev": "0" * 63}, "hash before"),
        ({"prev": "F" * 64}, "hash before"),
        ({"prev": 0}, "hash before"),
        ({"v": 0}, "fields"),
        ({"v": "1"}, "fields"),
        ({"extra": 1}, "fields"),
        ({"data": {"a": "bell \x07"}}, "U\\+0007"),
        ({"data": {"a": "\u202e"}}, "U\\+202E"),
        ({"data": {"a": ["\ud800"]}}, "U\\+D800"),
        ({"data": {"\x1b": 1}}, "U\\+001B"),
        ({"data": {"a": 2**64}}, "64 bits"),
        ({"data": {"a": -(2**63) - 1}}, "64 bits"),
        ({"data": {"a": nested(DEPTH)}}, "nested"),
    ],
)
def test_a_line_with_the_right_hash_and_a_wrong_field_is_refused(changed: dict[str, object], reason: str) -> None:
    with pytest.raises(UnusableInput, match=reason):
        decode(line_with(**changed))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"v":1', id="fields missing"),
        pytest.param("[1", id="no object"),
        pytest.param("", id="nothing"),
        pytest.param('{"v":1,"n":3,"data":' + "[" * 100_000, id="endless nesting"),
        pytest.param(json.dumps(SOUND)[:-1], id="spaces"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace("12.345", "12.3450"), id="zeros"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace("12.345", "1e999"), id="infinite"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace('"a":1', '"a":NaN'), id="NaN"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace('"a":1', '"a":1e999'), id="inf"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace('"a":1', '"a":1,"a":2'), id="twice"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace('"a":1', '"a":' + "9" * 9999), id="9s"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace('"a"', '"é"'), id="not escaped"),
        pytest.param(json.dumps(SOUND, separators=(",", ":"))[:-1].replace('"a"', '"\\u0061"'), id="escaped"),
        pytest.param('{"n":3,"v":1' + json.dumps(SOUND, separators=(",", ":"))[12:-1], id="order"),
    ],
)
def test_a_line_with_the_right_hash_that_the_journal_would_not_write_is_refused(body: str) -> None:
    with pytest.raises(UnusableInput):
        decode(sealed(body))


@pytest.mark.parametrize("line", [b"", b"}", b'"}', b"\0" * 300, "ü".encode() * 100, b'{"v":2}'])
def test_a_line_without_its_hash_is_refused_as_damage(line: bytes) -> None:
    with pytest.raises(UnusableInput) as caught:
        decode(line)
    assert not isinstance(caught.value, NewerFormat)


def test_a_newer_version_is_refused_as_newer_only_if_its_hash_is_right() -> None:
    newer = line_with(v=3, unheard=[1])
    with pytest.raises(NewerFormat, match="version 3"):
        decode(newer)
    with pytest.raises(UnusableInput, match="hash"):
        decode(newer.replace(b"unheard", b"Unheard"))


def test_a_kind_is_written_in_the_version_that_brought_it_and_in_no_other() -> None:
    correction = encode(3, Kind.CORRECTION, WALL, 1.0, {}, GENESIS)
    assert correction.startswith(b'{"v":2,"n":3,')
    assert decode(correction).kind is Kind.CORRECTION
    for changed in ({"kind": "correction"}, {"v": 2}):
        with pytest.raises(UnusableInput, match="the way the journal writes"):
            decode(line_with(**changed))


@given(st.binary(max_size=400))
def test_no_bytes_at_all_raise_anything_but_our_errors(line: bytes) -> None:
    with pytest.raises(UnusableInput):
        decode(line)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), nested(100_000)])
def test_data_without_a_form_in_json_is_not_encoded(value: JSON) -> None:
    with pytest.raises(UnusableInput, match="JSON"):
        encode(1, Kind.REPLY, WALL, 0.0, {"a": value}, GENESIS)
